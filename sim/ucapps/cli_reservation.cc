// SPDX-License-Identifier: Apache-2.0
// `license smart reservation …` and `license smart export …` as a product answers them that has no
// reservation and no export key. Reserving is not played: it is said so, and nothing changes.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/ucapps/cli_commands.h"

namespace slsim {
namespace {

CliOutcome not_played(std::string_view what) {
  return refused_command({ProblemCode::unsupported, fmt::format("{} is not simulated", what)});
}

CliOutcome enable(Typing& typing) {
  if (typing.cluster.standing().registration == Registration::registered) {
    return refused_command({ProblemCode::not_allowed,
                            "License reservation can be enabled only while the product is not "
                            "registered"});
  }
  return not_played("license reservation");
}

CliOutcome needs_reservation(Typing&) {
  return refused_command(
      {ProblemCode::notreservationmode, "License reservation mode is not enabled"});
}

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
    {"license smart reservation disable", 4, 0, 0, needs_reservation},
    {"license smart reservation request", 4, 0, 0, needs_reservation},
    {"license smart reservation cancel", 4, 0, 0, needs_reservation},
    {"license smart reservation install", 4, 1, 1, needs_reservation},
    {"license smart reservation install-file", 4, 1, 1, needs_reservation},
    // Both spellings are in the guides.
    {"license smart reservation return-authorization", 4, 1, 1, needs_reservation},
    {"license smart reservation return authorization", 4, 1, 1, needs_reservation},
    {"license smart reservation return", 4, 0, 0, needs_reservation},
    {"license smart reservation set license_count", 4, 0, 9, needs_reservation},
    {"license smart export request local", 4, 1, 1, request_export},
    {"license smart export return local", 4, 1, 1, no_export_key},
    {"license smart export cancel", 4, 0, 0, no_export_key},
};

}  // namespace

std::span<const CliCommand> reservation_commands() { return commands; }

}  // namespace slsim
