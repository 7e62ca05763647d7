// SPDX-License-Identifier: Apache-2.0
// Sums of demand, and what follows when they or the pool change: who is short, who is told so, and
// what the journal says of it.
#include "sim/authority/authority.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

Word compliance_word(bool in_compliance) {
  return in_compliance ? "in_compliance"_w : "out_of_compliance"_w;
}

/// What an instance counts for at this moment.
Counts in_force(const Instance& instance) { return instance.released ? Counts{} : instance.demand; }

Result<void> check_demand(Product product, const Counts& demand) {
  for (const Counts::Entry& entry : demand) {
    if (info(entry.license).product != product) {
      return refuse(ProblemCode::taginvalid, std::string{word(product).text()} + " does not use " +
                                                 std::string{word(entry.license).text()} + ".");
    }
    if (entry.count < 0) {
      return refuse(ProblemCode::invalid_argument, "A count of licences is below zero.");
    }
  }
  return {};
}

}  // namespace

Result<void> LicenseAuthority::report_demand(Context& context, InstanceId id,
                                             const Counts& demand) {
  Instance& instance = state_.instances.at(id);
  if (Result<void> fit = check_demand(details(id).product, demand); !fit) return fit;
  change_demand(state_.at(instance.account).ledger, in_force(instance), demand);
  instance.demand = demand;
  if (instance.released) {
    instance.released = false;
    context.schedule(instance.authorized_until,
                     static_cast<std::uint32_t>(AuthorityTimer::authorization_lapse), pack(id));
  }
  settle(context, instance.account);
  return {};
}

void LicenseAuthority::settle(Context& context, VirtualAccountId id) {
  VirtualAccount& account = state_.at(id);
  Ledger& ledger = account.ledger;
  const LicenseSet before = ledger.short_of;
  allocate_anew(ledger, rules());
  touch(id);
  if (before == ledger.short_of) return;
  for (const License license : before | ledger.short_of) {
    const bool was_good = !before.contains(license);
    const bool is_good = !ledger.short_of.contains(license);
    if (was_good == is_good) continue;
    const LicenseRow row = this->license(id, license);
    context.record(Level::change, "compliance"_w,
                   {{"virtual_account"_w, account.label},
                    {"license"_w, word(license)},
                    {"from"_w, compliance_word(was_good)},
                    {"to"_w, compliance_word(is_good)},
                    {"in_use"_w, row.in_use},
                    {"short"_w, row.short_of}});
    const AlertKey key{AlertKind::insufficient_licenses, account.smart_account, id, license};
    if (is_good) {
      clear_alert(context, key);
    } else {
      raise_alert(context, key, account.name);
    }
  }
}

void LicenseAuthority::move_instance(Context& context, InstanceId id, VirtualAccountId target) {
  Instance& instance = state_.instances.at(id);
  const VirtualAccountId source = instance.account;
  clear_alerts_of(context, id);
  give_back_restricted(context, id);
  move_reserved(context, id, target);
  change_demand(state_.at(source).ledger, in_force(instance), {});
  --state_.at(source).ledger.instances;
  instance.account = target;
  change_demand(state_.at(target).ledger, {}, in_force(instance));
  ++state_.at(target).ledger.instances;
  context.record(Level::change, "instance_moved"_w,
                 {{"instance"_w, details(id).label},
                  {"from"_w, state_.at(source).label},
                  {"to"_w, state_.at(target).label}});
  settle(context, source);
  settle(context, target);
}

void LicenseAuthority::drop_instance(Context& context, InstanceId id, Word event) {
  const Instance& instance = state_.instances.at(id);
  const VirtualAccountId account = instance.account;
  if (instance.mirrored) state_.mirrored_removed[pack(id)] = context.now();
  clear_alerts_of(context, id);
  give_back_restricted(context, id);
  change_demand(state_.at(account).ledger, in_force(instance), {});
  if (const Reservation* reserved = reservation(id)) {
    change_reserved(state_.at(account).ledger, reserved->held, {});
    state_.reservations.erase(pack(id));
  }
  --state_.at(account).ledger.instances;
  context.record(
      Level::change, event,
      {{"instance"_w, details(id).label}, {"virtual_account"_w, state_.at(account).label}});
  slsim::remove_instance(state_.instances, id);
  settle(context, account);
}

void LicenseAuthority::give_back_restricted(Context& context, InstanceId id) {
  Instance& instance = state_.instances.at(id);
  if (!instance.holds_restricted) return;
  VirtualAccount& account = state_.at(instance.account);
  instance.holds_restricted = false;
  --account.restricted.in_use;
  touch(instance.account);
  context.record(Level::change, "restricted_license_returned"_w,
                 {{"instance"_w, details(id).label}, {"virtual_account"_w, account.label}});
  clear_alert(context, {AlertKind::restricted_license_not_available, account.smart_account,
                        instance.account});
}

AllocationRules LicenseAuthority::rules() const {
  const Settings& from = settings();
  return {.hierarchy = from.choice<Hierarchy>(Setting::hierarchy),
          .dual_parenting = from.choice<DualParenting>(Setting::dual_parenting),
          .enterprise_borrowing = from.choice<EnterpriseBorrowing>(Setting::enterprise_borrowing),
          .hcs_order = from.choice<HcsOrder>(Setting::hcs_order),
          .short_tier = from.choice<ShortTier>(Setting::short_tier),
          .standard_messaging = from.choice<StandardMessaging>(Setting::standard_messaging)};
}

void LicenseAuthority::touch(VirtualAccountId id) { state_.at(id).changed = ++state_.generation; }

}  // namespace slsim
