// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/proxy.h"

#include <array>
#include <cstddef>

namespace slsim {

Word word(Proxy::Mode mode) {
  constexpr std::array words{"pass_through"_w, "tls_opening"_w};
  return words[static_cast<std::size_t>(mode)];
}

bool lets_through(const Proxy& proxy, const std::optional<Login>& login) {
  if (proxy.users.empty()) return true;
  if (!login) return false;
  const auto user = proxy.users.find(login->user);
  return user != proxy.users.end() && user->second == login->password;
}

}  // namespace slsim
