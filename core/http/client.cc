// SPDX-License-Identifier: Apache-2.0
#include "core/http/client.h"

#include <utility>

#include "core/http/wire.h"

namespace slsim {

std::optional<HttpOrigin> parse_origin(std::string_view url) {
  const bool tls = url.starts_with("https://");
  if (!tls && !url.starts_with("http://")) return std::nullopt;
  url.remove_prefix(tls ? 8 : 7);
  while (url.ends_with('/')) url.remove_suffix(1);
  Authority authority = parse_authority(url, tls ? 443 : 80);
  if (authority.host.empty()) return std::nullopt;
  return HttpOrigin{tls, std::move(authority.host), authority.port};
}

}  // namespace slsim
