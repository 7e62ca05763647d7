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

Network::Exchange* Network::find(ExchangeId id) {
  if (id.slot >= exchanges_.size()) return nullptr;
  Exchange& exchange = exchanges_[id.slot];
  return exchange.generation == id.generation ? &exchange : nullptr;
}

ExchangeId Network::open(Instant now, Duration patience) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(exchanges_.size()));
    exchanges_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  Exchange& exchange = exchanges_[slot];
  exchange.awaited = true;
  exchange.failed = false;
  exchange.replaced.reset();
  exchange.sent = now;
  exchange.deadline = now + patience;
  ++open_;
  return {slot, exchange.generation};
}

void Network::release(ExchangeId id) {
  // A slot whose generations are used up is never used again: an old id must not fit a new
  // exchange.
  if (++exchanges_[id.slot].generation != 0) free_.push_back(id.slot);
}

/// The client's side of it is over.
void Network::close(ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.awaited = false;
  --open_;
  // A server that has the request still has the id.
  const bool held =
      exchange.stage == Exchange::Stage::at_hand || exchange.stage == Exchange::Stage::at_server;
  if (!held) release(id);
}

ExchangeId Network::send(Kernel& kernel, ActorId self, HostId from, const SendOptions& options,
                         AgentRequest request, std::uint32_t tag) {
  const Host& client = hosts_[from.index];
  if (!client.up()) return {};
  if (client.name) kernel.journal.prefetch(self, *client.name);
  const ExchangeId id = open(kernel.timeline.now(), options.patience.value_or(timeout_));
  Exchange& exchange = exchanges_[id.slot];
  exchange.client = from;
  exchange.client_turn = client.turns;
  exchange.actor = self;
  exchange.name = options.name;
  exchange.path = options.path;
  exchange.wall = options.wall;
  exchange.judges = options.judges;
  exchange.at_once = options.at_once;
  exchange.tag = tag;
  exchange.kind = word(request);
  exchange.body.emplace<AgentRequest>(std::move(request));
  exchange.sender = from;
  exchange.to_proxy = options.proxy.has_value();
  if (exchange.to_proxy) {
    const Proxy* proxy = this->proxy(options.proxy->host);
    CHECK(proxy != nullptr, "a host that is used as a proxy is one");
    exchange.server = options.proxy->host;
    exchange.let_through = lets_through(*proxy, options.proxy->login);
    dispatch(kernel, id);
  } else {
    go_on(kernel, id);
  }
  return id;
}

/// Sends the request from where it is to whatever host its name stands for.
void Network::go_on(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  const std::optional<HostId> server = resolve(exchange.name);
  if (!server) return fail(kernel, id, ProblemCode::unknown_host);
  exchange.server = *server;
  dispatch(kernel, id);
}

