// SPDX-License-Identifier: Apache-2.0
// The smart agent inside a UC application: it registers, renews its identity, asks for
// authorization, and knows what it was last told. It keeps facts and times; what the product makes
// of them is its Standing.
//
// All times are by the box's uptime clock, which drifts with the box and is not moved when its wall
// clock is stepped; what a page shows (`wall`) is by the wall clock.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/agent/messages.h"
#include "core/settings/settings.h"
#include "sim/kernel/context.h"
#include "sim/ucapps/transport.h"

namespace slsim {

/// What an agent asks its authority for.
enum class Operation : std::uint8_t { register_product, renew_id, authorize, deregister };
[[nodiscard]] Word word(Operation operation);

/// The box that an agent runs on, as it is for the length of one call.
struct Box {
  Context& context;
  const Settings& settings;
  Instant now;   ///< By the uptime clock.
  Instant wall;  ///< What the box believes the date to be.
  HostId host;
  const Transport& transport;  ///< To whom it reports, and by which way.
  NameId roots;                ///< Name of the host that has the root bundle.
  const Counts& counts;        ///< What the product needs now.
};

class SmartAgent {
 public:
  /// A number under which somebody waits for the end of an operation; 0: nobody does.
  using Ticket = std::uint32_t;

  struct Identity {
    Certificate certificate;
    Instant certificate_ends;        ///< From the life that the authority gave it.
    Instant first_deadline = never;  ///< For the first authorization, by the authority's clock.
    Instant first_deadline_here = never;
    Instant registered_wall;
    Membership membership;
  };
  struct Answer {
    Instant expires;             ///< By the authority's clock.
    Instant expires_here;        ///< The same moment here.
    Instant since_wall;          ///< Since when this or an equal answer holds.
    std::uint32_t short_of = 0;  ///< Bit i: entry i of `reported` is out of compliance.
    Counts reported;
  };
  /// What came of the last operation of a kind.
  struct Attempt {
    Instant wall;
    std::shared_ptr<const Problem> problem;  ///< Null: it succeeded.
  };
  struct Ended {
    Operation operation{};
    Ticket ticket{};
    std::optional<Problem> problem{};
    bool stale = false;  ///< About an identity that is gone; it says nothing of the product.
  };

  /// Starts an exchange. REQUIRES: not busy(register_product).
  void start_registration(const Box& box, RegisterRequest request, Ticket ticket);
  /// Starts another exchange. REQUIRES: an identity; not busy(operation).
  void start(const Box& box, Operation operation, Ticket ticket);
  /// Starts what is due of its own accord.
  void start_due(const Box& box);
  /// The end of an exchange; absent when its box went down meanwhile.
  std::optional<Ended> on_answer(const Box& box, std::uint32_t tag, const AgentReply& answer);
  /// The box went down and what was on its way is lost: the tickets that waited for it.
  std::vector<Ticket> drop_exchanges();

  /// The same moments by an uptime clock that shows `by` more.
  void rebase(Duration by);

  /// Asks again at `when` because counts changed, unless it asks earlier anyway.
  void report_at(Instant when) { next_report_ = when; }
  /// The authority is told of another host name with the next authorization; empty: not shared.
  void rename(std::string host_name) {
    renamed_ = std::make_shared<const std::string>(std::move(host_name));
  }
  /// Lets go of the registration. Answers still on their way are not listened to, but for that to
  /// another registration.
  void forget();
  /// Lets go of everything: a registration on its way as well.
  void start_over();

  /// What the agent underneath calls the state of its registration (CISCO-SMART-LIC-MIB).
  enum class State : std::uint8_t {
    not_registered,
    registration_in_progress,
    registration_failed,
    registration_retry_in_progress,
    registration_completed,
  };
  [[nodiscard]] State state() const;
  /// When it tries a registration again that found no answer; `never`: it does not.
  [[nodiscard]] Instant next_registration() const { return next_registration_; }
  /// REQUIRES: it does.
  [[nodiscard]] const RegisterRequest& failed_registration() const { return *registration_; }

  /// When it next acts by itself.
  [[nodiscard]] Instant next_attempt() const;
  [[nodiscard]] bool busy(Operation operation) const { return (open_ & bit(operation)) != 0; }
  /// Whether an answer is still to come.
  [[nodiscard]] bool waits() const { return open_ != 0; }
  /// Whether `counts` differ from what the authority last heard.
  [[nodiscard]] bool must_report(const Counts& counts) const {
    return identity_ && answer_ && !(answer_->reported == counts);
  }

  [[nodiscard]] const std::optional<Identity>& identity() const { return identity_; }
  [[nodiscard]] const std::optional<Answer>& answer() const { return answer_; }
  [[nodiscard]] const std::optional<Attempt>& last(Operation operation) const {
    return last_[index(operation)];
  }
  [[nodiscard]] Instant next_renewal() const { return next_renewal_; }
  [[nodiscard]] Instant next_authorization() const { return next_authorization_; }

  template <class Archive>
  void persist(Archive& archive) {
    archive(next_renewal_, next_authorization_, next_report_, next_registration_, open_,
            tries_again_, answer_, identity_, sent_, last_, flights_, renamed_, registration_);
  }

 private:
  /// An exchange under way, or the last one.
  struct Flight {
    std::uint32_t generation = 0;
    Ticket ticket = 0;
    std::uint32_t sends = 1;  ///< How often it has asked by now.
    bool stale = false;       ///< Sent for an identity that is gone.
    bool fetched = false;     ///< It has asked for missing roots.
    /// Why it asks for them; while it does.
    std::shared_ptr<const Problem> mistrust = {};
    std::shared_ptr<const std::string> renamed = {};  ///< As sent.
  };
  static std::size_t index(Operation operation) { return static_cast<std::size_t>(operation); }
  static std::uint8_t bit(Operation operation) { return std::uint8_t(1U << index(operation)); }
  Flight& flight(Operation operation) { return flights_[index(operation)]; }

  void send_request(const Box& box, Operation operation);
  void send(const Box& box, Operation operation, NameId name, AgentRequest&& request);
  void fetch_roots(const Box& box, Operation operation, const Problem& mistrust);
  std::optional<Ended> roots_came(const Box& box, Operation operation, const AgentReply& answer);
  Ended end(const Box& box, Operation operation, const AgentReply& answer);
  void apply(const Box& box, Operation operation, const AgentReply& answer);
  void registered(const Box& box, const RegisterReply& reply);
  void authorized(const Box& box, const AuthorizeReply& reply);
  void retry_later(const Box& box, Operation operation);
  void end_registration(const Box& box, const Ended& ended);
  void give_up_registration();

  // In the order in which an exchange comes by: among many instances each line of them that it
  // reads is waited for.
  Instant next_renewal_ = never;
  Instant next_authorization_ = never;
  Instant next_report_ = never;
  Instant next_registration_ = never;
  std::uint8_t open_ = 0;     ///< A bit for each operation under way.
  bool tries_again_ = false;  ///< The registration under way is not its first try.
  std::optional<Answer> answer_;
  std::optional<Identity> identity_;
  Counts sent_;  ///< With the last request for authorization.
  std::array<std::optional<Attempt>, 4> last_;
  std::array<Flight, 4> flights_;
  std::shared_ptr<const std::string> renamed_;  ///< What the authority has not heard yet.
  /// While it is under way or to be tried again.
  std::shared_ptr<const RegisterRequest> registration_;
};

}  // namespace slsim
