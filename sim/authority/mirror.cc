// SPDX-License-Identifier: Apache-2.0
// What a satellite reports becomes rows of its virtual account. Where both sides know a device, the
// later registration wins: the satellite is told which of its instances are no more.
#include <algorithm>

#include "core/agent/sync.h"
#include "sim/authority/authority.h"

namespace slsim {

bool LicenseAuthority::mirrors(VirtualAccountId account, InstanceId id) const {
  return state_.instances.holds(id) && instance(id).mirrored && instance(id).account == account;
}

std::vector<std::uint64_t> LicenseAuthority::mirror(Context& context, VirtualAccountId account,
                                                    const SyncRequest& report, MirrorIndex& index) {
  std::vector<std::uint64_t> refused;
  for (const SyncInstance& row : report.instances) {
    if (!mirror_one(context, account, row, index)) refused.push_back(row.number);
  }
  std::vector<std::uint64_t> gone = report.gone;
  if (report.scope == SyncScope::full) {
    std::vector<std::uint64_t> told;
    told.reserve(report.instances.size());
    for (const SyncInstance& row : report.instances) told.push_back(row.number);
    std::ranges::sort(told);
    for (const auto& [number, id] : index) {
      if (!std::ranges::binary_search(told, number)) gone.push_back(number);
    }
  }
  for (const std::uint64_t number : gone) forget_mirrored(context, account, number, index);
  for (const auto& [number, id] : index) {
    if (!mirrors(account, id)) refused.push_back(number);
  }
  settle(context, account);
  return refused;
}

/// False when this authority knows better and has no row for it.
bool LicenseAuthority::mirror_one(Context& context, VirtualAccountId account,
                                  const SyncInstance& row, MirrorIndex& index) {
  if (const auto entry = index.find(row.number); entry != index.end()) {
    const InstanceId id = entry->second;
    if (mirrors(account, id)) return copy_row(context, id, row), true;
    const auto removed = state_.mirrored_removed.find(pack(id));
    const bool stays_away =
        state_.instances.holds(id)
            ? details(id).registered_last >= row.registered
            : removed != state_.mirrored_removed.end() && removed->second >= row.registered;
    if (stays_away) return true;  // The caller sees a number without a row.
    state_.mirrored_removed.erase(pack(id));
    index.erase(entry);
  }
  if (const auto known = slsim::find_instance(state_.instances, row.udi)) {
    if (!take_over(context, account, *known, row, index)) return false;
    index.insert_or_assign(row.number, *known);
    copy_row(context, *known, row);
    return true;
  }
  const InstanceId id = add_instance(state_.instances, row.udi);
  state_.instances.at(id).account = account;
  state_.instances.at(id).mirrored = true;
  state_.instances.details_of(id).registered_at = row.registered;
  ++state_.at(account).ledger.instances;
  index.emplace(row.number, id);
  copy_row(context, id, row);
  context.record(
      Level::change, "instance_reported"_w,
      {{"instance"_w, details(id).label}, {"virtual_account"_w, state_.at(account).label}});
  return true;
}

/// A device that is known by another row: that of an earlier number, or of another registration.
bool LicenseAuthority::take_over(Context& context, VirtualAccountId account, InstanceId known,
                                 const SyncInstance& row, MirrorIndex& index) {
  if (mirrors(account, known)) {
    std::erase_if(index, [&](const auto& entry) { return entry.second == known; });
    return true;
  }
  if (reservation(known) != nullptr) return false;  // Its return comes first.
  if (details(known).registered_last >= row.registered) return false;
  if (instance(known).account != account) move_instance(context, known, account);
  Instance& instance = state_.instances.at(known);
  if (instance.released) {
    change_demand(state_.at(account).ledger, {}, instance.demand);
    instance.released = false;
  }
  instance.mirrored = true;
  instance.certificate = {};
  instance.has_predecessor = false;
  return true;
}

void LicenseAuthority::copy_row(Context& context, InstanceId id, const SyncInstance& row) {
  Instance& instance = state_.instances.at(id);
  InstanceDetails& details = state_.instances.details_of(id);
  if (!(instance.demand == row.demand)) {
    change_demand(state_.at(instance.account).ledger, instance.demand, row.demand);
    instance.demand = row.demand;
  }
  instance.last_contact = row.last_contact;
  instance.authorized_until = authorized_until(row.last_contact);
  instance.export_control_allowed = row.export_control_allowed;
  details.registered_last = row.registered;
  details.product = row.product;
  if (details.version != row.version) details.version = row.version;
  if (details.label != NameId{} && details.host_name == row.host_name) return;
  details.host_name = row.host_name;
  details.label = context.intern(row.host_name.empty() ? print(row.udi) : row.host_name);
}

void LicenseAuthority::forget_mirrored(Context& context, VirtualAccountId account,
                                       std::uint64_t number, MirrorIndex& index) {
  const auto entry = index.find(number);
  if (entry == index.end()) return;
  const InstanceId id = entry->second;
  index.erase(entry);
  if (mirrors(account, id)) drop_instance(context, id, "instance_gone"_w);
  state_.mirrored_removed.erase(pack(id));
}

void LicenseAuthority::drop_mirrored(Context& context, VirtualAccountId account,
                                     MirrorIndex& index) {
  for (const auto& [number, id] : index) {
    if (mirrors(account, id)) drop_instance(context, id, "instance_gone"_w);
    state_.mirrored_removed.erase(pack(id));
  }
  index.clear();
}

void LicenseAuthority::forget_instance(Context& context, InstanceId id) {
  log(context, By{}, instance(id).account, LogCategory::instance_removed,
      "The product instance " + display_name(details(id)) + " was removed in the cloud.");
  drop_instance(context, id, "instance_removed"_w);
}

void LicenseAuthority::take_back(Context& context, VirtualAccountId id) {
  VirtualAccount& account = state_.at(id);
  if (account.satellite.empty()) return;
  context.record(
      Level::change, "taken_from_satellite"_w,
      {{"virtual_account"_w, account.label}, {"satellite"_w, context.intern(account.satellite)}});
  account.satellite.clear();
  touch(id);
}

void LicenseAuthority::suspend(Context& context, SmartAccountId id, bool suspended) {
  for (const VirtualAccountId account : virtual_accounts(id)) {
    state_.at(account).suspended = suspended;
    touch(account);
  }
  context.record(Level::change, suspended ? "suspended"_w : "resumed"_w,
                 {{"account"_w, context.intern(state_.at(id).domain)}});
}

void LicenseAuthority::set_hierarchy(Context& context, bool on) {
  const auto wanted = on ? Hierarchy::on : Hierarchy::off;
  if (settings().choice<Hierarchy>(Setting::hierarchy) == wanted) return;
  state_.settings.set(Setting::hierarchy, static_cast<std::int64_t>(wanted));
  for (std::uint32_t i = 0; i < state_.virtual_accounts.size(); ++i) settle(context, {i});
}

void LicenseAuthority::resume(Context& context) {
  for (std::uint32_t i = 0; i < state_.virtual_accounts.size(); ++i) at_boundary(context, {i});
  state_.checks_planned = false;
  const Duration period = settings().duration(Setting::alert_check_period);
  if (state_.instances.count == 0 || period == Duration::zero()) return;
  state_.checks_planned = true;
  context.schedule(context.now() + period,
                   static_cast<std::uint32_t>(AuthorityTimer::instance_check));
}

void LicenseAuthority::note(Context& context, By by, VirtualAccountId id, LogCategory category,
                            std::string message) {
  log(context, by, id, category, std::move(message));
}

}  // namespace slsim
