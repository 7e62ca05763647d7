// SPDX-License-Identifier: Apache-2.0
// What of a box is put aside and taken back: by backups, and by an upgrade for the way back to the
// release before it. Sources are thin here: docs/DIFFERENCES.md says what is assumed.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/ucapps/cluster.h"
#include "sim/ucapps/life.h"
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

enum class InBackup : std::uint8_t { left_out, included };
enum class AtSwitch : std::uint8_t { kept, as_it_was };

}  // namespace

Backup Cluster::put_aside(Context& context, std::string name) const {
  Backup backup{
      std::move(name),  options_.name,       options_.product,
      options_.version, options_.mode,       options_.counts,
      options_.estate,  options_.mixed_mode, options_.share_host_name,
      nullptr,          options_.packages,   context.kernel().network.trust(options_.publisher)};
  backup.licensing = licensing_aside(context);
  return backup;
}

std::shared_ptr<const BackupLicensing> Cluster::licensing_aside(Context& context) const {
  const Instant now = options_.clock.uptime(context.now());
  BackupLicensing licensing{options_.udi,       agent_,
                            reservation_,       evaluation_,
                            out_of_compliance_, authorization_expired_,
                            now - context.now()};
  (void)licensing.agent.drop_exchanges();
  licensing.evaluation.run(false, now);
  return std::make_shared<const BackupLicensing>(std::move(licensing));
}

void Cluster::take_back(Context& context, const Backup& backup) {
  options_.mode = backup.mode;
  next_mode_.reset();
  options_.counts = backup.counts;
  options_.estate = backup.estate;
  options_.mixed_mode = backup.mixed_mode;
  if (options_.share_host_name != backup.share_host_name) {
    set_share_host_name(context, backup.share_host_name);
  }
}

void Cluster::take_back_licensing(Context& context, const BackupLicensing& licensing) {
  if (agent_.identity() && options_.udi != licensing.udi) {
    context.record(Level::fault, "orphan_left"_w);
  }
  const Duration ahead = options_.clock.uptime(context.now()) - context.now();
  const Duration shift = ahead - licensing.uptime_ahead;
  options_.udi = licensing.udi;
  agent_ = licensing.agent;
  reservation_ = licensing.reservation;
  agent_.rebase(shift);
  evaluation_ = licensing.evaluation;
  out_of_compliance_ = licensing.out_of_compliance;
  out_of_compliance_.rebase(shift);
  authorization_expired_ = licensing.authorization_expired;
  authorization_expired_.rebase(shift);
  show(context, judge(facts(context.now())));
}

Result<void> Cluster::back_up(Context& context, std::string name) {
  if (auto up = reachable(); !up) return up;
  Backup backup = put_aside(context, std::move(name));
  if (settings_->choice<InBackup>(Setting::backup_licensing) == InBackup::left_out) {
    backup.licensing.reset();
  }
  context.record(Level::change, "backed_up"_w, {{"name"_w, context.intern(backup.name)}});
  std::erase_if(backups_, [&](const auto& old) { return old->name == backup.name; });
  backups_.push_back(std::make_shared<const Backup>(std::move(backup)));
  return {};
}

std::shared_ptr<const Backup> Cluster::find_backup(std::string_view name) const {
  const auto found = std::ranges::find(backups_, name, [](const auto& it) { return it->name; });
  return found == backups_.end() ? nullptr : *found;
}

Result<void> Cluster::restore(Context& context, const Backup& backup, Duration away) {
  if (backup.product != options_.product || backup.version != options_.version) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("the backup {} is of {} {} and {} is {} {}", backup.name,
                              word(backup.product).text(), backup.version, host_name_,
                              word(options_.product).text(), options_.version));
  }
  if (auto halted = power_off(context); !halted) return halted;
  context.record(Level::change, "restored"_w, {{"name"_w, context.intern(backup.name)}});
  take_back(context, backup);
  if (backup.licensing) {
    take_back_licensing(context, *backup.licensing);
  } else {
    forget_registration(context);
  }
  come_back(context, away);
  return {};
}

std::string_view Cluster::inactive_version() const {
  return inactive_ ? std::string_view{inactive_->version} : std::string_view{};
}

Result<void> Cluster::switch_version(Context& context, Duration away) {
  if (auto up = reachable(); !up) return up;
  if (!inactive_) {
    return refuse(ProblemCode::not_found, fmt::format("{} has release {} and no other to switch to",
                                                      host_name_, options_.version));
  }
  auto present = std::make_shared<const Backup>(put_aside(context, {}));
  if (auto halted = power_off(context); !halted) return halted;
  const auto other = std::exchange(inactive_, std::move(present));
  take_back(context, *other);
  options_.packages = other->packages;
  context.kernel().network.set_trust(options_.publisher, other->trust);
  const bool smart = knows_smart_licensing({release_train(other->version)});
  if (!smart) {
    forget_registration(context);
  } else if (settings_->choice<AtSwitch>(Setting::switch_version_licensing) ==
             AtSwitch::as_it_was) {
    take_back_licensing(context, *other->licensing);
  }
  next_version_ = other->version;
  come_back(context, away);
  return {};
}

}  // namespace slsim