/// Sends the request on this leg of its way, under the rules.
void Network::dispatch(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  const Instant now = kernel.timeline.now();
  std::optional<Duration> delay = Duration::zero();
  if (!rules_.empty()) {
    const Conditions rules = conditions({exchange.sender, exchange.server});
    switch (rules.block.value_or(Conditions::Block::none)) {
      case Conditions::Block::none:
        delay = travel(kernel, exchange.sender, rules, rules.loss);
        if (exchange.at_once && delay) delay = Duration::zero();
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
  // What takes longer than the client's patience never gets as far as a connection.
  if (delay && now + *delay <= exchange.deadline) {
    exchange.stage = Exchange::Stage::travelling;
    exchange.next = kernel.timeline.schedule(
        {now + *delay, owner(exchange.server), network_request, to_argument(id)});
  } else {
    lose(kernel, id);
  }
}

/// Request or answer is gone: the exchange ends when its client has waited long enough.
void Network::lose(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.stage = Exchange::Stage::over;
  if (exchange.at_once) exchange.deadline = kernel.timeline.now();
  end_at(kernel, id, exchange.deadline);
}

/// Nothing can be sent on this leg: the client hears of it now, behind what is due now already, or
/// as soon as its proxy can tell.
void Network::fail(Kernel& kernel, ExchangeId id, ProblemCode code) {
  turn_back(kernel, id, {code, std::string{why(code)}},
            way_back_from_sender(kernel, exchanges_[id.slot]));
}

/// Ends the exchange with a problem of the network's, of which its client hears after `delay`;
/// never, if that is absent.
void Network::turn_back(Kernel& kernel, ExchangeId id, const Problem& problem,
                        std::optional<Duration> delay) {
  end_with(kernel, id, located(kernel, exchanges_[id.slot], problem), delay);
}

/// The same with whatever the client hears.
void Network::end_with(Kernel& kernel, ExchangeId id, AgentReply&& answer,
                       std::optional<Duration> delay) {
  Exchange& exchange = exchanges_[id.slot];
  const Instant now = kernel.timeline.now();
  if (!delay || now + *delay > exchange.deadline) return lose(kernel, id);
  exchange.stage = Exchange::Stage::over;
  exchange.failed = std::holds_alternative<Problem>(answer);
  exchange.body = std::move(answer);
  end_at(kernel, id, now + *delay);
}

/// As a caller over HTTP sees it, or as a product understands it.
AgentReply Network::bad_answer(const Kernel& kernel, const Exchange& exchange,
                               const BadAnswer& answer) const {
  if (exchange.kind == "http"_w) return http_answer(answer.response());
  return located(kernel, exchange, answer.problem());
}

/// With the place at which it happened: `tools.cisco.com: …`, `px1: tools.cisco.com: …`.
Problem Network::located(const Kernel& kernel, const Exchange& exchange,
                         const Problem& problem) const {
  const std::string_view asked = kernel.journal.names().text(exchange.name);
  if (exchange.to_proxy) {
    return {problem.code, fmt::format("{}: {}", host_name(exchange.server), problem.detail)};
  }
  if (exchange.beyond_proxy()) {
    return {problem.code,
            fmt::format("{}: {}: {}", host_name(exchange.sender), asked, problem.detail)};
  }
  return {problem.code, fmt::format("{}: {}", asked, problem.detail)};
}

void Network::end_at(Kernel& kernel, ExchangeId id, Instant at) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.next = kernel.timeline.schedule({at, exchange.actor, network_answer, to_argument(id)});
}

void Network::reply(Kernel& kernel, ExchangeId id, AgentReply answer) {
  Exchange* exchange = find(id);
  const bool at_hand = exchange != nullptr && exchange->stage == Exchange::Stage::at_hand;
  CHECK(at_hand || (exchange != nullptr && exchange->stage == Exchange::Stage::at_server),
        "a request is answered once");
  exchange->stage = Exchange::Stage::over;
  if (!exchange->awaited) return release(id);
  const bool timeless = rules_.empty() || exchange->at_once;
  const Duration slow = timeless ? Duration::zero() : slowness(*exchange);
  if (slow == Duration::zero()) return send_back(kernel, id, std::move(answer), at_hand);
  const Instant ready = kernel.timeline.now() + slow;
  if (ready > exchange->deadline) return;
  exchange->stage = Exchange::Stage::answering;
  exchange->body = std::move(answer);
  kernel.timeline.cancel(exchange->next);
  exchange->next =
      kernel.timeline.schedule({ready, owner(exchange->server), network_request, to_argument(id)});
}

/// Sends the answer on its way, under the rules. `brought`: what is due now brings it.
void Network::send_back(Kernel& kernel, ExchangeId id, AgentReply&& answer, bool brought) {
  Exchange* exchange = &exchanges_[id.slot];
  const Instant now = kernel.timeline.now();
  std::optional<Duration> delay = way_back(kernel, *exchange);
  if (exchange->at_once && delay) delay = Duration::zero();
  if (!delay || now + *delay > exchange->deadline) {
    if (!exchange->at_once) return;
    kernel.timeline.cancel(exchange->next);
    return lose(kernel, id);
  }
  exchange->body =
      exchange->replaced ? bad_answer(kernel, *exchange, *exchange->replaced) : std::move(answer);
  exchange->failed = exchange->replaced && exchange->kind != "http"_w;
  if (brought && *delay == Duration::zero()) return;
  kernel.timeline.cancel(exchange->next);
  end_at(kernel, id, now + *delay);
}

/// How long the server's answer takes, unless it is lost.
std::optional<Duration> Network::way_back(Kernel& kernel, const Exchange& exchange) const {
  const auto here = leg_back(kernel, {exchange.sender, exchange.server}, exchange.server_turn);
  if (!here || !exchange.beyond_proxy()) return here;
  const auto rest = way_back_from_sender(kernel, exchange);
  return rest ? std::optional{*here + *rest} : std::nullopt;
}

/// The same for what the sender of this leg says.
std::optional<Duration> Network::way_back_from_sender(Kernel& kernel,
                                                      const Exchange& exchange) const {
  if (!exchange.beyond_proxy()) return Duration::zero();
  return leg_back(kernel, {exchange.client, exchange.sender}, exchange.sender_turn);
}

/// What `leg.to` answers to `leg.from`, if it has been up since `turn`.
std::optional<Duration> Network::leg_back(Kernel& kernel, Leg leg, std::uint32_t turn) const {
  const Host& host = hosts_[leg.to.index];
  if (!host.up() || host.turns != turn) return std::nullopt;
  if (rules_.empty()) return Duration::zero();
  const Conditions rules = conditions(leg);
  // Refusals and names are for those who open a connection; this one is open.
  if (rules.block == Conditions::Block::cut || rules.block == Conditions::Block::no_route) {
    return std::nullopt;
  }
  return travel(kernel, leg.to, rules, rules.lose_answer);
}

/// How much longer than usual the server takes, and the proxy, if there is one.
Duration Network::slowness(const Exchange& exchange) const {
  const auto of = [this](Leg leg) { return conditions(leg).slow.value_or(Duration::zero()); };
  const Duration here = of({exchange.sender, exchange.server});
  return exchange.beyond_proxy() ? here + of({exchange.client, exchange.sender}) : here;
}

void Network::abandon(Kernel& kernel, ExchangeId id) {
  const Exchange* exchange = find(id);
  if (exchange == nullptr || !exchange->awaited) return;
  kernel.timeline.cancel(exchange->next);
  close(id);
}

bool Network::ruled(HostId from, HostId to) const {
  return std::ranges::any_of(
      rules_, [&](const Rule& rule) { return rule.matches(endpoint(from), endpoint(to)); });
}

std::optional<Arrival> Network::arrive(Kernel& kernel, const Due& due) {
  CHECK(due.kind == network_request || due.kind == network_answer, "a message arrives");
  const ExchangeId id = from_argument(due.argument);
  CHECK(find(id) != nullptr, "a message belongs to an exchange");
  return due.kind == network_request ? request_arrives(kernel, id) : answer_arrives(kernel, id);
}

std::optional<Arrival> Network::answer_arrives(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  const bool answered = std::holds_alternative<AgentReply>(exchange.body);
  if (!answered && kernel.timeline.now() < exchange.deadline) {
    if (exchange.stage == Exchange::Stage::at_hand) exchange.stage = Exchange::Stage::at_server;
    end_at(kernel, id, exchange.deadline);
    return std::nullopt;
  }
  std::optional<Arrival> arrival;
  if (hosts_[exchange.client.index].turns == exchange.client_turn) {
    arrival = AnswerArrival{exchange.client, exchange.tag, take_end(kernel, exchange)};
  }
  close(id);
  return arrival;
}

/// What the client hears, which goes into the journal.
AgentReply Network::take_end(Kernel& kernel, Exchange& exchange) {
  Context client{kernel, exchange.actor};
  AgentReply* reply = std::get_if<AgentReply>(&exchange.body);
  if (reply != nullptr && !exchange.failed) {
    client.record(Level::message, "answer"_w,
                  {{"from"_w, interned(kernel, exchange.server)}, {"result"_w, word(*reply)}});
    return std::move(*reply);
  }
  AgentReply failure = reply != nullptr ? std::move(*reply) : timed_out(kernel, exchange);
  if (exchange.by_proxy()) {
    const HostId proxy = exchange.to_proxy ? exchange.server : exchange.sender;
    client.record(Level::fault, "no_answer"_w,
                  {{"to"_w, exchange.name},
                   {"by"_w, interned(kernel, proxy)},
                   {"kind"_w, exchange.kind},
                   {"reason"_w, word(failure)}});
  } else {
    client.record(
        Level::fault, "no_answer"_w,
        {{"to"_w, exchange.name}, {"kind"_w, exchange.kind}, {"reason"_w, word(failure)}});
  }
  return failure;
}

AgentReply Network::timed_out(const Kernel& kernel, const Exchange& exchange) const {
  const std::string why = exchange.at_once ? "no answer"
                                           : fmt::format("no answer within {}",
                                                         print(exchange.deadline - exchange.sent));
  return located(kernel, exchange, {ProblemCode::timed_out, why});
}

/// How long a message of `sender` takes, unless it is lost. Draws only what the rules ask for.
std::optional<Duration> Network::travel(Kernel& kernel, HostId sender, const Conditions& conditions,
                                        std::optional<Ratio> loss) const {
  const std::string& stream = streams_[sender.index];
  if (loss && kernel.chance.stream(stream).chance(*loss)) return std::nullopt;
  Duration delay = conditions.latency.value_or(Duration::zero());
  if (conditions.jitter > Duration::zero()) {
    delay += kernel.chance.stream(stream).between(Duration::zero(), *conditions.jitter);
  }
  return delay;
}

std::string Network::describe_open(const Kernel& kernel) const {
  const Exchange* oldest = nullptr;
  for (const Exchange& exchange : exchanges_) {
    if (exchange.awaited && (oldest == nullptr || exchange.sent < oldest->sent)) {
      oldest = &exchange;
    }
  }
  if (oldest == nullptr) return "";
  return fmt::format("{} from {} to {}, sent {}", oldest->kind.text(), host_name(oldest->client),
                     kernel.journal.names().text(oldest->name), print(oldest->sent));
}

}  // namespace slsim
