// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/schema_types.h"

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/scenario/loader_case.h"
#include "sim/scenario/loader_rules.h"

namespace slsim {
namespace {

/// A word of digits is a number to YAML unless it stands in quotes: `devices: [8845]`.
Json enumeration(std::span<const std::string_view> words) {
  Json schema{{"enum", Json::array()}};
  for (const std::string_view word : words) {
    schema["enum"].push_back(std::string{word});
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (wrong == std::errc{} && end == word.data() + word.size()) schema["enum"].push_back(number);
  }
  return schema;
}

Json number_schema(const Type& type) {
  Json schema{{"type", "integer"}};
  if (type.least != std::numeric_limits<std::int64_t>::min()) schema["minimum"] = type.least;
  if (type.most != Type::unbounded) schema["maximum"] = type.most;
  return schema;
}

Json one_schema(const Type& type) {
  switch (type.base) {
    case Type::Base::nothing:
      return {{"type", "null"}};
    case Type::Base::flag:
      return {{"type", "boolean"}};
    case Type::Base::number:
      return number_schema(type);
    case Type::Base::text:
      return reference("scalar");
    case Type::Base::duration:
      return reference("duration");
    case Type::Base::shift:
      return reference("shift");
    case Type::Base::moment:
    case Type::Base::deadline:
      return reference("time");
    case Type::Base::ratio:
      return reference("ratio");
    case Type::Base::choice:
      return enumeration(type.words);
    case Type::Base::license:
      return reference("license");
    case Type::Base::declares:
    case Type::Base::refers:
    case Type::Base::host:
    case Type::Base::actor:
      return reference("scalar");
    case Type::Base::shape:
      return reference(shape_name(*type.shape));
    case Type::Base::settings:
      return reference("settings");
    case Type::Base::anything:
      break;
  }
  return Json::object();
}

/// `entries` for each value of a list or map of that form.
Json formed(const Type& type, Json entries) {
  switch (type.form) {
    case Type::Form::one:
      return entries;
    case Type::Form::list:
      return {{"type", "array"}, {"items", std::move(entries)}};
    case Type::Form::by_license:
      return {{"type", "object"},
              {"propertyNames", reference("license")},
              {"additionalProperties", std::move(entries)}};
    case Type::Form::by_name:
      break;
  }
  return {{"type", "object"}, {"additionalProperties", std::move(entries)}};
}

Json any_of(Json first, Json second) {
  return {{"anyOf", Json::array({std::move(first), std::move(second)})}};
}

Json pattern(std::string_view expression) {
  return {{"type", "string"}, {"pattern", std::string{expression}}};
}

Json matcher_schema() {
  Json schema{{"type", "object"}, {"minProperties", 1}, {"additionalProperties", false}};
  for (const std::string_view word : matcher_words()) {
    schema["properties"][std::string{word}] = Json::object();
  }
  schema["properties"]["between"] = {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}};
  schema["properties"]["absent"] = {{"type", "boolean"}};
  return schema;
}

}  // namespace

Json reference(std::string_view name) { return {{"$ref", "#/$defs/" + std::string{name}}}; }

std::string shape_name(const Shape& shape) { return "world." + std::string{shape.name}; }

Json schema_of(const Type& type) {
  return any_of(
      formed(type, type.form == Type::Form::one ? one_schema(type)
                                                : any_of(one_schema(type), reference("value"))),
      reference("value"));
}

Json expected_schema_of(const Type& type) {
  Json one = any_of(
      type.base == Type::Base::shape ? map_schema(type.shape->arguments, true) : one_schema(type),
      reference("value"));
  Json entry = any_of(std::move(one), reference("matcher"));
  return type.form == Type::Form::one
             ? entry
             : any_of(any_of(formed(type, std::move(entry)), reference("value")),
                      reference("matcher"));
}

Json map_schema(std::span<const Argument> table, bool expected) {
  Json schema{{"type", "object"}, {"additionalProperties", false}};
  schema["properties"] = Json::object();
  Json required = Json::array();
  for (const Argument& argument : table) {
    Json property = expected ? expected_schema_of(argument.type) : schema_of(argument.type);
    property["description"] = std::string{argument.help};
    if (!argument.fallback.empty()) property["default"] = std::string{argument.fallback};
    schema["properties"][std::string{argument.name}] = std::move(property);
    if (argument.need == Need::required) required.push_back(std::string{argument.name});
  }
  if (!required.empty() && !expected) schema["required"] = std::move(required);
  return schema;
}

Json common_definitions() {
  Json definitions;
  definitions["value"] = pattern("^\\$[A-Za-z_][A-Za-z0-9_]*$");
  definitions["value"]["description"] = "A value of the case, or what a step kept with `as:`.";
  definitions["scalar"] = {{"type", Json::array({"string", "number", "boolean"})}};
  definitions["time"] = pattern("^[+$0-9]");
  definitions["time"]["description"] =
      "An offset from the start (40d, 90d - 1s), one from the step before (+5m), an instant "
      "(2026-01-05T08:00:00Z) or a date.";
  definitions["duration"] = pattern("^[$0-9]");
  definitions["duration"]["description"] = "Such as 1d12h; units w d h m s ms.";
  definitions["shift"] = pattern("^-?[$0-9]");
  definitions["shift"]["description"] = "A duration, or one the other way such as -50m.";
  definitions["ratio"] = any_of(pattern("^[0-9]+/[0-9]+$"), {{"enum", Json::array({0, 1})}});
  definitions["license"] = enumeration(license_words());
  definitions["problem"] = enumeration(problem_words());
  definitions["matcher"] = matcher_schema();
  return definitions;
}

}  // namespace slsim
