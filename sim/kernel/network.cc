// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/result/check.h"
#include "core/time/text.h"
#include "sim/kernel/context.h"

namespace slsim {
namespace {

constexpr std::string_view stream_prefix = "network/";

std::uint64_t to_argument(ExchangeId id) {
  return static_cast<std::uint64_t>(id.generation) << 32 | id.slot;
}

ExchangeId from_argument(std::uint64_t argument) {
  return {static_cast<std::uint32_t>(argument), static_cast<std::uint32_t>(argument >> 32)};
}

std::string_view why(ProblemCode code) {
  switch (code) {
    case ProblemCode::refused_connection:
      return "connection refused";
    case ProblemCode::no_route:
      return "no route to host";
    default:
      return "the name does not resolve";
  }
}

}  // namespace

HostId Network::add_host(std::string_view name, ActorId owner) {
  const HostId host{static_cast<std::uint32_t>(hosts_.size())};
  const bool added = by_name_.emplace(name, host).second;
  CHECK(added, "hosts have different names");
  hosts_.push_back(
      {.stream = fmt::format("{}{}", stream_prefix, name), .name = {}, .owner = owner});
  return host;
}

std::optional<HostId> Network::find_host(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::nullopt : std::optional{found->second};
}

std::string_view Network::host_name(HostId host) const {
  return std::string_view{hosts_[host.index].stream}.substr(stream_prefix.size());
}

NameId Network::interned(Kernel& kernel, HostId host) {
  std::optional<NameId>& name = hosts_[host.index].name;
  if (!name) name = kernel.journal.intern(host_name(host));
  return *name;
}

void Network::set_dns(NameId name, HostId host) {
  if (name.index >= dns_.size()) dns_.resize(name.index + 1);
  dns_[name.index] = host;
}

void Network::remove_dns(NameId name) {
  if (name.index < dns_.size()) dns_[name.index].reset();
}

std::optional<HostId> Network::resolve(NameId name) const {
  return name.index < dns_.size() ? dns_[name.index] : std::nullopt;
}

void Network::set_up(HostId host, bool up) {
  Host& h = hosts_[host.index];
  if (h.up && !up) ++h.outages;
  h.up = up;
}

void Network::set_up(Kernel& kernel, HostId host, bool up) {
  if (this->up(host) == up) return;
  set_up(host, up);
  kernel.journal.record({kernel.timeline.now(),
                         network_actor,
                         up ? Level::change : Level::fault,
                         up ? "host_up"_w : "host_down"_w,
                         {{"host"_w, interned(kernel, host)}}});
}

void Network::add_rule(const Rule& rule) {
  remove_rule(rule.label);
  rules_.push_back(rule);
}

void Network::add_rule(Kernel& kernel, const Rule& rule) {
  add_rule(rule);
  Journal& journal = kernel.journal;
  journal.record({kernel.timeline.now(),
                  network_actor,
                  Level::fault,
                  "rule"_w,
                  {{"label"_w, rule.label},
                   {"from"_w, journal.intern(describe(kernel, rule.from))},
                   {"to"_w, journal.intern(describe(kernel, rule.to))},
                   {"both_ways"_w, rule.both_ways},
                   {"effect"_w, journal.intern(rule.conditions.describe())}}});
}

bool Network::remove_rule(NameId label) {
  return std::erase_if(rules_, [label](const Rule& rule) { return rule.label == label; }) != 0;
}

bool Network::remove_rule(Kernel& kernel, NameId label) {
  if (!remove_rule(label)) return false;
  kernel.journal.record(
      {kernel.timeline.now(), network_actor, Level::change, "rule_lifted"_w, {{"label"_w, label}}});
  return true;
}

void Network::clear_rules(Kernel& kernel) {
  while (!rules_.empty()) remove_rule(kernel, rules_.front().label);
}

std::string Network::describe(const Kernel& kernel, HostPattern pattern) const {
  switch (pattern.kind) {
    case HostPattern::Kind::any:
      return "anybody";
    case HostPattern::Kind::host:
      return std::string{host_name({pattern.index})};
    case HostPattern::Kind::actor:
      return std::string{kernel.journal.actor_name({pattern.index})};
  }
  CHECK(false, "a pattern is of a kind of the list");
}

Network::Exchange* Network::find(ExchangeId id) {
  if (id.slot >= exchanges_.size()) return nullptr;
  Exchange& exchange = exchanges_[id.slot];
  return exchange.generation == id.generation ? &exchange : nullptr;
}

ExchangeId Network::open(Instant now) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(exchanges_.size()));
    exchanges_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  Exchange& exchange = exchanges_[slot];
  exchange.awaited = true;
  exchange.failed = false;
  exchange.sent = now;
  exchange.deadline = now + timeout_;
  ++open_;
  return {slot, exchange.generation};
}

