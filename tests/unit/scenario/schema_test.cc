// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using nlohmann::json;

const json& schema() {
  static const json parsed = json::parse(json_schema(test_registry()));
  return parsed;
}

const json& definition(const std::string& name) { return schema().at("$defs").at(name); }

void check_references(const json& whole, const json& part) {
  if (part.is_object() && part.contains("$ref")) {
    const auto target = part.at("$ref").get<std::string>();
    ASSERT_THAT(target, testing::StartsWith("#/$defs/"));
    EXPECT_TRUE(whole.at("$defs").contains(target.substr(8))) << target;
  }
  if (!part.is_structured()) return;
  for (const json& inner : part) check_references(whole, inner);
}

TEST(Schema, NamesItsDraftAndTheKeysOfAFile) {
  EXPECT_EQ(schema().at("$schema"), "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema().at("required"), json::array({"slsim"}));
  for (const char* key : {"slsim", "seed", "start", "end", "golden", "settled", "settings", "world",
                          "steps", "expect", "cases", "include", "patch"}) {
    EXPECT_TRUE(schema().at("properties").contains(key)) << key;
  }
  EXPECT_EQ(schema().at("properties").size(), 13U);
}

TEST(Schema, LeadsNowhereThatIsNotThere) {
  check_references(schema(), schema());
  const json whole = json::parse(json_schema({actor_kinds(), &world_shape()}));
  check_references(whole, whole);
}

/// What YAML takes for a number and the loader for a word: `devices: [8845]`.
TEST(Schema, TakesWordsOfDigitsWithAndWithoutQuotes) {
  const json whole = json::parse(json_schema({actor_kinds(), &world_shape()}));
  const json& reserve =
      whole.at("$defs").at("verbs.cssm").at("anyOf").at(0).at("properties").at("reserve");
  const json& release = reserve.at("anyOf").at(0).at("properties").at("release").at("anyOf").at(0);
  EXPECT_EQ(release.at("enum"), json::array({"12", 12, "14", 14}));
}

TEST(Schema, TakesAValueOfTheCaseWhereverOneMayStand) {
  const auto takes_value = [](const json& part) {
    return part.at("anyOf").dump().find(R"({"$ref":"#/$defs/value"})") != std::string::npos;
  };
  EXPECT_TRUE(takes_value(definition("verbs.cluster")));
  EXPECT_TRUE(takes_value(definition("tests.cluster")));
  EXPECT_TRUE(takes_value(schema().at("properties").at("steps").at("items")));
}

TEST(Schema, KnowsTheVerbsAndFieldsOfEachActor) {
  const json& verbs = definition("verbs.cluster").at("anyOf").at(0).at("properties");
  EXPECT_TRUE(verbs.contains("register"));
  EXPECT_EQ(verbs.at("register").at("anyOf").at(0).at("required"), json::array({"token"}));
  const json& tests = definition("tests.cluster").at("anyOf").at(0).at("properties");
  for (const char* key : {"registration", "exchanges", "cli", "prints"}) {
    EXPECT_TRUE(tests.contains(key)) << key;
  }
  EXPECT_FALSE(tests.contains("register"));
}

TEST(Schema, KeepsWordsOfTheLanguageApartFromActors) {
  const json& step = definition("step");
  EXPECT_TRUE(step.at("properties").contains("cssm"));
  EXPECT_TRUE(step.at("patternProperties")
                  .contains("^(?!(at|every|times|refused|as|cssm|network|mediator|outside)$)"
                            "[a-z0-9_-]+$"));
  EXPECT_EQ(step.at("additionalProperties"), false);
}

TEST(Schema, CarriesHelpAndBounds) {
  const json& lot = definition("world.lot").at("properties");
  EXPECT_EQ(lot.at("quantity").at("description"), "How many.");
  EXPECT_EQ(lot.at("quantity").at("anyOf").at(0).at("minimum"), 0);
  EXPECT_EQ(lot.at("kind").at("default"), "perpetual");
}

}  // namespace
}  // namespace slsim
