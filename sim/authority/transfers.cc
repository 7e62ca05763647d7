// SPDX-License-Identifier: Apache-2.0
// Licences that change their virtual account. What moves keeps its terms.
#include <algorithm>

#include "core/result/check.h"
#include "sim/authority/authority.h"
#include "sim/authority/rest/dates.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

bool fits(const Lot& lot, const LicenseMove& move) {
  return lot.kind == move.kind &&
         (move.subscription.empty() || move.subscription == lot.subscription) &&
         (move.starts.empty() || move.starts == rest_date(lot.start)) &&
         (move.ends.empty() || (lot.end != never && move.ends == rest_date(lot.end - Duration{1})));
}

/// Whether two lots differ in nothing but their quantity.
bool same_terms(Lot a, const Lot& b) {
  a.quantity = b.quantity;
  return a == b;
}

}  // namespace

Result<TransferReport> LicenseAuthority::transfer_licenses(Context& context, By by,
                                                           VirtualAccountId source,
                                                           std::span<const LicenseMove> moves) {
  if (Result<void> there = require(source); !there) return tl::unexpected{there.error()};
  LicenseSet kinds;
  std::int64_t count = 0;
  for (const LicenseMove& move : moves) {
    if (!kinds.contains(move.license)) ++count;
    kinds |= move.license;
  }
  const auto limit = settings().number(Setting::transfer_limit);
  if (count > limit) {
    return refuse(ProblemCode::invalid_argument,
                  "A request may transfer at most " + std::to_string(limit) + " licences.");
  }
  TransferReport report;
  for (const LicenseMove& move : moves) {
    Result<void> possible = check_move(source, move);
    report.lines.push_back(possible ? std::nullopt : std::optional{possible.error()});
    if (!possible) continue;
    move_licenses(context, source, move);
    log(context, by, source, LogCategory::licenses_transferred,
        std::to_string(move.quantity) + " \"" + std::string{info(move.license).display_name} +
            "\" licenses were transferred to Virtual Account \"" + state_.at(move.target).name +
            "\".");
  }
  return report;
}

Result<void> LicenseAuthority::check_move(VirtualAccountId source, const LicenseMove& move) const {
  if (Result<void> there = require(move.target); !there) return there;
  if (move.target == source) {
    return refuse(ProblemCode::invalid_argument, "The licences are in that account already.");
  }
  if (state_.at(move.target).smart_account != state_.at(source).smart_account) {
    return refuse(ProblemCode::not_allowed, "Licences stay within their smart account.");
  }
  if (move.kind == LotKind::usage) {
    return refuse(ProblemCode::not_allowed, "Usage-billed licences are not transferred.");
  }
  if (move.quantity <= 0) {
    return refuse(ProblemCode::invalid_argument, "The quantity to transfer is not above zero.");
  }
  std::int64_t there = 0;
  for (const LotId id : lots_of(source, move.license, move.precedence)) {
    const Lot& lot = state_.at(source).ledger.lots[id.position];
    if (fits(lot, move)) there += lot.quantity;
  }
  const std::int64_t reserved = state_.at(source).ledger.demand.reserved[move.license];
  const std::int64_t owned = allocation(source).pool.owned[move.license];
  const std::int64_t movable = std::min(there, owned - reserved);
  if (move.quantity <= movable) return {};
  return refuse(ProblemCode::invalid_argument,
                "Only " + std::to_string(std::max<std::int64_t>(movable, 0)) + " of " +
                    std::string{word(move.license).text()} + " can be transferred.");
}

void LicenseAuthority::move_licenses(Context& context, VirtualAccountId source,
                                     const LicenseMove& move) {
  context.record(Level::change, "licenses_transferred"_w,
                 {{"from"_w, state_.at(source).label},
                  {"to"_w, state_.at(move.target).label},
                  {"license"_w, word(move.license)},
                  {"quantity"_w, move.quantity}});
  std::int64_t left = move.quantity;
  for (const LotId id : lots_of(source, move.license, move.precedence)) {
    const Lot& lot = state_.at(source).ledger.lots[id.position];
    if (!fits(lot, move)) continue;
    const std::int64_t part = std::min(left, lot.quantity);
    move_part(context, id, part, move.target);
    left -= part;
    if (left == 0) break;
  }
  CHECK(left == 0, "what was found movable moves");
  stock_changed(context, source);
  stock_changed(context, move.target);
}

void LicenseAuthority::move_part(Context& context, LotId id, std::int64_t quantity,
                                 VirtualAccountId target) {
  Lot lot = state_.at(id.account).ledger.lots[id.position];
  const LotRecord record = state_.at(id.account).ledger.records[id.position];
  take_from_lot(context, id, quantity);
  lot.quantity = quantity;
  lot.source = LotSource::transfer;

  Ledger& ledger = state_.at(target).ledger;
  for (std::uint32_t i = 0; i < ledger.lots.size(); ++i) {
    if (ledger.records[i].phase != record.phase || !same_terms(ledger.lots[i], lot)) continue;
    ledger.lots[i].quantity += quantity;
    return;
  }
  ledger.lots.push_back(lot);
  ledger.records.push_back(record);
  const LotId moved{target, static_cast<std::uint32_t>(ledger.lots.size() - 1)};
  plan_notice(context, moved);
  if (record.warned_at != Duration::zero() && !record.dismissed) {
    raise_alert(context, key_of(AlertKind::licenses_expiring, moved), state_.at(target).name,
                lot.end);
  }
}

}  // namespace slsim
