// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/scenario/times.h"

namespace slsim {
namespace {

constexpr std::size_t most_cases = 1000;
constexpr std::size_t longest_name = 100;

bool names_a_value(const Node& node) {
  bool found = false;
  if (node.plain()) for_each_value_name(node.text, [&](std::string_view) { found = true; });
  for (const Node& item : node.items) found = found || names_a_value(item);
  for (const Entry& entry : node.entries) found = found || names_a_value(entry.value);
  return found;
}

/// A case's name is part of its golden's file name and of its address.
bool can_name_a_case(std::string_view name) {
  const auto bad = [](char c) {
    return c == '/' || c == '\\' || static_cast<unsigned char>(c) < ' ' || c == '\x7f';
  };
  return !name.empty() && name.size() <= longest_name && name.front() != '.' &&
         name.find("::") == std::string_view::npos && std::ranges::none_of(name, bad);
}

Node read_with(const Node& with, Mistakes& mistakes) {
  if (with.kind != Node::Kind::map) {
    mistakes.add(with.mark, fmt::format("with is {}; expected a map of values", shown(with)));
    return {};
  }
  for (const Entry& entry : with.entries) {
    if (!is_value_name(entry.key)) {
      mistakes.add(entry.mark, fmt::format("a value cannot be named {}; expected letters, digits "
                                           "and '_', no digit first",
                                           shown(entry.key)));
    }
    if (names_a_value(entry.value)) {
      mistakes.add(entry.value.mark, "a value names another one; expected the value itself");
    }
  }
  return with;
}

void refuse_unknown_keys(const Node& node, Mistakes& mistakes) {
  constexpr std::string_view keys[] = {"name", "with"};
  for (const Entry& entry : node.entries) {
    if (std::ranges::find(keys, entry.key) != std::end(keys)) continue;
    mistakes.add(entry.mark, fmt::format("a case has no key {}; expected name or with{}",
                                         shown(entry.key), did_you_mean(entry.key, keys)));
  }
}

/// Whether the node is a case at all.
bool read_case(const Node& node, Case& read, Mistakes& mistakes) {
  if (node.kind != Node::Kind::map) {
    mistakes.add(node.mark,
                 fmt::format("a case is {}; expected a map with name and with", shown(node)));
    return false;
  }
  refuse_unknown_keys(node, mistakes);
  const Node* name = node.find("name");
  if (name == nullptr) {
    mistakes.add(node.mark, "this case has no name; expected 'name:'");
    return false;
  }
  if (name->kind != Node::Kind::scalar || !can_name_a_case(name->text)) {
    mistakes.add(name->mark,
                 fmt::format("a case cannot be named {}; expected at most {} letters without '/', "
                             "'\\' and '::', no '.' first",
                             shown(*name), longest_name));
    return false;
  }
  read.name = name->text;
  read.mark = name->mark;
  if (const Node* with = node.find("with")) read.with = read_with(*with, mistakes);
  return true;
}

template <class Visit>
void for_each_use(const Node& node, const Visit& visit) {
  if (node.plain()) for_each_value_name(node.text, visit);
  for (const Node& item : node.items) for_each_use(item, visit);
  for (const Entry& entry : node.entries) for_each_use(entry.value, visit);
}

void put_in_times(Node& node, const Case& given) {
  if (node.plain() && lone_value_name(node).empty()) {
    for (const Entry& value : given.with.entries) {
      const std::string name = "$" + value.key;
      const std::size_t at = node.text.find(name);
      const bool whole = at != std::string::npos &&
                         value_name_at(std::string_view{node.text}.substr(at + 1)) == value.key;
      if (whole) node.text.replace(at, name.size(), value.value.text);
    }
  }
  for (Node& item : node.items) put_in_times(item, given);
  for (Entry& entry : node.entries) put_in_times(entry.value, given);
}

bool holds_no_values(std::string_view key) {
  return key == "cases" || key == "slsim" || key == "include";
}

/// Counts the values of the tree while it puts the case's in; stops when they are too many.
class Putter {
 public:
  Putter(const Case& given, std::size_t limit) : given_{given}, left_{limit} {}

