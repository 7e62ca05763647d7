// SPDX-License-Identifier: Apache-2.0
// What the network's verbs share: every rule lies between two ends and goes by a label.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"

namespace slsim {

inline constexpr std::array rule_ends{
    Argument{"from", Type::host(), "Whose requests; everybody's when left out."},
    Argument{"to", Type::host(), "To whom; to everybody when left out."},
    Argument{"both_ways", Type::flag(), "Whether it holds the other way round too.", {}, "false"},
    Argument{"label", Type::text(), "A name by which `heal` lifts it."},
};

/// `cm1`, `cssm/receiver`, the group `cssm`, or anybody when left out.
[[nodiscard]] HostPattern host_pattern(const World& world, const Arguments& arguments,
                                       std::string_view name);
/// Puts a rule of that verb between the ends that `arguments` names. Rules of one verb between the
/// same ends replace each other unless they are given labels.
Outcome put_rule(World& world, const Arguments& arguments, std::string_view verb, Rule rule);

/// What goes wrong with requests that reach a host.
[[nodiscard]] std::span<const Verb> network_fault_verbs();
/// Names and what they stand for.
[[nodiscard]] std::span<const Verb> network_name_verbs();
[[nodiscard]] std::span<const Field> network_name_fields();

}  // namespace slsim
