// SPDX-License-Identifier: Apache-2.0
// License reservation at the portal: reserved, changed, confirmed, returned, rehosted.
#include "sim/authority/reservations.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/authority/authority.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

std::string quoted(License license) {
  return "\"" + std::string{info(license).display_name} + "\"";
}

Result<void> check_line(const ReservationLine& line) {
  if (line.quantity <= 0 || line.quantity > std::numeric_limits<std::int32_t>::max()) {
    return refuse(ProblemCode::invalid_argument,
                  "The quantity of " + quoted(line.license) + " to reserve is not above zero.");
  }
  if (!reservable(line.license)) {
    return refuse(ProblemCode::not_allowed, quoted(line.license) + " cannot be reserved.");
  }
  return {};
}

/// Of one product, in one mode, each licence once.
Result<void> check_lines(std::span<const ReservationLine> lines) {
  if (lines.empty()) {
    return refuse(ProblemCode::invalid_argument, "A specific reservation names its licences.");
  }
  LicenseSet named;
  for (const ReservationLine& line : lines) {
    if (Result<void> sound = check_line(line); !sound) return sound;
    if (named.contains(line.license)) {
      return refuse(ProblemCode::invalid_argument, quoted(line.license) + " is named twice.");
    }
    named |= line.license;
    const LicenseInfo& first = info(lines.front().license);
    const LicenseInfo& own = info(line.license);
    if (own.product != first.product || own.mode != first.mode) {
      return refuse(ProblemCode::invalid_argument,
                    "Licences of different products or modes cannot be reserved together.");
    }
  }
  return {};
}

std::optional<Product> product_of(const Udi& device) {
  for (const Product product : {Product::cucm, Product::cuc, Product::cer}) {
    if (device.pid == pid_of(product)) return product;
  }
  return std::nullopt;
}

}  // namespace

const Reservation* LicenseAuthority::reservation(InstanceId id) const {
  const auto found = state_.reservations.find(pack(id));
  return found == state_.reservations.end() ? nullptr : &found->second;
}

std::size_t LicenseAuthority::pending_returns(SmartAccountId account) const {
  return static_cast<std::size_t>(std::ranges::count_if(state_.reservations, [&](const auto& it) {
    const VirtualAccountId home = instance(unpack_instance(it.first)).account;
    return it.second.rehosted && state_.at(home).smart_account == account;
  }));
}

Result<void> LicenseAuthority::may_reserve(VirtualAccountId id) const {
  if (Result<void> there = require(id); !there) return there;
  if (state_.surface != RestSurface::cssm || !state_.at(id).satellite.empty()) {
    return refuse(ProblemCode::not_allowed,
                  "Licences of a virtual account that a satellite has cannot be reserved.");
  }
  return {};
}

ReservationGrant LicenseAuthority::grant(Context& context, const Udi& device,
                                         ReservationKind kind) {
  return {
      .kind = kind, .udi = device, .number = ++state_.reservations_issued, .issued = context.now()};
}

Result<IssuedCode> LicenseAuthority::reserve(Context& context, By by, VirtualAccountId account,
                                             const ReservationRequest& request) {
  if (Result<void> may = may_reserve(account); !may) return tl::unexpected{may.error()};
  const Result<Udi> device = read_request_code(request.request_code);
  if (!device) return tl::unexpected{device.error()};
  if (find_instance(*device)) {
    return refuse(ProblemCode::already_registered,
                  "The product instance " + print(*device) + " is known here already.");
  }
  ReservationGrant granted{};
  if (request.kind == ReservationKind::universal) {
    if (!settings().flag(Setting::universal_reservation)) {
      return refuse(ProblemCode::not_allowed,
                    "The smart account is not authorized for universal license reservation.");
    }
    if (!product_of(*device)) {
      return refuse(ProblemCode::invalid_argument, "No product has the PID " + device->pid + ".");
    }
    granted = grant(context, *device, request.kind);
  } else {
    if (Result<void> sound = check_lines(request.lines); !sound) {
      return tl::unexpected{sound.error()};
    }
    if (product_of(*device).value_or(info(request.lines[0].license).product) !=
        info(request.lines[0].license).product) {
      return refuse(ProblemCode::invalid_argument,
                    "The licences are not of the product with the PID " + device->pid + ".");
    }
    if (Result<void> enough = check_supply(account, request.lines, {}); !enough) {
      return tl::unexpected{enough.error()};
    }
    granted = grant(context, *device, request.kind);
    for (const ReservationLine& line : request.lines) {
      std::ranges::copy(parts_for(account, line, {}), std::back_inserter(granted.entitlements));
    }
  }
  granted.export_control_allowed = request.export_control_allowed;
  return admit_reserved(context, by, account, std::move(granted));
}

