// SPDX-License-Identifier: Apache-2.0
// Lines of the files of satellites: `name: value`, and rows `- value value`. Texts stand in double
// quotes; all else is one word. The reader takes lines in the one order in which they are written
// and keeps the first thing that is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/agent/license.h"
#include "core/time/instant.h"

namespace slsim {

class SyncWriter {
 public:
  explicit SyncWriter(std::string_view title);

  /// Begins a line; its values follow.
  SyncWriter& line(std::string_view name);
  SyncWriter& row();
  SyncWriter& text(std::string_view value);
  SyncWriter& word(std::string_view value);
  SyncWriter& number(std::uint64_t value);
  SyncWriter& instant(Instant value);  ///< `never` for that one.
  SyncWriter& counts(const Counts& value);

  /// The whole file, with the signature by `key` as its last line.
  [[nodiscard]] std::string signed_by(std::string_view key) &&;

 private:
  std::string text_;
};

class SyncReader {
 public:
  explicit SyncReader(std::string_view content) : rest_{content} {}

  void line(std::string_view name);
  void row();
  std::string text();
  std::string_view word();
  std::uint64_t number();
  /// How many rows follow: never more than there are lines.
  std::uint64_t rows();
  bool flag() { return number() == 1; }
  Instant instant();
  Counts counts();
  /// Says that a value was not what it has to be.
  void refuse(std::string_view expected);
  /// Nothing may be left.
  void end();

  [[nodiscard]] bool good() const { return wrong_.empty(); }
  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  void expect(std::string_view literal, std::string_view expected);

  std::string_view rest_;
  std::uint64_t at_line_ = 1;
  std::string wrong_;
};

/// The content of a file with that title whose signature by `key` is good; else what is wrong.
struct SignedContent {
  std::string_view content;  ///< What follows the title.
  std::string wrong;         ///< Empty: nothing.
};
[[nodiscard]] SignedContent signed_content(std::string_view text, std::string_view title,
                                           std::string_view key);

}  // namespace slsim
