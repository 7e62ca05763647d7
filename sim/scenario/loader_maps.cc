// SPDX-License-Identifier: Apache-2.0
// Lists and maps by their types, and results of earlier steps.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/agent/license.h"
#include "sim/scenario/loader_case.h"
#include "sim/scenario/loader_rules.h"
#include "sim/scenario/merge.h"

namespace slsim {
namespace {

std::vector<std::string_view> names_of(std::span<const Argument> table) {
  std::vector<std::string_view> names;
  for (const Argument& argument : table) names.push_back(argument.name);
  return names;
}

std::string_view space_hint(std::string_view key) {
  return key.find(':') == std::string_view::npos ? "" : " (a ':' needs a space behind it)";
}

/// What YAML itself takes a plain scalar for.
Value by_spelling(const Node& node) {
  if (node.kind == Node::Kind::nothing) return {};
  if (node.quoted) return node.text;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  std::int64_t number = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [read, error] = std::from_chars(node.text.data(), end, number);
  if (error == std::errc{} && read == end) return number;
  return node.text;
}

}  // namespace

std::optional<Value> ValueReader::read_result(const Node& node, const Type& type,
                                              std::string_view what) {
  const std::string_view name = lone_value_name(node);
  if (name.empty()) return std::nullopt;
  const auto kept = context_.kept.find(name);
  if (kept != context_.kept.end()) {
    if (!fits(kept->second.verb->answer, type)) {
      return expected(node, what,
                      fmt::format("{}, and {} gives {}", describe(type), kept->second.verb->name,
                                  describe(kept->second.verb->answer)));
    }
    context_.uses.push_back({node.mark, "$" + std::string{name}, kept->second.step});
    return Value{Value::ResultName{std::string{name}}};
  }
  const auto& given = context_.value_names;
  if (std::ranges::find(given, name) != given.end()) {
    return expected(node, what, "a value that each case gives under 'with:'");
  }
  std::vector<std::string_view> known{given.begin(), given.end()};
  for (const auto& [result, maker] : context_.kept) known.push_back(result);
  return expected(node, what,
                  "a value that cases give under 'with:' or a step keeps with 'as:'" +
                      did_you_mean(name, known));
}

Value ValueReader::read_list(const Node& node, const Type& type, std::string_view what) {
  if (node.kind != Node::Kind::list) return expected(node, what, describe(type));
  if (node.items.size() > type.most_entries) {
    return expected(node, what, fmt::format("at most {} entries", type.most_entries));
  }
  Value::List list;
  list.reserve(node.items.size());
  const std::string entry = fmt::format("an entry of {}", what);
  for (const Node& item : node.items) list.push_back(read(item, type.entry(), entry));
  return list;
}

std::optional<std::string> ValueReader::read_key(const Entry& entry, const Type& type,
                                                 std::string_view what) {
  if (type.form == Type::Form::by_license) {
    if (find_license(entry.key)) return entry.key;
    context_.mistakes.add(
        entry.mark, fmt::format("{} is no licence of {}; expected a licence key "
                                "such as UCM_Enhanced{}",
                                shown(entry.key), what, did_you_mean(entry.key, license_words())));
    return std::nullopt;
  }
  if (type.keys.empty()) return entry.key;
  const Named* named = context_.names.find(type.keys, entry.key);
  if (named != nullptr) {
    if (named->step) context_.uses.push_back({entry.mark, named->full, *named->step});
    return named->full;
  }
  if (type.text_too && entry.quoted) return entry.key;
  const auto known = context_.names.all(type.keys);
  context_.mistakes.add(
      entry.mark,
      fmt::format("{} in {} names no {}; expected {}{}", shown(entry.key), what,
                  in_words(type.keys), known.empty() ? "one, and there is none" : one_of(known),
                  did_you_mean(entry.key, known)));
  return std::nullopt;
}

Value ValueReader::read_keyed(const Node& node, const Type& type, std::string_view what) {
  if (node.kind != Node::Kind::map) return expected(node, what, describe(type));
  if (node.entries.size() > type.most_entries) {
    return expected(node, what, fmt::format("at most {} entries", type.most_entries));
  }
  Value::Map map;
  for (const Entry& entry : node.entries) {
    auto key = read_key(entry, type, what);
    Value value = read(entry.value, type.entry(), shown(entry.key));
    if (key) map.emplace(*std::move(key), std::move(value));
  }
  return map;
}

Value ValueReader::read_section(const Node& node, const Type& type, std::string_view what) {
  const Registry& registry = context_.registry;
  const std::optional<ActorId> outside = context_.owner;
  const Argument* naming = naming_argument(type.shape->arguments);
  const Node* name = naming == nullptr ? nullptr : node.find(naming->name);
  if (name != nullptr && registry.kind(naming->type.kind) != nullptr) {
    if (const auto found = find_target(context_, name->text)) context_.owner = found->target.actor;
  } else if (const ActorKind* kind = registry.kind(what); kind != nullptr && kind->fixed) {
    context_.owner = find_target(context_, what)->target.actor;
  }
  const std::size_t before = context_.mistakes.entries().size();
  Value value = read_map(node, type.shape->arguments, in_words(type.shape->name));
  context_.owner = outside;
  if (context_.mistakes.entries().size() == before) check_section(node, *type.shape, value);
  return value;
}

void ValueReader::check_section(const Node& node, const Shape& shape, const Value& value) {
  if (shape.check == nullptr) return;
  const auto complaint = shape.check(Arguments{shape.arguments, value});
  if (!complaint) return;
  const Node* place = node.find(complaint->key);
  context_.refuse(place == nullptr ? node : *place, complaint->text);
}

Value ValueReader::read_map(const Node& map, std::span<const Argument> table,
                            std::string_view what) {
  const bool readable = map.kind == Node::Kind::map || map.kind == Node::Kind::nothing;
  if (!readable) return expected(map, what, "a map");
  Value::Map values;
  for (const Entry& entry : map.entries) {
    const Argument* argument = find_argument(table, entry.key);
    if (argument == nullptr) {
      const auto known = names_of(table);
      context_.mistakes.add(
          entry.mark, fmt::format("{} has no key {}{}; expected {}{}", what, shown(entry.key),
                                  space_hint(entry.key), known.empty() ? "none" : one_of(known),
                                  did_you_mean(entry.key, known)));
    } else if (argument->type.base == Type::Base::settings) {
      read_settings(entry.value, false);
    } else {
      Value value = read(entry.value, argument->type, argument->name);
      if (!value.absent()) values.emplace(argument->name, std::move(value));
    }
  }
  fill_in(map, table, values, what);
  return values;
}

void ValueReader::fill_in(const Node& map, std::span<const Argument> table, Value::Map& values,
                          std::string_view what) {
  for (const Argument& argument : table) {
    if (map.find(argument.name) != nullptr) {
      const Node* other = argument.not_with.empty() ? nullptr : map.find(argument.not_with);
      if (other != nullptr) {
        context_.refuse(*other, fmt::format("{} has {} and {}; expected one of them", what,
                                            argument.name, argument.not_with));
      }
      continue;
    }
    if (argument.need == Need::required) {
      context_.refuse(map, fmt::format("{} has no {}; expected '{}:' with {}", what, argument.name,
                                       argument.name, describe(argument.type)));
    } else if (!argument.fallback.empty()) {
      Node node;
      node.kind = Node::Kind::scalar;
      node.mark = map.mark;
      node.text = argument.fallback;
      values.emplace(argument.name, read(node, argument.type, argument.name));
    }
  }
}

Value ValueReader::read_anything(const Node& node, std::string_view what) {
  if (auto result = read_result(node, Type::anything(), what)) return *std::move(result);
  if (node.kind == Node::Kind::list) {
    Value::List list;
    for (const Node& item : node.items) list.push_back(read_anything(item, what));
    return list;
  }
  if (node.kind == Node::Kind::map) {
    Value::Map map;
    for (const Entry& entry : node.entries) {
      map.emplace(entry.key, read_anything(entry.value, entry.key));
    }
    return map;
  }
  Value value = by_spelling(node);
  return value.kind() == Value::Kind::text ? read_text(node, what) : value;
}

}  // namespace slsim
