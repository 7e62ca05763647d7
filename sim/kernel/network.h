// SPDX-License-Identifier: Apache-2.0
// The simulated network: hosts with names, and what lies between them. An exchange is one request and its one answer;
// both ends see only values. What the rules in force do to a message (latency, loss, cuts, firewalls, …) is decided when
// it is sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "core/agent/messages.h"
#include "core/chance/chance.h"
#include "core/journal/event.h"
#include "core/result/problem.h"
#include "sim/kernel/timeline.h"

namespace slsim {

struct Kernel;

struct HostId {
  std::uint32_t index = 0;
  auto operator<=>(const HostId&) const = default;
};

/// Names an exchange while it is open; afterwards it names nothing.
struct ExchangeId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  bool operator==(const ExchangeId&) const = default;
};

/// A request at its server.
struct RequestArrival {
  HostId host;    ///< Which of the actor's hosts was asked.
  HostId sender;
  ExchangeId exchange;
  AgentRequest request;
};

/// The end of an exchange at its client: the answer, or why there is none.
struct AnswerArrival {
  HostId host;        ///< Which of the actor's hosts had asked.
  std::uint32_t tag;  ///< What the client called the exchange.
  AgentReply answer;  ///< A Problem with a network code when no answer came.
};

using Arrival = std::variant<RequestArrival, AnswerArrival>;

/// Due::kind of messages; actors number their own kinds from 0.
inline constexpr std::uint32_t network_request = 0xffff'fff0;
inline constexpr std::uint32_t network_answer = 0xffff'fff1;

/// What a rule does to the messages it matches. Several may hold at once; each part takes its value from the last rule
/// that gives one.
struct Conditions {
  enum class Block : std::uint8_t {
    none,
    cut,           ///< Vanishes: the client times out.
    refused,       ///< Connection refused, at once.
    unknown_host,  ///< The name does not resolve, at once.
    no_route,      ///< No route to host, at once.
  };
  std::optional<Block> block;
  std::optional<Duration> latency;  ///< Each way.
  std::optional<Duration> jitter;   ///< Up to this much more, each way.
  std::optional<Ratio> loss;        ///< Of requests.
  std::optional<Ratio> lose_answer; ///< Of answers: the server has acted.
};

/// A host, a group (`cssm`: all its hosts), or everybody.
struct HostPattern {
  enum class Kind : std::uint8_t { any, host, actor };
  Kind kind = Kind::any;
  std::uint32_t index = 0;  ///< Of the host or actor.
};

struct Rule {
  NameId label;  ///< By which it is lifted again; the rule of the same label is replaced.
  HostPattern from;
  HostPattern to;
  bool both_ways = false;
  Conditions conditions;
};

class Network {
 public:
  HostId add_host(std::string_view name, ActorId owner);
  [[nodiscard]] std::optional<HostId> find_host(std::string_view name) const;
  [[nodiscard]] std::string_view host_name(HostId host) const;
  [[nodiscard]] ActorId owner(HostId host) const;
  [[nodiscard]] std::size_t host_count() const;
  /// `name` resolves to `host` from now on.
  void set_dns(NameId name, HostId host);
  void remove_dns(NameId name);

  /// A host that is down answers nobody: its clients time out.
  void set_up(HostId host, bool up);
  [[nodiscard]] bool up(HostId host) const;

  void add_rule(const Rule& rule);
  void remove_rule(NameId label);
  void clear_rules();
  [[nodiscard]] const std::vector<Rule>& rules() const;

  /// How long a client waits for an answer.
  void set_timeout(Duration timeout);

  void send(Kernel& kernel, ActorId self, HostId from, NameId name, AgentRequest request, std::uint32_t tag);
  void reply(Kernel& kernel, ExchangeId exchange, AgentReply answer);
  /// What a due event of a network kind brings, if anything arrives at all.
  std::optional<Arrival> arrive(Kernel& kernel, const Due& due);

  /// Exchanges that wait for an answer or are on their way.
  [[nodiscard]] std::size_t open_exchanges() const;
  /// `authorize from cm1 to cssm/receiver, sent 2026-01-01T00:00:00Z` for a person; empty when nothing is open.
  [[nodiscard]] std::string describe_open(const Kernel& kernel) const;
};

}  // namespace slsim
