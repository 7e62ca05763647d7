// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/agent.h"

#include <algorithm>
#include <utility>

namespace slsim {
namespace {

constexpr std::uint32_t operation_bits = 2;
constexpr std::uint32_t operation_mask = (1U << operation_bits) - 1;

/// Whether the root is new to the host.
bool trust(Context& context, HostId host, std::string_view root) {
  const NameId id = context.intern(root);
  if (!context.kernel().network.add_trust(host, id)) return false;
  context.record(Level::change, "root_trusted"_w, {{"root"_w, id}});
  return true;
}

std::optional<Problem> problem_of(const AgentReply& answer) {
  const Problem* problem = std::get_if<Problem>(&answer);
  return problem == nullptr ? std::nullopt : std::optional{*problem};
}

std::shared_ptr<const Problem> shared(const std::optional<Problem>& problem) {
  return problem ? std::make_shared<const Problem>(*problem) : nullptr;
}

}  // namespace

Word word(Operation operation) {
  constexpr std::array words{"register"_w, "renew_id"_w, "authorize"_w, "deregister"_w};
  return words[static_cast<std::size_t>(operation)];
}

void SmartAgent::start_registration(const Box& box, RegisterRequest request, Ticket ticket) {
  registration_ = std::make_shared<const RegisterRequest>(std::move(request));
  next_registration_ = never;
  start(box, Operation::register_product, ticket);
}

void SmartAgent::start(const Box& box, Operation operation, Ticket ticket) {
  if (operation == Operation::deregister) give_up_registration();
  Flight& flight = this->flight(operation);
  flight = {.generation = flight.generation + 1, .ticket = ticket};
  open_ |= bit(operation);
  send_request(box, operation);
}

void SmartAgent::send_request(const Box& box, Operation operation) {
  Flight& flight = this->flight(operation);
  flight.renamed = renamed_;
  switch (operation) {
    case Operation::register_product:
      return send(box, operation, box.transport.destination, *registration_);
    case Operation::renew_id:
      return send(box, operation, box.transport.destination,
                  RenewIdRequest{identity_->certificate.serial, box.wall});
    case Operation::authorize:
      sent_ = box.counts;
      return send(box, operation, box.transport.destination,
                  AuthorizeRequest{identity_->certificate.serial, box.counts, box.wall, renamed_});
    case Operation::deregister:
      return send(box, operation, box.transport.destination,
                  DeregisterRequest{identity_->certificate.serial, box.wall});
  }
}

void SmartAgent::send(const Box& box, Operation operation, NameId name, AgentRequest&& request) {
  const std::uint32_t tag =
      (flight(operation).generation << operation_bits) | std::uint32_t(index(operation));
  const Transport& transport = box.transport;
  box.context.send(box.host,
                   {.name = name,
                    .wall = box.wall,
                    .proxy = transport.via,
                    .judges = transport.tls,
                    .path = transport.path},
                   std::move(request), tag);
}

SmartAgent::State SmartAgent::state() const {
  const auto& last = this->last(Operation::register_product);
  const bool failed = last && last->problem;
  if (next_registration_ != never) return State::registration_retry_in_progress;
  if (busy(Operation::register_product)) {
    return tries_again_ ? State::registration_retry_in_progress : State::registration_in_progress;
  }
  if (identity_) return State::registration_completed;
  return failed ? State::registration_failed : State::not_registered;
}

void SmartAgent::start_due(const Box& box) {
  if (!identity_) return;
  if (next_renewal_ <= box.now && !busy(Operation::renew_id)) start(box, Operation::renew_id, 0);
  const Instant ask = std::min(next_authorization_, next_report_);
  if (ask <= box.now && !busy(Operation::authorize)) start(box, Operation::authorize, 0);
}

Instant SmartAgent::next_attempt() const {
  if (!identity_) return never;
  const Instant renewal = busy(Operation::renew_id) ? never : next_renewal_;
  const Instant ask =
      busy(Operation::authorize) ? never : std::min(next_authorization_, next_report_);
  return std::min(renewal, ask);
}

std::optional<SmartAgent::Ended> SmartAgent::on_answer(const Box& box, std::uint32_t tag,
                                                       const AgentReply& answer) {
  const auto operation = static_cast<Operation>(tag & operation_mask);
  Flight& flight = this->flight(operation);
  if (!busy(operation) ||
      (tag >> operation_bits) != (flight.generation & (~0U >> operation_bits))) {
    return std::nullopt;
  }
  if (flight.mistrust) return roots_came(box, operation, answer);
  const Problem* problem = std::get_if<Problem>(&answer);
  if (problem != nullptr && problem->code == ProblemCode::couldnotvalidatetrustchain &&
      !flight.stale && !flight.fetched && box.settings.flag(Setting::fetches_missing_roots)) {
    fetch_roots(box, operation, *problem);
    return std::nullopt;
  }
  if (problem != nullptr && problem->code == ProblemCode::timed_out && !flight.stale &&
      flight.sends < box.settings.number(Setting::send_attempts)) {
    ++flight.sends;
    send_request(box, operation);
    return std::nullopt;
  }
  return end(box, operation, answer);
}

/// Before an attempt ends for want of a root, what is missing is fetched.
void SmartAgent::fetch_roots(const Box& box, Operation operation, const Problem& mistrust) {
  Flight& flight = this->flight(operation);
  flight.fetched = true;
  flight.mistrust = std::make_shared<const Problem>(mistrust);
  send(box, operation, box.roots, FetchRootsRequest{});
}

/// With a new root the same attempt goes on; without one it ends as it would have.
std::optional<SmartAgent::Ended> SmartAgent::roots_came(const Box& box, Operation operation,
                                                        const AgentReply& answer) {
  Flight& flight = this->flight(operation);
  const auto mistrust = std::exchange(flight.mistrust, nullptr);
  bool learned = false;
  if (const auto* bundle = std::get_if<FetchRootsReply>(&answer); bundle && !flight.stale) {
    for (const std::string& root : bundle->roots) learned |= trust(box.context, box.host, root);
  }
  if (!learned) return end(box, operation, *mistrust);
  send_request(box, operation);
  return std::nullopt;
}

SmartAgent::Ended SmartAgent::end(const Box& box, Operation operation, const AgentReply& answer) {
  Flight& flight = this->flight(operation);
  open_ &= static_cast<std::uint8_t>(~bit(operation));
  Ended ended{operation, flight.ticket, problem_of(answer), flight.stale};
  if (!flight.stale) {
    last_[index(operation)] = Attempt{box.wall, shared(ended.problem)};
    apply(box, operation, answer);
  }
  if (operation == Operation::register_product) end_registration(box, ended);
  return ended;
}

/// Of failures to send, that no answer came in time is the one that may pass by itself.
void SmartAgent::end_registration(const Box& box, const Ended& ended) {
  const Duration retry = box.settings.duration(Setting::registration_retry);
  const bool again = !ended.stale && ended.problem &&
                     ended.problem->code == ProblemCode::timed_out && retry != Duration::zero();
  if (!again) return give_up_registration();
  next_registration_ = box.now + retry;
  tries_again_ = true;
}

void SmartAgent::give_up_registration() {
  registration_.reset();
  next_registration_ = never;
  tries_again_ = false;
}

void SmartAgent::apply(const Box& box, Operation operation, const AgentReply& answer) {
  if (const auto* reply = std::get_if<RegisterReply>(&answer)) return registered(box, *reply);
  if (const auto* reply = std::get_if<AuthorizeReply>(&answer)) return authorized(box, *reply);
  if (const auto* reply = std::get_if<RenewIdReply>(&answer)) {
    const Certificate& certificate = reply->certificate;
    identity_->certificate = certificate;
    identity_->membership = reply->membership;
    identity_->certificate_ends = box.now + (certificate.not_after - reply->answered);
    next_renewal_ = box.now + box.settings.duration(Setting::registration_renewal);
    return;
  }
  if (std::holds_alternative<Problem>(answer)) retry_later(box, operation);
}

void SmartAgent::registered(const Box& box, const RegisterReply& reply) {
  if (renamed_ == flight(Operation::register_product).renamed) renamed_.reset();
  forget();
  const Duration here = box.now - reply.answered;
  identity_ = Identity{.certificate = reply.certificate,
                       .certificate_ends = reply.certificate.not_after + here,
                       .registered_wall = box.wall,
                       .membership = reply.membership};
  if (reply.authorized_until != never) {
    identity_->first_deadline = reply.authorized_until;
    identity_->first_deadline_here = reply.authorized_until + here;
  }
  last_[index(Operation::renew_id)].reset();
  last_[index(Operation::authorize)].reset();
  next_renewal_ = box.now + box.settings.duration(Setting::registration_renewal);
  next_authorization_ = box.now + box.settings.duration(Setting::first_authorization_delay);
}

void SmartAgent::authorized(const Box& box, const AuthorizeReply& reply) {
  const bool compliant = reply.short_of == 0;
  const bool as_before = answer_ && (answer_->short_of == 0) == compliant;
  answer_ = Answer{.expires = reply.expires,
                   .expires_here = box.now + (reply.expires - reply.answered),
                   .since_wall = as_before ? answer_->since_wall : box.wall,
                   .short_of = reply.short_of,
                   .reported = sent_};
  if (reply.moved_to) identity_->membership = *reply.moved_to;
  if (renamed_ == flight(Operation::authorize).renamed) renamed_.reset();
  next_report_ = never;
  // One that is short asks no less often than it would otherwise.
  const Duration renewal = box.settings.duration(Setting::authorization_renewal);
  const Duration retry = box.settings.duration(Setting::out_of_compliance_retry);
  next_authorization_ = box.now + (compliant ? renewal : std::min(renewal, retry));
}

void SmartAgent::retry_later(const Box& box, Operation operation) {
  if (operation == Operation::renew_id) {
    next_renewal_ = box.now + box.settings.duration(Setting::registration_renewal_retry);
  } else if (operation == Operation::authorize) {
    next_report_ = never;
    next_authorization_ = box.now + box.settings.duration(Setting::communication_retry);
  }
}

void SmartAgent::forget() {
  identity_.reset();
  answer_.reset();
  next_renewal_ = next_authorization_ = next_report_ = never;
  for (const Operation old : {Operation::renew_id, Operation::authorize, Operation::deregister}) {
    flight(old).stale = true;
  }
}

void SmartAgent::start_over() {
  forget();
  flight(Operation::register_product).stale = true;
  if (!busy(Operation::register_product)) give_up_registration();
}

void SmartAgent::rebase(Duration by) {
  const auto move = [by](Instant& at) {
    if (at != never) at += by;
  };
  if (identity_) {
    move(identity_->certificate_ends);
    move(identity_->first_deadline_here);
  }
  if (answer_) move(answer_->expires_here);
  move(next_renewal_);
  move(next_authorization_);
  move(next_report_);
  move(next_registration_);
}

std::vector<SmartAgent::Ticket> SmartAgent::drop_exchanges() {
  std::vector<Ticket> waiting;
  for (std::size_t i = 0; i < flights_.size(); ++i) {
    Flight& flight = flights_[i];
    if (busy(Operation(i)) && flight.ticket != 0) waiting.push_back(flight.ticket);
    flight.mistrust.reset();
  }
  open_ = 0;
  if (next_registration_ == never) give_up_registration();
  return waiting;
}

}  // namespace slsim