/// A row for the device, which is not there yet.
IssuedCode LicenseAuthority::admit_reserved(Context& context, By by, VirtualAccountId account,
                                            ReservationGrant granted) {
  const InstanceId id = add_instance(state_.instances, granted.udi);
  Instance& row = state_.instances.at(id);
  row.account = account;
  row.export_control_allowed = granted.export_control_allowed;
  row.last_contact = context.now();
  row.authorized_until = never;
  InstanceDetails& details = state_.instances.details_of(id);
  details.product =
      product_of(granted.udi)
          .value_or(granted.entitlements.empty() ? Product::cucm
                                                 : info(granted.entitlements[0].license).product);
  details.registered_at = context.now();
  details.registered_last = context.now();
  details.label = context.intern(print(granted.udi));
  ++state_.at(account).ledger.instances;
  context.record(Level::change, "reserved"_w,
                 {{"instance"_w, details.label},
                  {"virtual_account"_w, state_.at(account).label},
                  {"kind"_w, word(granted.kind)},
                  {"number"_w, static_cast<std::int64_t>(granted.number)}});
  log(context, by, account, LogCategory::licenses_reserved,
      "Licenses were reserved for the product instance " + display_name(details) + ".");
  IssuedCode issued{id, authorization_code(granted)};
  state_.reservations[pack(id)].grant = std::move(granted);
  hold(context, id);
  return issued;
}

Result<IssuedCode> LicenseAuthority::change_reservation(Context& context, By by, InstanceId id,
                                                        std::span<const ReservationLine> lines,
                                                        bool export_control_allowed) {
  if (Result<void> there = require_reservation(id); !there) return tl::unexpected{there.error()};
  const Reservation& present = *reservation(id);
  if (present.grant.kind == ReservationKind::universal || present.rehosted) {
    return refuse(ProblemCode::not_allowed, present.rehosted
                                                ? "The instance was rehosted: a return is pending."
                                                : "A universal reservation has no quantities.");
  }
  if (present.change) {
    return refuse(ProblemCode::not_allowed,
                  "A change of this reservation is in transit: its confirmation code is missing.");
  }
  if (Result<void> sound = check_lines(lines); !sound) return tl::unexpected{sound.error()};
  const LicenseInfo& wanted = info(lines[0].license);
  if (wanted.product != details(id).product ||
      wanted.mode != info(present.grant.entitlements.at(0).license).mode) {
    return refuse(ProblemCode::invalid_argument,
                  "The licences are not of the product and mode of this reservation.");
  }
  const VirtualAccountId account = instance(id).account;
  if (Result<void> enough = check_supply(account, lines, present.held); !enough) {
    return tl::unexpected{enough.error()};
  }
  ReservationGrant changed = grant(context, details(id).udi, ReservationKind::specific);
  changed.export_control_allowed = export_control_allowed;
  for (const ReservationLine& line : lines) {
    std::ranges::copy(parts_for(account, line, id), std::back_inserter(changed.entitlements));
  }
  context.record(
      Level::change, "reservation_change_issued"_w,
      {{"instance"_w, details(id).label}, {"number"_w, static_cast<std::int64_t>(changed.number)}});
  log(context, by, account, LogCategory::reservation_changed,
      "A change of the reservation of " + display_name(details(id)) + " was issued.");
  IssuedCode issued{id, authorization_code(changed)};
  state_.reservations.at(pack(id)).change = std::move(changed);
  hold(context, id);
  return issued;
}

Result<void> LicenseAuthority::confirm_reservation(Context& context, By by, InstanceId id,
                                                   std::string_view code) {
  if (Result<void> there = require_reservation(id); !there) return there;
  Reservation& reservation = state_.reservations.at(pack(id));
  if (!reservation.change) {
    return refuse(ProblemCode::not_allowed, "No change of this reservation is in transit.");
  }
  if (code != confirmation_code(details(id).udi, reservation.change->number)) {
    return refuse(ProblemCode::invalid_argument, "The confirmation code is not valid.");
  }
  const Counts before = held_at(reservation.grant, context.now());
  reservation.grant = *std::exchange(reservation.change, std::nullopt);
  state_.instances.at(id).export_control_allowed = reservation.grant.export_control_allowed;
  context.record(Level::change, "reservation_confirmed"_w,
                 {{"instance"_w, details(id).label},
                  {"number"_w, static_cast<std::int64_t>(reservation.grant.number)}});
  log(context, by, instance(id).account, LogCategory::reservation_confirmed,
      "The confirmation code of " + display_name(details(id)) + " was entered.");
  log_difference(context, by, id, before, held_at(reservation.grant, context.now()));
  hold(context, id);
  return {};
}

