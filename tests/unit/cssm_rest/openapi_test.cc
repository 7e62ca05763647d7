// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "sim/cssm/rest/routes.h"

namespace slsim {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const json& document() {
  static const json parsed = json::parse(rest_routes_as_openapi());
  return parsed;
}

void check_references(const json& part) {
  if (!part.is_structured()) return;
  if (part.is_object() && part.contains("$ref")) {
    const auto target = part.at("$ref").get<std::string>().substr(1);
    EXPECT_TRUE(document().contains(json::json_pointer{target})) << target;
  }
  for (const json& inner : part) check_references(inner);
}

TEST(OpenApi, HasEveryPathOfTheTable) {
  EXPECT_EQ(document().at("openapi"), "3.0.1");
  const json& paths = document().at("paths");
  const auto expect = [&](std::string_view base, std::string_view pattern, const Route& route) {
    if (pattern.empty()) return;
    std::string path = std::string{base} + std::string{pattern};
    if (path.ends_with('*')) path.replace(path.size() - 1, 1, "{rest}");
    ASSERT_TRUE(paths.contains(path)) << path;
    EXPECT_TRUE(paths.at(path).contains(route.method == "POST" ? "post" : "get")) << path;
  };
  for (const Route& route : rest_routes()) {
    expect(g2_base, route.g2, route);
    expect(g3_base, route.g3, route);
    expect("", route.whole, route);
  }
}

TEST(OpenApi, DeclaresEachParameterOfAPath) {
  for (const auto& [path, methods] : document().at("paths").items()) {
    for (const auto& [method, operation] : methods.items()) {
      EXPECT_FALSE(operation.at("responses").empty()) << path;
      for (const json& parameter : operation.value("parameters", json::array())) {
        EXPECT_THAT(path, HasSubstr("{" + parameter.at("name").get<std::string>() + "}"));
      }
      EXPECT_EQ(operation.value("parameters", json::array()).size(),
                static_cast<std::size_t>(std::ranges::count(path, '{')))
          << path;
    }
  }
}

TEST(OpenApi, LeadsNowhereThatIsNotThere) { check_references(document()); }

TEST(OpenApi, NeedsABearerForAllButTokens) {
  const json& token = document().at("paths").at("/as/token.oauth2").at("post");
  EXPECT_EQ(token.at("security"), json::array());
  EXPECT_TRUE(token.at("requestBody").at("content").contains("application/x-www-form-urlencoded"));
  EXPECT_EQ(document().at("security").at(0).count("bearer"), 1U);
}

}  // namespace
}  // namespace slsim
