// SPDX-License-Identifier: Apache-2.0
// Arguments that several tables have in common: what is true of a lot in `world:` is true of one in
// a step.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "sim/scenario/registry.h"

namespace slsim {

/// Tables one after the other.
template <std::size_t... N>
[[nodiscard]] constexpr auto join(const std::array<Argument, N>&... parts) {
  std::array<Argument, (N + ...)> all{};
  auto next = all.begin();
  ((next = std::copy(parts.begin(), parts.end(), next)), ...);
  return all;
}

// Words in the order of their enumerations.
inline constexpr std::string_view product_words[] = {"cucm", "cuc", "cer"};
inline constexpr std::string_view mode_words[] = {"enterprise", "hcs", "hcs_le"};
inline constexpr std::string_view lot_kind_words[] = {"term", "perpetual", "demo", "usage"};
inline constexpr std::string_view release_words[] = {"12", "14"};
inline constexpr std::string_view permission_words[] = {"not_allowed", "allowed"};
inline constexpr std::string_view role_words[] = {"administrator", "approver", "user", "viewer"};
inline constexpr std::string_view account_type_words[] = {"customer", "holding"};

inline constexpr std::array lot_terms{
    Argument{"kind", Type::choice(lot_kind_words),
             "How they are owned; `term` when `until` is given, else `perpetual`."},
    Argument{"start", Type::moment(), "When they begin to count; at once when left out."},
    Argument{"until", Type::deadline(), "When they end; perpetual ones never do."},
    Argument{"subscription", Type::text(), "The subscription that they belong to, such as Sub1."},
    Argument{"release", Type::choice(release_words),
             "Of which release they are; version independent when left out."},
};
inline constexpr std::array lot_arguments = join(
    std::array{
        Argument{"license", Type::license(), "Which licence.", Need::required},
        Argument{"quantity", Type::number(0), "How many.", Need::required},
    },
    lot_terms);

inline constexpr std::array token_arguments{
    Argument{"name", Type::declares("token"), "What steps call it; the token itself is longer."},
    Argument{"expires", Type::duration(), "How long it lets products in.", {}, "30d"},
    Argument{"max_uses", Type::number(1, 1'000'000),
             "How many registrations it is good for; any number when left out."},
    Argument{"export_control",
             Type::choice(permission_words),
             "Whether products that use it may have export-controlled functionality.",
             {},
             "not_allowed"},
    Argument{"description", Type::text(), "A remark."},
};

inline constexpr std::array smart_account_arguments{
    Argument{"domain", Type::declares("smart_account"), "Its domain identifier.", Need::required},
    Argument{"name", Type::text(), "Its name; the domain when left out."},
    Argument{"type", Type::choice(account_type_words), "Customer or holding.", {}, "customer"},
};

inline constexpr std::array clock_arguments{
    Argument{"offset", Type::shift(),
             "How far the clock is ahead of true time; behind when negative."},
    Argument{"drift", Type::number(-100'000, 100'000), "Parts per million by which it runs fast."},
};

inline constexpr std::array delay_arguments{
    Argument{"latency", Type::duration(), "What a message takes, each way."},
    Argument{"jitter", Type::duration(), "Up to this much more, drawn for each message."},
};

/// Of a user at the command line of a platform.
inline constexpr std::array privilege_argument{
    Argument{"privilege", Type::number(0, 4), "The user's privilege level: 0, 1 or 4.", {}, "4"},
};

/// Whose virtual account.
inline constexpr std::array which_account{
    Argument{"virtual_account", Type::refers("virtual_account"), "Which virtual account.",
             Need::required},
};
inline constexpr std::array which_smart_account{
    Argument{"smart_account", Type::refers("smart_account"),
             "Which smart account; not needed when there is one."},
};
/// Who acts; on every verb of an administrator.
inline constexpr std::array by_whom{
    Argument{"by", Type::text(), "The user who does it, for the event log."},
};

}  // namespace slsim
