// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/merge.h"

#include <fmt/format.h>

#include <algorithm>

namespace slsim {
namespace {

bool is_shape(const Argument* argument, Type::Form form) {
  return argument != nullptr && argument->type.shape != nullptr && argument->type.form == form;
}

bool has_named_entries(const Argument* argument) {
  return is_shape(argument, Type::Form::list) &&
         naming_argument(argument->type.shape->arguments) != nullptr;
}

bool is_keyed(const Argument* argument) {
  return argument != nullptr && (argument->type.form == Type::Form::by_license ||
                                 argument->type.form == Type::Form::by_name ||
                                 argument->type.base == Type::Base::settings);
}

Entry* find_entry(Node& map, std::string_view key) {
  const auto found = std::ranges::find(map.entries, key, &Entry::key);
  return found == map.entries.end() ? nullptr : &*found;
}

}  // namespace

const Argument* find_argument(std::span<const Argument> arguments, std::string_view name) {
  const auto found = std::ranges::find(arguments, name, &Argument::name);
  return found == arguments.end() ? nullptr : &*found;
}

const Argument* naming_argument(std::span<const Argument> arguments) {
  const auto found = std::ranges::find_if(arguments, [](const Argument& argument) {
    return argument.type.base == Type::Base::declares && argument.type.form == Type::Form::one;
  });
  return found == arguments.end() ? nullptr : &*found;
}

void Merge::refuse_second(const Entry& first, const Entry& second) {
  mistakes_.add(second.mark,
                fmt::format("{} is in {}:{} as well; to change it put the change under 'patch:'",
                            shown(second.key), paths_[first.mark.file], first.mark.line));
}

void Merge::join(Node& into, Node from, const Shape& shape) {
  if (into.kind == Node::Kind::nothing) {
    into = std::move(from);
    return;
  }
  if (from.kind != Node::Kind::map || into.kind != Node::Kind::map) return;
  for (Entry& entry : from.entries) {
    if (Entry* there = find_entry(into, entry.key)) {
      join_value(*there, std::move(entry), find_argument(shape.arguments, there->key));
    } else {
      into.entries.push_back(std::move(entry));
    }
  }
}

void Merge::join_value(Entry& into, Entry from, const Argument* argument) {
  Node& target = into.value;
  const bool both_maps = target.kind == Node::Kind::map && from.value.kind == Node::Kind::map;
  const bool both_lists = target.kind == Node::Kind::list && from.value.kind == Node::Kind::list;
  if (from.value.kind == Node::Kind::nothing) return;
  if (target.kind == Node::Kind::nothing) {
    into = std::move(from);
  } else if (both_maps && is_shape(argument, Type::Form::one)) {
    join(target, std::move(from.value), *argument->type.shape);
  } else if (both_maps && is_keyed(argument)) {
    join(target, std::move(from.value), Shape{});
  } else if (both_lists && argument != nullptr) {
    std::ranges::move(from.value.items, std::back_inserter(target.items));
  } else {
    refuse_second(into, from);
  }
}

void Merge::patch(Node& into, const Node& patch, const Shape& shape) {
  for (const Entry& entry : patch.entries) {
    if (Entry* there = find_entry(into, entry.key)) {
      patch_value(there->value, entry, find_argument(shape.arguments, entry.key));
    } else {
      into.entries.push_back(entry);
    }
  }
}

void Merge::patch_value(Node& into, const Entry& change, const Argument* argument) {
  const bool both_maps = into.kind == Node::Kind::map && change.value.kind == Node::Kind::map;
  const bool both_lists = into.kind == Node::Kind::list && change.value.kind == Node::Kind::list;
  if (both_maps && is_shape(argument, Type::Form::one)) {
    patch(into, change.value, *argument->type.shape);
  } else if (both_maps && is_keyed(argument)) {
    patch(into, change.value, Shape{});
  } else if (both_lists && has_named_entries(argument)) {
    patch_list(into, change.value, *argument->type.shape, change.key);
  } else {
    into = change.value;
  }
}

void Merge::patch_list(Node& into, const Node& change, const Shape& shape, std::string_view key) {
  const std::string_view naming = naming_argument(shape.arguments)->name;
  for (const Node& item : change.items) {
    const Node* name = item.find(naming);
    if (name == nullptr || name->kind != Node::Kind::scalar) {
      mistakes_.add(item.mark, fmt::format("what of {} is to be patched? expected its '{}:'",
                                           shown(key), naming));
      continue;
    }
    const auto same = std::ranges::find_if(into.items, [&](const Node& candidate) {
      const Node* other = candidate.find(naming);
      return other != nullptr && other->kind == Node::Kind::scalar && other->text == name->text;
    });
    if (same != into.items.end()) {
      patch(*same, item, shape);
      continue;
    }
    std::vector<std::string_view> known;
    for (const Node& candidate : into.items) {
      if (const Node* other = candidate.find(naming)) known.push_back(other->text);
    }
    mistakes_.add(name->mark,
                  fmt::format("nothing under {} is named {}; expected one of {}{}", shown(key),
                              shown(name->text), one_of(known), did_you_mean(name->text, known)));
  }
}

}  // namespace slsim