void Network::release(ExchangeId id) {
  // A slot whose generations are used up is never used again: an old id must not fit a new
  // exchange.
  if (++exchanges_[id.slot].generation != 0) free_.push_back(id.slot);
}

void Network::close(ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.awaited = false;
  --open_;
  // A server that owes an answer still has the id. A request on its way goes into the void: the
  // connection that it needs is closed.
  if (exchange.server_side != Exchange::Server::owes) release(id);
}

ExchangeId Network::send(Kernel& kernel, ActorId self, HostId from, NameId name,
                         AgentRequest request, std::uint32_t tag) {
  if (!up(from)) return {};
  const ExchangeId id = open(kernel.timeline.now());
  Exchange& exchange = exchanges_[id.slot];
  exchange.client = from;
  exchange.client_outages = hosts_[from.index].outages;
  exchange.actor = self;
  exchange.name = name;
  exchange.tag = tag;
  exchange.kind = word(request);
  exchange.body.emplace<AgentRequest>(std::move(request));
  const std::optional<HostId> server = resolve(name);
  if (!server) {
    fail(kernel, id, ProblemCode::unknown_host);
    return id;
  }
  exchange.server = *server;
  dispatch(kernel, id);
  return id;
}

/// Sends the request on its way, under the rules.
void Network::dispatch(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  std::optional<Duration> delay = Duration::zero();
  if (!rules_.empty()) {
    const Conditions rules = conditions(exchange);
    switch (rules.block.value_or(Conditions::Block::none)) {
      case Conditions::Block::none:
        delay = travel(kernel, exchange.client, rules, rules.loss);
        break;
      case Conditions::Block::cut:
        delay.reset();
        break;
      case Conditions::Block::refused:
        return fail(kernel, id, ProblemCode::refused_connection);
      case Conditions::Block::unknown_host:
        return fail(kernel, id, ProblemCode::unknown_host);
      case Conditions::Block::no_route:
        return fail(kernel, id, ProblemCode::no_route);
    }
  }
  exchange.server_side = delay ? Exchange::Server::to_come : Exchange::Server::out_of_it;
  if (delay) {
    kernel.timeline.schedule(
        {exchange.sent + *delay, owner(exchange.server), network_request, to_argument(id)});
  }
  answer_at(kernel, id, exchange.deadline);
}

/// Ends the exchange now, behind what is due now already.
void Network::fail(Kernel& kernel, ExchangeId id, ProblemCode code) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.failed = true;
  exchange.server_side = Exchange::Server::out_of_it;
  exchange.body = AgentReply{
      Problem{code, fmt::format("{}: {}", kernel.journal.names().text(exchange.name), why(code))}};
  answer_at(kernel, id, exchange.sent);
}

void Network::answer_at(Kernel& kernel, ExchangeId id, Instant at) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.end = kernel.timeline.schedule({at, exchange.actor, network_answer, to_argument(id)});
}

void Network::reply(Kernel& kernel, ExchangeId id, AgentReply answer) {
  Exchange* exchange = find(id);
  CHECK(exchange != nullptr && exchange->server_side == Exchange::Server::owes,
        "a request is answered once");
  exchange->server_side = Exchange::Server::out_of_it;
  if (!exchange->awaited) return release(id);
  const Host& server = hosts_[exchange->server.index];
  if (!server.up || server.outages != exchange->server_outages) return;
  std::optional<Duration> delay = Duration::zero();
  if (!rules_.empty()) {
    const Conditions rules = conditions(*exchange);
    // Refusals and names are for those who open a connection; this one is open.
    if (rules.block == Conditions::Block::cut || rules.block == Conditions::Block::no_route) return;
    delay = travel(kernel, exchange->server, rules, rules.lose_answer);
  }
  const Instant now = kernel.timeline.now();
  if (!delay || now + *delay > exchange->deadline) return;
  exchange->body = std::move(answer);
  kernel.timeline.cancel(exchange->end);
  answer_at(kernel, id, now + *delay);
}

