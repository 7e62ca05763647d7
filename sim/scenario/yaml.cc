// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <map>
#include <numeric>
#include <sstream>

#include "sim/scenario/yaml_text.h"

namespace slsim {
namespace {

/// How many lists and maps stand inside each other.
std::size_t depth_of(const Node& node) {
  std::size_t depth = 0;
  for (const Node& item : node.items) depth = std::max(depth, depth_of(item));
  for (const Entry& entry : node.entries) depth = std::max(depth, depth_of(entry.value));
  const bool holds = node.kind == Node::Kind::list || node.kind == Node::Kind::map;
  return depth + (holds ? 1 : 0);
}

/// Builds the tree from events. yaml-cpp's own nodes would take the last of two equal keys and
/// forget quotes and places.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::uint32_t file, const YamlLimits& limits)
      : text_{text}, file_{file}, limits_{limits} {}

  [[nodiscard]] const std::optional<Mistakes::Entry>& failure() const { return failure_; }
  Node take_root() { return std::move(root_); }
  void fail(Mark mark, std::string why) {
    if (!failure_) failure_ = Mistakes::Entry{mark, std::move(why)};
  }
  /// Columns of yaml-cpp count bytes; people count letters.
  [[nodiscard]] Mark mark_of(const YAML::Mark& at) const {
    if (at.is_null()) return {file_, 1, 1};
    constexpr int long_line = 500;  // Beyond it bytes are near enough, and cheap.
    int column = at.column;
    if (column <= long_line && at.pos >= column && at.pos <= std::ssize(text_)) {
      const auto line =
          text_.substr(static_cast<std::size_t>(at.pos - column), static_cast<std::size_t>(column));
      column -= static_cast<int>(std::ranges::count_if(
          line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }));
    }
    return {file_, static_cast<std::uint32_t>(at.line) + 1, static_cast<std::uint32_t>(column) + 1};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) {
      fail(mark_of(mark),
           "a second document begins here; expected one a file, with its keys at one indentation");
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.mark = stack_.empty() || !stack_.back().key ? mark_of(mark) : stack_.back().key->mark;
    place(std::move(node), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (failure_) return;
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      return fail(mark_of(mark), "this alias stands inside of what it names");
    }
    nodes_ += count_nodes(found->second);
    if (too_many(mark_of(mark)) || too_deep(depth_of(found->second), mark_of(mark))) return;
    place(found->second, 0);
  }
  void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.kind = Node::Kind::scalar;
    node.mark = mark_of(at);
    node.quoted = tag == "!";
    if (value.size() > limits_.scalar) {
      return fail(node.mark, fmt::format("a text of {} bytes; expected at most {}", value.size(),
                                         limits_.scalar));
    }
    if (node.quoted && !quote_is_closed(at)) {
      return fail(node.mark, "the quote that begins here is never closed");
    }
    refuse_tag(node.mark, tag);
    node.text = value;
    place(std::move(node), anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::list, mark_of(mark), tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::map, mark_of(mark), tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    std::optional<Node> key;  // Of a map, while its value is awaited.
  };

  void refuse_tag(Mark mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    fail(mark,
         fmt::format("the language has no tags such as {}; expected a plain value",
                     shown(tag.starts_with('!') ? tag : "!!" + tag.substr(tag.rfind(':') + 1))));
  }

  bool quote_is_closed(const YAML::Mark& at) const {
    if (at.is_null() || at.pos < 0 || at.pos >= std::ssize(text_)) return true;
    const auto pos = static_cast<std::size_t>(at.pos);
    return (text_[pos] != '"' && text_[pos] != '\'') || closes_its_quote(text_, pos);
  }

  bool too_many(Mark mark) {
    if (nodes_ <= limits_.nodes) return false;
    fail(mark, fmt::format("the file has more than {} values, counting what aliases stand for",
                           limits_.nodes));
    return true;
  }

  bool too_deep(std::size_t more, Mark mark) {
    if (stack_.size() + more <= limits_.depth) return false;
    fail(mark, fmt::format("nested more than {} deep", limits_.depth));
    return true;
  }

