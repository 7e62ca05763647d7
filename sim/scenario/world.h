// SPDX-License-Identifier: Apache-2.0
// A world: a plain value of (plan, seed) that whoever holds it plays. Copying it forks it: both go
// on alike.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result/cow.h"
#include "sim/cssm/cssm.h"
#include "sim/kernel/context.h"
#include "sim/satellite/satellite.h"
#include "sim/scenario/external_cssm.h"
#include "sim/scenario/mediator.h"
#include "sim/scenario/outside.h"
#include "sim/scenario/plan.h"
#include "sim/scenario/registry.h"
#include "sim/ucapps/cluster.h"

namespace slsim {

class ByteReader;
class ByteWriter;

/// Places of the fixed actors; the network's is the kernel's to know.
inline constexpr ActorId cssm_actor{0};
inline constexpr ActorId mediator_actor{2};
inline constexpr ActorId outside_actor{3};

/// For what an actor of its own number has under way.
[[nodiscard]] constexpr Ticket ticket_of(ActorId actor, std::uint32_t number) {
  return {std::uint64_t{actor.index} << 32 | number};
}

class World {
 public:
  /// Everything that the plan's `world:` describes, at its start; nothing has been played.
  explicit World(std::shared_ptr<const Plan> plan);

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const std::shared_ptr<const Plan>& shared_plan() const { return plan_; }
  [[nodiscard]] Instant now() const { return kernel_.timeline.now(); }
  /// `never` when nothing is to come.
  [[nodiscard]] Instant next_due() { return kernel_.timeline.next_due(); }
  /// Moves the clock without playing. REQUIRES: nothing is due before `to`, and `to` is not past.
  void advance_to(Instant to) { kernel_.timeline.advance_to(to); }

  /// Plays what is due at this instant until nothing is. Says why it stopped early, if it did: a
  /// runaway.
  [[nodiscard]] std::optional<std::string> play_instant();
  /// Plays everything due before `to`, then stands at `to` with what is due there still to come.
  [[nodiscard]] std::optional<std::string> play_until(Instant to);
  /// Plays until no exchange is open; what is still open if that takes longer than `limit`.
  [[nodiscard]] std::optional<std::string> settle(Instant limit);

  /// How a verb that answered with a Ticket ended, once; absent while it has not.
  [[nodiscard]] std::optional<Outcome> collect(Ticket ticket);

  /// Every invariant that does not hold, a sentence each; checks everything.
  [[nodiscard]] std::vector<std::string> broken_invariants() const;
  /// The first invariant that broke while events were played, if one did.
  [[nodiscard]] const std::optional<std::string>& violation() const { return violation_; }

  /// Over everything that happened and every draw: equal for equal runs, on any machine.
  [[nodiscard]] std::uint64_t digest() const;
  [[nodiscard]] std::uint64_t events_played() const { return played_; }
  [[nodiscard]] const Journal& journal() const { return kernel_.journal; }
  void keep_journal() { kernel_.journal.keep_all(); }

  // As bytes, for this program to read again: world_bytes.cc.
  /// All that it is but for its plan.
  void write(ByteWriter& writer) const;
  /// The world of such bytes, which were of the same plan; absent when they make no sense.
  [[nodiscard]] static std::optional<World> read(std::shared_ptr<const Plan> plan,
                                                 ByteReader& reader);

  // For verbs and fields.
  [[nodiscard]] Context context(ActorId actor) { return {kernel_, actor}; }
  [[nodiscard]] Kernel& kernel() { return kernel_; }
  [[nodiscard]] const Kernel& kernel() const { return kernel_; }
  [[nodiscard]] LicenseAuthority& cssm() { return cssm_.authority(); }
  [[nodiscard]] const LicenseAuthority& cssm() const { return cssm_.authority(); }
  [[nodiscard]] SatelliteDesk& satellite_desk() { return cssm_.satellites(); }
  [[nodiscard]] const SatelliteDesk& satellite_desk() const { return cssm_.satellites(); }
  /// In the place of all that, where another program is CSSM.
  [[nodiscard]] const std::optional<ExternalCssm>& external_cssm() const { return external_cssm_; }
  /// REQUIRES: another program is CSSM.
  Result<void> answer_external(std::uint64_t call, const Result<HttpResponse>& answer) {
    Context cssm = context(cssm_actor);
    return external_cssm_->answer(cssm, call, answer);
  }
  /// REQUIRES: `actor` is a satellite.
  [[nodiscard]] Satellite& satellite(ActorId actor);
  [[nodiscard]] const Satellite& satellite(ActorId actor) const;
  [[nodiscard]] bool is_satellite(ActorId actor) const {
    return satellite_of_actor_[actor.index] != none;
  }
  [[nodiscard]] std::size_t satellite_count() const { return satellites_.size(); }
  /// CSSM's, or a satellite's. REQUIRES: `actor` is one of them.
  [[nodiscard]] const LicenseAuthority& authority(ActorId actor) const {
    return actor == cssm_actor ? cssm() : satellite(actor).authority();
  }
  /// The text of a registration token of that name, wherever it was made; else `name` itself.
  [[nodiscard]] std::string token_text(const std::string& name) const;
  [[nodiscard]] Outside& outside() { return outside_; }
  [[nodiscard]] const Outside& outside() const { return outside_; }
  [[nodiscard]] Mediator& mediator() { return mediator_; }
  [[nodiscard]] const Mediator& mediator() const { return mediator_; }
  /// REQUIRES: `actor` is a cluster.
  [[nodiscard]] Cluster& cluster(ActorId actor);
  [[nodiscard]] const Cluster& cluster(ActorId actor) const;
  [[nodiscard]] std::size_t cluster_count() const { return clusters_.size(); }
  [[nodiscard]] bool is_cluster(ActorId actor) const {
    return cluster_of_actor_[actor.index] != none;
  }

 private:
  friend class WorldBuilder;
  friend struct Blank;
  World() = default;
  template <class Archive>
  void persist(Archive& archive);

  static constexpr std::uint32_t none = 0xffff'ffff;

  void deliver(const Due& due);
  void serve(const RequestArrival& request);
  void watch_sums(const LicenseAuthority& authority, std::uint64_t& seen);
  [[nodiscard]] std::optional<Outcome> outside_outcome(std::uint32_t call);
  void time_out(const Due& due);

  std::shared_ptr<const Plan> plan_;
  Kernel kernel_;
  Cssm cssm_;
  std::optional<ExternalCssm> external_cssm_;
  Outside outside_;
  std::vector<Cow<Satellite>> satellites_;
  std::vector<Cow<Cluster>> clusters_;
  Mediator mediator_;
  std::vector<std::uint32_t> cluster_of_actor_;    ///< Index into clusters_, by ActorId.
  std::vector<std::uint32_t> satellite_of_actor_;  ///< Likewise into satellites_.
  std::uint64_t played_ = 0;
  std::uint64_t sums_seen_ = 0;  ///< AuthorityState::generation when they were last looked at.
  std::vector<std::uint64_t> satellite_sums_seen_;  ///< Likewise.
  std::uint64_t events_per_instant_ = 0;
  std::uint64_t events_per_run_ = 0;
  std::optional<std::string> violation_;
};

}  // namespace slsim
