// SPDX-License-Identifier: Apache-2.0
// What of `utils …` has to do with licensing: the licence service, restarts, the deployment mode,
// mixed mode. Texts beside the published ones are ours.
#include <fmt/format.h>

#include "sim/ucapps/cli_commands.h"

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
  const std::string_view modes[] = {"Enterprise", "HCS", "HCS-LE"};
  const auto mode = static_cast<std::size_t>(typing.cluster.options().mode);
  return said(fmt::format("Deployment Mode for this instance: {}\n", modes[mode]));
}

CliOutcome set_mixed(Typing& typing) {
  if (!typing.typed.confirmed) return said("Cluster was not changed.\n");
  return said_or_refused(typing.cluster.set_mixed_mode(typing.context, true),
                         "Moving Cluster to Mixed Mode\nCluster set to Mixed Mode\n");
}

CliOutcome set_unmixed(Typing& typing) {
  if (!typing.typed.confirmed) return said("Cluster was not changed.\n");
  return said_or_refused(typing.cluster.set_mixed_mode(typing.context, false),
                         "Moving Cluster to Non Secure Mode\nCluster set to Non Secure Mode\n");
}

constexpr CliQuestion sure[] = {CliQuestion::confirm};
constexpr CliCommand commands[] = {
    {"utils service list", 0, 0, 0, list_services},
    {"utils service start", 1, 1, 9, turn_service},
    {"utils service stop", 1, 1, 9, turn_service},
    {"utils service restart", 1, 1, 9, turn_service},
    {"utils system restart", 1, 0, 0, restart, sure},
    {"utils create report platform", 1, 0, 0, report_platform},
    {"utils ctl set-cluster mixed-mode", 4, 0, 0, set_mixed, sure, true},
    {"utils ctl set-cluster non-secure-mode", 4, 0, 0, set_unmixed, sure, true},
};

}  // namespace

std::span<const CliCommand> system_commands() { return commands; }

}  // namespace slsim
