// SPDX-License-Identifier: Apache-2.0
// slsim schema
#include "sim/scenario/schema.h"

#include "sim/cmd/command.h"
#include "sim/cssm/rest/routes.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

constexpr Flag flags_of_schema[] = {
    {"rest", "", "CSSM's REST interface instead, as an OpenAPI document"},
};

ExitCode print_schema(const Invocation& invocation) {
  const std::vector<std::string>& words = invocation.flags.arguments();
  if (!words.empty())
    return invocation.misuse("schema takes no arguments: " + shown(words.front()));
  std::string schema = invocation.flags.has("rest") ? rest_routes_as_openapi()
                                                    : json_schema({actor_kinds(), &world_shape()});
  if (!schema.ends_with('\n')) schema += '\n';
  invocation.out.write(schema);
  return passed;
}

}  // namespace

const Command& schema_command() {
  static const Command command{
      "schema",
      "[flags]",
      "prints the scenario language as a JSON schema, for editors",
      "Editors complete and check scenario files by it. The last judge is `slsim check`.\n"
      "\n"
      "example:\n"
      "  slsim schema > slsim.schema.json\n"
      "  slsim schema --rest > openapi.json\n",
      flags_of_schema,
      print_schema};
  return command;
}

}  // namespace slsim
