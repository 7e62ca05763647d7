// SPDX-License-Identifier: Apache-2.0
// Settings of the file, of a product and of one actor.
#include <fmt/format.h>

#include <algorithm>

#include "core/settings/settings.h"
#include "sim/scenario/loader_case.h"

namespace slsim {
namespace {

constexpr Product products[] = {Product::cucm, Product::cuc, Product::cer};

std::optional<Product> find_product(std::string_view name) {
  for (const Product product : products) {
    if (word(product).text() == name) return product;
  }
  return std::nullopt;
}

Type type_of(const SettingInfo& info) {
  switch (info.type) {
    case SettingType::duration: {
      Type type = Type::duration();
      type.least = info.least;
      return type;
    }
    case SettingType::number:
      return Type::number(info.least);
    case SettingType::flag:
      return Type::flag();
    case SettingType::choice:
      break;
  }
  return Type::choice(info.choices);
}

std::int64_t as_number(const Value& value, const SettingInfo& info) {
  switch (value.kind()) {
    case Value::Kind::duration:
      return value.duration().count();
    case Value::Kind::number:
      return value.number();
    case Value::Kind::flag:
      return value.flag() ? 1 : 0;
    default:
      return std::ranges::find(info.choices, value.text()) - info.choices.begin();
  }
}

/// Whether an actor of `scope` has it: a satellite is an authority, as CSSM is.
bool has(std::optional<SettingScope> scope, const SettingInfo& info) {
  return !scope || info.scope == *scope ||
         (scope == SettingScope::satellite && info.scope == SettingScope::cssm);
}

std::vector<std::string_view> setting_names(std::optional<SettingScope> scope) {
  std::vector<std::string_view> names;
  for (const SettingInfo& info : all_settings()) {
    if (has(scope, info)) names.push_back(info.name);
  }
  return names;
}

}  // namespace

void ValueReader::read_settings(const Node& map, bool prefixed) {
  if (map.kind == Node::Kind::nothing) return;
  if (map.kind != Node::Kind::map) {
    expected(map, "settings", "a map of settings");
    return;
  }
  for (const Entry& entry : map.entries) read_setting(entry, prefixed);
}

void ValueReader::read_setting(const Entry& entry, bool prefixed) {
  SettingAssignment assignment;
  std::string_view name = entry.key;
  std::optional<SettingScope> scope;
  if (context_.owner) {
    assignment.actor = context_.owner;
    scope = context_.actors[context_.owner->index].kind->settings;
  }
  const std::size_t dot = name.find('.');
  if (prefixed && dot != std::string_view::npos) {
    assignment.product = find_product(name.substr(0, dot));
    if (!assignment.product) {
      context_.mistakes.add(entry.mark, fmt::format("{} is no product; expected cucm, cuc or cer",
                                                    shown(name.substr(0, dot))));
      return;
    }
    name.remove_prefix(dot + 1);
    scope = SettingScope::product;
  }
  const SettingInfo* info = find_setting(name);
  const auto known = setting_names(scope);
  if (info == nullptr || !has(scope, *info)) {
    context_.mistakes.add(
        entry.mark,
        fmt::format("{} is no setting{}; expected one of docs/SETTINGS.md{}", shown(name),
                    scope ? " that can stand here" : "", did_you_mean(name, known)));
    return;
  }
  const Value value = read(entry.value, type_of(*info), info->name);
  if (value.absent() || value.kind() == Value::Kind::result) return;
  assignment.setting = info->id;
  assignment.value = as_number(value, *info);
  context_.settings.push_back(assignment);
}

}  // namespace slsim
