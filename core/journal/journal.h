// SPDX-License-Identifier: Apache-2.0
// Everything that happens is recorded here, once. Three sinks: a digest (always), the last twenty
// changes and faults of each actor (always), and the whole list (on request). The digest depends on
// what happened and on nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/journal/event.h"
#include "core/journal/names.h"
#include "core/result/cow.h"

namespace slsim {

class Journal {
 public:
  static constexpr std::size_t ring_size = 20;

  /// Actors are numbered in the order in which they are added.
  ActorId add_actor(std::string_view name);
  [[nodiscard]] std::string_view actor_name(ActorId actor) const {
    return names_.text(actors_[actor.index].name);
  }
  [[nodiscard]] std::size_t actor_count() const { return actors_.size(); }

  NameId intern(std::string_view text) { return names_.intern(text); }
  [[nodiscard]] const Names& names() const { return names_; }

  void record(const Event& event);
  /// Fetches what recording an event of `actor` with a field `name` needs. Among 100,000 actors
  /// that is never at hand, and waiting for it was a third of the time of an exchange.
  void prefetch(ActorId actor, NameId name) const {
    __builtin_prefetch(&actor_hashes_[actor.index]);
    names_.prefetch_hash(name);
  }

  /// From now on every event is kept.
  void keep_all() { keep_ = ~std::size_t{0}; }
  /// From now on the last `count` events are kept; at times up to twice as many.
  void keep_last(std::size_t count) { keep_ = count; }
  /// Those that are kept, the last of which is the last that was recorded.
  [[nodiscard]] const std::vector<Event>& events() const { return events_; }

  /// Of all events so far, in order.
  [[nodiscard]] std::uint64_t digest() const { return digest_; }
  [[nodiscard]] std::uint64_t recorded() const { return recorded_; }
  /// How many changes and faults this actor has had: when it is unchanged, so is the actor's state.
  [[nodiscard]] std::uint64_t changes(ActorId actor) const { return actors_[actor.index].changes; }
  /// The last changes and faults of `actor`, oldest first.
  [[nodiscard]] std::vector<Event> recent(ActorId actor) const;

  /// `2026-01-01T00:00:00Z cm1 registration from=unregistered to=registered`
  [[nodiscard]] std::string print(const Event& event) const;
  [[nodiscard]] std::string print(const FieldValue& value) const;

  template <class Archive>
  void persist(Archive& archive) {
    archive(names_, actors_, actor_hashes_, events_, digest_, recorded_, keep_);
    if constexpr (Archive::reads) letters_ = archive.letters();
  }

 private:
  struct Actor {
    NameId name;
    std::uint64_t changes = 0;
    Cow<std::vector<Event>> ring{{}};
  };

  static void remember(Actor& actor, const Event& event);
  void keep(const Event& event);

  Names names_;
  std::vector<Actor> actors_;
  std::vector<std::uint64_t> actor_hashes_;  // Of their names; apart, as in Names.
  std::vector<Event> events_;
  std::uint64_t digest_ = 0;
  std::uint64_t recorded_ = 0;
  std::size_t keep_ = 0;                 // How many of events_ at least.
  std::shared_ptr<const void> letters_;  // Of the words in all these, and in the network, if read.
};

}  // namespace slsim
