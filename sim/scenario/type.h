// SPDX-License-Identifier: Apache-2.0
// What a value may be. One description serves arguments of verbs, keys of `world:`, fields of
// actors and answers; from it come the checks, the error texts, the schema and the documents. A
// table reads like
// `{"quantity", Type::number(1), "How many.", Need::required}`.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace slsim {

struct Shape;

struct Type {
  enum class Base : std::uint8_t {
    nothing,
    flag,      ///< true or false
    number,    ///< A whole number from least to most
    text,      ///< Any scalar, by its letters: 12.5 and "12.5" are the same
    duration,  ///< 1d12h
    shift,     ///< A duration either way: -50m
    moment,    ///< An offset from the start or an instant; a date alone is its first instant
    deadline,  ///< Likewise; a date alone ends where the next day begins
    ratio,     ///< 1/20
    choice,    ///< One of `words`
    license,   ///< A licence key
    declares,  ///< A new name of something of `kind`
    refers,    ///< The name of something of `kind`, or a result of that kind
    host,      ///< What the network knows, or a group of it
    actor,     ///< An actor, or a subscriber as `cm1/sub1`
    shape,     ///< A map by `shape`
    settings,  ///< A map of settings; goes to Plan::settings
    anything,  ///< Any YAML: numbers, true and false, and nothing are told by their spelling
  };
  enum class Form : std::uint8_t {
    one,
    list,        ///< A list of such
    by_license,  ///< A map from licence keys to such
    by_name,  ///< A map from names to such; the names are of something of `keys`, if that is given
  };

  static constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

  Base base = Base::nothing;
  Form form = Form::one;
  std::int64_t least =
      std::numeric_limits<std::int64_t>::min();  ///< Of numbers, and of durations in milliseconds.
  std::int64_t most = unbounded;
  std::span<const std::string_view> words = {};
  std::string_view kind = {};
  std::string_view within =
      {};            ///< Declares: the kind of the enclosing name that makes this one `outer/name`.
  bool own = false;  ///< Refers: to what is named within the actor that is told.
  bool text_too = false;  ///< Refers: a quoted text that names nothing is taken as it is.
  std::string_view keys = {};
  std::size_t most_entries = 100'000;
  const Shape* shape = nullptr;

  static constexpr Type of(Base base) {
    Type type;
    type.base = base;
    return type;
  }
  static constexpr Type flag() { return of(Base::flag); }
  static constexpr Type number(std::int64_t least = 0, std::int64_t most = unbounded) {
    Type type = of(Base::number);
    type.least = least;
    type.most = most;
    return type;
  }
  static constexpr Type text() { return of(Base::text); }
  static constexpr Type duration() { return of(Base::duration); }
  static constexpr Type shift() { return of(Base::shift); }
  static constexpr Type moment() { return of(Base::moment); }
  static constexpr Type deadline() { return of(Base::deadline); }
  static constexpr Type ratio() { return of(Base::ratio); }
  static constexpr Type choice(std::span<const std::string_view> words) {
    Type type = of(Base::choice);
    type.words = words;
    return type;
  }
  static constexpr Type license() { return of(Base::license); }
  /// How many of which licence: a product reports at most eight kinds.
  static constexpr Type counts() {
    Type type = number(0, std::numeric_limits<std::int32_t>::max()).by_license();
    type.most_entries = 8;
    return type;
  }
  /// A name of a kind of actor makes an actor. `within`: the same name may be given in another
  /// thing of that kind; the value is then `outer/name`, and a reference may leave `outer/` out
  /// where only one thing can be meant.
  static constexpr Type declares(std::string_view kind, std::string_view within = {}) {
    Type type = of(Base::declares);
    type.kind = kind;
    type.within = within;
    return type;
  }
  static constexpr Type refers(std::string_view kind) {
    Type type = of(Base::refers);
    type.kind = kind;
    return type;
  }
  /// Refers: what is in quotes and names nothing is taken by its letters; a token that nobody gave.
  [[nodiscard]] constexpr Type or_text() const {
    Type type = *this;
    type.text_too = true;
    return type;
  }
  /// Refers: only to what the actor that is told has; the value is `actor/name`.
  static constexpr Type refers_to_own(std::string_view kind) {
    Type type = refers(kind);
    type.own = true;
    return type;
  }
  static constexpr Type host() { return of(Base::host); }
  static constexpr Type actor() { return of(Base::actor); }
  static constexpr Type made_of(const Shape& shape) {
    Type type = of(Base::shape);
    type.shape = &shape;
    return type;
  }
  static constexpr Type settings() { return of(Base::settings); }
  static constexpr Type anything() { return of(Base::anything); }

  [[nodiscard]] constexpr Type list() const { return with(Form::list); }
  [[nodiscard]] constexpr Type list(std::size_t entries) const {
    Type type = with(Form::list);
    type.most_entries = entries;
    return type;
  }
  [[nodiscard]] constexpr Type by_license() const { return with(Form::by_license); }
  [[nodiscard]] constexpr Type by_name(std::string_view kind_of_keys = {}) const {
    Type type = with(Form::by_name);
    type.keys = kind_of_keys;
    return type;
  }
  /// What each entry of a list or map is.
  [[nodiscard]] constexpr Type entry() const { return with(Form::one); }

 private:
  [[nodiscard]] constexpr Type with(Form other) const {
    Type type = *this;
    type.form = other;
    return type;
  }
};

enum class Need : std::uint8_t { optional, required };

/// A named value that a verb takes or a map has.
struct Argument {
  std::string_view name;
  Type type;
  std::string_view help;  ///< One sentence.
  Need need = Need::optional;
  /// What it is when left out, as a file would spell it; filled in by the loader. Empty: it stays
  /// absent.
  std::string_view fallback = {};
  /// Another of the same table beside which it may not stand.
  std::string_view not_with = {};
};

class Arguments;

/// What is wrong with a map whose values are each of their types.
struct Complaint {
  std::string_view key;  ///< At which key.
  std::string text;
};

/// A map with known keys.
struct Shape {
  std::string_view name;  ///< `virtual_account`
  std::string_view help;
  std::span<const Argument> arguments;
  /// Whether its values go together; null: they always do.
  std::optional<Complaint> (*check)(const Arguments&) = nullptr;
};

}  // namespace slsim
