// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tidy/functions.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <regex>
#include <utility>

#include "tests/unit/tidy/source_text.h"

namespace slsim {
namespace {

enum class Scope : std::uint8_t { namespace_, type, function, initialiser };

bool space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// The same length, with preprocessor lines blanked: their braces need not match.
std::string without_directives(std::string_view code) {
  std::string result{code};
  bool continued = false;
  std::size_t start = 0;
  for (const std::string_view line : lines_of(code)) {
    const std::size_t first = line.find_first_not_of(" \t");
    if (continued || (first != std::string_view::npos && line[first] == '#')) {
      continued = line.ends_with('\\');
      result.replace(start, line.size(), line.size(), ' ');
    }
    start += line.size() + 1;
  }
  return result;
}

std::string without_template_head(std::string_view head) {
  while (head.starts_with("template")) {
    std::size_t at = head.find('<');
    for (int depth = 0; at < head.size(); ++at) {
      depth += head[at] == '<' ? 1 : head[at] == '>' ? -1 : 0;
      if (depth == 0) break;
    }
    head.remove_prefix(std::min(head.size(), at + 1));
    while (!head.empty() && space(head.front())) head.remove_prefix(1);
  }
  return std::string{head};
}

/// Walks the code once and keeps, for the scope it is in, the text since the last statement.
class Outliner {
 public:
  explicit Outliner(std::string_view code) : code_{without_directives(code)} {}

  Outline run() {
    for (; at_ < code_.size(); ++at_) step(code_[at_]);
    return std::move(outline_);
  }

 private:
  struct Level {
    Scope scope;
    std::size_t head_start;
  };

  void step(char c) {
    if (scope() == Scope::function || scope() == Scope::initialiser) return step_inside(c);
    if (c == '{') return open(parentheses_ > 0 ? Scope::initialiser : classify());
    if (c == '}') return close();
    if (c == ';' && parentheses_ == 0) return declare();
    if (c == ':' && access_label()) return restart();
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (head_.empty()) start_ = at_;
    if (!head_.empty() || !space(c)) head_ += space(c) ? ' ' : c;
  }

  void step_inside(char c) {
    if (c == '{') {
      open(scope());
    } else if (c == '}') {
      close();
    }
  }

  [[nodiscard]] Scope scope() const {
    return levels_.empty() ? Scope::namespace_ : levels_.back().scope;
  }

  void open(Scope scope) {
    levels_.push_back({scope, start_});
    if (scope != Scope::initialiser) {
      if (scope != Scope::function || !body_name_) body_name_ = name();
      if (scope != Scope::function) restart();
    }
  }

  void close() {
    if (levels_.empty()) return;
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.scope == Scope::initialiser) {
      if (scope() != Scope::initialiser) head_ += "{}";
      return;
    }
    if (level.scope == Scope::function && scope() != Scope::function) {
      const std::size_t first = line_at(code_, level.head_start);
      outline_.functions.push_back({*body_name_, first, line_at(code_, at_) + 1 - first});
    }
    if (scope() != Scope::function) restart();
  }

  [[nodiscard]] Scope classify() const {
    static const std::regex name_space{R"(^(inline )?namespace\b|^extern\b *("[^"]*")? *$)"};
    static const std::regex type{
        R"(^(typedef |static |inline |constexpr )*(class|struct|union|enum)\b)"};
    static const std::regex assigned{R"(^[^(]*[^=!<>(]=[^=])"};
    const std::string head = without_template_head(head_);
    if (std::regex_search(head, name_space)) return Scope::namespace_;
    if (std::regex_search(head, type) && head.find(')') == std::string::npos) return Scope::type;
    if (head.find('(') == std::string::npos) return Scope::initialiser;
    const bool lambda = head.find('[') < head.find('(') && !head.starts_with("[[");
    if (std::regex_search(head, assigned) && !lambda &&
        head.find("operator") == std::string::npos) {
      return Scope::initialiser;
    }
    return initialises_member(head) ? Scope::initialiser : Scope::function;
  }

  /// `Foo(int a) : a_{a}, b_` before its `{`: a word right before the brace, behind a single colon.
  [[nodiscard]] static bool initialises_member(const std::string& head) {
    static const std::regex colon{R"(\)[^:()]*[^:]:[^:])"};
    const std::size_t last = head.find_last_not_of(' ');
    const bool word = std::isalnum(static_cast<unsigned char>(head[last])) != 0 ||
                      head[last] == '_' || head[last] == '>';
    return word && last + 1 == head.size() && std::regex_search(head, colon);
  }

  [[nodiscard]] std::string name() const {
    const std::string head = without_template_head(head_);
    const std::size_t end = std::min(head.find('('), head.size());
    const std::size_t start = head.find_last_of(" *&", end == 0 ? 0 : end - 1) + 1;  // npos + 1: 0
    const bool test = head.substr(start).starts_with("TEST");
    return head.substr(start, test ? head.find(')') + 1 - start : end - start);
  }

  [[nodiscard]] bool access_label() const {
    return head_ == "public" || head_ == "private" || head_ == "protected";
  }

  void declare() {
    if (!head_.empty()) {
      outline_.declarations.push_back({line_at(code_, start_), head_, scope() == Scope::type});
    }
    restart();
  }

  void restart() {
    head_.clear();
    parentheses_ = 0;
    if (scope() != Scope::function) body_name_.reset();
  }

  std::string code_;
  Outline outline_;
  std::vector<Level> levels_;
  std::string head_;  ///< Since the last statement, each space one blank.
  std::optional<std::string> body_name_;
  std::size_t start_ = 0;
  std::size_t at_ = 0;
  int parentheses_ = 0;
};

}  // namespace

Outline outline(std::string_view code) { return Outliner{code}.run(); }

}  // namespace slsim
