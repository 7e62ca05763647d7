// SPDX-License-Identifier: Apache-2.0
// `license smart register`, `deregister`, `renew` and `factory reset`. What they print at success
// is not public and ours.
#include <algorithm>
#include <array>

#include "sim/ucapps/cli_commands.h"
#include "sim/ucapps/texts.h"

namespace slsim {
namespace {

// In the order of Operation.
constexpr std::array<std::string_view, 4> successes{
    "Registration completed successfully.", "ID certificate renewed successfully.",
    "Authorization renewed successfully.", "Deregistration completed successfully."};

CliOutcome started(Typing& typing, Operation operation, const Result<Cluster::Ticket>& ticket) {
  if (!ticket) return refused_command(ticket.error());
  typing.cluster.terminal().waiting.push_back({*ticket, operation});
  return {{}, *ticket};
}

CliOutcome register_product(Typing& typing) {
  const bool force = typing.arguments.size() == 2;
  if (force && typing.arguments[1] != "force") {
    return refused_command(
        {ProblemCode::invalid_argument, "the word behind the token can be 'force' and no other"});
  }
  return started(typing, Operation::register_product,
                 typing.cluster.register_product(typing.context, typing.arguments[0], force));
}

CliOutcome deregister(Typing& typing) {
  return started(typing, Operation::deregister, typing.cluster.deregister(typing.context));
}

CliOutcome renew_auth(Typing& typing) {
  return started(typing, Operation::authorize, typing.cluster.renew_authorization(typing.context));
}

CliOutcome renew_id(Typing& typing) {
  return started(typing, Operation::renew_id, typing.cluster.renew_registration(typing.context));
}

CliOutcome factory_reset(Typing& typing) {
  return said_or_refused(typing.cluster.factory_reset(typing.context),
                         "Smart licensing factory reset completed successfully.\n");
}

constexpr CliCommand commands[] = {
    {"license smart register idtoken", 4, 1, 2, register_product},
    {"license smart deregister", 4, 0, 0, deregister},
    {"license smart renew auth", 4, 0, 0, renew_auth},
    {"license smart renew ID", 4, 0, 0, renew_id},
    {"license smart factory reset", 4, 0, 0, factory_reset},
};

}  // namespace

std::span<const CliCommand> license_commands() { return commands; }

std::optional<CliAnswer> end_of_line(Cluster& cluster, const Cluster::Finished& finished) {
  auto& waiting = cluster.terminal().waiting;
  const auto line = std::find_if(waiting.begin(), waiting.end(),
                                 [&](const auto& it) { return it.ticket == finished.ticket; });
  if (line == waiting.end()) return std::nullopt;
  const Operation operation = line->operation;
  waiting.erase(line);
  CliAnswer answer;
  if (finished.problem) {
    answer = refused_line(
        {finished.problem->code, std::string{failure_text(operation, *finished.problem)}});
  } else {
    answer.text = std::string{successes[static_cast<std::size_t>(operation)]} + "\n";
    if (finished.orphan_left) answer.text += orphan_warning;
  }
  cluster.terminal().printed = answer.text;
  return answer;
}

}  // namespace slsim