void Network::abandon(Kernel& kernel, ExchangeId id) {
  const Exchange* exchange = find(id);
  if (exchange == nullptr || !exchange->awaited) return;
  kernel.timeline.cancel(exchange->end);
  close(id);
}

std::optional<Arrival> Network::arrive(Kernel& kernel, const Due& due) {
  CHECK(due.kind == network_request || due.kind == network_answer, "a message arrives");
  const ExchangeId id = from_argument(due.argument);
  if (find(id) == nullptr) return std::nullopt;
  return due.kind == network_request ? request_arrives(kernel, id) : answer_arrives(kernel, id);
}

std::optional<Arrival> Network::request_arrives(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  const Host& server = hosts_[exchange.server.index];
  if (!server.up) {
    exchange.server_side = Exchange::Server::out_of_it;
    return std::nullopt;
  }
  exchange.server_side = Exchange::Server::owes;
  exchange.server_outages = server.outages;
  kernel.journal.record(
      {kernel.timeline.now(),
       server.owner,
       Level::message,
       "request"_w,
       {{"from"_w, interned(kernel, exchange.client)}, {"kind"_w, exchange.kind}}});
  return RequestArrival{exchange.server, exchange.client, id,
                        std::move(std::get<AgentRequest>(exchange.body))};
}

std::optional<Arrival> Network::answer_arrives(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  std::optional<Arrival> arrival;
  if (hosts_[exchange.client.index].outages == exchange.client_outages) {
    arrival = AnswerArrival{exchange.client, exchange.tag, take_end(kernel, exchange)};
  }
  close(id);
  return arrival;
}

/// What the client hears, which goes into the journal.
AgentReply Network::take_end(Kernel& kernel, Exchange& exchange) {
  const Instant now = kernel.timeline.now();
  AgentReply* reply = std::get_if<AgentReply>(&exchange.body);
  if (reply != nullptr && !exchange.failed) {
    kernel.journal.record(
        {now,
         exchange.actor,
         Level::message,
         "answer"_w,
         {{"from"_w, interned(kernel, exchange.server)}, {"result"_w, word(*reply)}}});
    return std::move(*reply);
  }
  AgentReply failure = Problem{ProblemCode::timed_out, ""};
  if (reply != nullptr) {
    failure = std::move(*reply);
  } else {
    std::get<Problem>(failure).detail =
        fmt::format("{}: no answer within {}", kernel.journal.names().text(exchange.name),
                    print(exchange.deadline - exchange.sent));
  }
  kernel.journal.record(
      {now,
       exchange.actor,
       Level::fault,
       "no_answer"_w,
       {{"to"_w, exchange.name}, {"kind"_w, exchange.kind}, {"reason"_w, word(failure)}}});
  return failure;
}

Conditions Network::conditions(const Exchange& exchange) const {
  return in_force(rules_, {exchange.client, owner(exchange.client)},
                  {exchange.server, owner(exchange.server)});
}

/// How long a message of `sender` takes, unless it is lost. Draws only what the rules ask for.
std::optional<Duration> Network::travel(Kernel& kernel, HostId sender, const Conditions& conditions,
                                        std::optional<Ratio> loss) const {
  const std::string& stream = hosts_[sender.index].stream;
  if (loss && kernel.chance.stream(stream).chance(*loss)) return std::nullopt;
  Duration delay = conditions.latency.value_or(Duration::zero());
  if (conditions.jitter > Duration::zero()) {
    delay += kernel.chance.stream(stream).between(Duration::zero(), *conditions.jitter);
  }
  return delay;
}

std::string Network::describe_open(const Kernel& kernel) const {
  if (open_ == 0) return "";
  const Exchange* oldest = nullptr;
  for (const Exchange& exchange : exchanges_) {
    if (exchange.awaited && (oldest == nullptr || exchange.sent < oldest->sent)) {
      oldest = &exchange;
    }
  }
  return fmt::format("{} from {} to {}, sent {}", oldest->kind.text(), host_name(oldest->client),
                     kernel.journal.names().text(oldest->name), print(oldest->sent));
}

}  // namespace slsim
