// SPDX-License-Identifier: Apache-2.0
#include "core/http/uri.h"

#include <algorithm>
#include <utility>

namespace slsim {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

/// The part of `text` up to `separator`, which is taken off with it.
std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::optional<std::string> decode_field(std::string_view text) {
  std::string blanks{text};
  std::ranges::replace(blanks, '+', ' ');
  return percent_decode(blanks);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const auto high = hex_value(text[i + 1]);
    const auto low = hex_value(text[i + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high << 4U | *low);
    i += 2;
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += hex_digits[byte >> 4U];
    encoded += hex_digits[byte & 0x0fU];
  }
  return encoded;
}

std::optional<QueryFields> parse_query(std::string_view text, const QueryLimits& limits) {
  if (text.size() > limits.bytes) return std::nullopt;
  QueryFields fields;
  while (!text.empty()) {
    std::string_view value = take_until(text, '&');
    if (value.empty()) continue;
    if (fields.size() == limits.fields) return std::nullopt;
    auto name = decode_field(take_until(value, '='));
    auto decoded = decode_field(value);
    if (!name || !decoded) return std::nullopt;
    fields.push_back({*std::move(name), *std::move(decoded)});
  }
  return fields;
}

const std::string* find_field(const QueryFields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &QueryField::name);
  return found == fields.end() ? nullptr : &found->value;
}

std::optional<std::vector<std::string>> path_segments(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const std::string_view part = take_until(path, '/');
    if (part.empty()) continue;
    auto decoded = percent_decode(part);
    if (!decoded) return std::nullopt;
    segments.push_back(*std::move(decoded));
  }
  return segments;
}

void set_target(HttpRequest& request, std::string_view target) {
  if (const std::size_t scheme = target.find("://"); scheme < target.find_first_of("/?")) {
    target.remove_prefix(scheme + 3);
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
  }
  request.path = take_until(target, '?');
  request.query = target;
}

}  // namespace slsim
