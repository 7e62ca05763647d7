// SPDX-License-Identifier: Apache-2.0
// The product's own tables, and the pages that are made from them.
#include "sim/scenario/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "sim/scenario/docs.h"
#include "sim/scenario/registry_check.h"
#include "tests/support/test_registry.h"

namespace slsim {
namespace {

Registry product() { return {actor_kinds(), &world_shape()}; }

std::string page_path(std::string_view name) {
  return std::string{SLSIM_SOURCE_DIR} + "/docs/" + std::string{name};
}

std::string read_page(std::string_view name) {
  std::ifstream file{page_path(name)};
  return {std::istreambuf_iterator<char>{file}, {}};
}

struct Part {
  std::string_view page;
  std::string_view name;
  std::string text;
};

std::vector<Part> parts() {
  return {{"SCENARIOS.md", "problems", problems_as_markdown()},
          {"SCENARIOS.md", "world", world_as_markdown(product())},
          {"SCENARIOS.md", "actors", actors_as_markdown(product())},
          {"SETTINGS.md", "settings", settings_as_markdown()}};
}

TEST(Registry, HasNoSlipsInItsTables) {
  EXPECT_THAT(check_registry(product()), testing::IsEmpty());
  EXPECT_THAT(check_registry(test_registry()), testing::IsEmpty());
}

TEST(Registry, FixedActorsComeFirstInTheirOrder) {
  const auto kinds = actor_kinds();
  ASSERT_GE(kinds.size(), 4U);
  EXPECT_EQ(kinds[0].name, "cssm");
  EXPECT_EQ(kinds[1].name, "network");
  EXPECT_EQ(kinds[2].name, "mediator");
  EXPECT_EQ(kinds[3].name, "outside");
}

// When it fails: unit_scenario --gtest_also_run_disabled_tests --gtest_filter='*WriteTheTables'
TEST(Documents, AreWhatTheTablesSay) {
  for (const Part& part : parts()) {
    EXPECT_EQ(generated_part(read_page(part.page), part.name), part.text) << part.page;
  }
}

TEST(Documents, DISABLED_WriteTheTables) {
  for (const Part& part : parts()) {
    const std::string page = with_generated_part(read_page(part.page), part.name, part.text);
    std::ofstream{page_path(part.page)} << page;
  }
}

// Slips that the check is there to find.
Outcome nothing(World&, const Target&, const Arguments&) { return Value{}; }
Value nothing_seen(const World&, const Target&) { return {}; }
constexpr Argument bad_arguments[] = {
    {"a", Type::number(1), "A.", Need::optional, "0"},
    {"a", Type::flag(), "", Need::required, "true"},
    {"b", Type::refers(""), "B."},
};
constexpr Verb bad_verbs[] = {
    {"go", "Goes.", bad_arguments, nothing, {}, {}, "c"},
    {"read", "", {}, nullptr, Type::text(), "seen"},
};
constexpr Field bad_fields[] = {{"read", Type::choice({}), "What.", nothing_seen},
                                {"seen", Type::text(), "What.", nullptr}};
constexpr Shape bad_world{"world", "All.", bad_arguments};

TEST(RegistryCheck, FindsEachSlip) {
  const ActorKind kinds[] = {
      {.name = "x", .help = "X.", .verbs = bad_verbs, .fields = bad_fields, .subs = "y"}};
  EXPECT_THAT(check_registry({kinds, &bad_world}),
              testing::IsSupersetOf({
                  "x.go: fallback: a is '0'; expected a whole number of at least 1",
                  "x.go: a is there twice",
                  "x.go: a is required and has a fallback",
                  "x.go: a has no help",
                  "x.go: has no argument c",
                  "x.go.b: names things of no kind",
                  "x.read: cannot be run",
                  "x.read: has no help",
                  "x: seen is a field and an answer",
                  "x: read is there twice",
                  "x.read: has no words",
                  "x: seen cannot be read",
                  "x: y is no kind",
                  "world: a is there twice",
              }));
}

}  // namespace
}  // namespace slsim
