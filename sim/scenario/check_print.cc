// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/check_print.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "sim/scenario/cases.h"

namespace slsim {
namespace {

class Printer {
 public:
  /// Without paths, places are not printed.
  explicit Printer(std::span<const std::string> paths) : paths_{paths} {}

  /// The entries of a map, their keys at `indent`.
  void map(const Node& node, std::size_t indent) {
    for (const Entry& entry : node.entries) {
      const Node& value = entry.value;
      const std::string key = spell_key(entry) + ":";
      if (value.items.empty() && value.entries.empty()) {
        const bool nothing = value.kind == Node::Kind::nothing;
        line(indent, nothing ? key : key + " " + one_line(value), value);
        continue;
      }
      Node place;
      place.mark = value.stood ? value.mark : entry.mark;
      place.stood = value.stood;
      line(indent, key, place);
      map(value, indent + 2);
      for (const Node& item : value.items) list_item(item, indent + 2);
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void list_item(const Node& item, std::size_t indent) {
    if (item.kind == Node::Kind::map && !item.entries.empty()) {
      dash_ = true;
      map(item, indent + 2);
    } else {
      line(indent, "- " + one_line(item), item);
    }
  }

  void line(std::size_t indent, const std::string& yaml, const Node& from) {
    constexpr std::size_t origins = 60;  // The column where they begin, if the line is shorter.
    std::string whole(indent, ' ');
    if (dash_) whole[indent - 2] = '-';
    dash_ = false;
    whole += yaml;
    if (paths_.empty()) {
      text_ += whole + "\n";
      return;
    }
    whole.resize(std::max(origins, whole.size() + 2), ' ');
    text_ += fmt::format("{}# {}:{}{}\n", whole, paths_[from.mark.file], from.mark.line,
                         from.stood == nullptr ? "" : " as $" + from.stood->name);
  }

  std::span<const std::string> paths_;
  std::string text_;
  bool dash_ = false;  // The next line begins an entry of a list.
};

void drop(Node& root, std::string_view key) {
  std::erase_if(root.entries, [&](const Entry& entry) { return entry.key == key; });
}

/// What each case of a file comes to, in their order; those alone that are wanted.
struct Merged {
  std::string name;
  Node root;
};
std::vector<Merged> merge(const std::string& path, std::string_view text, const FileReader& read,
                          const Registry& registry, std::string_view only,
                          std::vector<std::string>& paths) {
  Mistakes mistakes;
  paths = {path};
  auto root = parse_yaml(text, 0, mistakes);
  if (!root) return {};
  if (!include_worlds(*root, read, *registry.world, paths, mistakes)) return {};
  const std::vector<Case> cases = read_cases(*root, mistakes);
  for (const std::string_view key : {"cases", "include", "patch"}) drop(*root, key);
  std::vector<Merged> merged;
  for (const Case& given : cases) {
    if (!only.empty() && given.name != only) continue;
    Node filled = *root;
    if (!put_values(filled, given, YamlLimits{}.nodes, mistakes)) continue;
    put_values_in_times(filled, given);
    merged.push_back({given.name, std::move(filled)});
  }
  return merged;
}

}  // namespace

std::string print_merged(const std::string& path, std::string_view text, const FileReader& read,
                         const Registry& registry, std::string_view only) {
  std::vector<std::string> paths;
  std::string printed;
  for (const Merged& one : merge(path, text, read, registry, only, paths)) {
    Printer printer{paths};
    printer.map(one.root, 0);
    printed += fmt::format("{}# {}{}{}\n", printed.empty() ? "" : "---\n", path,
                           one.name.empty() ? "" : "::", one.name);
    printed += printer.take();
  }
  return printed;
}

std::string print_setup(const std::string& path, std::string_view text, const FileReader& read,
                        const Registry& registry, std::string_view only) {
  std::vector<std::string> paths;
  std::vector<Merged> merged = merge(path, text, read, registry, only, paths);
  if (merged.empty()) return {};
  Node& root = merged.front().root;
  for (const std::string_view key : {"steps", "expect", "end", "golden", "settled"}) {
    drop(root, key);
  }
  return print_tree(root);
}

std::string print_tree(const Node& map) {
  Printer printer{{}};
  printer.map(map, 0);
  return printer.take();
}

}  // namespace slsim
