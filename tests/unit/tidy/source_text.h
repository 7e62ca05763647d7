// SPDX-License-Identifier: Apache-2.0
// One file of the tree as the rules look at it: as written, and as code alone, with the contents of
// comments and strings blanked out so that words in prose are not taken for code. Line numbers are
// those of the file in both.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slsim {

struct SourceFile {
  std::string path;  ///< From the root of the tree, with slashes.
  std::string text;
  std::string code;  ///< `text` without what stands in comments and literals; as long as `text`.

  SourceFile(std::string where, std::string what);

  [[nodiscard]] bool under(std::string_view folder) const;
  [[nodiscard]] bool header() const { return path.ends_with(".h"); }
  [[nodiscard]] bool cpp() const { return header() || path.ends_with(".cc"); }
  [[nodiscard]] std::string_view name() const;  ///< Without its folder.
};

struct Include {
  std::size_t line = 0;
  std::string path;
  bool quoted = false;  ///< `"…"`, so ours; else `<…>`.
};

[[nodiscard]] std::string blank_comments_and_literals(std::string_view text);
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);
[[nodiscard]] std::vector<Include> includes_of(const SourceFile& file);
/// From 1.
[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t offset);
/// Whether `path` is `folder` or lies below it.
[[nodiscard]] bool lies_under(std::string_view path, std::string_view folder);

}  // namespace slsim
