// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/kernel/toy_world.h"

#include <utility>

#include "core/time/text.h"

namespace slsim {

ToyWorld::ToyWorld(std::uint32_t clients, std::uint64_t seed)
    : kernel{.timeline = Timeline{parse_instant("2026-01-01T00:00:00Z").value()},
             .network = {},
             .journal = {},
             .chance = Chance{seed}},
      start_{kernel.timeline.now()} {
  for (const std::string_view name : {"cssm", "network", "mediator", "outside"}) {
    kernel.journal.add_actor(name);
  }
  const HostId server = kernel.network.add_host("cssm/receiver", ActorId{0});
  kernel.network.set_dns(server_name(), server);
  for (std::uint32_t i = 0; i < clients; ++i) {
    const std::string name = "cm" + std::to_string(i + 1);
    kernel.network.add_host(name, kernel.journal.add_actor(name));
  }
}

HostId ToyWorld::add_proxy(std::string_view name, const Proxy& terms) {
  const HostId host = kernel.network.add_host(name, kernel.journal.add_actor(name));
  kernel.network.set_proxy(host, terms);
  return host;
}

ExchangeId ToyWorld::ask(std::uint32_t client, std::uint32_t tag, AgentRequest request) {
  Context context{kernel, client_actor(client)};
  return context.send(client_host(client), {server_name(), context.now(), proxy},
                      std::move(request), tag);
}

void ToyWorld::ask_about_every(Duration period) {
  period_ = period;
  for (std::uint32_t i = 1; i < kernel.network.host_count(); ++i) {
    kernel.timeline.schedule({start_, kernel.network.owner({i}), ask_again, i - 1});
  }
}

void ToyWorld::run_until(Instant limit) {
  while (const auto due = kernel.timeline.pop(limit)) {
    if (due->kind == network_request || due->kind == network_answer) {
      if (auto arrival = kernel.network.arrive(kernel, *due)) deliver(*due, *std::move(arrival));
    } else if (due->kind == answer) {
      reply(due->argument);
    } else if (period_ != Duration::zero()) {
      ask_of_own_accord(static_cast<std::uint32_t>(due->argument));
    }
  }
  if (limit != never) kernel.timeline.advance_to(limit);
}

void ToyWorld::ask_of_own_accord(std::uint32_t client) {
  Context context{kernel, client_actor(client)};
  asked.push_back({context.now(), client, ask(client, static_cast<std::uint32_t>(asked.size())),
                   proxy.has_value()});
  const Duration wait = context.chance("asking").between(Duration::zero(), 2 * period_);
  context.schedule(context.now() + wait, ask_again, client);
}

void ToyWorld::deliver(const Due& due, Arrival arrival) {
  if (auto* request = std::get_if<RequestArrival>(&arrival)) return take(std::move(*request));
  const auto& end = std::get<AnswerArrival>(arrival);
  heard.push_back({due.at, end.host.index - 1, end.tag, std::string{word(end.answer).text()}});
  if (const auto* problem = std::get_if<Problem>(&end.answer)) details.push_back(problem->detail);
}

void ToyWorld::take(RequestArrival request) {
  taken.push_back(std::move(request));
  const std::size_t index = taken.size() - 1;
  if (manner == Manner::at_once) reply(index);
  if (manner == Manner::later) {
    Context context{kernel, ActorId{0}};
    const Duration wait = context.chance("answering").between(Duration::zero(), answer_delay);
    context.schedule(context.now() + wait, answer, index);
  }
}

void ToyWorld::reply(std::size_t taken_index) {
  Context{kernel, ActorId{0}}.reply(taken[taken_index].exchange, AuthorizeReply{});
}

void ToyWorld::answer_next() { reply(answered_++); }

std::vector<std::string> ToyWorld::journal() const {
  std::vector<std::string> lines;
  for (const Event& event : kernel.journal.events()) lines.push_back(kernel.journal.print(event));
  return lines;
}

Rule rule_for_all(NameId label, Conditions conditions) {
  return {.label = label, .from = {}, .to = {}, .both_ways = false, .conditions = conditions};
}

}  // namespace slsim
