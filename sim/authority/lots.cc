// SPDX-License-Identifier: Apache-2.0
// Lots: how they come and go, and what happens at the instants at which they start and end.
#include <algorithm>

#include "sim/authority/authority.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

std::string quoted(License license) {
  return "\"" + std::string{info(license).display_name} + "\"";
}

Result<void> check_lot(const Lot& lot) {
  if (lot.quantity < 0) {
    return refuse(ProblemCode::invalid_argument, "A quantity of licences is below zero.");
  }
  if (lot.end <= lot.start) {
    return refuse(ProblemCode::invalid_argument, "Licences end before they start.");
  }
  if (lot.kind == LotKind::perpetual && lot.end != never) {
    return refuse(ProblemCode::invalid_argument, "Perpetual licences have no end.");
  }
  return {};
}

LotPhase phase_at(const Lot& lot, Instant now) {
  if (now < lot.start) return LotPhase::planned;
  return now < lot.end ? LotPhase::live : LotPhase::ended;
}

bool holds_something(const LotRecord& record) {
  return record.phase == LotPhase::planned || record.phase == LotPhase::live;
}

}  // namespace

Result<LotId> LicenseAuthority::add_licenses(Context& context, By by, VirtualAccountId id,
                                             const Lot& lot) {
  if (Result<void> there = require(id); !there) return tl::unexpected{there.error()};
  if (Result<void> sound = check_lot(lot); !sound) return tl::unexpected{sound.error()};
  const LotId added = put_lot(context, id, lot, {});
  log(context, by, id, LogCategory::licenses_added,
      std::to_string(lot.quantity) + " " + quoted(lot.license) + " licenses were added.");
  return added;
}

Result<void> LicenseAuthority::remove_licenses(Context& context, By by, VirtualAccountId id,
                                               License license, std::int64_t quantity) {
  if (Result<void> there = require(id); !there) return there;
  if (quantity <= 0 || quantity > allocation(id).pool.owned[license]) {
    return refuse(ProblemCode::invalid_argument, "The account does not have " +
                                                     std::to_string(quantity) + " of " +
                                                     std::string{word(license).text()} + ".");
  }
  std::int64_t left = quantity;
  for (const LotId lot : lots_of(id, license, Precedence::longest_term_last)) {
    const Lot& from = state_.at(id).ledger.lots[lot.position];
    if (from.kind == LotKind::usage) continue;
    const std::int64_t part = std::min(left, from.quantity);
    take_from_lot(context, lot, part);
    left -= part;
    if (left == 0) break;
  }
  log(context, by, id, LogCategory::licenses_removed,
      std::to_string(quantity) + " " + quoted(license) + " licenses were removed.");
  context.record(Level::change, "licenses_removed"_w,
                 {{"virtual_account"_w, state_.at(id).label},
                  {"license"_w, word(license)},
                  {"quantity"_w, quantity}});
  stock_changed(context, id);
  return {};
}

Result<void> LicenseAuthority::place_order(Context& context, By by, const Order& order) {
  if (Result<void> there = require(order.account); !there) return there;
  for (const OrderLine& line : order.lines) {
    if (line.lot) {
      if (Result<void> sound = check_lot(*line.lot); !sound) return sound;
    }
    if (line.restricted < 0 || line.rights < 0) {
      return refuse(ProblemCode::invalid_argument, "A quantity of an order is below zero.");
    }
  }
  VirtualAccount& account = state_.at(order.account);
  for (const OrderLine& line : order.lines) {
    if (line.lot) put_lot(context, order.account, *line.lot, order.number);
    account.restricted.owned += line.restricted;
    if (line.rights > 0) {
      state_.rights_to_use.push_back(
          {context.now(), account.smart_account, order.number, line.right_to_use, line.rights});
    }
  }
  touch(order.account);
  context.record(Level::change, "order_fulfilled"_w,
                 {{"virtual_account"_w, account.label},
                  {"order"_w, context.intern(order.number)},
                  {"restricted_owned"_w, account.restricted.owned}});
  log(context, by, order.account, LogCategory::licenses_added,
      "Order " + order.number + " was fulfilled.");
  return {};
}