void LicenseAuthority::log_difference(Context& context, By by, InstanceId id, const Counts& before,
                                      const Counts& after) {
  LicenseSet named;
  for (const Counts::Entry& entry : before) named |= entry.license;
  for (const Counts::Entry& entry : after) named |= entry.license;
  for (const License license : named) {
    const std::int64_t more = std::int64_t{after.of(license)} - before.of(license);
    if (more == 0) continue;
    log(context, by, instance(id).account,
        more > 0 ? LogCategory::reservation_increased : LogCategory::reservation_decreased,
        std::to_string(more > 0 ? more : -more) + " " + quoted(license) + " licenses reserved " +
            (more > 0 ? "more" : "fewer") + " by " + display_name(details(id)) + ".");
  }
}

Result<void> LicenseAuthority::cancel_reservation_change(Context& context, By by, InstanceId id) {
  if (Result<void> there = require_reservation(id); !there) return there;
  Reservation& reservation = state_.reservations.at(pack(id));
  if (!reservation.change) {
    return refuse(ProblemCode::not_allowed, "No change of this reservation is in transit.");
  }
  reservation.change.reset();
  context.record(Level::change, "reservation_change_cancelled"_w,
                 {{"instance"_w, details(id).label}});
  log(context, by, instance(id).account, LogCategory::reservation_change_cancelled,
      "The change of the reservation of " + display_name(details(id)) + " was cancelled.");
  hold(context, id);
  return {};
}

Result<void> LicenseAuthority::return_reservation(Context& context, By by, InstanceId id,
                                                  std::string_view code) {
  if (Result<void> there = require_reservation(id); !there) return there;
  const Reservation& present = *reservation(id);
  const Udi& device = details(id).udi;
  const bool fits = code == return_code(device, present.grant.number) ||
                    (present.change && code == return_code(device, present.change->number));
  if (!fits) {
    return refuse(ProblemCode::invalid_argument,
                  code.empty() ? "The reservation has to be returned first: the Reservation Return "
                                 "Code is missing."
                               : "The Reservation Return Code is not valid.");
  }
  give_back(context, by, id, "reservation_returned"_w);
  return {};
}

Result<void> LicenseAuthority::release_reservation(Context& context, By by, InstanceId id) {
  if (Result<void> there = require_reservation(id); !there) return there;
  give_back(context, by, id, "reservation_released"_w);
  return {};
}

void LicenseAuthority::give_back(Context& context, By by, InstanceId id, Word event) {
  const VirtualAccountId account = instance(id).account;
  const std::string name = display_name(details(id));
  log(context, by, account, LogCategory::reservation_returned,
      "The reserved licenses of " + name + " were returned.");
  drop_instance(context, id, event);
  raise_alert(context,
              {AlertKind::reserved_licenses_returned, state_.at(account).smart_account, account},
              name);
}

Result<IssuedCode> LicenseAuthority::rehost(Context& context, By by, InstanceId failed,
                                            std::string_view code) {
  if (Result<void> there = require_reservation(failed); !there)
    return tl::unexpected{there.error()};
  const Result<Udi> device = read_request_code(code);
  if (!device) return tl::unexpected{device.error()};
  if (find_instance(*device)) {
    return refuse(ProblemCode::already_registered,
                  "The product instance " + print(*device) + " is known here already.");
  }
  const Reservation& present = *reservation(failed);
  const VirtualAccountId account = instance(failed).account;
  if (present.rehosted || present.change) {
    return refuse(ProblemCode::not_allowed, present.rehosted
                                                ? "The instance was rehosted already."
                                                : "A change of this reservation is in transit.");
  }
  const auto limit = static_cast<std::size_t>(settings().number(Setting::rehost_pending_limit));
  if (pending_returns(state_.at(account).smart_account) >= limit && !spare_for(account, present)) {
    return refuse(ProblemCode::not_allowed,
                  "The account has no licences to spare and too many failed product instances are "
                  "pending.");
  }
  ReservationGrant granted = present.grant;
  granted.udi = *device;
  granted.number = ++state_.reservations_issued;
  granted.issued = context.now();
  state_.reservations.at(pack(failed)).rehosted = true;
  context.record(Level::change, "rehosted"_w, {{"instance"_w, details(failed).label}});
  log(context, by, account, LogCategory::reservation_rehosted,
      "The reserved licenses of " + display_name(details(failed)) + " were rehosted.");
  return admit_reserved(context, by, account, std::move(granted));
}

Result<void> LicenseAuthority::require_reservation(InstanceId id) const {
  if (Result<void> there = require(id); !there) return there;
  if (reservation(id) != nullptr) return {};
  return refuse(ProblemCode::not_found,
                "The product instance " + display_name(details(id)) + " has no reservation.");
}

}  // namespace slsim
