// SPDX-License-Identifier: Apache-2.0
// A line typed at the platform command line of a UC application: `license smart …`, `show license
// …` and what of `utils …` licensing needs (CLI Reference Guide). What a command asks back is given
// along with it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/cli/cli.h"
#include "sim/ucapps/cluster.h"

namespace slsim {

struct TypedLine {
  std::string line;
  int privilege = 4;                     ///< Of the user who types: 0, 1 or 4.
  bool confirmed = true;                 ///< What is answered where a command wants to be sure.
  std::optional<std::string> user = {};  ///< At a proxy, where a command asks for it.
  std::string password = {};
};

/// What a line prints, or the operation under way whose end prints it.
struct CliOutcome {
  CliAnswer answer{};
  Cluster::Ticket ticket = 0;
};

/// On the publisher. What it printed is kept in the cluster's terminal as well.
[[nodiscard]] CliOutcome type_line(Cluster& cluster, Context& context, const TypedLine& typed);
/// What is printed at the end of an operation that a line began; absent of any other.
[[nodiscard]] std::optional<CliAnswer> end_of_line(Cluster& cluster,
                                                   const Cluster::Finished& finished);
/// On a subscriber: commands of licensing print nothing, and there are no others.
[[nodiscard]] CliAnswer type_on_subscriber(std::string_view line);

/// What a line prints that begins no command which acts, or one that this user may not type; absent
/// of others.
[[nodiscard]] std::optional<CliAnswer> shown_line(const Cluster& cluster, Instant now,
                                                  const Names& names, const TypedLine& typed);

/// What a command wants to know beside its line, in this order.
enum class CliQuestion : std::uint8_t { confirm, authentication, user, password };
/// Of the first questions of that line; empty for most.
[[nodiscard]] std::span<const CliQuestion> questions_of(std::string_view line);
[[nodiscard]] std::string_view text_of(CliQuestion question);

/// What a line is answered that no command begins with, or that ends too early.
[[nodiscard]] CliAnswer unknown_command();
/// `Executed command unsuccessfully`, and why.
[[nodiscard]] CliAnswer refused_line(Problem problem);

}  // namespace slsim
