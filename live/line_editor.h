// SPDX-License-Identifier: Apache-2.0
// What a terminal does with keys until a line is whole: letters come, Backspace and Ctrl-U take
// away, Enter ends. A value that knows of no connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace slsim {

class LineEditor {
 public:
  explicit LineEditor(std::size_t longest) : longest_{longest} {}

  enum class End : std::uint8_t {
    entered,
    given_up,  ///< Ctrl-C.
    left,      ///< Ctrl-D on an empty line.
  };
  struct Line {
    End end = End::entered;
    std::string text{};
    bool too_long = false;  ///< The text is its beginning.
  };
  /// What a terminal shows for the key, when it echoes.
  struct Step {
    std::string echo{};
    std::optional<Line> line{};
  };
  [[nodiscard]] Step take(char key);

 private:
  Step end(End how, std::string echo);

  std::size_t longest_;
  std::string text_;
  bool too_long_ = false;
  bool after_return_ = false;  // A line feed that follows belongs to it.
  std::uint8_t escape_ = 0;    // Within the keys of an arrow: 1 after Esc, 2 after `Esc [`.
};

}  // namespace slsim
