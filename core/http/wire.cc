// SPDX-License-Identifier: Apache-2.0
#include "core/http/wire.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/http/uri.h"

namespace slsim {
namespace {

constexpr std::size_t longest_size_line = 256;  // Of a chunk, extensions included.

bool token_character(char c) {  // RFC 9110, section 5.6.2.
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, token_character);
}

bool printable(char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::size_t> whole_number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Whether a list such as `close, TE` names it.
bool names(const std::string* list, std::string_view word) {
  std::string_view rest = list == nullptr ? std::string_view{} : std::string_view{*list};
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (same_ignoring_case(trimmed(rest.substr(0, comma)), word)) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

std::size_t count_of(const HttpHeaders& headers, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count_if(
      headers, [&](const HttpHeader& header) { return same_ignoring_case(header.name, name); }));
}

}  // namespace

std::size_t RequestReader::feed(std::string_view bytes) {
  const std::size_t all = bytes.size();
  while (refused_ == 0 && stage_ != Stage::whole && !bytes.empty()) {
    if (stage_ == Stage::body || stage_ == Stage::chunk) {
      take_body(bytes);
    } else if (take_line(bytes)) {
      end_line();
    }
  }
  return all - bytes.size();
}

/// Whether a line has ended; it is in `line_` without its end.
bool RequestReader::take_line(std::string_view& bytes) {
  const std::size_t end = bytes.find('\n');
  std::size_t length = end == std::string_view::npos ? bytes.size() : end + 1;
  // Up to the first byte too many: which limit is met first must not depend on the pieces.
  length = std::min(length, room() + 1);
  line_.append(bytes.substr(0, length));
  bytes.remove_prefix(length);
  if (stage_ == Stage::size || stage_ == Stage::after_chunk) {
    if (line_.size() > longest_size_line) refuse(400);
  } else {
    head_ += length;
    if (stage_ == Stage::line && line_.size() > limits_.target) refuse(414);
    if (head_ > limits_.head) refuse(431);
  }
  if (refused_ != 0 || end == std::string_view::npos) return false;
  line_.pop_back();
  if (line_.ends_with('\r')) line_.pop_back();
  return true;
}

/// How much more of this line the limits allow.
std::size_t RequestReader::room() const {
  if (stage_ == Stage::size || stage_ == Stage::after_chunk) {
    return longest_size_line - line_.size();
  }
  const std::size_t head = limits_.head - head_;
  return stage_ == Stage::line ? std::min(head, limits_.target - line_.size()) : head;
}

void RequestReader::end_line() {
  switch (stage_) {
    case Stage::line:
      if (!line_.empty()) read_request_line();  // Empty lines before it: RFC 9112, section 2.2.
      break;
    case Stage::headers:
      line_.empty() ? end_head() : read_header();
      break;
    case Stage::size:
      read_size();
      break;
    case Stage::after_chunk:
      stage_ = Stage::size;
      if (!line_.empty()) refuse(400);
      break;
    case Stage::trailer:
      if (line_.empty()) stage_ = Stage::whole;
      break;
    case Stage::body:
    case Stage::chunk:
    case Stage::whole:
      break;
  }
  line_.clear();
}

void RequestReader::read_request_line() {
  const std::size_t first = line_.find(' ');
  const std::size_t last = line_.rfind(' ');
  if (first == std::string::npos || first == last) return refuse(400);
  request_.method = line_.substr(0, first);
  target_ = trimmed(std::string_view{line_}.substr(first, last - first));
  const std::string_view version = std::string_view{line_}.substr(last + 1);
  if (!is_token(request_.method) || target_.empty() || !std::ranges::all_of(target_, printable)) {
    return refuse(400);
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return refuse(version.starts_with("HTTP/") ? 505 : 400);
  }
  keeps_alive_ = version == "HTTP/1.1";
  stage_ = Stage::headers;
}

void RequestReader::read_header() {
  const std::size_t colon = line_.find(':');
  // A name with a blank after it, or a line that goes on another, hides headers from somebody.
  if (colon == std::string::npos || !is_token(std::string_view{line_}.substr(0, colon))) {
    return refuse(400);
  }
  if (!std::ranges::all_of(line_, printable)) return refuse(400);
  if (request_.headers.size() == limits_.headers) return refuse(431);
  request_.headers.push_back(
      {line_.substr(0, colon), std::string{trimmed(std::string_view{line_}.substr(colon + 1))}});
}

void RequestReader::end_head() {
  const std::string* connection = find_header(request_.headers, "Connection");
  const bool asked = names(connection, "keep-alive");
  keeps_alive_ = (keeps_alive_ || asked) && !names(connection, "close");
  if (!framing()) return;
  const std::string* expectation = find_header(request_.headers, "Expect");
  expects_ = stage_ != Stage::whole && names(expectation, "100-continue");
  set_target(request_, target_);
}

/// Where the body ends; one way to say so, once.
bool RequestReader::framing() {
  const std::string* coding = find_header(request_.headers, "Transfer-Encoding");
  const std::string* length = find_header(request_.headers, "Content-Length");
  if (count_of(request_.headers, "Transfer-Encoding") > 1 ||
      count_of(request_.headers, "Content-Length") > 1 ||
      (coding != nullptr && length != nullptr)) {
    refuse(400);
  } else if (coding != nullptr) {
    if (!same_ignoring_case(*coding, "chunked")) refuse(501);
    stage_ = Stage::size;
  } else if (length != nullptr) {
    const auto size = whole_number(*length, 10);
    if (!size) {
      refuse(400);
    } else if (*size > limits_.body) {
      refuse(413);
    } else {
      wanted_ = *size;
      stage_ = wanted_ == 0 ? Stage::whole : Stage::body;
    }
  } else {
    stage_ = Stage::whole;
  }
  return refused_ == 0;
}

void RequestReader::read_size() {
  const std::string_view line = line_;
  const auto size = whole_number(trimmed(line.substr(0, line.find(';'))), 16);
  if (!size) return refuse(400);
  if (*size > limits_.body - request_.body.size()) return refuse(413);
  wanted_ = *size;
  stage_ = wanted_ == 0 ? Stage::trailer : Stage::chunk;
}

void RequestReader::take_body(std::string_view& bytes) {
  const std::size_t length = std::min(wanted_, bytes.size());
  request_.body.append(bytes.substr(0, length));
  bytes.remove_prefix(length);
  wanted_ -= length;
  if (wanted_ == 0) stage_ = stage_ == Stage::body ? Stage::whole : Stage::after_chunk;
}

bool RequestReader::take_expectation() { return std::exchange(expects_, false); }

HttpRequest RequestReader::take() {
  HttpRequest request = std::move(request_);
  *this = RequestReader{limits_};
  return request;
}

std::string print_answer(const HttpResponse& answer, const AnswerForm& form) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
  text.reserve(256 + answer.body.size());
  text += reason_of(answer.status);
  text += "\r\n";
  for (const HttpHeader& header : answer.headers) {
    if (same_ignoring_case(header.name, "Content-Length") ||
        same_ignoring_case(header.name, "Connection")) {
      continue;
    }
    text += header.name + ": " + header.value + "\r\n";
  }
  const bool bodiless = answer.status / 100 == 1 || answer.status == 204 || answer.status == 304;
  if (!form.stream && !bodiless) {
    text += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  }
  if (!form.keep_alive || form.stream) text += "Connection: close\r\n";
  text += "\r\n";
  if (!form.head && !bodiless) text += answer.body;
  return text;
}

