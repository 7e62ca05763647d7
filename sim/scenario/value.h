// SPDX-License-Identifier: Apache-2.0
// A value of the scenario language once its type is known: what a file gave to a verb, and what an
// actor shows when it is asked. Immutable and cheap to copy: lists and maps are shared.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/chance/chance.h"
#include "core/journal/word.h"
#include "core/time/instant.h"

namespace slsim {

class Value {
 public:
  enum class Kind : std::uint8_t {
    absent,
    flag,
    number,
    ratio,
    text,
    duration,
    instant,
    list,
    map,
    result
  };
  using List = std::vector<Value>;
  using Map = std::map<std::string, Value, std::less<>>;
  /// Stands for what an earlier step kept with `as:`; known only while the plan is played.
  struct ResultName {
    std::string name;
  };

  Value() = default;  ///< Absent.
  template <std::same_as<bool> Flag>
  Value(Flag flag) : held_{flag} {}  // NOLINT
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  Value(Number number) : held_{static_cast<std::int64_t>(number)} {}          // NOLINT
  Value(Ratio ratio) : held_{ratio} {}                                        // NOLINT
  Value(std::string text) : held_{std::move(text)} {}                         // NOLINT
  Value(std::string_view text) : held_{std::string{text}} {}                  // NOLINT
  Value(const char* text) : held_{std::string{text}} {}                       // NOLINT
  Value(Word word) : held_{std::string{word.text()}} {}                       // NOLINT
  Value(Duration duration) : held_{duration} {}                               // NOLINT
  Value(Instant instant) : held_{instant} {}                                  // NOLINT
  Value(List list) : held_{std::make_shared<const List>(std::move(list))} {}  // NOLINT
  Value(Map map) : held_{std::make_shared<const Map>(std::move(map))} {}      // NOLINT
  Value(ResultName result) : held_{std::move(result)} {}                      // NOLINT

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(held_.index()); }
  [[nodiscard]] bool absent() const { return kind() == Kind::absent; }

  // REQUIRES of each: it is of that kind.
  [[nodiscard]] bool flag() const { return std::get<bool>(held_); }
  [[nodiscard]] std::int64_t number() const { return std::get<std::int64_t>(held_); }
  [[nodiscard]] Ratio ratio() const { return std::get<Ratio>(held_); }
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(held_); }
  [[nodiscard]] Duration duration() const { return std::get<Duration>(held_); }
  [[nodiscard]] Instant instant() const { return std::get<Instant>(held_); }
  [[nodiscard]] const List& list() const { return *std::get<std::shared_ptr<const List>>(held_); }
  [[nodiscard]] const Map& map() const { return *std::get<std::shared_ptr<const Map>>(held_); }
  [[nodiscard]] const std::string& result() const { return std::get<ResultName>(held_).name; }

  /// The entry of that key; null when this is no map or has no such key.
  [[nodiscard]] const Value* find(std::string_view key) const;

  /// By kind first, then by content.
  [[nodiscard]] std::strong_ordering operator<=>(const Value& other) const;
  [[nodiscard]] bool operator==(const Value& other) const { return std::is_eq(*this <=> other); }

  template <class Archive>
  void persist(Archive& archive) {
    archive(held_);
  }

 private:
  // In the order of Kind.
  std::variant<std::monostate, bool, std::int64_t, Ratio, std::string, Duration, Instant,
               std::shared_ptr<const List>, std::shared_ptr<const Map>, ResultName>
      held_;
};

/// On one line, as YAML spells it: `{UCM_Enhanced: {short: 1}}`, `1d12h`, `"12.5"`; `absent` for
/// nothing.
[[nodiscard]] std::string print(const Value& value);
/// A text as YAML spells it: plain where that reads back as the same text, else in double quotes.
[[nodiscard]] std::string quote(std::string_view text);
/// What a kind is called to a person: "a number", "a list".
[[nodiscard]] std::string_view name_of(Value::Kind kind);

/// `value` with every result name in it replaced; a name that `results` lacks becomes absent.
[[nodiscard]] Value with_results(const Value& value, const Value::Map& results);

}  // namespace slsim
