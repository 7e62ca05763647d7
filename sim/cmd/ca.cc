// SPDX-License-Identifier: Apache-2.0
// slsim ca
#include <fmt/format.h>

#include "live/files.h"
#include "live/test_ca.h"
#include "sim/cmd/command.h"

namespace slsim {
namespace {

constexpr Flag flags_of_ca[] = {
    {"out", "FILE", "write it there instead"},
    {"path", "", "print the path of the file that holds it instead"},
    {"root", "NAME", "that by which a box of the world signs that opens TLS, by its name there"},
    {"state", "DIR", "of the server with that --state (default: this user's own)"},
};

ExitCode print_root(const Invocation& invocation) {
  if (!invocation.flags.arguments().empty()) return invocation.misuse("ca takes no arguments");
  const auto ca = TestCa::open(invocation.flags.find("state").value_or(state_home()),
                               invocation.flags.find("root").value_or(""));
  if (!ca) return invocation.misuse(ca.error());
  const auto out = invocation.flags.find("out");
  if (!out) {
    invocation.out.write(invocation.flags.has("path") ? ca->root_file() + "\n" : ca->root());
    return passed;
  }
  if (const auto failed = write_file(*out, ca->root())) {
    return invocation.misuse(fmt::format("{}: {}", *out, *failed));
  }
  return passed;
}

}  // namespace

const Command& ca_command() {
  static const Command command{
      "ca",
      "[--out FILE] [--path] [--root NAME]",
      "prints the test root that clients of `slsim serve` have to trust",
      "In PEM; made when there is none yet. It signs for tests alone: trust it in the client "
      "under\n"
      "test, and nowhere else.\n"
      "\n"
      "example:\n"
      "  slsim ca --out ca.pem && curl --cacert ca.pem -x http://127.0.0.1:8801 \\\n"
      "      https://swapi.cisco.com/services/api/smart-accounts-and-licensing/v2/accounts\n",
      flags_of_ca,
      print_root};
  return command;
}

}  // namespace slsim
