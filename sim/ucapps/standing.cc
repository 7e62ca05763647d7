// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/standing.h"

#include <algorithm>
#include <initializer_list>

namespace slsim {
namespace {

enum class DeadlineClock : std::uint8_t { uptime, wall_clock };
enum class OnRegistrationExpired : std::uint8_t { evaluation_decides, no_provision };
enum class AfterExpiredOverage : std::uint8_t { authorization_expired, out_of_compliance };

/// A deadline of the authority as this box counts it, by uptime.
Instant deadline_here(const Facts& facts, Instant here, Instant by_authority) {
  const bool by_date =
      facts.settings.choice<DeadlineClock>(Setting::deadline_clock) == DeadlineClock::wall_clock;
  return by_date ? facts.now + (by_authority - facts.wall) : here;
}

Instant certificate_deadline(const Facts& facts) {
  const auto& identity = facts.agent.identity();
  if (!identity) return never;
  return deadline_here(facts, identity->certificate_ends, identity->certificate.not_after);
}

Instant overage_ends(const Facts& facts, const Overage& overage, Setting limit) {
  return overage.ends(facts.settings.duration(limit));
}

Authorization unregistered_authorization(const Facts& facts) {
  if (!facts.smart) return Authorization::no_licenses_in_use;
  if (facts.evaluation.left(facts.now) == Duration::zero())
    return Authorization::evaluation_expired;
  return facts.counts.none() ? Authorization::no_licenses_in_use : Authorization::evaluation_mode;
}

bool is_installed(const Facts& facts) {
  return facts.reservation != nullptr && facts.reservation->grant.has_value();
}

bool export_allowed(const Facts& facts, Registration state) {
  if (is_reserved(state)) return facts.reservation->grant->export_control_allowed;
  return state == Registration::registered &&
         facts.agent.identity()->membership.export_control_allowed;
}

Registration reservation_state(const Facts& facts) {
  enum class InProgressFrom : std::uint8_t { enable, request };
  using Stage = ProductReservation::Stage;
  if (is_installed(facts)) {
    return facts.reservation->grant->kind == ReservationKind::specific
               ? Registration::specific_reservation
               : Registration::universal_reservation;
  }
  const bool at_once = facts.settings.choice<InProgressFrom>(
                           Setting::reservation_in_progress_from) == InProgressFrom::enable;
  return at_once || facts.reservation->stage == Stage::requested
             ? Registration::reservation_in_progress
             : Registration::unregistered;
}

bool expired_overage_ended(const Facts& facts) {
  return overage_ends(facts, facts.authorization_expired, Setting::authorization_expired_overage) <=
         facts.now;
}

Authorization registered_authorization(const Facts& facts) {
  if (authorization_lapsed(facts)) {
    const auto later = facts.settings.choice<AfterExpiredOverage>(Setting::after_expired_overage);
    return later == AfterExpiredOverage::out_of_compliance && expired_overage_ended(facts)
               ? Authorization::out_of_compliance
               : Authorization::authorization_expired;
  }
  const auto& answer = facts.agent.answer();
  if (!answer) return Authorization::waiting;
  if (answer->short_of != 0) return Authorization::out_of_compliance;
  return answer->reported.none() ? Authorization::no_licenses_in_use : Authorization::authorized;
}

Authorization authorization(const Facts& facts, Registration state) {
  if (state == Registration::registered) return registered_authorization(facts);
  if (!is_reserved(state)) return unregistered_authorization(facts);
  return short_of_reserved(facts) ? Authorization::not_authorized_reserved
                                  : Authorization::authorized_reserved;
}

void enforce(Standing& standing, Enforcement enforcement, EnforcementCause cause) {
  if (enforcement <= standing.enforcement) return;
  standing.enforcement = enforcement;
  standing.cause = cause;
}

void enforce_overage(const Facts& facts, Standing& standing, Setting limit,
                     EnforcementCause cause) {
  if (!facts.out_of_compliance.running()) return;
  const bool ended = overage_ends(facts, facts.out_of_compliance, limit) <= facts.now;
  enforce(standing, ended ? Enforcement::no_provision : Enforcement::in_overage, cause);
}

void judge_enforcement(const Facts& facts, Standing& standing) {
  if (is_reserved(standing.registration)) {
    return enforce_overage(facts, standing, Setting::not_authorized_overage,
                           EnforcementCause::not_authorized);
  }
  if (standing.registration != Registration::registered) {
    if (standing.authorization == Authorization::evaluation_expired) {
      enforce(standing, Enforcement::no_provision, EnforcementCause::evaluation_expired);
    }
    if (standing.registration == Registration::registration_expired &&
        facts.settings.choice<OnRegistrationExpired>(Setting::registration_expired_enforcement) ==
            OnRegistrationExpired::no_provision) {
      enforce(standing, Enforcement::no_provision, EnforcementCause::registration_expired);
    }
    return;
  }
  if (authorization_lapsed(facts)) {
    enforce(standing,
            expired_overage_ended(facts) ? Enforcement::no_provision : Enforcement::in_overage,
            EnforcementCause::authorization_expired);
  }
  enforce_overage(facts, standing, Setting::out_of_compliance_overage,
                  EnforcementCause::out_of_compliance);
}

void raise_enforcement_alert(const Facts& facts, Standing& standing) {
  const bool stopped = standing.enforcement == Enforcement::no_provision;
  if (standing.enforcement == Enforcement::none) return;
  switch (standing.cause) {
    case EnforcementCause::none:
    case EnforcementCause::registration_expired:  // Has an alert of its own, enforced or not.
      return;
    case EnforcementCause::evaluation_expired:
      return standing.alerts.raise(facts.reservation != nullptr
                                       ? RtmtAlert::slr_no_provision_eval_expired
                                       : RtmtAlert::no_provision_eval_expired);
    case EnforcementCause::not_authorized:
      return standing.alerts.raise(stopped ? RtmtAlert::slr_no_provision_not_authorized
                                           : RtmtAlert::slr_in_overage_not_authorized);
    case EnforcementCause::out_of_compliance:
      return standing.alerts.raise(stopped ? RtmtAlert::no_provision_out_of_compliance
                                           : RtmtAlert::in_overage_out_of_compliance);
    case EnforcementCause::authorization_expired:
      return standing.alerts.raise(stopped ? RtmtAlert::no_provision_authorization_expired
                                           : RtmtAlert::in_overage_authorization_expired);
  }
}

bool failed(const SmartAgent& agent, Operation operation) {
  const auto& last = agent.last(operation);
  return last && last->problem;
}

bool is_soon(const Facts& facts, Instant deadline, Setting lead) {
  return deadline != never && deadline > facts.now &&
         deadline - facts.settings.duration(lead) <= facts.now;
}

void judge_alerts(const Facts& facts, Standing& standing) {
  raise_enforcement_alert(facts, standing);
  RtmtAlerts& alerts = standing.alerts;
  const bool reserving = facts.reservation != nullptr;
  if (standing.authorization == Authorization::evaluation_mode) {
    alerts.raise(reserving ? RtmtAlert::slr_in_eval : RtmtAlert::in_eval);
  }
  if (facts.mixed_mode && !export_allowed(facts, standing.registration)) {
    alerts.raise(reserving ? RtmtAlert::slr_export_control_not_allowed
                           : RtmtAlert::export_control_not_allowed);
  }
  if (standing.registration == Registration::registration_expired) {
    alerts.raise(RtmtAlert::registration_expired);
  }
  if (standing.registration != Registration::registered) return;
  const bool no_renewal = failed(facts.agent, Operation::renew_id);
  const bool no_authorization = failed(facts.agent, Operation::authorize);
  if (no_renewal || no_authorization) alerts.raise(RtmtAlert::communication_error);
  if (no_renewal) alerts.raise(RtmtAlert::renew_registration_failed);
  if (no_authorization) alerts.raise(RtmtAlert::renew_auth_failed);
  if (is_soon(facts, certificate_deadline(facts), Setting::registration_expiring_soon)) {
    alerts.raise(RtmtAlert::registration_expiring_soon);
  }
  if (is_soon(facts, authorization_deadline(facts), Setting::authorization_expiring_soon)) {
    alerts.raise(RtmtAlert::authorization_expiring_soon);
  }
}

}  // namespace

bool short_of_reserved(const Facts& facts) {
  if (!is_installed(facts)) return false;
  const ReservationGrant& grant = *facts.reservation->grant;
  if (grant.kind == ReservationKind::universal) return false;
  const Counts held = held_at(grant, facts.wall);
  return std::any_of(facts.counts.begin(), facts.counts.end(), [&](const Counts::Entry& entry) {
    return entry.count > held.of(entry.license);
  });
}

Registration registration(const Facts& facts) {
  if (facts.reservation != nullptr) return reservation_state(facts);
  if (!facts.agent.identity()) return Registration::unregistered;
  return certificate_deadline(facts) <= facts.now ? Registration::registration_expired
                                                  : Registration::registered;
}

Instant authorization_deadline(const Facts& facts) {
  const auto& answer = facts.agent.answer();
  if (answer) return deadline_here(facts, answer->expires_here, answer->expires);
  // The registration was the last contact.
  const auto& identity = facts.agent.identity();
  if (!identity || identity->first_deadline == never) return never;
  return deadline_here(facts, identity->first_deadline_here, identity->first_deadline);
}

Standing judge(const Facts& facts) {
  Standing standing;
  standing.registration = registration(facts);
  standing.authorization = authorization(facts, standing.registration);
  judge_enforcement(facts, standing);
  judge_alerts(facts, standing);
  return standing;
}

Instant next_change(const Facts& facts) {
  const Instant certificate = certificate_deadline(facts);
  const Instant authorization = authorization_deadline(facts);
  const auto before = [&facts](Instant deadline, Setting lead) {
    return deadline == never ? never : deadline - facts.settings.duration(lead);
  };
  const Instant reserved =
      is_installed(facts) ? next_end(*facts.reservation->grant, facts.wall) : never;
  const Setting overage =
      is_installed(facts) ? Setting::not_authorized_overage : Setting::out_of_compliance_overage;
  Instant next = never;
  for (const Instant moment : {
           certificate,
           authorization,
           facts.evaluation.ends(),
           before(certificate, Setting::registration_expiring_soon),
           before(authorization, Setting::authorization_expiring_soon),
           reserved == never ? never : facts.now + (reserved - facts.wall),
           overage_ends(facts, facts.out_of_compliance, overage),
           overage_ends(facts, facts.authorization_expired, Setting::authorization_expired_overage),
       }) {
    if (moment > facts.now) next = std::min(next, moment);
  }
  return next;
}

EntitlementStatus entitlement_status(const Facts& facts, const Standing& standing,
                                     const Counts::Entry& entry) {
  const SmartAgent& agent = facts.agent;
  if (entry.count == 0) return EntitlementStatus::init;
  if (is_reserved(standing.registration)) {
    const ReservationGrant& grant = *facts.reservation->grant;
    return grant.kind == ReservationKind::universal ||
                   entry.count <= held_at(grant, facts.wall).of(entry.license)
               ? EntitlementStatus::reserved_authorized
               : EntitlementStatus::not_authorized;
  }
  const auto& last = agent.last(Operation::authorize);
  if (standing.registration == Registration::registered && last && last->problem &&
      last->problem->code == ProblemCode::taginvalid) {
    return EntitlementStatus::invalid_tag;
  }
  switch (standing.authorization) {
    case Authorization::evaluation_mode:
    case Authorization::no_licenses_in_use:
      return standing.registration == Registration::registered ? EntitlementStatus::waiting
                                                               : EntitlementStatus::eval;
    case Authorization::evaluation_expired:
      return EntitlementStatus::eval_expired;
    case Authorization::waiting:
      return EntitlementStatus::waiting;
    case Authorization::authorization_expired:
      return EntitlementStatus::authorization_expired;
    default:
      break;
  }
  const auto& answer = agent.answer();
  if (!answer) return EntitlementStatus::waiting;
  const Counts& reported = answer->reported;
  for (std::size_t i = 0; i < reported.size(); ++i) {
    if (reported.begin()[i].license != entry.license) continue;
    return ((answer->short_of >> i) & 1U) != 0 ? EntitlementStatus::out_of_compliance
                                               : EntitlementStatus::in_compliance;
  }
  return EntitlementStatus::waiting;
}

}  // namespace slsim
