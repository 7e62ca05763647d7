// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/ucapps/toy_cssm.h"

#include <algorithm>
#include <utility>

namespace slsim {

int ToyCssm::count(std::size_t kind) const {
  return static_cast<int>(std::count_if(
      heard.begin(), heard.end(), [kind](const AgentRequest& one) { return one.index() == kind; }));
}

AgentReply ToyCssm::answer(Instant now, const AgentRequest& request) {
  heard.push_back(request);
  if (refusal) return *refusal;
  if (std::holds_alternative<FetchRootsRequest>(request)) return FetchRootsReply{roots};
  const Certificate certificate{++serial, now, now + days(365)};
  const Membership membership{"partner.example", "va-1", false};
  if (std::holds_alternative<RegisterRequest>(request)) {
    return RegisterReply{certificate, membership, now, now + days(90)};
  }
  if (std::holds_alternative<RenewIdRequest>(request)) {
    return RenewIdReply{certificate, membership, now};
  }
  if (std::holds_alternative<DeregisterRequest>(request)) return DeregisterReply{};
  const Counts& demand = std::get<AuthorizeRequest>(request).demand;
  std::uint32_t mask = 0;
  for (std::size_t i = 0; short_of_all && i < demand.size(); ++i) {
    if (demand.begin()[i].count > 0) mask |= 1U << i;
  }
  return AuthorizeReply{mask, now + days(90), now, moved_to};
}

ClusterOptions needing(std::int32_t enhanced) {
  ClusterOptions options;
  options.counts.set(License::UCM_Enhanced, enhanced);
  return options;
}

ToyWorld::ToyWorld(ClusterOptions options, Settings settings) {
  for (const char* name : {"cssm", "network", "cm1"}) kernel.journal.add_actor(name);
  const HostId host = kernel.network.add_host("cssm", cssm_actor);
  options.name = "cm1";
  options.publisher = kernel.network.add_host("cm1", cluster_actor);
  options.transport.destination = kernel.journal.intern("tools.cisco.com");
  options.roots = kernel.journal.intern("www.cisco.com");
  options.udi = {"UCM", "0beef", "0000000000000000000000000000beef"};
  kernel.network.set_dns(options.transport.destination, host);
  cluster.emplace(std::move(options), std::make_shared<const Settings>(settings));
  Context here = context();
  cluster->install(here);
}

void ToyWorld::run_until(Instant to) {
  while (const auto due = kernel.timeline.pop(to)) deliver(*due);
  kernel.timeline.advance_to(to);
}

void ToyWorld::deliver(const Due& due) {
  Context here = context();
  if (due.kind != network_request && due.kind != network_answer) {
    return cluster->on_timer(here, due.kind);
  }
  const auto arrival = kernel.network.arrive(kernel, due);
  if (!arrival) return;
  if (const auto* request = std::get_if<RequestArrival>(&*arrival)) {
    Context there{kernel, cssm_actor};
    return there.reply(request->exchange, cssm.answer(now(), request->request));
  }
  cluster->on_answer(here, std::get<AnswerArrival>(*arrival));
}

std::optional<Problem> ToyWorld::finish(const Result<Cluster::Ticket>& started) {
  if (!started) return started.error();
  run_for(Duration{0});
  if (*started == 0) return std::nullopt;
  const auto result = cluster->take_result(*started);
  return result ? result->problem : Problem{ProblemCode::in_progress, "still on its way"};
}

std::optional<Problem> ToyWorld::register_now(bool force) {
  Context here = context();
  return finish(cluster->register_product(here, "token", force));
}

}  // namespace slsim
