// SPDX-License-Identifier: Apache-2.0
// What of `utils …` has to do with licensing: the licence service, restarts, the deployment mode.
// Texts beside the published ones are ours.
#include <fmt/format.h>

#include <initializer_list>

#include "sim/ucapps/cli_commands.h"
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

constexpr std::string_view service_name = "Cisco Smart License Manager";
constexpr std::string_view engine_name = "Cisco Phone Tracking Engine";

std::string joined_words(std::span<const std::string> words) {
  return fmt::format("{}", fmt::join(words, " "));
}

CliOutcome list_services(Typing& typing) {
  const auto state = [](bool runs) { return runs ? "STARTED" : "STOPPED"; };
  std::string text = fmt::format("{}[{}]\n", service_name,
                                 state(typing.cluster.condition() == Cluster::Condition::running));
  if (typing.cluster.options().product == Product::cer) {
    text += fmt::format("{}[{}]\n", engine_name, state(typing.cluster.tracks_phones()));
  }
  return said(text);
}

using Turn = Result<void> (Cluster::*)(Context&);

/// A network service: neither the pages nor the command line start and stop it (articles 212883 and
/// 212915).
CliOutcome turn_service(Typing& typing, std::initializer_list<Turn> turns) {
  const std::string name = joined_words(typing.arguments);
  if (name == engine_name && typing.cluster.options().product == Product::cer) {
    for (const Turn turn : turns) {
      if (auto done = (typing.cluster.*turn)(typing.context); !done) {
        return refused_command(done.error());
      }
    }
    return list_services(typing);
  }
  if (name != service_name) {
    return refused_command({ProblemCode::not_found, fmt::format("no service '{}'", name)});
  }
  return refused_command({ProblemCode::not_allowed,
                          fmt::format("{} is a network service: it cannot be started or stopped "
                                      "here",
                                      service_name)});
}

CliOutcome start_service(Typing& typing) {
  return turn_service(typing, {&Cluster::start_tracking});
}

CliOutcome stop_service(Typing& typing) { return turn_service(typing, {&Cluster::stop_tracking}); }

CliOutcome restart_service(Typing& typing) {
  return turn_service(typing, {&Cluster::stop_tracking, &Cluster::start_tracking});
}

CliOutcome show_active(Typing& typing) {
  return said(fmt::format("Active Master Version: {}\n", typing.cluster.options().version));
}

CliOutcome show_inactive(Typing& typing) {
  const std::string_view version = typing.cluster.inactive_version();
  return said(fmt::format("Inactive Master Version: {}\n", version.empty() ? "none" : version));
}

CliOutcome switch_version(Typing& typing) {
  if (!typing.typed.confirmed) return said("The version was not switched.\n");
  const Duration away = typing.cluster.settings().duration(Setting::reboot_duration);
  return said_or_refused(typing.cluster.switch_version(typing.context, away),
                         "Switching to the other version; the system restarts.\n");
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
    {"utils service start", 1, 1, 9, start_service},
    {"utils service stop", 1, 1, 9, stop_service},
    {"utils service restart", 1, 1, 9, restart_service},
    {"utils system switch-version", 1, 0, 0, switch_version, sure},
    {"show version active", 0, 0, 0, show_active},
    {"show version inactive", 0, 0, 0, show_inactive},
    {"utils system restart", 1, 0, 0, restart, sure},
    {"utils create report platform", 1, 0, 0, report_platform},
};

}  // namespace

std::span<const CliCommand> system_commands() { return commands; }

}  // namespace slsim
