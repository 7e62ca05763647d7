// SPDX-License-Identifier: Apache-2.0
// The simulated network: hosts with names, and what lies between them. An exchange is one request
// and its one answer; both ends see only values. What the rules in force do to a message (latency,
// loss, cuts, firewalls, …) is decided when it is sent; whether a host is up and what it presents,
// when it arrives.
//
// Each exchange ends exactly once at its client: with the answer, with the reason why none can be
// had (at once when nothing can be sent), or with `timed_out` when its time is over. The exception
// is a client that has been down meanwhile, which hears nothing more of it. A request by way of a
// proxy is one exchange of two legs; what fails beyond the proxy fails for the client in the same
// way, and the detail names the place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/agent/messages.h"
#include "core/journal/event.h"
#include "sim/kernel/network_rules.h"
#include "sim/kernel/proxy.h"
#include "sim/kernel/timeline.h"
#include "sim/kernel/trust.h"

namespace slsim {

struct Kernel;

/// Whose news the changes of the network are: see ActorId.
inline constexpr ActorId network_actor{1};

/// Names an exchange while it is open; afterwards it names nothing.
struct ExchangeId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  bool operator==(const ExchangeId&) const = default;
};

/// To whom a request goes, and how.
struct SendOptions {
  NameId name;   ///< To whatever host this stands for.
  Instant wall;  ///< What the sender believes the date to be: certificates are judged by it.
  std::optional<ProxyUse> proxy = {};  ///< By way of which it goes; else directly.
  bool judges = true;  ///< Whether it looks at certificates. Who called live has done so already.
  /// Nothing on the way takes simulated time, and what is lost ends at once: who called live waits
  /// it out.
  bool at_once = false;
  std::optional<Duration> patience = {};  ///< How long it waits; as the network has it when absent.
  std::optional<NameId> path = {};        ///< Of the address; absent where it does not matter.
};

/// A request at its server.
struct RequestArrival {
  HostId host;  ///< Which of the actor's hosts was asked.
  HostId sender;
  ExchangeId exchange;
  AgentRequest request;
  std::optional<NameId> path = {};  ///< Of the address by which it was asked.
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

/// Changes that take a Kernel are journaled. Those that do not are for building a world, and for
/// actors that say it themselves (`powered_off`).
class Network {
 public:
  /// REQUIRES: no host has that name yet.
  HostId add_host(std::string_view name, ActorId owner);
  [[nodiscard]] std::optional<HostId> find_host(std::string_view name) const;
  [[nodiscard]] std::string_view host_name(HostId host) const;
  [[nodiscard]] ActorId owner(HostId host) const { return hosts_[host.index].owner; }
  [[nodiscard]] std::size_t host_count() const { return hosts_.size(); }

  /// `name` resolves to `host` from now on.
  void set_dns(NameId name, HostId host);
  void set_dns(Kernel& kernel, NameId name, HostId host);
  /// Whether it stood for a host.
  bool remove_dns(NameId name);
  bool remove_dns(Kernel& kernel, NameId name);
  [[nodiscard]] std::optional<HostId> resolve(NameId name) const;
  /// All names and what they stand for.
  [[nodiscard]] std::vector<std::pair<NameId, HostId>> names() const;

  /// What the host presents to those who ask it.
  void set_certificate(HostId host, ServerCertificate certificate);
  void remove_certificate(HostId host) { hosts_[host.index].certificate = none; }
  /// Null when it has none.
  [[nodiscard]] const ServerCertificate* certificate(HostId host) const;
  /// The roots at which the certificates of an actor's hosts end: each once, sorted.
  [[nodiscard]] std::vector<NameId> roots_of(ActorId actor) const;
  /// What the host trusts when it asks. Nothing, as long as nobody says.
  void set_trust(HostId host, const TrustStore& store);
  bool add_trust(HostId host, NameId root);     ///< Whether the root is new to it.
  bool remove_trust(HostId host, NameId root);  ///< Whether it was trusted.
  [[nodiscard]] const TrustStore& trust(HostId host) const {
    return stores_[hosts_[host.index].trust];
  }

  /// From now on the host passes requests on.
  void set_proxy(HostId host, Proxy proxy) { proxies_[host] = std::move(proxy); }
  /// Null when it is none.
  [[nodiscard]] const Proxy* proxy(HostId host) const;