  bool put(Node& node) {
    if (left_ == 0) return false;
    --left_;
    if (const Node* value = value_of(node)) {
      const std::size_t size = count_nodes(*value);
      if (size > left_) return false;
      left_ -= size;
      auto stood = std::make_shared<const Stood>(Stood{node.text.substr(1), node.mark});
      node = *value;
      node.stood = std::move(stood);
      return true;
    }
    return std::ranges::all_of(node.items, [&](Node& item) { return put(item); }) &&
           std::ranges::all_of(node.entries, [&](Entry& entry) { return put(entry.value); });
  }

 private:
  const Node* value_of(const Node& node) const {
    const std::string_view name = lone_value_name(node);
    return name.empty() ? nullptr : given_.with.find(name);
  }

  const Case& given_;
  std::size_t left_;
};

}  // namespace

std::string_view lone_value_name(const Node& node) {
  if (!node.plain() || !node.text.starts_with('$')) return {};
  const std::string_view name = std::string_view{node.text}.substr(1);
  return is_value_name(name) ? name : std::string_view{};
}

std::vector<Case> read_cases(const Node& root, Mistakes& mistakes) {
  const Node* list = root.find("cases");
  std::vector<Case> cases;
  if (list == nullptr) {
    cases.emplace_back();
    return cases;
  }
  if (list->kind != Node::Kind::list || list->items.empty()) {
    mistakes.add(list->mark,
                 fmt::format("cases is {}; expected a list of cases",
                             list->kind == Node::Kind::list ? "an empty list" : shown(*list)));
    return cases;
  }
  if (list->items.size() > most_cases) {
    mistakes.add(list->mark,
                 fmt::format("{} cases; expected at most {}", list->items.size(), most_cases));
    return cases;
  }
  for (const Node& item : list->items) {
    Case read;
    if (!read_case(item, read, mistakes)) continue;
    const auto same = std::ranges::find(cases, read.name, &Case::name);
    if (same == cases.end()) {
      cases.push_back(std::move(read));
    } else {
      mistakes.add(read.mark, fmt::format("the case {} is here twice, first on line {}",
                                          shown(read.name), same->mark.line));
    }
  }
  return cases;
}

std::vector<std::string_view> value_names(std::span<const Case> cases) {
  std::set<std::string_view> names;
  for (const Case& given : cases) {
    for (const Entry& entry : given.with.entries) names.insert(entry.key);
  }
  return {names.begin(), names.end()};
}

void refuse_unused_values(const Node& root, std::span<const Case> cases, Mistakes& mistakes) {
  std::set<std::string_view> used;
  for (const Entry& entry : root.entries) {
    if (holds_no_values(entry.key)) continue;
    for_each_use(entry.value, [&](std::string_view name) { used.insert(name); });
  }
  for (const Case& given : cases) {
    for (const Entry& entry : given.with.entries) {
      if (used.contains(entry.key)) continue;
      mistakes.add(entry.mark, fmt::format("the value {} is used nowhere; expected ${} somewhere",
                                           shown(entry.key), entry.key));
    }
  }
}

bool put_values(Node& root, const Case& given, std::size_t limit, Mistakes& mistakes) {
  Putter putter{given, limit};
  for (Entry& entry : root.entries) {
    if (holds_no_values(entry.key) || putter.put(entry.value)) continue;
    mistakes.add(given.mark, fmt::format("the file has more than {} values with those of the case "
                                         "{} in place",
                                         limit, shown(given.name)));
    return false;
  }
  return true;
}

void put_values_in_times(Node& root, const Case& given) {
  for (Entry& entry : root.entries) {
    if (!holds_no_values(entry.key)) put_in_times(entry.value, given);
  }
}

}  // namespace slsim
