// SPDX-License-Identifier: Apache-2.0
// What turns encryption on and off: `utils ctl set-cluster …` on Unified CM, `utils cuc encryption
// …` on Unity Connection. Texts of the latter are ours.
#include "sim/ucapps/cli_commands.h"

namespace slsim {
namespace {

CliOutcome set(Typing& typing, bool encrypts, std::string text) {
  return said_or_refused(typing.cluster.set_encryption(typing.context, encrypts), std::move(text));
}

CliOutcome set_mixed(Typing& typing) {
  if (!typing.typed.confirmed) return said("Cluster was not changed.\n");
  return set(typing, true, "Moving Cluster to Mixed Mode\nCluster set to Mixed Mode\n");
}

CliOutcome set_unmixed(Typing& typing) {
  if (!typing.typed.confirmed) return said("Cluster was not changed.\n");
  return set(typing, false, "Moving Cluster to Non Secure Mode\nCluster set to Non Secure Mode\n");
}

CliOutcome enable(Typing& typing) { return set(typing, true, "Encryption is enabled.\n"); }

CliOutcome disable(Typing& typing) { return set(typing, false, "Encryption is disabled.\n"); }

CliOutcome status(Typing& typing) {
  return said(typing.cluster.options().mixed_mode ? "Encryption is enabled.\n"
                                                  : "Encryption is disabled.\n");
}

constexpr CliQuestion sure[] = {CliQuestion::confirm};
constexpr CliCommand commands[] = {
    {"utils ctl set-cluster mixed-mode", 4, 0, 0, set_mixed, sure, only(Product::cucm)},
    {"utils ctl set-cluster non-secure-mode", 4, 0, 0, set_unmixed, sure, only(Product::cucm)},
    {"utils cuc encryption enable", 4, 0, 0, enable, {}, only(Product::cuc)},
    {"utils cuc encryption disable", 4, 0, 0, disable, {}, only(Product::cuc)},
    {"utils cuc encryption status", 1, 0, 0, status, {}, only(Product::cuc)},
};

}  // namespace

std::span<const CliCommand> encryption_commands() { return commands; }

}  // namespace slsim