  /// A host that is down answers nobody: its clients time out. What it has sent itself is not
  /// answered any more, even when it comes up again before the answer.
  void set_up(HostId host, bool up);
  void set_up(Kernel& kernel, HostId host, bool up);
  [[nodiscard]] bool up(HostId host) const { return hosts_[host.index].up(); }

  /// What the rules do when one host asks another. Chance decides the rest.
  [[nodiscard]] Conditions conditions_between(HostId from, HostId to) const {
    return conditions({from, to});
  }
  /// Whether any rule at all is about one asking the other.
  [[nodiscard]] bool ruled(HostId from, HostId to) const;

  /// The new rule comes last, whether or not one of its label has to go for it.
  void add_rule(const Rule& rule);
  void add_rule(Kernel& kernel, const Rule& rule);
  /// Whether there was one.
  bool remove_rule(NameId label);
  bool remove_rule(Kernel& kernel, NameId label);
  void clear_rules() { rules_.clear(); }
  void clear_rules(Kernel& kernel);
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  /// `cm1`, `cssm`, `anybody`.
  [[nodiscard]] std::string describe(const Kernel& kernel, HostPattern pattern) const;

  /// How long a client waits for an answer. Exchanges that are open keep theirs.
  void set_timeout(Duration timeout) { timeout_ = timeout; }
  [[nodiscard]] Duration timeout() const { return timeout_; }

  /// Sends from a host of actor `self`. A host that is down sends nothing, and nothing comes of it.
  ExchangeId send(Kernel& kernel, ActorId self, HostId from, const SendOptions& options,
                  AgentRequest request, std::uint32_t tag);
  /// REQUIRES: the request has arrived and is not answered yet. Each has to be answered at some
  /// time, whether or not its client still waits.
  void reply(Kernel& kernel, ExchangeId id, AgentReply answer);
  /// The client does not want to hear the end of it. The server may act all the same. Always safe.
  void abandon(Kernel& kernel, ExchangeId id);
  /// What a due event of a network kind brings, if anything arrives at all.
  std::optional<Arrival> arrive(Kernel& kernel, const Due& due);

  /// Exchanges of which a client waits for the end.
  [[nodiscard]] std::size_t open_exchanges() const { return open_; }
  /// `authorize from cm1 to cssm/receiver, sent 2026-01-01T00:00:00Z` for a person, of the one that
  /// waits longest; empty when nothing is open.
  [[nodiscard]] std::string describe_open(const Kernel& kernel) const;

