// SPDX-License-Identifier: Apache-2.0
#include "core/http/answer_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace slsim {
namespace {

constexpr std::size_t longest_head = 262'144;  // Of a chunked answer with all its size lines.
constexpr std::size_t most_headers = 256;

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

bool breaks_lines(std::string_view text) {
  return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
}

bool is_of_the_connection(std::string_view name) {
  return same_ignoring_case(name, "Content-Length") || same_ignoring_case(name, "Connection") ||
         same_ignoring_case(name, "Transfer-Encoding") || same_ignoring_case(name, "Host");
}

}  // namespace

AnswerReader::AnswerReader(std::string_view method, Take take)
    : method_{method}, take_{std::move(take)} {}

void AnswerReader::feed(std::string_view bytes) {
  while (!whole() && !failed() && !bytes.empty()) {
    if (stage_ == Stage::body || stage_ == Stage::chunk || stage_ == Stage::to_the_end) {
      take_body(bytes);
    } else if (take_line(bytes)) {
      end_line();
    }
  }
  // What nobody has asked for is no beginning of another answer.
  if (!bytes.empty()) keeps_alive_ = false;
}

void AnswerReader::end() {
  keeps_alive_ = false;
  if (!whole()) stage_ = stage_ == Stage::to_the_end ? Stage::whole : Stage::failed;
}

/// Whether a line has ended; it is in `line_` without its end.
bool AnswerReader::take_line(std::string_view& bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t length = end == std::string_view::npos ? bytes.size() : end + 1;
  const bool of_head = stage_ == Stage::line || stage_ == Stage::headers;
  line_.append(bytes.substr(0, length));
  bytes.remove_prefix(length);
  if (of_head || stage_ == Stage::trailer) head_ += length;
  if (head_ > longest_head || line_.size() > longest_head) stage_ = Stage::failed;
  if (failed() || end == std::string_view::npos) return false;
  line_.pop_back();
  if (line_.ends_with('\r')) line_.pop_back();
  return true;
}

void AnswerReader::end_line() {
  switch (stage_) {
    case Stage::line:
      read_status();
      break;
    case Stage::headers:
      line_.empty() ? end_head() : read_header();
      break;
    case Stage::size:
      read_size();
      break;
    case Stage::after_chunk:
      stage_ = line_.empty() ? Stage::size : Stage::failed;
      break;
    case Stage::trailer:
      if (line_.empty()) stage_ = Stage::whole;
      break;
    case Stage::body:
    case Stage::chunk:
    case Stage::to_the_end:
    case Stage::whole:
    case Stage::failed:
      break;
  }
  line_.clear();
}

/// `HTTP/1.1 200 OK`
void AnswerReader::read_status() {
  constexpr std::string_view version = "HTTP/1.";
  constexpr std::size_t place = version.size() + 2;
  const auto status = line_.starts_with(version) && line_.size() >= place + 3
                          ? whole_number(std::string_view{line_}.substr(place, 3), 10)
                          : std::nullopt;
  if (!status || *status < 100) {
    stage_ = Stage::failed;
    return;
  }
  answer_.status = static_cast<int>(*status);
  keeps_alive_ = keeps_alive_ && line_[version.size()] != '0';
  stage_ = Stage::headers;
}

void AnswerReader::read_header() {
  const std::size_t colon = line_.find(':');
  if (colon == std::string::npos || answer_.headers.size() == most_headers) {
    stage_ = Stage::failed;
    return;
  }
  answer_.headers.push_back(
      {line_.substr(0, colon), std::string{trimmed(std::string_view{line_}.substr(colon + 1))}});
}

/// Where the body ends: RFC 9112, section 6.3.
void AnswerReader::end_head() {
  const bool tunnel = method_ == "CONNECT" && answer_.status / 100 == 2;
  const std::string* connection = find_header(answer_.headers, "Connection");
  if (connection != nullptr && same_ignoring_case(*connection, "close")) keeps_alive_ = false;
  if (answer_.status / 100 == 1) {
    answer_ = {0, {}, {}};
    stage_ = Stage::line;
  } else if (tunnel || method_ == "HEAD" || answer_.status == 204 || answer_.status == 304) {
    stage_ = Stage::whole;
  } else if (find_header(answer_.headers, "Transfer-Encoding") != nullptr) {
    stage_ = Stage::size;
  } else if (const auto* length = find_header(answer_.headers, "Content-Length")) {
    const auto size = whole_number(*length, 10);
    wanted_ = size.value_or(0);
    stage_ = wanted_ == 0 ? Stage::whole : Stage::body;
    if (!size) stage_ = Stage::failed;
  } else {
    stage_ = Stage::to_the_end;
  }
}

void AnswerReader::read_size() {
  const std::string_view line = line_;
  const auto size = whole_number(trimmed(line.substr(0, line.find(';'))), 16);
  wanted_ = size.value_or(0);
  stage_ = wanted_ == 0 ? Stage::trailer : Stage::chunk;
  if (!size) stage_ = Stage::failed;
}

void AnswerReader::take_body(std::string_view& bytes) {
  const bool open = stage_ == Stage::to_the_end;
  const std::size_t length = open ? bytes.size() : std::min(wanted_, bytes.size());
  const bool more = take_(bytes.substr(0, length));
  bytes.remove_prefix(length);
  if (!open) wanted_ -= length;
  if (!more) {
    stage_ = Stage::failed;
  } else if (!open && wanted_ == 0) {
    stage_ = stage_ == Stage::body ? Stage::whole : Stage::after_chunk;
  }
}

std::string print_request(const HttpRequest& request, std::string_view target,
                          std::string_view host, bool keep_alive) {
  const std::string* own = find_header(request.headers, "Host");
  std::string text = request.method + ' ';
  text.append(target).append(" HTTP/1.1\r\nHost: ").append(own == nullptr ? host : *own);
  text += keep_alive ? "\r\n" : "\r\nConnection: close\r\n";
  bool broken = breaks_lines(request.method) || breaks_lines(target) || breaks_lines(host);
  for (const HttpHeader& header : request.headers) {
    broken = broken || breaks_lines(header.name) || breaks_lines(header.value);
    if (!is_of_the_connection(header.name)) text += header.name + ": " + header.value + "\r\n";
  }
  const bool usual =
      request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
  if (usual || !request.body.empty()) {
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  }
  if (broken) return {};
  return text + "\r\n" + request.body;
}

}  // namespace slsim
