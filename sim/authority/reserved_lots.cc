// SPDX-License-Identifier: Apache-2.0
// Which licences reservations hold: out of which lots, for how long, and where they go.
#include "sim/authority/reservations.h"

#include <algorithm>

#include "sim/authority/authority.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

/// Whether two parts are of lots with the same terms, whatever their tag.
bool same_terms(Lot a, const Lot& b) {
  a.quantity = b.quantity;
  a.release = b.release;
  a.source = b.source;
  return a == b;
}

std::int64_t part_of(const ReservationGrant& grant, const Lot& terms) {
  std::int64_t sum = 0;
  for (const Lot& lot : grant.entitlements) {
    if (same_terms(lot, terms)) sum += lot.quantity;
  }
  return sum;
}

/// How much of a lot's kind a reservation has or may have.
std::int64_t part_of(const Reservation& reservation, const Lot& terms) {
  const std::int64_t now = part_of(reservation.grant, terms);
  return reservation.change ? std::max(now, part_of(*reservation.change, terms)) : now;
}

}  // namespace

Counts held_by(const Reservation& reservation, Instant at) {
  Counts held = held_at(reservation.grant, at);
  if (!reservation.change) return held;
  for (const Counts::Entry& entry : held_at(*reservation.change, at)) {
    held.set(entry.license, std::max(entry.count, held.of(entry.license)));
  }
  return held;
}

/// Of what is free, and of what `instead_of` holds already.
Result<void> LicenseAuthority::check_supply(VirtualAccountId id,
                                            std::span<const ReservationLine> lines,
                                            const Counts& instead_of) const {
  for (const ReservationLine& line : lines) {
    const Allocation& allocation = this->allocation(id);
    if (allocation.unlimited(line.license)) continue;
    const std::int64_t free =
        std::max<std::int64_t>(allocation.available(line.license), 0) + instead_of.of(line.license);
    if (line.quantity <= free) continue;
    return refuse(ProblemCode::not_allowed, "Only " + std::to_string(free) + " of " + "\"" +
                                                std::string{info(line.license).display_name} +
                                                "\"" + " can be reserved.");
  }
  return {};
}

/// Out of live lots, without what other reservations have of lots of the same terms.
std::vector<Lot> LicenseAuthority::parts_for(VirtualAccountId id, const ReservationLine& line,
                                             std::optional<InstanceId> except) const {
  std::vector<Lot> kinds;
  for (const LotId lot_id : lots_of(id, line.license, line.precedence)) {
    const Lot& lot = state_.at(id).ledger.lots[lot_id.position];
    const auto like =
        std::ranges::find_if(kinds, [&](const Lot& it) { return same_terms(it, lot); });
    if (like == kinds.end()) {
      kinds.push_back(lot);
    } else {
      like->quantity += lot.quantity;
    }
  }
  std::vector<Lot> parts;
  std::int64_t left = line.quantity;
  for (Lot& lot : kinds) {
    std::int64_t free = lot.kind == LotKind::usage ? left : lot.quantity;
    for (const auto& [other, reservation] : state_.reservations) {
      const InstanceId holder = unpack_instance(other);
      if (instance(holder).account != id || holder == except || lot.kind == LotKind::usage)
        continue;
      free -= part_of(reservation, lot);
    }
    lot.quantity = std::clamp<std::int64_t>(free, 0, left);
    lot.release = line.release.value_or(TagRelease::r12);
    left -= lot.quantity;
    if (lot.quantity > 0) parts.push_back(lot);
  }
  // More than there is: of the terms that come first, as if the account had it.
  if (left > 0 && !kinds.empty()) {
    Lot more = kinds.front();
    more.quantity = left;
    more.release = line.release.value_or(TagRelease::r12);
    parts.push_back(more);
  }
  return parts;
}

/// What is blocked for it by now.
void LicenseAuthority::hold(Context& context, InstanceId id) {
  Reservation& reservation = state_.reservations.at(pack(id));
  const VirtualAccountId account = instance(id).account;
  const Counts held = held_by(reservation, context.now());
  change_reserved(state_.at(account).ledger, reservation.held, held);
  reservation.held = held;
  settle(context, account);
}

bool LicenseAuthority::spare_for(VirtualAccountId account, const Reservation& wanted) const {
  return std::ranges::all_of(wanted.held, [&](const Counts::Entry& entry) {
    const Allocation& allocation = this->allocation(account);
    return allocation.unlimited(entry.license) ||
           allocation.available(entry.license) >= entry.count;
  });
}

/// At the end of a lot: what of it was reserved blocks nothing any more.
void LicenseAuthority::end_reserved(Context& context, VirtualAccountId account) {
  for (const auto& [key, present] : state_.reservations) {
    const InstanceId id = unpack_instance(key);
    if (instance(id).account != account) continue;
    if (held_by(present, context.now()) == present.held) continue;
    context.record(Level::change, "reserved_license_ended"_w, {{"instance"_w, details(id).label}});
    raise_alert(context, key_of(AlertKind::reserved_license_expired, id),
                display_name(details(id)));
    hold(context, id);
  }
}

/// Reserved licences travel with their instance (Smart Software Manager help).
void LicenseAuthority::move_reserved(Context& context, InstanceId id, VirtualAccountId target) {
  const auto found = state_.reservations.find(pack(id));
  if (found == state_.reservations.end()) return;
  const VirtualAccountId source = instance(id).account;
  change_reserved(state_.at(source).ledger, found->second.held, {});
  change_reserved(state_.at(target).ledger, {}, found->second.held);
  for (const Lot& part : found->second.grant.entitlements) {
    std::int64_t left = part.quantity;
    for (const LotId lot_id : lots_of(source, part.license, Precedence::longest_term_first)) {
      const Lot& lot = state_.at(source).ledger.lots[lot_id.position];
      if (left == 0 || lot.kind == LotKind::usage || !same_terms(lot, part)) continue;
      const std::int64_t moved = std::min(left, lot.quantity);
      move_part(context, lot_id, moved, target);
      left -= moved;
    }
  }
  log(context, By{}, target, LogCategory::reservation_moved,
      "The reserved licenses of " + display_name(details(id)) + " moved here with it.");
  stock_changed(context, source);
  stock_changed(context, target);
}

}  // namespace slsim
