// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/scenario/value.h"
#include "sim/scenario/yaml.h"

namespace slsim {

const Node* Node::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &found->value;
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const Entry& entry : node.entries) count += count_nodes(entry.value);
  return count;
}

std::string shown(const Node& node) {
  switch (node.kind) {
    case Node::Kind::nothing:
      return "nothing";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::scalar:
      break;
  }
  return shown(node.text);
}

std::string spell(const Node& scalar) {
  if (scalar.kind == Node::Kind::nothing) return "null";
  const std::string quoted = quote(scalar.text);
  if (quoted.starts_with('"')) {
    // Numbers, `$x` and the like keep the plain spelling that gives them their meaning.
    const bool plain_in_the_file =
        scalar.plain() && scalar.text.find_first_of(",[]{}#\n:\"\\") == std::string::npos;
    return plain_in_the_file ? scalar.text : quoted;
  }
  return scalar.quoted ? '"' + scalar.text + '"' : quoted;
}

std::string spell_key(const Entry& entry) {
  const std::string key = quote(entry.key);
  return entry.quoted && !key.starts_with('"') ? '"' + key + '"' : key;
}

std::string one_line(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::nothing:
    case Node::Kind::scalar:
      return spell(node);
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + one_line(item);
      return "[" + text + "]";
    case Node::Kind::map:
      break;
  }
  for (const Entry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + spell_key(entry) + ": " + one_line(entry.value);
  }
  return "{" + text + "}";
}

}  // namespace slsim
