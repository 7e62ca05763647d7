// SPDX-License-Identifier: Apache-2.0
// HTTP requests and answers as values. Handlers take the one and give the other; whether bytes ever
// travel is a host's business. The path is as it was sent, percent-encoded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slsim {

struct HttpHeader {
  std::string name;
  std::string value;
  bool operator==(const HttpHeader&) const = default;
};
using HttpHeaders = std::vector<HttpHeader>;

struct HttpRequest {
  std::string method = "GET";
  std::string path = "/";  ///< Up to but without `?`.
  std::string query{};     ///< What comes after `?`.
  HttpHeaders headers{};
  std::string body{};
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers{};
  std::string body{};
};

/// The first of that name in whatever case; null when there is none.
[[nodiscard]] const std::string* find_header(const HttpHeaders& headers, std::string_view name);

/// Whether two texts differ in nothing but the case of ASCII letters.
[[nodiscard]] bool same_ignoring_case(std::string_view a, std::string_view b);

/// What an Authorization header says after its scheme, which is in whatever case; empty when it
/// is of another scheme.
[[nodiscard]] std::string_view credentials_of(std::string_view header, std::string_view scheme);

}  // namespace slsim
