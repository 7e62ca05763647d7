// SPDX-License-Identifier: Apache-2.0
// Files, in and out. What goes wrong is said to a person, without the path, which the caller knows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace slsim {

enum class PathKind { absent, file, directory };

[[nodiscard]] PathKind kind_of(const std::string& path);

/// At most `limit` bytes: a device or a mistaken path cannot fill the memory.
[[nodiscard]] tl::expected<std::string, std::string> read_file(const std::string& path,
                                                               std::size_t limit);

/// A text on its way into a file. Readers see the old text or, after finish(), the new one, and
/// nothing in between. What is no regular file (a pipe, a device) is written to as it is.
class NewFile {
 public:
  explicit NewFile(std::string path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  /// Unfinished, it leaves nothing behind.
  ~NewFile();

  void append(std::string_view text);
  /// Says why it could not be written.
  [[nodiscard]] std::optional<std::string> finish();

 private:
  std::string path_;
  std::string written_;  // Where the text is until it is finished.
  int descriptor_ = -1;
  int error_ = 0;
};

/// The whole text at once. Says why it could not.
[[nodiscard]] std::optional<std::string> write_file(const std::string& path, std::string_view text);

/// Lets this process open as many files and sockets as the system allows it at all.
void allow_many_files();

/// Makes the directory and those above it. Says why it could not.
[[nodiscard]] std::optional<std::string> make_directory(const std::string& path);

/// The files in and below `directory` whose names end with `suffix`, in the order of their names;
/// each begins with `directory` as it was given. Names that begin with a dot are left out.
[[nodiscard]] tl::expected<std::vector<std::string>, std::string> list_files(
    const std::string& directory, std::string_view suffix);

}  // namespace slsim
