// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cluster.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace slsim {
namespace {

enum class AuthorizationLapse : std::uint8_t { authorization_expired, unregistered };
enum class OnUnknownInstance : std::uint8_t { unregister, keep };
enum class WithoutContact : std::uint8_t { lets_go, stays_registered };
enum class OverageCounting : std::uint8_t { resets, accumulates };

/// What goes on already: the same, or another that decides who the product is.
std::optional<Operation> in_the_way(const SmartAgent& agent, Operation operation) {
  if (agent.busy(operation)) return operation;
  constexpr std::array deciding{Operation::register_product, Operation::deregister};
  if (std::ranges::find(deciding, operation) == deciding.end()) return std::nullopt;
  const auto busy = std::ranges::find_if(deciding, [&](Operation it) { return agent.busy(it); });
  return busy == deciding.end() ? std::nullopt : std::optional{*busy};
}

bool is_gone(const Problem& problem) {
  return problem.code == ProblemCode::unknown_instance ||
         problem.code == ProblemCode::certificate_invalid;
}

}  // namespace

Word word(Cluster::Condition condition) {
  constexpr std::array words{"running"_w, "powered_off"_w, "suspended"_w, "service_stopped"_w,
                             "not_installed"_w};
  return words[static_cast<std::size_t>(condition)];
}

Cluster::Cluster(ClusterOptions options, std::shared_ptr<const Settings> settings)
    : settings_{std::move(settings)},
      evaluation_{settings_->duration(Setting::evaluation_period)},
      options_{std::move(options)},
      host_name_{options_.name} {
  set_version(std::string{options_.version});
}

void Cluster::install(Context& context) {
  if (!options_.installed) {
    condition_ = Condition::not_installed;
    down_since_ = context.now();
    context.kernel().network.set_up(options_.publisher, false);
    return;
  }
  counted_from_ = options_.clock.uptime(context.now());
  settle(context);
}

Facts Cluster::facts(Instant true_now) const {
  return {agent_,
          evaluation_,
          out_of_compliance_,
          authorization_expired_,
          options_.counts,
          *settings_,
          reservation_.get(),
          options_.mixed_mode,
          smart(),
          options_.clock.uptime(true_now),
          options_.clock.wall(true_now)};
}

Box Cluster::box(Context& context) const {
  const Instant now = context.now();
  return {context,
          *settings_,
          options_.clock.uptime(now),
          options_.clock.wall(now),
          options_.publisher,
          options_.transport,
          options_.roots,
          options_.counts};
}

// Operations

Result<void> Cluster::ready() const {
  switch (condition_) {
    case Condition::running:
      if (smart()) return {};
      return refuse(
          ProblemCode::unsupported,
          fmt::format("release {} knows no Smart Licensing: Prime License Manager serves it",
                      options_.version));
    case Condition::service_stopped:
      return refuse(ProblemCode::service_stopped,
                    fmt::format("Cisco Smart License Manager is not running on {}", host_name_));
    default:
      return refuse(ProblemCode::powered_off,
                    fmt::format("{} is {}", host_name_, word(condition_).text()));
  }
}

Result<void> Cluster::ready_for(Operation operation) const {
  if (auto able = ready(); !able) return able;
  if (auto alone = not_reserving(); !alone) return alone;
  if (const auto other = in_the_way(agent_, operation)) {
    return refuse(ProblemCode::in_progress,
                  fmt::format("{}: {} is in progress", host_name_, word(*other).text()));
  }
  if (operation == Operation::register_product) return {};
  if (standing_.registration == Registration::registered) return {};
  return refuse(ProblemCode::not_registered,
                fmt::format("{} is {}, so it cannot {}", host_name_,
                            word(standing_.registration).text(), word(operation).text()));
}

Result<Cluster::Ticket> Cluster::register_product(Context& context, std::string token, bool force) {
  if (auto able = ready_for(Operation::register_product); !able) {
    return tl::make_unexpected(able.error());
  }
  if (standing_.registration == Registration::registered && !force) {
    return refuse(ProblemCode::already_registered,
                  "Product is already registered on CSSM. To Re-register it use 'force' flag");
  }
  if (token.empty()) {
    return refuse(ProblemCode::nullccoidtoken,
                  "The registration token is empty; one of a virtual account is needed");
  }
  const Ticket ticket = ++last_ticket_;
  start_registration(context, std::move(token), force, ticket);
  context.record(Level::change, "operation"_w, {{"kind"_w, "register"_w}, {"force"_w, force}});
  return ticket;
}

