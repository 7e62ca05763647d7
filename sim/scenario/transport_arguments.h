// SPDX-License-Identifier: Apache-2.0
// From the language's arguments to how a product reaches its authority and whom it trusts there.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/kernel/context.h"
#include "sim/scenario/arguments.h"

namespace slsim {

inline constexpr std::string_view proxy_mode_words[] = {"pass_through", "tls_opening"};
inline constexpr std::string_view transport_mode_words[] = {"direct", "proxy"};

inline constexpr std::array login_arguments{
    Argument{"user", Type::text(), "The user's name at the proxy; none when left out."},
    Argument{"password", Type::text(), "The user's password."},
};
inline constexpr std::array root_arguments{
    Argument{"root", Type::text(), "The root's name.", Need::required},
};

/// By the argument `proxy` and login_arguments; absent without the former.
[[nodiscard]] std::optional<ProxyUse> proxy_use(Kernel& kernel, const Arguments& arguments);
/// A list of texts, interned.
[[nodiscard]] std::vector<NameId> interned(Kernel& kernel, const std::vector<std::string>& texts);
[[nodiscard]] TrustStore store_of(const std::vector<NameId>& roots);
/// Passwords by user, interned.
[[nodiscard]] std::map<NameId, NameId> users_of(Kernel& kernel, const Value& users);
/// The roots of a store by their names, sorted.
[[nodiscard]] Value root_names(const Kernel& kernel, const TrustStore& store);

}  // namespace slsim
