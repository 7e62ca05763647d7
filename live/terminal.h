// SPDX-License-Identifier: Apache-2.0
// Who reads what we print: a person at a terminal, or a file. Colour and progress are for the first
// alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace slsim {

enum class Colour { none, red, green, yellow, bold, faint };

/// One of the two streams of a process.
class Stream {
 public:
  static Stream out() { return Stream{1}; }
  static Stream err() { return Stream{2}; }

  [[nodiscard]] bool is_terminal() const { return terminal_; }
  /// Of a terminal; 80 where that is not known.
  [[nodiscard]] std::size_t width() const;
  /// `text` in that colour: only on a terminal, and not where NO_COLOR is set (no-color.org).
  [[nodiscard]] std::string paint(Colour colour, std::string_view text) const;
  /// Everything at once and unbuffered. A reader that went away ends the process, as for any
  /// filter.
  void write(std::string_view text) const;

 private:
  explicit Stream(int descriptor);

  int descriptor_;
  bool terminal_;
  bool colour_;
};

/// A line on a terminal that is written over: `12 of 300 cases`. Silent for the first second, and
/// wherever nobody looks.
class Progress {
 public:
  explicit Progress(Stream stream);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void show(std::string_view line);
  /// Takes the line away, so that something can be printed.
  void clear();
  /// Since it was made.
  [[nodiscard]] std::chrono::milliseconds elapsed() const;

 private:
  Stream stream_;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point shown_;
  bool visible_ = false;
};

}  // namespace slsim
