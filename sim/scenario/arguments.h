// SPDX-License-Identifier: Apache-2.0
// The checked values of one verb or one map of `world:`, by name. The loader has seen to it that
// every required one is there, that fallbacks are filled in and that each is of its type; asking
// for a name that the table lacks, or for what was left out, is a slip of the caller and ends the
// program.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/license.h"
#include "sim/scenario/type.h"
#include "sim/scenario/value.h"

namespace slsim {

class Arguments {
 public:
  Arguments() = default;
  /// REQUIRES: `values` is a map that fits `table`, which outlives this.
  Arguments(std::span<const Argument> table, Value values)
      : table_{table}, values_{std::move(values)} {}

  [[nodiscard]] bool has(std::string_view name) const { return values_.find(name) != nullptr; }
  /// Null when left out.
  [[nodiscard]] const Value* find(std::string_view name) const { return values_.find(name); }
  [[nodiscard]] const Value& at(std::string_view name) const;

  [[nodiscard]] bool flag(std::string_view name) const { return at(name).flag(); }
  [[nodiscard]] std::int64_t number(std::string_view name) const { return at(name).number(); }
  [[nodiscard]] const std::string& text(std::string_view name) const { return at(name).text(); }
  [[nodiscard]] Duration duration(std::string_view name) const { return at(name).duration(); }
  [[nodiscard]] Instant instant(std::string_view name) const { return at(name).instant(); }
  [[nodiscard]] Ratio ratio(std::string_view name) const { return at(name).ratio(); }
  [[nodiscard]] License license(std::string_view name) const;
  [[nodiscard]] Counts counts(std::string_view name) const;
  /// REQUIRES: Enum lists its enumerators in the order of the argument's words.
  template <class Enum>
  [[nodiscard]] Enum choice(std::string_view name) const {
    return static_cast<Enum>(choice_index(name));
  }

  // The same, for what may be left out.
  [[nodiscard]] bool flag_or(std::string_view name, bool otherwise) const {
    return has(name) ? flag(name) : otherwise;
  }
  [[nodiscard]] std::int64_t number_or(std::string_view name, std::int64_t otherwise) const {
    return has(name) ? number(name) : otherwise;
  }
  [[nodiscard]] std::string text_or(std::string_view name, std::string_view otherwise) const {
    return has(name) ? text(name) : std::string{otherwise};
  }
  [[nodiscard]] Duration duration_or(std::string_view name, Duration otherwise) const {
    return has(name) ? duration(name) : otherwise;
  }
  [[nodiscard]] Instant instant_or(std::string_view name, Instant otherwise) const {
    return has(name) ? instant(name) : otherwise;
  }

  /// A nested map; empty when left out.
  [[nodiscard]] Arguments nested(std::string_view name) const;
  /// A list of nested maps; empty when left out.
  [[nodiscard]] std::vector<Arguments> each(std::string_view name) const;
  /// A list of texts (names, words, hosts); empty when left out.
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;

  [[nodiscard]] const Value& values() const { return values_; }
  /// With every `$result` in it replaced by what earlier steps kept.
  [[nodiscard]] Arguments with_results(const Value::Map& results) const {
    return {table_, slsim::with_results(values_, results)};
  }

 private:
  [[nodiscard]] std::size_t choice_index(std::string_view name) const;
  [[nodiscard]] const Argument& argument(std::string_view name) const;

  std::span<const Argument> table_;
  Value values_ = Value::Map{};
};

}  // namespace slsim
