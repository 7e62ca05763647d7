// SPDX-License-Identifier: Apache-2.0
// A proxy and the login that it wants, as commands are told them.
#pragma once

#include <optional>
#include <string>

#include "client/cmd/host.h"
#include "client/store/records.h"

namespace slsim {

inline constexpr MediatorFlag proxy_user_flag{"proxy-user", "USER",
                                              "where the proxy wants a login"};
inline constexpr MediatorFlag proxy_password_flag{"proxy-password-file", "FILE",
                                                  "and its password; - is stdin"};

/// What --proxy, --proxy-user and --proxy-password-file say of the proxy, whose rest stays; what is
/// wrong with them.
[[nodiscard]] std::optional<std::string> take_proxy_flags(MediatorHost& host, StoredProxy& proxy);

}  // namespace slsim
