// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/settings/settings.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/loader_rules.h"
#include "sim/scenario/registry_check.h"
#include "sim/scenario/schema_types.h"

namespace slsim {
namespace {

Json setting_schema(const SettingInfo& info) {
  Type type = Type::flag();
  if (info.type == SettingType::duration) type = Type::duration();
  if (info.type == SettingType::number) type = Type::number(info.least);
  if (info.type == SettingType::choice) type = Type::choice(info.choices);
  Json schema = schema_of(type);
  schema["description"] = std::string{info.help};
  return schema;
}

Json settings_schema() {
  Json schema{{"type", "object"}, {"additionalProperties", false}};
  for (const SettingInfo& info : all_settings()) {
    Json setting = setting_schema(info);
    const std::string name{info.name};
    if (info.scope == SettingScope::product) {
      for (const char* product : {"cucm.", "cuc.", "cer."}) {
        schema["properties"][product + name] = setting;
      }
    }
    schema["properties"][name] = std::move(setting);
  }
  return schema;
}

bool needs_nothing(const Verb& verb) {
  return std::ranges::none_of(
      verb.arguments, [](const Argument& argument) { return argument.need == Need::required; });
}

/// A verb's arguments: a lone value, a map, or nothing.
Json call_schema(const Verb& verb) {
  Json ways = Json::array({map_schema(verb.arguments)});
  if (const Argument* main = verb.main_argument()) ways.push_back(schema_of(main->type));
  if (needs_nothing(verb)) ways.push_back({{"type", "null"}});
  return {{"description", std::string{verb.help}}, {"anyOf", std::move(ways)}};
}

Json verbs_schema(const ActorKind& kind) {
  Json call{{"type", "object"},
            {"minProperties", 1},
            {"maxProperties", 1},
            {"additionalProperties", false}};
  Json words = Json::array();
  for (const Verb& verb : kind.verbs) {
    call["properties"][std::string{verb.name}] = call_schema(verb);
    if (needs_nothing(verb)) words.push_back(std::string{verb.name});
  }
  Json ways = Json::array({std::move(call), reference("value")});
  if (!words.empty()) ways.push_back({{"enum", std::move(words)}});
  return {{"anyOf", std::move(ways)}};
}

Json tests_schema(const ActorKind& kind) {
  Json schema{{"type", "object"}, {"minProperties", 1}, {"additionalProperties", false}};
  for (const Field& field : kind.fields) {
    Json test = expected_schema_of(field.type);
    test["description"] = std::string{field.help};
    schema["properties"][std::string{field.name}] = std::move(test);
  }
  for (const Verb& verb : kind.verbs) {
    if (!verb.reads()) continue;
    const std::string name{verb.name};
    schema["properties"][name] = call_schema(verb);
    schema["properties"][std::string{verb.answer_key}] = expected_schema_of(verb.answer);
    schema["dependentRequired"][name] = Json::array({std::string{verb.answer_key}});
  }
  return {{"anyOf", Json::array({std::move(schema), reference("value")})}};
}

/// Adds a property for each fixed actor, and patterns for those that a file names; `part` is verbs
/// or tests.
void add_actors(Json& schema, const Registry& registry, std::span<const std::string_view> words,
                std::string_view part) {
  std::string taken;
  Json named = Json::array();
  Json subs = Json::array();
  for (const std::string_view word : words) taken += fmt::format("{}|", word);
  for (const ActorKind& kind : registry.kinds) {
    Json of_kind = reference(fmt::format("{}.{}", part, kind.name));
    const bool is_sub = std::ranges::any_of(
        registry.kinds, [&](const ActorKind& outer) { return outer.subs == kind.name; });
    if (kind.fixed) {
      taken += fmt::format("{}|", kind.name);
      schema["properties"][std::string{kind.name}] = std::move(of_kind);
    } else {
      (is_sub ? subs : named).push_back(std::move(of_kind));
    }
  }
  if (!taken.empty()) taken.pop_back();
  if (!named.empty()) {
    schema["patternProperties"][fmt::format("^(?!({})$)[a-z0-9_-]+$", taken)] = {{"anyOf", named}};
  }
  if (!subs.empty()) {
    schema["patternProperties"]["^[a-z0-9_-]+/[a-z0-9_-]+$"] = {{"anyOf", subs}};
  }
  schema["additionalProperties"] = false;
}

Json refused_schema() {
  Json schema{{"type", "object"}, {"additionalProperties", false}};
  const auto or_value = [](Json one) {
    return Json{{"anyOf", Json::array({std::move(one), reference("value")})}};
  };
  const Json status{{"type", "integer"}, {"minimum", 400}, {"maximum", 599}};
  schema["properties"] = {{"class", or_value(reference("problem"))},
                          {"http", or_value(status)},
                          {"code", reference("scalar")},
                          {"text", expected_schema_of(Type::text())}};
  schema["oneOf"] = Json::array();
  for (const char* reason : {"class", "http", "code"}) {
    schema["oneOf"].push_back({{"required", Json::array({reason})}});
  }
  return schema;
}

Json step_schema(const Registry& registry) {
  Json schema{{"type", "object"}};
  schema["properties"] = {{"at", reference("time")},
                          {"every", reference("duration")},
                          {"times", schema_of(Type::number(1))},
                          {"refused", refused_schema()},
                          {"as", {{"type", "string"}}}};
  schema["dependentRequired"] = {{"every", Json::array({"times"})},
                                 {"times", Json::array({"every"})}};
  add_actors(schema, registry, step_keys(), "verbs");
  return schema;
}

Json expectation_schema(const Registry& registry) {
  const Json window{
      {"type", "array"}, {"items", reference("time")}, {"minItems", 2}, {"maxItems", 2}};
  Json schema{{"type", "object"}};
  schema["properties"] = {
      {"at", reference("time")}, {"within", window}, {"always", window}, {"never", window}};
  add_actors(schema, registry, expectation_keys(), "tests");
  return schema;
}

Json cases_schema() {
  Json given{{"type", "object"}, {"additionalProperties", false}};
  given["properties"] = {{"name", reference("scalar")}, {"with", {{"type", "object"}}}};
  given["required"] = Json::array({"name"});
  return {{"type", "array"}, {"items", std::move(given)}};
}

Json file_properties() {
  const auto list_of = [](std::string_view name) {
    return Json{{"type", "array"},
                {"items", {{"anyOf", Json::array({reference(name), reference("value")})}}}};
  };
  Json properties;
  properties["slsim"] = {{"const", language_version}, {"description", "The language version."}};
  properties["seed"] = schema_of(Type::number(0));
  properties["start"] = reference("time");
  properties["end"] = reference("time");
  properties["golden"] = {{"type", "boolean"}};
  properties["settled"] = {
      {"type", "boolean"},
      {"description", "Each step begins after everything due at its instant has happened."}};
  properties["settings"] = reference("settings");
  properties["include"] = {{"type", "array"}, {"items", {{"type", "string"}}}};
  properties["patch"] = {{"type", "object"}, {"description", "Like world; changes what is there."}};
  properties["world"] = reference("world");
  properties["steps"] = list_of("step");
  properties["expect"] = list_of("expectation");
  properties["cases"] = cases_schema();
  return properties;
}

/// Those that a file can write anywhere: in `world:`, and as arguments of verbs.
std::vector<const Shape*> written_shapes(const Registry& registry) {
  std::vector<const Shape*> all = shapes_below(*registry.world);
  for (const ActorKind& kind : registry.kinds) {
    for (const Verb& verb : kind.verbs) {
      for (const Argument& argument : verb.arguments) {
        if (argument.type.shape == nullptr) continue;
        std::ranges::copy(shapes_below(*argument.type.shape), std::back_inserter(all));
      }
    }
  }
  return all;
}

}  // namespace

std::string json_schema(const Registry& registry) {
  Json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "A scenario of slsim";
  schema["type"] = "object";
  schema["required"] = Json::array({"slsim"});
  schema["additionalProperties"] = false;
  schema["properties"] = file_properties();
  Json& definitions = schema["$defs"] = common_definitions();
  definitions["settings"] = settings_schema();
  definitions["step"] = step_schema(registry);
  definitions["expectation"] = expectation_schema(registry);
  for (const ActorKind& kind : registry.kinds) {
    definitions[fmt::format("verbs.{}", kind.name)] = verbs_schema(kind);
    definitions[fmt::format("tests.{}", kind.name)] = tests_schema(kind);
  }
  definitions["world"] = map_schema(registry.world->arguments);
  for (const Shape* shape : written_shapes(registry)) {
    if (shape == registry.world) continue;
    Json map = map_schema(shape->arguments);
    map["description"] = std::string{shape->help};
    definitions[shape_name(*shape)] = std::move(map);
  }
  return schema.dump(2) + "\n";
}

}  // namespace slsim
