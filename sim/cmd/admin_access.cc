// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/admin_access.h"

#include "live/secret.h"

namespace slsim {
namespace {

/// RFC 4648, section 4; what is no letter of it ends the text.
std::string base64_decoded(std::string_view text) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::size_t value = letters.find(c);
    if (value == std::string_view::npos) break;
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xffffU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xffU);
  }
  return out;
}

void erase_header(HttpRequest& request, std::string_view name) {
  std::erase_if(request.headers,
                [&](const HttpHeader& header) { return same_ignoring_case(header.name, name); });
}

}  // namespace

bool admit(HttpRequest& request, const std::string& token) {
  constexpr std::string_view bearer = "Bearer ";
  constexpr std::string_view basic = "Basic ";
  const std::string* sent = find_header(request.headers, "Authorization");
  if (sent == nullptr) return false;
  const std::string value = *sent;
  erase_header(request, "Authorization");
  if (value.starts_with(bearer)) {
    erase_header(request, "Host");
    return same_secret(std::string_view{value}.substr(bearer.size()), token);
  }
  if (!value.starts_with(basic)) return false;
  const std::string login = base64_decoded(std::string_view{value}.substr(basic.size()));
  const std::size_t colon = login.find(':');
  return colon != std::string::npos &&
         same_secret(std::string_view{login}.substr(colon + 1), token);
}

HttpResponse not_admitted() {
  return {401,
          {{"Content-Type", "application/json"}, {"WWW-Authenticate", "Basic realm=\"slsim\""}},
          "{\"error\":\"a token is needed\"}\n"};
}

}  // namespace slsim
