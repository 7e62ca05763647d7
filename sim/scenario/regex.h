// SPDX-License-Identifier: Apache-2.0
// Regular expressions of files, by RE2: linear in the text and bounded in memory whatever the
// expression is.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace re2 {
class RE2;
}

namespace slsim {

class Regex {
 public:
  /// The compiled expression, or why it is none.
  [[nodiscard]] static tl::expected<std::shared_ptr<const Regex>, std::string> compile(
      std::string_view pattern);

  explicit Regex(std::unique_ptr<const re2::RE2> expression);
  ~Regex();
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  /// Anywhere in the text, unless the expression itself is anchored.
  [[nodiscard]] bool found_in(std::string_view text) const;

 private:
  std::unique_ptr<const re2::RE2> expression_;
};

}  // namespace slsim
