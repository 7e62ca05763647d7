// SPDX-License-Identifier: Apache-2.0
// `license smart reservation …`, and `license smart export …` as a product answers that has no
// export key: such keys are not played, it is said so, and nothing changes. Of what reservation
// commands print two lines are public (Cisco's article 214381); the rest is ours.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/ucapps/cli_commands.h"

namespace slsim {
namespace {

CliOutcome not_played(std::string_view what) {
  return refused_command({ProblemCode::unsupported, fmt::format("{} is not simulated", what)});
}

CliOutcome enable(Typing& typing) {
  return said_or_refused(typing.cluster.enable_reservation(typing.context),
                         "License reservation mode is enabled successfully.\n");
}

CliOutcome disable(Typing& typing) {
  return said_or_refused(typing.cluster.disable_reservation(typing.context),
                         "License reservation mode is disabled successfully.\n");
}

CliOutcome request(Typing& typing) {
  const auto code = typing.cluster.request_reservation(typing.context);
  if (!code) return refused_command(code.error());
  return said(
      fmt::format("Enter this request code in the Smart Software Manager portal:\n{}\n", *code));
}

CliOutcome cancel(Typing& typing) {
  return said_or_refused(typing.cluster.cancel_reservation(typing.context),
                         "License reservation request is cancelled successfully.\n");
}

CliOutcome install(Typing& typing) {
  const auto confirmation =
      typing.cluster.install_authorization(typing.context, typing.arguments[0]);
  if (!confirmation) return refused_command(confirmation.error());
  std::string text = "Authorization code installed successfully.\n";
  if (!confirmation->empty()) text += fmt::format("Confirmation code: {}\n", *confirmation);
  return said(std::move(text));
}

CliOutcome returned(const Result<std::string>& code) {
  if (!code) return refused_command(code.error());
  return said(
      fmt::format("Enter this return code in the Smart Software Manager portal:\n{}\n", *code));
}

CliOutcome give_back(Typing& typing) {
  return returned(typing.cluster.return_reservation(typing.context));
}

CliOutcome give_back_code(Typing& typing) {
  return returned(typing.cluster.return_authorization(typing.context, typing.arguments[0]));
}

/// A count, behind whatever words say of what.
CliOutcome set_license_count(Typing& typing) {
  const std::string& last = typing.arguments.back();
  std::int64_t count = -1;
  const auto [end, wrong] = std::from_chars(last.data(), last.data() + last.size(), count);
  if (wrong != std::errc{} || end != last.data() + last.size() || count < 0) {
    return refused_command(
        {ProblemCode::invalid_argument, fmt::format("'{}' is no license count", last)});
  }
  return said_or_refused(typing.cluster.set_license_count(typing.context, count),
                         "License count is set successfully.\n");
}

/// From a server over SFTP, which no world has.
CliOutcome install_file(Typing&) { return not_played("a file server"); }

/// Of which features a key can be asked for (CLI Reference Guide).
constexpr std::array<std::string_view, 2> export_features{
    "CUCM_Export_Restricted_Authorization_Key", "CUC_Export_Restricted_Authorization_Key"};

CliOutcome request_export(Typing& typing) {
  if (std::ranges::find(export_features, typing.arguments[0]) == export_features.end()) {
    return refused_command(
        {ProblemCode::invalid_argument,
         fmt::format("'{}' is no export controlled feature", typing.arguments[0])});
  }
  const Cluster& cluster = typing.cluster;
  if (cluster.standing().registration != Registration::registered) {
    return refused_command(
        {ProblemCode::not_registered,
         fmt::format("{} is {}, so it cannot ask for an export key", cluster.host_name(),
                     word(cluster.standing().registration).text())});
  }
  return not_played("an export key");
}

CliOutcome no_export_key(Typing&) {
  return refused_command({ProblemCode::not_found, "no export key was asked for on this product"});
}

constexpr CliCommand commands[] = {
    {"license smart reservation enable", 4, 0, 0, enable},
    {"license smart reservation disable", 4, 0, 0, disable},
    {"license smart reservation request", 4, 0, 0, request},
    {"license smart reservation cancel", 4, 0, 0, cancel},
    {"license smart reservation install", 4, 1, 1, install},
    {"license smart reservation install-file", 4, 1, 1, install_file},
    // Both spellings are in the guides.
    {"license smart reservation return-authorization", 4, 1, 1, give_back_code},
    {"license smart reservation return authorization", 4, 1, 1, give_back_code},
    {"license smart reservation return", 4, 0, 0, give_back},
    {"license smart reservation set license_count", 4, 1, 9, set_license_count},
    {"license smart export request local", 4, 1, 1, request_export},
    {"license smart export return local", 4, 1, 1, no_export_key},
    {"license smart export cancel", 4, 0, 0, no_export_key},
};

}  // namespace

std::span<const CliCommand> reservation_commands() { return commands; }

}  // namespace slsim