void Cluster::start_registration(Context& context, std::string token, bool force, Ticket ticket) {
  RegisterRequest request{options_.udi,       options_.share_host_name ? host_name_ : std::string{},
                          std::move(token),   options_.product,
                          options_.version,   force,
                          wall(context.now())};
  agent_.start_registration(box(context), std::move(request), ticket);
}

/// One that found no answer in time, as the box is now.
void Cluster::register_again(Context& context) {
  if (agent_.next_registration() > options_.clock.uptime(context.now())) return;
  const RegisterRequest& failed = agent_.failed_registration();
  context.record(Level::change, "operation"_w,
                 {{"kind"_w, "register"_w}, {"force"_w, failed.force}, {"again"_w, true}});
  start_registration(context, std::string{failed.token}, failed.force, 0);
}

Result<Cluster::Ticket> Cluster::start(Context& context, Operation operation) {
  if (auto able = ready_for(operation); !able) return tl::make_unexpected(able.error());
  const Ticket ticket = ++last_ticket_;
  agent_.start(box(context), operation, ticket);
  context.record(Level::change, "operation"_w, {{"kind"_w, word(operation)}});
  rearm(context, facts(context.now()));
  return ticket;
}

Result<Cluster::Ticket> Cluster::deregister(Context& context) {
  return start(context, Operation::deregister);
}

Result<Cluster::Ticket> Cluster::renew_authorization(Context& context) {
  return start(context, Operation::authorize);
}

Result<Cluster::Ticket> Cluster::renew_registration(Context& context) {
  return start(context, Operation::renew_id);
}

Result<Cluster::Ticket> Cluster::update_usage(Context& context) {
  // What it counts there goes to the older manager, and nobody waits for that.
  if (!smart() && condition_ == Condition::running) return Ticket{0};
  if (auto able = ready(); !able) return tl::make_unexpected(able.error());
  if (standing_.registration != Registration::registered) return Ticket{0};
  return start(context, Operation::authorize);
}

std::optional<Cluster::Finished> Cluster::take_result(Ticket ticket) {
  const auto found = std::find_if(results_.begin(), results_.end(),
                                  [ticket](const Finished& f) { return f.ticket == ticket; });
  if (found == results_.end()) return std::nullopt;
  Finished finished = std::move(*found);
  results_.erase(found);
  return finished;
}

void Cluster::on_answer(Context& context, const AnswerArrival& arrival) {
  const auto end = agent_.on_answer(box(context), arrival.tag, arrival.answer);
  // The attempt may go on, and with it the wait.
  if (!end) return rearm(context, facts(context.now()));
  ended(context, *end);
  settle(context);
}

void Cluster::ended(Context& context, const SmartAgent::Ended& end) {
  std::optional<Problem> problem = end.problem;
  bool orphan_left = false;
  if (problem) {
    context.record(Level::fault, "failed"_w,
                   {{"kind"_w, word(end.operation)}, {"reason"_w, word(problem->code)}});
  }
  if (end.stale) {
    if (end.operation == Operation::deregister) problem.reset();
  } else if (end.operation == Operation::deregister) {
    // Without an answer the product lets go all the same and leaves its instance behind (System
    // Configuration Guide); unless it was told that there is none.
    const bool unheard = problem && problem->code != ProblemCode::unknown_instance;
    const bool lets_go =
        !unheard || settings_->choice<WithoutContact>(Setting::deregistration_without_contact) ==
                        WithoutContact::lets_go;
    if (unheard && lets_go) {
      context.record(Level::fault, "orphan_left"_w);
      orphan_left = true;
    }
    if (lets_go) {
      agent_.forget();
      problem.reset();
    }
  } else if (problem && is_gone(*problem) && agent_.identity() &&
             settings_->choice<OnUnknownInstance>(Setting::on_unknown_instance) ==
                 OnUnknownInstance::unregister) {
    agent_.forget();
  }
  if (end.ticket != 0) results_.push_back({end.ticket, std::move(problem), orphan_left});
}

// Conclusions

void Cluster::on_timer(Context& context, std::uint32_t kind) {
  if (kind == power_on_kind) {
    if (condition_ == Condition::powered_off) (void)power_on(context);
    return;
  }
  if (kind == restart_kind) {
    (void)reboot(context, settings_->duration(Setting::reboot_duration));
    return;
  }
  if (kind == service_start_kind) {
    wakes_stopped_ = false;
    if (condition_ == Condition::service_stopped) (void)start_service(context);
    return;
  }
  alarm_at_ = never;
  const Facts known = facts(context.now());
  conclude(context, known);
  register_again(context);
  if (standing_.registration == Registration::registered) agent_.start_due(box(context));
  rearm(context, known);
}

