// SPDX-License-Identifier: Apache-2.0
// Rules say what happens to messages between which hosts. Several may hold at once, and each part
// takes its value from the last rule that gives one. They look at who asks whom: the answer to a
// request falls under the rules of its request.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/chance/chance.h"
#include "core/journal/event.h"

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

  /// `cut`, or `latency 5s, loss 1/20`; `nothing` when no part is given.
  [[nodiscard]] std::string describe() const;
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

  [[nodiscard]] bool matches(Endpoint asking, Endpoint asked) const;
};

/// What `rules` together do when `asking` asks `asked`.
[[nodiscard]] Conditions in_force(std::span<const Rule> rules, Endpoint asking, Endpoint asked);

}  // namespace slsim
