// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/include.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/merge.h"

namespace slsim {
namespace {

constexpr std::size_t most_files = 32;

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    const bool goes_back = part == ".." && !parts.empty() && parts.back() != "..";
    if (goes_back) {
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  return parts;
}

class Includer {
 public:
  Includer(const FileReader& read, const Shape& world, std::vector<std::string>& paths,
           Mistakes& mistakes)
      : read_{read}, world_{world}, paths_{paths}, mistakes_{mistakes} {}

  /// The joined worlds of all included files.
  Node take(const Node& list) {
    Node joined;
    joined.mark = list.mark;
    if (list.kind != Node::Kind::list) {
      complete_ = false;
      mistakes_.add(list.mark, fmt::format("include is {}; expected a list of files, such as "
                                           "[base.yaml]",
                                           shown(list)));
      return joined;
    }
    for (const Node& item : list.items) take_file(item, joined);
    return joined;
  }

  [[nodiscard]] bool complete() const { return complete_; }

 private:
  void take_file(const Node& item, Node& joined) {
    auto path = path_of(item);
    const Parsed<std::string> text = path ? read_(*path) : tl::make_unexpected(std::string{});
    if (path && !text) {
      mistakes_.add(item.mark, fmt::format("cannot read {}: {}", shown(*path), text.error()));
    }
    complete_ = complete_ && text.has_value();
    if (!text) return;
    paths_.push_back(*std::move(path));
    auto world = world_of(*text, item.mark);
    complete_ = complete_ && world.has_value();
    if (world) Merge{paths_, mistakes_}.join(joined, *std::move(world), world_);
  }

  std::optional<std::string> path_of(const Node& item) {
    if (item.kind != Node::Kind::scalar || item.text.empty() || item.text.starts_with('/')) {
      mistakes_.add(item.mark, fmt::format("include of {}; expected a path as seen from this file",
                                           shown(item)));
      return std::nullopt;
    }
    std::string path = relative_path(paths_.front(), item.text);
    if (path == paths_.front()) {
      mistakes_.add(item.mark, "the file includes itself");
    } else if (std::ranges::find(paths_, path) != paths_.end()) {
      mistakes_.add(item.mark, fmt::format("{} is included twice", shown(path)));
    } else if (paths_.size() > most_files) {
      mistakes_.add(item.mark, fmt::format("more than {} included files", most_files));
    } else {
      return path;
    }
    return std::nullopt;
  }

  /// The world of the file that was added last.
  std::optional<Node> world_of(std::string_view text, Mark from) {
    const auto file = static_cast<std::uint32_t>(paths_.size() - 1);
    auto root = parse_yaml(text, file, mistakes_, limits_);
    if (!root) return std::nullopt;
    limits_.bytes -= text.size();
    limits_.nodes -= std::min(limits_.nodes, count_nodes(*root));
    if (root->kind != Node::Kind::map || root->find("world") == nullptr) {
      mistakes_.add(from, fmt::format("{} has no 'world:' to include", shown(paths_.back())));
      return std::nullopt;
    }
    check_keys(*root);
    Node& world = *root->find("world");
    if (world.kind != Node::Kind::map) {
      mistakes_.add(world.mark, fmt::format("world is {}; expected a map", shown(world)));
      return std::nullopt;
    }
    return std::move(world);
  }

  void check_keys(const Node& root) {
    for (const Entry& entry : root.entries) {
      if (entry.key == "include") {
        mistakes_.add(entry.mark,
                      fmt::format("{} is included by {} and cannot include files itself",
                                  shown(paths_.back()), shown(paths_.front())));
      } else if (entry.key != "world" && entry.key != "slsim") {
        mistakes_.add(entry.mark,
                      fmt::format("an included file fills the world alone and has no key {}; "
                                  "expected slsim or world",
                                  shown(entry.key)));
      }
    }
    const Node* version = root.find("slsim");
    if (version != nullptr && version->text != "1") {
      mistakes_.add(version->mark, fmt::format("language version {} is not supported; expected 1",
                                               shown(*version)));
    }
  }

  const FileReader& read_;
  const Shape& world_;
  std::vector<std::string>& paths_;
  Mistakes& mistakes_;
  bool complete_ = true;
  YamlLimits limits_;  // What all included files together may still have.
};

Entry& world_entry(Node& root, Mark mark) {
  const auto found = std::ranges::find(root.entries, "world", &Entry::key);
  if (found != root.entries.end()) return *found;
  Entry entry{"world", false, mark, {}};
  entry.value.mark = mark;
  root.entries.push_back(std::move(entry));
  return root.entries.back();
}

}  // namespace

std::string relative_path(std::string_view from, std::string_view name) {
  const std::size_t slash = from.rfind('/');
  std::string joined;
  if (slash != std::string_view::npos) joined = from.substr(0, slash + 1);
  joined += name;
  std::string path = joined.starts_with('/') ? "/" : "";
  for (const std::string_view part : parts_of(joined)) {
    if (!path.empty() && path != "/") path += '/';
    path += part;
  }
  return path;
}

bool include_worlds(Node& root, const FileReader& read, const Shape& world,
                    std::vector<std::string>& paths, Mistakes& mistakes) {
  const Node* list = root.find("include");
  if (list != nullptr) {
    Includer includer{read, world, paths, mistakes};
    Node joined = includer.take(*list);
    if (!includer.complete()) return false;
    Entry& own = world_entry(root, list->mark);
    const Node::Kind kind = own.value.kind;
    // Of any other kind the loader refuses it.
    if (kind == Node::Kind::nothing || kind == Node::Kind::map) {
      Merge{paths, mistakes}.join(joined, std::move(own.value), world);
      own.value = std::move(joined);
    }
  }
  const auto patch = std::ranges::find(root.entries, "patch", &Entry::key);
  if (patch == root.entries.end()) return true;
  if (list == nullptr) {
    mistakes.add(patch->mark,
                 "patch changes what include brings, and nothing is included; write it in the "
                 "world itself");
  } else if (patch->value.kind != Node::Kind::map) {
    mistakes.add(patch->value.mark,
                 fmt::format("patch is {}; expected a map like world", shown(patch->value)));
  } else {
    const Node change = patch->value;
    Merge{paths, mistakes}.patch(world_entry(root, change.mark).value, change, world);
  }
  return true;
}

}  // namespace slsim
