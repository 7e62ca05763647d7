// SPDX-License-Identifier: Apache-2.0
// The smallest world with a network: clients that ask one server, and note what they hear. A value,
// so that a copy is a fork.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/kernel/context.h"

namespace slsim {

class ToyWorld {
 public:
  /// How the server takes a request.
  enum class Manner : std::uint8_t { at_once, later, not_yet };
  /// The end of an exchange as its client heard it.
  struct Heard {
    Instant at;
    std::uint32_t client = 0;
    std::uint32_t tag = 0;
    std::string result;
    bool operator==(const Heard&) const = default;
  };

  struct Asked {
    Instant at;
    std::uint32_t client = 0;
    ExchangeId exchange;
    bool by_proxy = false;
  };

  explicit ToyWorld(std::uint32_t clients, std::uint64_t seed = 1);

  /// Numbered from 0.
  [[nodiscard]] static ActorId client_actor(std::uint32_t client) {
    return {first_client + client};
  }
  [[nodiscard]] static HostId client_host(std::uint32_t client) { return {1 + client}; }
  [[nodiscard]] static HostId server_host() { return {0}; }
  [[nodiscard]] NameId server_name() { return kernel.journal.intern("cssm/receiver"); }
  [[nodiscard]] Instant start() const { return start_; }

  /// A host that passes requests on, and that clients can use from now on.
  HostId add_proxy(std::string_view name, const Proxy& terms);

  ExchangeId ask(std::uint32_t client, std::uint32_t tag,
                 AgentRequest request = AuthorizeRequest{});
  /// Asks as often as this from now on, on the average; tags are numbered.
  void ask_about_every(Duration period);
  void stop_asking() { period_ = {}; }
  /// Answers the oldest request that waits for it.
  void answer_next();
  void run_until(Instant limit);
  /// The events kept, as text.
  [[nodiscard]] std::vector<std::string> journal() const;

  Kernel kernel;
  Manner manner = Manner::at_once;
  std::optional<ProxyUse> proxy;        ///< By way of which clients ask.
  Duration answer_delay = seconds(10);  ///< At most, for Manner::later.
  std::vector<Heard> heard;
  std::vector<std::string> details;   ///< Of the problems heard, in order.
  std::vector<RequestArrival> taken;  ///< By the server, in order.
  std::vector<Asked> asked;           ///< Of their own accord; the tag is the index.

 private:
  static constexpr std::uint32_t first_client = 4;
  enum TimerKind : std::uint32_t { ask_again, answer };

  void ask_of_own_accord(std::uint32_t client);
  void deliver(const Due& due, Arrival arrival);
  void take(RequestArrival request);
  void reply(std::size_t taken_index);

  Instant start_;
  Duration period_{};
  std::size_t answered_ = 0;
};

/// A rule for everybody.
Rule rule_for_all(NameId label, Conditions conditions);

}  // namespace slsim
