// SPDX-License-Identifier: Apache-2.0
#include "live/line_editor.h"

#include <string_view>
#include <utility>

namespace slsim {
namespace {

constexpr char ctrl_c = 3;
constexpr char ctrl_d = 4;
constexpr char bell = 7;
constexpr char ctrl_u = 21;
constexpr char escape = 27;
constexpr char delete_key = 127;

/// Of a terminal that has moved right: back, a blank over it, back.
constexpr std::string_view rub_out = "\b \b";

}  // namespace

LineEditor::Step LineEditor::end(End how, std::string echo) {
  Step step{std::move(echo), Line{how, std::exchange(text_, {}), std::exchange(too_long_, false)}};
  return step;
}

LineEditor::Step LineEditor::take(char key) {
  const bool fed = std::exchange(after_return_, key == '\r');
  if (key == '\n' && fed) return {};
  if (escape_ != 0) {
    const bool more = escape_ == 1 ? key == '[' || key == 'O' : key >= '0' && key <= '?';
    escape_ = more ? 2 : 0;
    return {};
  }
  switch (key) {
    case '\r':
    case '\n':
      return end(End::entered, "\r\n");
    case ctrl_c:
      return end(End::given_up, "^C\r\n");
    case ctrl_d:
      return text_.empty() ? end(End::left, "") : Step{};
    case escape:
      escape_ = 1;
      return {};
    case ctrl_u: {
      Step step;
      for (std::size_t i = text_.size(); i > 0; --i) step.echo += rub_out;
      text_.clear();
      return step;
    }
    case '\b':
    case delete_key:
      if (text_.empty()) return {};
      text_.pop_back();
      return {std::string{rub_out}, {}};
    default:
      break;
  }
  if (static_cast<unsigned char>(key) < ' ' && key != '\t') return {};
  if (text_.size() >= longest_) {
    too_long_ = true;
    return {std::string(1, bell), {}};
  }
  text_ += key;
  return {std::string(1, key), {}};
}

}  // namespace slsim