std::string_view reason_of(int status) {
  struct Reason {
    int status;
    std::string_view text;
  };
  constexpr std::array reasons{Reason{100, "Continue"},
                               Reason{200, "OK"},
                               Reason{201, "Created"},
                               Reason{202, "Accepted"},
                               Reason{204, "No Content"},
                               Reason{301, "Moved Permanently"},
                               Reason{302, "Found"},
                               Reason{304, "Not Modified"},
                               Reason{400, "Bad Request"},
                               Reason{401, "Unauthorized"},
                               Reason{403, "Forbidden"},
                               Reason{404, "Not Found"},
                               Reason{405, "Method Not Allowed"},
                               Reason{406, "Not Acceptable"},
                               Reason{407, "Proxy Authentication Required"},
                               Reason{408, "Request Timeout"},
                               Reason{409, "Conflict"},
                               Reason{411, "Length Required"},
                               Reason{413, "Content Too Large"},
                               Reason{414, "URI Too Long"},
                               Reason{415, "Unsupported Media Type"},
                               Reason{422, "Unprocessable Content"},
                               Reason{429, "Too Many Requests"},
                               Reason{431, "Request Header Fields Too Large"},
                               Reason{500, "Internal Server Error"},
                               Reason{501, "Not Implemented"},
                               Reason{502, "Bad Gateway"},
                               Reason{503, "Service Unavailable"},
                               Reason{504, "Gateway Timeout"},
                               Reason{505, "HTTP Version Not Supported"}};
  const auto* found = std::ranges::find(reasons, status, &Reason::status);
  return found == reasons.end() ? std::string_view{} : found->text;
}

Authority parse_authority(std::string_view text, std::uint16_t otherwise) {
  Authority authority{{}, otherwise};
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == std::string_view::npos) return {};
  const std::size_t colon = text.find(':', bracket);
  if (colon != std::string_view::npos) {
    const auto port = whole_number(text.substr(colon + 1), 10);
    if (!port || *port == 0 || *port > 65'535) return {};
    authority.port = static_cast<std::uint16_t>(*port);
  }
  for (const char c : text.substr(0, colon)) {
    if (!printable(c) || c == ' ' || c == '/' || c == '@') return {};
    authority.host += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return authority;
}

}  // namespace slsim
