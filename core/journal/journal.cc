// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>

#include "core/result/check.h"
#include "core/time/text.h"

namespace slsim {
namespace {

/// Digests are the same on machines of either byte order.
std::uint64_t little_endian(std::uint64_t word) {
  if constexpr (std::endian::native == std::endian::big) return __builtin_bswap64(word);
  return word;
}

/// An event as words, without anything that depends on addresses or on the order of interning.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): only words that were added are read.
class Digester {
 public:
  void add(std::uint64_t word) { words_[count_++] = little_endian(word); }
  [[nodiscard]] std::uint64_t digest() const {
    return XXH3_64bits(words_.data(), count_ * sizeof(std::uint64_t));
  }

 private:
  static constexpr std::size_t capacity = 5 + 2 * Event::max_fields;
  std::array<std::uint64_t, capacity> words_;
  std::size_t count_ = 0;
};

std::uint64_t as_word(const FieldValue& value, const Names& names) {
  switch (value.kind()) {
    case FieldValue::Kind::word:
      return value.word().hash();
    case FieldValue::Kind::name:
      return names.hash(value.name());
    default:
      return static_cast<std::uint64_t>(value.bits());
  }
}

/// Level, number of fields and their kinds: 8 bits each.
std::uint64_t shape(const Event& event) {
  std::uint64_t bits = static_cast<std::uint64_t>(event.level) << 8 | event.count;
  for (std::size_t i = 0; i < event.count; ++i) {
    bits = bits << 8 | static_cast<std::uint64_t>(event.fields[i].value.kind());
  }
  return bits;
}

/// Letters that need no quotes, so that a line can be taken apart at its spaces and equals signs.
bool plain(char c) { return c > ' ' && c != '=' && c != '"' && c != '\\' && c != '\x7f'; }

void append_quoted(std::string& line, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  line += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') line += '\\';
    if (byte < ' ' || byte == 0x7f) {
      line += "\\x";
      line += hex[byte / 16];
      line += hex[byte % 16];
    } else {
      line += c;
    }
  }
  line += '"';
}

void append_text(std::string& line, std::string_view text) {
  // Bytes of UTF-8 beyond ASCII are plain whether char is signed or not.
  const bool bare = !text.empty() && std::ranges::all_of(text, [](char c) {
    return plain(c) || static_cast<unsigned char>(c) >= 0x80;
  });
  if (bare) {
    line += text;
  } else {
    append_quoted(line, text);
  }
}

}  // namespace

ActorId Journal::add_actor(std::string_view name) {
  const auto index = static_cast<std::uint32_t>(actors_.size());
  const NameId id = names_.intern(name);
  actors_.push_back({.name = id});
  actor_hashes_.push_back(names_.hash(id));
  return {index};
}

void Journal::record(const Event& event) {
  CHECK(event.actor.index < actors_.size(), "events happen to actors of this journal");
  Digester words;
  words.add(digest_);
  words.add(static_cast<std::uint64_t>(event.at.time_since_epoch().count()));
  words.add(actor_hashes_[event.actor.index]);
  words.add(event.name.hash());
  words.add(shape(event));
  for (std::size_t i = 0; i < event.count; ++i) {
    words.add(event.fields[i].key.hash());
    words.add(as_word(event.fields[i].value, names_));
  }
  digest_ = words.digest();
  ++recorded_;
  if (event.level != Level::message) remember(actors_[event.actor.index], event);
  if (keep_ > 0) keep(event);
}

void Journal::keep(const Event& event) {
  if (events_.size() / 2 >= keep_) {
    events_.erase(events_.begin(), events_.end() - static_cast<std::ptrdiff_t>(keep_));
  }
  events_.push_back(event);
}

void Journal::remember(Actor& actor, const Event& event) {
  std::vector<Event>& ring = actor.ring.own();
  if (ring.size() < ring_size) {
    // Most actors of a large world see few changes: grow in small steps.
    if (ring.size() == ring.capacity()) ring.reserve(ring.size() + 4);
    ring.push_back(event);
  } else {
    ring[actor.changes % ring_size] = event;
  }
  ++actor.changes;
}

std::vector<Event> Journal::recent(ActorId actor) const {
  const Actor& a = actors_[actor.index];
  std::vector<Event> events = a.ring.get();
  if (a.changes > ring_size) {
    const auto oldest = static_cast<std::ptrdiff_t>(a.changes % ring_size);
    std::rotate(events.begin(), events.begin() + oldest, events.end());
  }
  return events;
}

std::string Journal::print(const Event& event) const {
  std::string line = slsim::print(event.at);
  line += ' ';
  line += actor_name(event.actor);
  line += ' ';
  line += event.name.text();
  for (std::size_t i = 0; i < event.count; ++i) {
    line += ' ';
    line += event.fields[i].key.text();
    line += '=';
    line += print(event.fields[i].value);
  }
  return line;
}

std::string Journal::print(const FieldValue& value) const {
  std::string text;
  switch (value.kind()) {
    case FieldValue::Kind::number:
      return std::to_string(value.bits());
    case FieldValue::Kind::flag:
      return value.bits() != 0 ? "true" : "false";
    case FieldValue::Kind::duration:
      return slsim::print(Duration{value.bits()});
    case FieldValue::Kind::instant:
      return slsim::print(Instant{Duration{value.bits()}});
    case FieldValue::Kind::word:
      append_text(text, value.word().text());
      break;
    case FieldValue::Kind::name:
      append_text(text, names_.text(value.name()));
      break;
  }
  return text;
}

}  // namespace slsim
