// SPDX-License-Identifier: Apache-2.0
// What an expectation wants of a value, compiled and checked against the value's type when the file
// is loaded. Asked often (at every event of a window), so that it does not look at text again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/value.h"

namespace slsim {

class Regex;

struct Matcher {
  enum class Kind : std::uint8_t {
    equals,    ///< `value`
    gt,        ///< More than `value`
    ge,        ///< At least
    lt,        ///< Less than
    le,        ///< At most
    no,        ///< Not the only one of `parts`
    contains,  ///< A text with `value` in it
    matches,   ///< A text in which the expression is found; `value` is its source
    has,       ///< A list with an entry that fits the only one of `parts`
    count,     ///< Of entries: fits the only one of `parts`
    absent,    ///< Nothing is there
    all,       ///< Every one of `parts`
    entries,   ///< A map in which `keys[i]` fits `parts[i]`; other keys do not matter
    elements,  ///< A list of as many entries as there are parts, each fitting its own
  };

  Kind kind = Kind::absent;
  Value value = {};
  std::vector<std::string> keys = {};
  std::vector<Matcher> parts = {};
  std::shared_ptr<const Regex> regex = {};

  [[nodiscard]] bool holds(const Value& actual) const;
  /// Why it does not hold, for a person: `expected more than 3, got 2`; nothing when it holds.
  [[nodiscard]] std::optional<std::string> mismatch(const Value& actual) const;
  /// What it wants, as text: `more than 3`, `a list with {name: va-1}`.
  [[nodiscard]] std::string describe() const;
  /// With every `$result` in it replaced by what earlier steps kept.
  [[nodiscard]] Matcher with_results(const Value::Map& results) const;
};

}  // namespace slsim
