// SPDX-License-Identifier: Apache-2.0
#include "client/cssm/back_off.h"

#include <algorithm>
#include <charconv>

namespace slsim {
namespace {

bool is_page(const HttpResponse& answer) {
  const std::string* type = find_header(answer.headers, "Content-Type");
  if (type != nullptr && type->starts_with("text/html")) return true;
  const std::size_t begin = answer.body.find_first_not_of(" \t\r\n");
  return begin != std::string::npos && answer.body[begin] == '<';
}

}  // namespace

std::optional<Duration> BackOff::next(std::optional<Duration> asked) {
  if (tried_ >= limits_.attempts) return std::nullopt;
  Duration wait = limits_.first;
  for (int i = 1; i < tried_ && wait < limits_.longest; ++i) wait *= 2;
  wait = std::min(wait, limits_.longest);
  ++tried_;
  if (asked) return *asked + stream_->between(Duration{}, limits_.first);
  return stream_->between(wait / 2, wait);
}

bool is_throttling(const HttpResponse& answer) {
  if (answer.status == 429 || (answer.status >= 502 && answer.status <= 504)) return true;
  return answer.status == 403 && is_page(answer);
}

std::optional<Duration> retry_after(const HttpResponse& answer) {
  constexpr std::int64_t longest = 3600;
  const std::string* text = find_header(answer.headers, "Retry-After");
  if (text == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const char* end = text->data() + text->size();
  const auto [stopped, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc{} || stopped != end || value < 0 || value > longest) return std::nullopt;
  return seconds(value);
}

}  // namespace slsim
