// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/admin_access.h"

#include "core/http/base64.h"
#include "live/secret.h"

namespace slsim {
namespace {

void erase_header(HttpRequest& request, std::string_view name) {
  std::erase_if(request.headers,
                [&](const HttpHeader& header) { return same_ignoring_case(header.name, name); });
}

}  // namespace

bool admit(HttpRequest& request, const std::string& token) {
  const std::string* sent = find_header(request.headers, "Authorization");
  if (sent == nullptr) return false;
  const std::string value = *sent;
  erase_header(request, "Authorization");
  if (const auto bearer = credentials_of(value, "Bearer"); !bearer.empty()) {
    erase_header(request, "Host");
    return same_secret(bearer, token);
  }
  const auto login = from_base64(credentials_of(value, "Basic"));
  const std::size_t colon = login ? login->find(':') : std::string::npos;
  return colon != std::string::npos &&
         same_secret(std::string_view{*login}.substr(colon + 1), token);
}

HttpResponse not_admitted() {
  return {401,
          {{"Content-Type", "application/json"}, {"WWW-Authenticate", "Basic realm=\"slsim\""}},
          "{\"error\":\"a token is needed\"}\n"};
}

}  // namespace slsim