LotId LicenseAuthority::put_lot(Context& context, VirtualAccountId id, const Lot& lot,
                                std::string_view order) {
  Ledger& ledger = state_.at(id).ledger;
  const auto position = static_cast<std::uint32_t>(ledger.lots.size());
  ledger.lots.push_back(lot);
  ledger.records.push_back({.phase = phase_at(lot, context.now()), .order = std::string{order}});
  context.record(Level::change, "lot_added"_w,
                 {{"virtual_account"_w, state_.at(id).label},
                  {"license"_w, word(lot.license)},
                  {"quantity"_w, lot.quantity},
                  {"kind"_w, word(lot.kind)},
                  {"start"_w, lot.start},
                  {"end"_w, lot.end}});
  plan_notice(context, {id, position});
  stock_changed(context, id);
  return {id, position};
}

void LicenseAuthority::take_from_lot(Context& context, LotId id, std::int64_t quantity) {
  Ledger& ledger = state_.at(id.account).ledger;
  ledger.lots[id.position].quantity -= quantity;
  if (ledger.lots[id.position].quantity > 0) return;
  ledger.records[id.position].phase = LotPhase::gone;
  clear_alert(context, key_of(AlertKind::licenses_expiring, id));
}

void LicenseAuthority::stock_changed(Context& context, VirtualAccountId id) {
  VirtualAccount& account = state_.at(id);
  take_stock(account.ledger, context.now());
  context.cancel(account.boundary);
  const Instant next = next_boundary(account.ledger.lots, context.now());
  if (next != never) {
    account.boundary =
        context.schedule(next, static_cast<std::uint32_t>(AuthorityTimer::lot_boundary), id.index);
  }
  settle(context, id);
}

void LicenseAuthority::at_boundary(Context& context, VirtualAccountId id) {
  if (id.index >= state_.virtual_accounts.size()) return;  // Of a state that was replaced.
  const Ledger& ledger = state_.at(id).ledger;
  for (std::uint32_t i = 0; i < ledger.lots.size(); ++i) {
    if (!holds_something(ledger.records[i])) continue;
    const LotPhase before = ledger.records[i].phase;
    const LotPhase after = phase_at(ledger.lots[i], context.now());
    if (before == after) continue;
    state_.at(id).ledger.records[i].phase = after;
    if (after == LotPhase::ended) {
      lot_ended(context, {id, i});
    } else {
      record_lot(context, "lot_started"_w, {id, i});
    }
  }
  end_reserved(context, id);
  stock_changed(context, id);
}

void LicenseAuthority::lot_ended(Context& context, LotId id) {
  record_lot(context, "lot_ended"_w, id);
  const VirtualAccount& account = state_.at(id.account);
  const Lot& lot = account.ledger.lots[id.position];
  clear_alert(context, key_of(AlertKind::licenses_expiring, id));
  // A warning that somebody dismissed is not followed by the notice that it came true.
  if (!account.ledger.records[id.position].dismissed) {
    raise_alert(context, key_of(AlertKind::licenses_expired, id), account.name);
  }
  log(context, By{}, id.account, LogCategory::licenses_expired,
      std::to_string(lot.quantity) + " " + quoted(lot.license) + " licenses have ended.");
}

void LicenseAuthority::record_lot(Context& context, Word event, LotId id) {
  const VirtualAccount& account = state_.at(id.account);
  const Lot& lot = account.ledger.lots[id.position];
  context.record(Level::change, event,
                 {{"virtual_account"_w, account.label},
                  {"license"_w, word(lot.license)},
                  {"quantity"_w, lot.quantity},
                  {"kind"_w, word(lot.kind)}});
}

std::vector<LotId> LicenseAuthority::lots_of(VirtualAccountId id, License license,
                                             Precedence precedence) const {
  const Ledger& ledger = state_.at(id).ledger;
  std::vector<LotId> found;
  for (std::uint32_t i = 0; i < ledger.lots.size(); ++i) {
    if (ledger.lots[i].license == license && ledger.records[i].phase == LotPhase::live) {
      found.push_back({id, i});
    }
  }
  std::ranges::stable_sort(found, [&](LotId a, LotId b) {
    const Instant first = ledger.lots[a.position].end;
    const Instant second = ledger.lots[b.position].end;
    return precedence == Precedence::longest_term_first ? first > second : first < second;
  });
  return found;
}

}  // namespace slsim
