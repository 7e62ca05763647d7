// SPDX-License-Identifier: Apache-2.0
// The names that a file gives to things, by kind: tokens, virtual accounts, clusters, … A name
// given within another thing is `outer/name` in full, and goes by its last part where only one
// thing can be meant.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/mistakes.h"

namespace slsim {

struct Named {
  std::string full;
  Mark mark;
  std::optional<std::size_t> step;  ///< The step that gives the name; none: the world does.
};

class GivenNames {
 public:
  /// The thing that has this name already; null when it was free and is taken now.
  const Named* add(std::string_view kind, std::string_view name, std::string_view outer, Mark mark,
                   std::optional<std::size_t> step);

  /// By its full name, or by the last part when one thing alone has it.
  [[nodiscard]] const Named* find(std::string_view kind, std::string_view text) const;
  /// The full names of all that `text` may mean, when it is only a last part.
  [[nodiscard]] std::vector<std::string_view> meanings(std::string_view kind,
                                                       std::string_view text) const;
  /// As a reference may spell them: the last part where that is enough, else in full.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view kind) const;
  /// The full names of all of that kind.
  [[nodiscard]] std::vector<std::string_view> all_in_full(std::string_view kind) const;
  /// The only thing of that kind; null when there are none or several.
  [[nodiscard]] const Named* only(std::string_view kind) const;
  /// How many names have been given.
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  struct Kind {
    std::map<std::string, Named, std::less<>> by_full;
    std::multimap<std::string, std::string, std::less<>> by_last;  ///< To full names.
  };
  [[nodiscard]] const Kind* kind(std::string_view name) const;

  std::map<std::string, Kind, std::less<>> kinds_;
  std::size_t count_ = 0;
};

}  // namespace slsim
