// SPDX-License-Identifier: Apache-2.0
// Rules say what happens to messages between which hosts. Several may hold at once, and each part
// takes its value from the last rule that gives one; of their faults the last that strikes does.
// They look at who asks whom: the answer to a request falls under the rules of its request.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/chance/chance.h"
#include "core/journal/names.h"
#include "sim/kernel/network_faults.h"

namespace slsim {

struct HostId {
  std::uint32_t index = 0;
  auto operator<=>(const HostId&) const = default;
};

/// What a rule does to the messages it matches.
struct Conditions {
  enum class Block : std::uint8_t {
    none,
    cut,           ///< Vanishes: the client times out.
    refused,       ///< Connection refused, at once.
    unknown_host,  ///< The name does not resolve, at once.
    no_route,      ///< No route to host, at once.
  };
  std::optional<Block> block{};
  std::optional<Duration> latency{};   ///< Each way.
  std::optional<Duration> jitter{};    ///< Up to this much more, each way.
  std::optional<Ratio> loss{};         ///< Of requests.
  std::optional<Ratio> lose_answer{};  ///< Of answers: the server has acted.
  std::optional<Duration> slow{};      ///< What the server takes to answer; it acts at once.
  std::optional<NameId> signed_by{};   ///< A box opens TLS and signs with a root of its own.

  /// `cut`, or `latency 5s, loss 1/20`; empty when no part is given.
  [[nodiscard]] std::string describe(const Names& names) const;
};
[[nodiscard]] Word word(Conditions::Block block);

/// A host and whose it is.
struct Endpoint {
  HostId host;
  ActorId owner;
};

/// A host, a group (`cssm`: all its hosts), or everybody.
struct HostPattern {
  enum class Kind : std::uint8_t { any, host, actor };
  Kind kind = Kind::any;
  std::uint32_t index = 0;  ///< Of the host or actor.

  [[nodiscard]] bool matches(Endpoint end) const;
  bool operator==(const HostPattern&) const = default;
};

struct Rule {
  NameId label{};  ///< By which it is lifted again.
  HostPattern from{};
  HostPattern to{};
  bool both_ways = false;  ///< Also when `to` asks `from`.
  Conditions conditions{};
  std::optional<HostFault> fault{};

  [[nodiscard]] bool matches(Endpoint asking, Endpoint asked) const;
  /// What it does, for a person.
  [[nodiscard]] std::string effect(const Names& names) const;
};

/// What `rules` together do when `asking` asks `asked`.
[[nodiscard]] Conditions in_force(std::span<const Rule> rules, Endpoint asking, Endpoint asked);
/// The root by which a box between them signs, if there is one.
[[nodiscard]] std::optional<NameId> signer(std::span<const Rule> rules, Endpoint asking,
                                           Endpoint asked);
/// Who asks: an agent checks what it is answered, a caller over HTTP does not.
enum class Asker : std::uint8_t { agent, http };
/// The rule whose fault strikes a request that has reached `asked` at `now`; null when none does.
/// Chance is drawn from `stream`.
[[nodiscard]] Rule* striking(std::span<Rule> rules, Endpoint asking, Endpoint asked, Asker asker,
                             Instant now, Chance& chance, const std::string& stream);

}  // namespace slsim
