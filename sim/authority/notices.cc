// SPDX-License-Identifier: Apache-2.0
// Warnings before licences end, at the marks of the settings expiry_notice_1 to _7. A lot has one
// timer, for its next mark: whoever sleeps over several of them wakes to one warning.
#include <algorithm>
#include <array>

#include "sim/authority/authority.h"

namespace slsim {
namespace {

constexpr std::array mark_settings{
    Setting::expiry_notice_1, Setting::expiry_notice_2, Setting::expiry_notice_3,
    Setting::expiry_notice_4, Setting::expiry_notice_5, Setting::expiry_notice_6,
    Setting::expiry_notice_7,
};

/// Longest first; those that are zero are not there.
std::vector<Duration> marks(const Settings& settings) {
  std::vector<Duration> found;
  for (const Setting setting : mark_settings) {
    const Duration mark = settings.duration(setting);
    if (mark > Duration::zero()) found.push_back(mark);
  }
  std::ranges::sort(found, std::greater{});
  return found;
}

}  // namespace

void LicenseAuthority::plan_notice(Context& context, LotId id) {
  const Lot& lot = state_.at(id.account).ledger.lots[id.position];
  if (lot.end == never || lot.quantity == 0) return;
  for (const Duration mark : marks(settings())) {
    if (lot.end - mark <= context.now()) continue;
    context.schedule(lot.end - mark, static_cast<std::uint32_t>(AuthorityTimer::expiry_notice),
                     pack(id));
    return;
  }
}

void LicenseAuthority::at_notice(Context& context, LotId id) {
  if (id.position >= state_.at(id.account).ledger.lots.size()) return;
  VirtualAccount& account = state_.at(id.account);
  LotRecord& record = account.ledger.records[id.position];
  const Lot& lot = account.ledger.lots[id.position];
  if (record.phase == LotPhase::ended || record.phase == LotPhase::gone) return;
  plan_notice(context, id);
  if (record.phase == LotPhase::planned) return;

  const Duration left = lot.end - context.now();
  Duration reached{};
  for (const Duration mark : marks(settings())) {
    if (mark >= left) reached = mark;
  }
  if (reached == record.warned_at) return;
  record.warned_at = reached;
  state_.notices.push_back({context.now(), id, lot.license, lot.quantity, reached, lot.end});
  context.record(Level::change, "expiry_notice"_w,
                 {{"virtual_account"_w, account.label},
                  {"license"_w, word(lot.license)},
                  {"quantity"_w, lot.quantity},
                  {"ends"_w, lot.end},
                  {"mark"_w, reached}});
  if (!record.dismissed) {
    raise_alert(context, key_of(AlertKind::licenses_expiring, id), account.name, lot.end);
  }
}

}  // namespace slsim
