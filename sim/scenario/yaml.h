// SPDX-License-Identifier: Apache-2.0
// The text of a YAML file as a tree that remembers where each key and value stood and whether it
// was quoted. What a scalar means is decided later, by the type of the place where it stands.
//
// The language is a part of YAML: one document, no tags, keys are words, no key twice, aliases only
// as far as the limits go. Text of any kind is survived; nothing is thrown.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/mistakes.h"

namespace slsim {

/// That a value came from a case's `with:` and stands for `$name`, which is at `used`.
struct Stood {
  std::string name;
  Mark used;
};

struct Entry;

struct Node {
  enum class Kind : std::uint8_t { nothing, scalar, list, map };

  Kind kind = Kind::nothing;
  bool quoted = false;  ///< A scalar in quotes or a block: never anything but text.
  Mark mark;
  std::string text;            ///< Of a scalar.
  std::vector<Node> items;     ///< Of a list.
  std::vector<Entry> entries;  ///< Of a map, in the order of the file.
  std::shared_ptr<const Stood> stood;

  [[nodiscard]] bool plain() const { return kind == Kind::scalar && !quoted; }
  /// The value under that key; null when this is no map or has no such key.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
};

struct Entry {
  std::string key;
  bool quoted = false;
  Mark mark;
  Node value;
};

struct YamlLimits {
  std::size_t bytes = 8U << 20U;
  std::size_t depth = 64;
  std::size_t nodes = 500'000;     ///< With what aliases stand for.
  std::size_t scalar = 2U << 20U;  ///< A body of a request may be long.
};

/// The tree of `text`, whose marks name `file`. Nothing when the text is no YAML of ours at all;
/// then, and for keys that are there twice, `mistakes` says why.
[[nodiscard]] std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file,
                                             Mistakes& mistakes, const YamlLimits& limits = {});

/// The node itself and everything below it.
[[nodiscard]] std::size_t count_nodes(const Node& node);
/// What a node is to a person: `a list`, `a map`, `nothing`, or the scalar in quotes.
[[nodiscard]] std::string shown(const Node& node);
/// On one line, in YAML: `cm1: {register: t1}` of a map's entry, `{a: 1}` of a map.
[[nodiscard]] std::string one_line(const Node& node);
/// A scalar, or a key, as YAML: quoted if it was.
[[nodiscard]] std::string spell(const Node& scalar);
[[nodiscard]] std::string spell_key(const Entry& entry);

}  // namespace slsim