  void open(Node::Kind kind, Mark mark, const std::string& tag, YAML::anchor_t anchor) {
    refuse_tag(mark, tag);
    if (failure_ || too_deep(1, mark)) return;
    Frame frame;
    frame.node.kind = kind;
    frame.node.mark = mark;
    frame.anchor = anchor;
    stack_.push_back(std::move(frame));
  }

  void close() {
    if (failure_) return;
    Frame done = std::move(stack_.back());
    stack_.pop_back();
    place(std::move(done.node), done.anchor);
  }

  void place(Node node, YAML::anchor_t anchor) {
    ++nodes_;
    if (failure_ || too_many(node.mark)) return;
    if (anchor != 0) {
      nodes_ += count_nodes(node);
      anchors_[anchor] = node;
    }
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = stack_.back();
    if (frame.node.kind == Node::Kind::list) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.key) {
      if (node.kind != Node::Kind::scalar) {
        return fail(node.mark, fmt::format("the key is {}; expected a word", shown(node)));
      }
      frame.key = std::move(node);
    } else {
      frame.node.entries.push_back(
          {std::move(frame.key->text), frame.key->quoted, frame.key->mark, std::move(node)});
      frame.key.reset();
    }
  }

  std::string_view text_;
  std::uint32_t file_;
  YamlLimits limits_;
  int documents_ = 0;
  std::size_t nodes_ = 0;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Node> anchors_;
  Node root_;
  std::optional<Mistakes::Entry> failure_;
};

/// yaml-cpp's messages, for people.
std::string explain(const std::string& message) {
  if (message == "illegal map value") {
    return "a ':' where none can stand; expected one 'key: value', with quotes around a text that "
           "has ': ' in it";
  }
  if (message.find("map flow") != std::string::npos) return "expected ',' or '}' here";
  if (message.find("sequence flow") != std::string::npos) return "expected ',' or ']' here";
  if (message == "unknown token") {
    return "a value cannot begin with this letter; put the value in quotes";
  }
  if (message == "the referenced anchor is not defined") {
    return "this alias names nothing that stands before it";
  }
  return "this is not YAML: " + message;
}

void parse_events(std::string_view text, TreeBuilder& builder) {
  try {
    std::istringstream stream{std::string{text}};
    YAML::Parser parser{stream};
    while (!builder.failure() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& deep) {
    builder.fail(builder.mark_of(deep.mark), "nested too deep");
  } catch (const YAML::Exception& error) {
    builder.fail(builder.mark_of(error.mark), explain(error.msg));
  } catch (const std::exception& error) {
    builder.fail(builder.mark_of(YAML::Mark::null_mark()),
                 std::string{"this is not YAML: "} + error.what());
  }
}

void refuse_doubled_keys(const Node& node, Mistakes& mistakes) {
  std::vector<std::size_t> order(node.entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) -> const std::string& { return node.entries[i].key; };
  std::ranges::stable_sort(order, std::ranges::less{}, key);
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (key(order[i]) != key(order[i - 1])) continue;
    mistakes.add(node.entries[order[i]].mark,
                 fmt::format("the key {} is here twice, first on line {}", shown(key(order[i])),
                             node.entries[order[i - 1]].mark.line));
  }
  for (const Node& item : node.items) refuse_doubled_keys(item, mistakes);
  for (const Entry& entry : node.entries) refuse_doubled_keys(entry.value, mistakes);
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file, Mistakes& mistakes,
                               const YamlLimits& limits) {
  auto failure = refuse_text(text, file, limits.bytes);
  Node root;
  if (!failure) {
    TreeBuilder builder{without_bom(text), file, limits};
    parse_events(without_bom(text), builder);
    failure = builder.failure();
    root = builder.take_root();
  }
  if (failure) {
    mistakes.add(failure->mark, failure->text);
    return std::nullopt;
  }
  refuse_doubled_keys(root, mistakes);
  return root;
}

}  // namespace slsim