void Cluster::settle(Context& context) {
  if (condition_ != Condition::running) return;
  // What falls due at this very instant comes after its steps, and draws the conclusions then.
  if (alarm_at_ == context.now()) return;
  const Facts known = facts(context.now());
  conclude(context, known);
  rearm(context, known);
}

void Cluster::conclude(Context& context, const Facts& known) {
  follow_answer(known);
  follow_deadlines(known);
  const Registration state = registration(known);
  const bool registered = state == Registration::registered;
  evaluation_.run(known.smart && !registered && !is_reserved(state) && !options_.counts.none(),
                  known.now);
  show(context, judge(known));
  // A report that failed waits for its retry, which counts anew as well.
  const auto& last = agent_.last(Operation::authorize);
  if (registered && agent_.must_report(options_.counts) && !(last && last->problem)) {
    const Duration every = settings_->duration(Setting::usage_recount);
    const Duration since = known.now - counted_from_;
    agent_.report_at(counted_from_ + every * ((since + every - Duration{1}) / every));
  }
}

void Cluster::follow_answer(const Facts& known) {
  const Instant now = known.now;
  const bool accumulate =
      settings_->choice<OverageCounting>(Setting::overage_counting) == OverageCounting::accumulates;
  const auto& answer = agent_.answer();
  const bool short_of_pool =
      answer && answer->short_of != 0 && settings_->flag(Setting::out_of_compliance_enforcement);
  if (short_of_pool || short_of_reserved(known)) {
    out_of_compliance_.start(now);
  } else if (out_of_compliance_.running()) {
    out_of_compliance_.stop(now, accumulate);
  }
}

void Cluster::follow_deadlines(const Facts& known) {
  if (authorization_lapsed(known)) {
    if (settings_->choice<AuthorizationLapse>(Setting::authorization_lapse) ==
        AuthorizationLapse::unregistered) {
      agent_.forget();
    } else {
      authorization_expired_.start(authorization_deadline(known));
      return;
    }
  }
  if (authorization_expired_.running()) authorization_expired_.stop(known.now, false);
}

void Cluster::show(Context& context, const Standing& standing) {
  const Standing& was = standing_;
  if (standing == was) return;
  if (standing.registration != was.registration) {
    context.record(Level::change, "registration"_w,
                   {{"from"_w, word(was.registration)}, {"to"_w, word(standing.registration)}});
  }
  if (standing.authorization != was.authorization) {
    context.record(Level::change, "authorization"_w,
                   {{"from"_w, word(was.authorization)}, {"to"_w, word(standing.authorization)}});
  }
  if (standing.enforcement != was.enforcement || standing.cause != was.cause) {
    context.record(Level::change, "enforcement"_w,
                   {{"from"_w, word(was.enforcement)},
                    {"to"_w, word(standing.enforcement)},
                    {"cause"_w, word(standing.cause)}});
  }
  for (std::size_t i = 0; i < rtmt_alert_count; ++i) {
    const auto alert = static_cast<RtmtAlert>(i);
    if (standing.alerts.has(alert) == was.alerts.has(alert)) continue;
    context.record(Level::change, standing.alerts.has(alert) ? "alert_raised"_w : "alert_cleared"_w,
                   {{"alert"_w, word(alert)}});
  }
  standing_ = standing;
  note_tracking();
}

void Cluster::rearm(Context& context, const Facts& known) {
  Instant next = never;
  if (condition_ == Condition::running) {
    next = std::min(next_change(known), agent_.next_registration());
    if (standing_.registration == Registration::registered) {
      next = std::min(next, agent_.next_attempt());
    }
  }
  const Instant at = options_.clock.true_of_uptime(next);
  if (at == alarm_at_) return;
  // What falls due at this very instant has yet to be concluded.
  if (condition_ == Condition::running && alarm_at_ <= context.now()) return;
  // An answer that is still to come brings another time with it: no alarm only to be cancelled.
  if (alarm_at_ == never && agent_.waits() && at > context.now() + context.patience()) return;
  context.cancel(alarm_);
  alarm_at_ = at;
  if (at != never) alarm_ = context.schedule(at, alarm_kind);
}

Instant Cluster::shown(Instant uptime, Instant true_now) const {
  return uptime + (options_.clock.wall(true_now) - options_.clock.uptime(true_now));
}

Duration Cluster::evaluation_left(Instant true_now) const {
  return evaluation_.left(options_.clock.uptime(true_now));
}

}  // namespace slsim
