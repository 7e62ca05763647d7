// SPDX-License-Identifier: Apache-2.0
// What of `utils …` has to do with licensing: the licence service, restarts, the deployment mode.
// Texts beside the published ones are ours.
#include <fmt/format.h>

#include "sim/ucapps/cli_commands.h"
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

constexpr std::string_view service_name = "Cisco Smart License Manager";

std::string joined_words(std::span<const std::string> words) {
  return fmt::format("{}", fmt::join(words, " "));
}

CliOutcome list_services(Typing& typing) {
  const bool runs = typing.cluster.condition() == Cluster::Condition::running;
  return said(fmt::format("{}[{}]\n", service_name, runs ? "STARTED" : "STOPPED"));
}

/// A network service: neither the pages nor the command line start and stop it (articles 212883 and
/// 212915).
CliOutcome turn_service(Typing& typing) {
  const std::string name = joined_words(typing.arguments);
  if (name != service_name) {
    return refused_command({ProblemCode::not_found, fmt::format("no service '{}'", name)});
  }
  return refused_command({ProblemCode::not_allowed,
                          fmt::format("{} is a network service: it cannot be started or stopped "
                                      "here",
                                      service_name)});
}

CliOutcome restart(Typing& typing) {
  if (!typing.typed.confirmed) return said("Restart was not done.\n");
  typing.cluster.restart_soon(typing.context);
  return said("Restarting the system now.\n");
}

CliOutcome report_platform(Typing& typing) {
  return said(fmt::format("Deployment Mode for this instance: {}\n",
                          deployment_mode_text(typing.cluster.options().mode)));
}

constexpr CliQuestion sure[] = {CliQuestion::confirm};
constexpr CliCommand commands[] = {
    {"utils service list", 0, 0, 0, list_services},
    {"utils service start", 1, 1, 9, turn_service},
    {"utils service stop", 1, 1, 9, turn_service},
    {"utils service restart", 1, 1, 9, turn_service},
    {"utils system restart", 1, 0, 0, restart, sure},
    {"utils create report platform", 1, 0, 0, report_platform},
};

}  // namespace

std::span<const CliCommand> system_commands() { return commands; }

}  // namespace slsim
