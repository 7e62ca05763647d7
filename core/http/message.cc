// SPDX-License-Identifier: Apache-2.0
#include "core/http/message.h"

#include <algorithm>

namespace slsim {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

const std::string* find_header(const HttpHeaders& headers, std::string_view name) {
  const auto found = std::ranges::find_if(
      headers, [&](const HttpHeader& header) { return same_ignoring_case(header.name, name); });
  return found == headers.end() ? nullptr : &found->value;
}

std::string_view credentials_of(std::string_view header, std::string_view scheme) {
  const std::size_t end = header.find(' ');
  if (end == std::string_view::npos || !same_ignoring_case(header.substr(0, end), scheme)) {
    return {};
  }
  return header.substr(end + 1);
}

}  // namespace slsim
