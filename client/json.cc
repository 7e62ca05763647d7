// SPDX-License-Identifier: Apache-2.0
#include "client/json.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "core/http/message.h"
#include "core/time/text.h"

namespace slsim {
namespace {

const nlohmann::json& member_of(const nlohmann::json& object, std::string_view member) {
  static const nlohmann::json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(member);
  return found == object.end() ? nothing : *found;
}

/// Refuses what is nested more deeply than anything that a licence server answers.
bool is_too_deep(std::string_view text) {
  constexpr int deepest = 32;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > deepest) return true;
  }
  return false;
}

}  // namespace

std::string json_text(const nlohmann::json& object, std::string_view member) {
  const nlohmann::json& value = member_of(object, member);
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() || value.is_structured() ? std::string{} : value.dump();
}

std::int64_t json_number(const nlohmann::json& object, std::string_view member) {
  const nlohmann::json& value = member_of(object, member);
  if (value.is_number_integer()) return value.get<std::int64_t>();
  const std::string text = json_text(object, member);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool json_flag(const nlohmann::json& object, std::string_view member) {
  const std::string text = json_text(object, member);
  return same_ignoring_case(text, "true") || same_ignoring_case(text, "yes");
}

const nlohmann::json& json_list(const nlohmann::json& object, std::string_view member) {
  static const nlohmann::json none = nlohmann::json::array();
  const nlohmann::json& value = member_of(object, member);
  return value.is_array() ? value : none;
}

std::optional<nlohmann::json> parse_object(std::string_view text) {
  if (is_too_deep(text)) return std::nullopt;
  nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

Instant json_instant(const nlohmann::json& object, std::string_view member) {
  return parse_instant(json_text(object, member)).value_or(never);
}

}  // namespace slsim
