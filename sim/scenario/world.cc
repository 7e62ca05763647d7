// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/world.h"

#include <fmt/format.h>

#include <utility>

#include "core/time/text.h"
#include "sim/authority/invariants.h"
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/http_arguments.h"
#include "sim/scenario/mediator_verbs.h"
#include "sim/scenario/world_builder.h"
#include "sim/ucapps/cli_type.h"
#include "sim/ucapps/interfaces.h"
#include "sim/ucapps/invariants.h"

namespace slsim {

World::World(std::shared_ptr<const Plan> plan) : plan_{std::move(plan)} {
  WorldBuilder{*this}.build();
}

Cluster& World::cluster(ActorId actor) { return clusters_[cluster_of_actor_[actor.index]].own(); }
const Cluster& World::cluster(ActorId actor) const {
  return clusters_[cluster_of_actor_[actor.index]].get();
}

Satellite& World::satellite(ActorId actor) {
  return satellites_[satellite_of_actor_[actor.index]].own();
}
const Satellite& World::satellite(ActorId actor) const {
  return satellites_[satellite_of_actor_[actor.index]].get();
}

std::string World::token_text(const std::string& name) const {
  if (const auto known = cssm().find_token(name)) return cssm().token(*known).text;
  for (const Cow<Satellite>& satellite : satellites_) {
    const LicenseAuthority& authority = satellite.get().authority();
    if (const auto known = authority.find_token(name)) return authority.token(*known).text;
  }
  return name;
}

std::optional<std::string> World::play_instant() {
  std::uint64_t here = 0;
  while (const auto due = kernel_.timeline.pop(now())) {
    deliver(*due);
    ++played_;
    if (++here > events_per_instant_) {
      return fmt::format(
          "more than {} events at {} (setting events_per_instant); the last was for {}",
          events_per_instant_, print(now()), kernel_.journal.actor_name(due->actor));
    }
    if (played_ > events_per_run_) {
      return fmt::format("more than {} events by {} (setting events_per_run)", events_per_run_,
                         print(now()));
    }
  }
  return std::nullopt;
}

std::optional<std::string> World::play_until(Instant to) {
  while (next_due() < to) {
    advance_to(next_due());
    if (auto stopped = play_instant()) return stopped;
  }
  advance_to(to);
  return std::nullopt;
}

std::optional<std::string> World::settle(Instant limit) {
  while (kernel_.network.open_exchanges() > 0) {
    if (next_due() > limit) return kernel_.network.describe_open(kernel_);
    advance_to(next_due());
    if (auto stopped = play_instant()) return stopped;
  }
  return std::nullopt;
}

void World::deliver(const Due& due) {
  if (due.kind != network_request && due.kind != network_answer) {
    return time_out(due);
  }
  const auto arrival = kernel_.network.arrive(kernel_, due);
  if (!arrival) return;
  if (const auto* request = std::get_if<RequestArrival>(&*arrival)) {
    return serve(*request);
  }
  const auto& answer = std::get<AnswerArrival>(*arrival);
  const ActorId actor = kernel_.network.owner(answer.host);
  if (actor == outside_actor) return outside_.on_answer(answer);
  Context to = context(actor);
  if (actor == mediator_actor) return mediator_.on_answer(to, answer);
  if (is_satellite(actor)) return satellite(actor).on_answer(to, answer);
  Cluster& cluster = this->cluster(actor);
  cluster.on_answer(to, answer);
  if (!cluster.waiting_calls().empty()) answer_waiting(cluster, to);
}

void World::time_out(const Due& due) {
  Context to = context(due.actor);
  if (due.actor == cssm_actor) {
    cssm_.on_timer(to, due.kind, due.argument);
    return watch_sums(cssm(), sums_seen_);
  }
  if (due.actor == mediator_actor) return mediator_.on_timer(to, due.kind, due.argument);
  if (is_satellite(due.actor)) {
    Satellite& satellite = this->satellite(due.actor);
    satellite.on_timer(to, due.kind, due.argument);
    return watch_sums(satellite.authority(),
                      satellite_sums_seen_[satellite_of_actor_[due.actor.index]]);
  }
  Cluster& cluster = this->cluster(due.actor);
  cluster.on_timer(to, due.kind);
  if (!cluster.waiting_calls().empty()) answer_waiting(cluster, to);
}

/// A name may stand for a host on which nobody serves.
void World::serve(const RequestArrival& request) {
  Context to = context(kernel_.network.owner(request.host));
  if (is_cluster(to.self()) && std::holds_alternative<HttpCall>(request.request)) {
    return answer_http(cluster(to.self()), to, request);
  }
  if (is_satellite(to.self())) {
    Satellite& satellite = this->satellite(to.self());
    satellite.on_request(to, request);
    return watch_sums(satellite.authority(),
                      satellite_sums_seen_[satellite_of_actor_[to.self().index]]);
  }
  if (to.self() != cssm_actor) {
    return to.reply(
        request.exchange,
        Problem{ProblemCode::refused_connection,
                fmt::format("{}: connection refused", kernel_.network.host_name(request.host))});
  }
  if (external_cssm_) return external_cssm_->on_request(to, request);
  cssm_.on_request(to, request);
  watch_sums(cssm(), sums_seen_);
}

void World::watch_sums(const LicenseAuthority& authority, std::uint64_t& seen) {
  if (violation_) return;
  auto broken = broken_sums(authority.state(), seen);
  if (!broken.empty()) violation_ = std::move(broken.front());
}

std::optional<Outcome> World::collect(Ticket ticket) {
  const ActorId actor{static_cast<std::uint32_t>(ticket.number >> 32)};
  const auto number = static_cast<std::uint32_t>(ticket.number);
  if (actor == outside_actor) return outside_outcome(number);
  if (actor == mediator_actor) return mediator_outcome(*this, number);
  if (is_satellite(actor)) {
    const auto ended = satellite(actor).take_result(number);
    if (!ended) return std::nullopt;
    return *ended ? Outcome{Value{}} : Outcome{Refusal{ended->error(), 0, {}}};
  }
  const auto ended = cluster(actor).take_result(number);
  if (!ended) return std::nullopt;
  if (const auto answer = end_of_line(cluster(actor), *ended)) return printed(*answer);
  return ended->problem ? refused(*ended->problem) : Outcome{Value{}};
}

std::optional<Outcome> World::outside_outcome(std::uint32_t call) {
  const auto answered = outside_.take(call);
  if (!answered) return std::nullopt;
  if (const auto* answer = std::get_if<HttpAnswer>(&answered->answer)) {
    return http_outcome(*answer->response, answered->keep);
  }
  return Refusal{std::get<Problem>(answered->answer), 0, {}};
}

std::vector<std::string> World::broken_invariants() const {
  std::vector<std::string> broken = slsim::broken_invariants(cssm().state());
  for (const Cow<Satellite>& satellite : satellites_) {
    for (std::string& one : slsim::broken_invariants(satellite.get().authority().state())) {
      broken.push_back(satellite.get().options().name + ": " + std::move(one));
    }
  }
  for (const Cow<Cluster>& cluster : clusters_) {
    for (std::string& one : slsim::broken_invariants(cluster.get(), now())) {
      broken.push_back(std::move(one));
    }
  }
  return broken;
}

std::uint64_t World::digest() const {
  // Both are well mixed already; the odd factor keeps equal halves from cancelling.
  return kernel_.journal.digest() ^ (kernel_.chance.summary() * 0x9e3779b97f4a7c15U);
}

}  // namespace slsim