  template <class Archive>
  void persist(Archive& archive) {
    archive(hosts_, streams_, by_name_, dns_, stores_, certificates_, proxies_, rules_, timeout_,
            exchanges_, free_, open_);
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;

  struct Host {
    ActorId owner;
    std::uint32_t turns = 0;  // Down and up again: odd while down. A connection lives within one.
    std::optional<NameId> name;        // Interned at the first message.
    std::uint32_t trust = 0;           // In stores_.
    std::uint32_t certificate = none;  // In certificates_.
    [[nodiscard]] bool up() const { return turns % 2 == 0; }
  };

  /// While its client waits, exactly one event is due for it, `next`.
  struct Exchange {
    enum class Stage : std::uint8_t {
      travelling,  // Next the request arrives.
      at_hand,    // It arrived in this instant; a server that answers in the same needs no timeout.
      at_server,  // The server will answer some time.
      answering,  // It has its answer and is slow with it.
      over,       // The server has answered, or will never know.
    };
    std::uint32_t generation = 1;  // So that a default ExchangeId names none.
    Stage stage = Stage::over;
    bool awaited = false;               // By its client.
    bool failed = false;                // The Problem in `body` is the network's, not the server's.
    bool to_proxy = false;              // This leg ends at the proxy, which is the `server` of it.
    bool let_through = true;            // By the proxy, given the login.
    bool judges = true;                 // The client looks at certificates.
    bool at_once = false;               // Nothing on the way takes time.
    std::optional<BadAnswer> replaced;  // What the client gets instead of the server's answer.
    HostId client;
    HostId sender;  // Of this leg: the client, or the proxy.
    HostId server;
    std::uint32_t client_turn = 0;
    std::uint32_t sender_turn = 0;
    std::uint32_t server_turn = 0;
    ActorId actor;  // Of the client.
    NameId name;    // By which it asked.
    std::optional<NameId> path;
    std::uint32_t tag = 0;
    Word kind = ""_w;
    Instant sent;
    Instant deadline;
    Instant wall;  // Of the client, when it sent.
    TimerId next;
    std::variant<AgentRequest, AgentReply> body;

    /// Whether the proxy has sent it on.
    [[nodiscard]] bool beyond_proxy() const { return sender != client; }
    [[nodiscard]] bool by_proxy() const { return to_proxy || beyond_proxy(); }
  };

  /// Who asks whom.
  struct Leg {
    HostId from;
    HostId to;
  };

  [[nodiscard]] Exchange* find(ExchangeId id);
  ExchangeId open(Instant now, Duration patience);
  void release(ExchangeId id);
  void close(ExchangeId id);
  void go_on(Kernel& kernel, ExchangeId id);
  void dispatch(Kernel& kernel, ExchangeId id);
  void fail(Kernel& kernel, ExchangeId id, ProblemCode code);
  void turn_back(Kernel& kernel, ExchangeId id, const Problem& problem,
                 std::optional<Duration> delay);
  void end_at(Kernel& kernel, ExchangeId id, Instant at);
  void lose(Kernel& kernel, ExchangeId id);
  void send_back(Kernel& kernel, ExchangeId id, AgentReply&& answer, bool brought);
  [[nodiscard]] Duration slowness(const Exchange& exchange) const;
  [[nodiscard]] std::optional<Duration> way_back(Kernel& kernel, const Exchange& exchange) const;
  [[nodiscard]] std::optional<Duration> way_back_from_sender(Kernel& kernel,
                                                             const Exchange& exchange) const;
  [[nodiscard]] std::optional<Duration> leg_back(Kernel& kernel, Leg leg, std::uint32_t turn) const;
  std::optional<Arrival> request_arrives(Kernel& kernel, ExchangeId id);
  std::optional<Arrival> answer_is_ready(Kernel& kernel, ExchangeId id);
  void pass_on(Kernel& kernel, ExchangeId id);
  bool struck(Kernel& kernel, ExchangeId id);
  bool secured(Kernel& kernel, ExchangeId id);
  bool accepted(Kernel& kernel, ExchangeId id, HostId judge, std::optional<NameId> signer);
  [[nodiscard]] std::optional<NameId> signer_on(Leg leg) const;
  std::optional<Arrival> answer_arrives(Kernel& kernel, ExchangeId id);
  [[nodiscard]] Problem located(const Kernel& kernel, const Exchange& exchange,
                                const Problem& problem) const;
  [[nodiscard]] AgentReply bad_answer(const Kernel& kernel, const Exchange& exchange,
                                      const BadAnswer& answer) const;
  void end_with(Kernel& kernel, ExchangeId id, AgentReply&& answer, std::optional<Duration> delay);
  [[nodiscard]] AgentReply timed_out(const Kernel& kernel, const Exchange& exchange) const;
  AgentReply take_end(Kernel& kernel, Exchange& exchange);
  [[nodiscard]] Endpoint endpoint(HostId host) const { return {host, owner(host)}; }
  [[nodiscard]] Conditions conditions(Leg leg) const {
    return in_force(rules_, endpoint(leg.from), endpoint(leg.to));
  }
  std::optional<Duration> travel(Kernel& kernel, HostId sender, const Conditions& conditions,
                                 std::optional<Ratio> loss) const;
  NameId interned(Kernel& kernel, HostId host);

  std::vector<Host> hosts_;
  std::vector<std::string> streams_;  // By HostId: `network/cm1`, which ends in the host's name.
  std::map<std::string, HostId, std::less<>> by_name_;
  std::vector<std::optional<HostId>> dns_;  // By NameId.
  std::vector<TrustStore> stores_{1};  // Each once: most hosts trust the same. The first is empty.
  std::vector<ServerCertificate> certificates_;
  std::map<HostId, Proxy> proxies_;
  std::vector<Rule> rules_;
  Duration timeout_ = seconds(60);  // Setting network_timeout.
  std::vector<Exchange> exchanges_;
  std::vector<std::uint32_t> free_;
  std::size_t open_ = 0;
};

}  // namespace slsim
