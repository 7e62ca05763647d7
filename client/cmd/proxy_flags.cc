// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/proxy_flags.h"

#include "client/estate/import.h"

namespace slsim {

std::optional<std::string> take_proxy_flags(MediatorHost& host, StoredProxy& proxy) {
  if (const auto text = host.flags().find("proxy")) {
    const auto parsed = parse_proxy(*text);
    if (!parsed) return "--proxy: HOST:PORT";
    proxy.host = parsed->host;
    proxy.port = parsed->port;
  }
  proxy.user = host.flags().text("proxy-user", proxy.user);
  if (!host.flags().find("proxy-password-file")) return std::nullopt;
  const auto password = host.secret_of("proxy-password-file");
  if (!password) return password.error();
  proxy.password = {*password};
  return std::nullopt;
}

}  // namespace slsim
