// SPDX-License-Identifier: Apache-2.0
// One thing that happened: when, to whom, what, and up to six fields. A plain value without
// ownership, so that recording costs no allocation; text that is not in our source is interned in
// Names first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "core/journal/word.h"
#include "core/result/check.h"
#include "core/time/instant.h"

namespace slsim {

/// An actor's place in its world: cssm, network, mediator, outside, then those that the file names,
/// in its order.
struct ActorId {
  std::uint32_t index = 0;
  auto operator<=>(const ActorId&) const = default;
};

/// A text interned in Names.
struct NameId {
  std::uint32_t index = 0;
  auto operator<=>(const NameId&) const = default;
};

enum class Level : std::uint8_t {
  message,  ///< A request or an answer that went as usual: digested and, on request, kept; never in
            ///< the rings.
  change,   ///< A state changed.
  fault,    ///< Something failed or was made to fail.
};

class FieldValue {
 public:
  enum class Kind : std::uint8_t { number, flag, duration, instant, word, name };
  FieldValue() = default;
  // NOLINTBEGIN(*-explicit-constructor): a field is written {"count"_w, 3}.
  FieldValue(bool flag) : kind_{Kind::flag}, bits_{flag ? 1 : 0} {}
  FieldValue(std::int64_t number) : kind_{Kind::number}, bits_{number} {}
  FieldValue(std::int32_t number) : kind_{Kind::number}, bits_{number} {}
  FieldValue(Duration duration) : kind_{Kind::duration}, bits_{duration.count()} {}
  FieldValue(Instant at) : kind_{Kind::instant}, bits_{at.time_since_epoch().count()} {}
  FieldValue(Word word) : kind_{Kind::word}, word_{&word.entry()} {}
  FieldValue(NameId name) : kind_{Kind::name}, bits_{name.index} {}
  // NOLINTEND(*-explicit-constructor)

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::int64_t bits() const { return bits_; }  ///< Of every kind but word.
  [[nodiscard]] Word word() const { return Word{*word_}; }
  [[nodiscard]] NameId name() const { return NameId{static_cast<std::uint32_t>(bits_)}; }

  template <class Archive>
  void persist(Archive& archive) {
    archive(kind_);
    if (kind_ != Kind::word) return archive(bits_);
    Word word = Archive::reads ? ""_w : this->word();
    archive(word);
    word_ = &word.entry();
  }

 private:
  Kind kind_ = Kind::number;
  union {
    std::int64_t bits_ = 0;
    const WordEntry* word_;
  };
};

struct EventField {
  Word key = ""_w;
  FieldValue value;
};

struct Event {
  static constexpr std::size_t max_fields = 6;

  Instant at;
  ActorId actor;
  Level level;
  std::uint8_t count = 0;
  Word name;
  std::array<EventField, max_fields> fields;

  Event(Instant when, ActorId who, Level how, Word what,
        std::initializer_list<EventField> with = {})
      : at{when}, actor{who}, level{how}, name{what} {
    CHECK(with.size() <= max_fields, "an event has at most six fields");
    for (const EventField& field : with) fields[count++] = field;
  }
  template <class Archive>
  void persist(Archive& archive) {
    archive(at, actor, level, count, name);
    if (count > max_fields) return archive.fail();
    for (std::size_t i = 0; i < count; ++i) archive(fields[i]);
  }

 private:
  friend struct Blank;
  Event() : level{}, name{""_w} {}
};

}  // namespace slsim
