// SPDX-License-Identifier: Apache-2.0
// What was done to a served world, kept in a SQLite file: its setup, and one entry after the other.
// Entries are durable when commit() has returned. One process at a time holds the file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace slsim {

class InputFile {
 public:
  /// Opens `path`, or makes it. `stamp` says by what its entries can be read: another one's file is
  /// refused, as are broken and foreign files and one that another process holds. The error is one
  /// line.
  [[nodiscard]] static tl::expected<InputFile, std::string> open(const std::string& path,
                                                                 const std::string& stamp);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  InputFile(InputFile&&) noexcept;
  InputFile& operator=(InputFile&&) noexcept;
  ~InputFile();

  /// Whether nothing has been kept in it yet.
  [[nodiscard]] bool fresh() const;
  /// A named text of the file, such as the setup; empty when there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
  void set_text(std::string_view name, std::string_view text);
  /// All entries in their order.
  [[nodiscard]] tl::expected<std::vector<std::string>, std::string> entries() const;
  void append(std::string_view entry);
  /// In the place of entry `number`, counted from 0.
  void replace(std::size_t number, std::string_view entry);
  /// Forgets all entries, for a new setup.
  void clear();
  /// Writes out what was set and appended since. Or why not; then nothing of it is kept.
  [[nodiscard]] tl::expected<void, std::string> commit();

 private:
  struct State;
  explicit InputFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace slsim
