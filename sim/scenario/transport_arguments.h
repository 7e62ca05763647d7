// SPDX-License-Identifier: Apache-2.0
// From the language's arguments to how a product reaches its authority and whom it trusts there.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/kernel/context.h"
#include "sim/scenario/arguments.h"
#include "sim/ucapps/transport.h"

namespace slsim {

inline constexpr std::string_view proxy_mode_words[] = {"pass_through", "tls_opening"};
/// In the order of Transport::Mode.
inline constexpr std::string_view transport_mode_words[] = {"direct", "gateway", "proxy",
                                                            "ssm_satellite"};

inline constexpr std::array login_arguments{
    Argument{"user", Type::text(), "The user's name at the proxy; none when left out."},
    Argument{"password", Type::text(), "The user's password."},
};
/// Of a way to the authority, beside its mode and the login.
inline constexpr std::array way_arguments{
    Argument{"proxy", Type::refers("proxy"), "The proxy, in mode proxy."},
    Argument{"port", Type::number(1, 65535), "The proxy's port, as it is shown.", {}, "8080"},
    Argument{"url", Type::text(),
             "The address of the Transport Gateway or satellite, in the modes gateway and "
             "ssm_satellite. A proxy of the world that opens TLS is a Transport Gateway."},
};
inline constexpr std::array root_arguments{
    Argument{"root", Type::text(), "The root's name.", Need::required},
};

/// By the argument `proxy` and login_arguments; absent without the former.
[[nodiscard]] std::optional<ProxyUse> proxy_use(Kernel& kernel, const Arguments& arguments);
/// By `mode`, way_arguments and login_arguments; `receiver` is where it ends.
[[nodiscard]] Result<Transport> transport_from(Context& context, Transport::Mode mode,
                                               const Arguments& arguments, NameId receiver);
/// A list of texts, interned.
[[nodiscard]] std::vector<NameId> interned(Kernel& kernel, const std::vector<std::string>& texts);
[[nodiscard]] TrustStore store_of(const std::vector<NameId>& roots);
/// Passwords by user, interned.
[[nodiscard]] std::map<NameId, NameId> users_of(Kernel& kernel, const Value& users);
/// The roots of a store by their names, sorted.
[[nodiscard]] Value root_names(const Kernel& kernel, const TrustStore& store);

}  // namespace slsim
