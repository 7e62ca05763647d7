// SPDX-License-Identifier: Apache-2.0
// Installing, upgrading, migrating, rebuilding, backing up, restoring and cloning a box, and what
// each leaves behind at the authority. Sources are thin here: docs/DIFFERENCES.md says what is
// assumed.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/licensing/catalog.h"
#include "sim/ucapps/cluster.h"
#include "sim/ucapps/life.h"
#include "sim/ucapps/udi.h"

namespace slsim {
namespace {

enum class EvaluationOfNewUdi : std::uint8_t { fresh, carried };
enum class BackupLicensing : std::uint8_t { left_out, included };

/// From exactly this release the deployment tool carries no licence state without a package
/// (upgrade guide; 12.0(1)SU1 needs none).
constexpr ProductVersion without_licensing{12, 0, 1, 0};

Result<ProductVersion> release(std::string_view text) {
  const auto version = find_version(text);
  if (version) return *version;
  return refuse(ProblemCode::invalid_argument,
                fmt::format("{} is no release; expected one such as 14SU2", text));
}

}  // namespace

void Cluster::set_version(std::string version) {
  options_.version = std::move(version);
  options_.counts = needed();
}

void Cluster::forget_registration(Context& context) {
  if (agent_.identity()) context.record(Level::fault, "orphan_left"_w);
  agent_.start_over();
  show(context, judge(facts(context.now())));
}

void Cluster::take_new_udi(Context& context) {
  options_.udi = new_udi(context, options_.name, options_.product);
  if (settings_->choice<EvaluationOfNewUdi>(Setting::evaluation_of_new_udi) ==
      EvaluationOfNewUdi::fresh) {
    evaluation_ = Evaluation{settings_->duration(Setting::evaluation_period)};
  }
  context.record(Level::change, "udi"_w, {{"sn"_w, context.intern(options_.udi.sn)}});
  forget_registration(context);
}

Result<void> Cluster::reset_udi(Context& context) {
  if (auto able = ready(); !able) return able;
  take_new_udi(context);
  settle(context);
  return {};
}

void Cluster::take_up(Context& context) {
  if (!next_version_.empty()) {
    set_version(std::exchange(next_version_, {}));
    context.record(Level::change, "version"_w, {{"to"_w, context.intern(options_.version)}});
  }
  take_up_mode(context);
  take_up_encryption(context);
}

void Cluster::come_back(Context& context, Duration how_long) {
  context.cancel(power_timer_);
  power_timer_ = context.schedule(context.now() + how_long, power_on_kind);
}

Result<void> Cluster::set_up(Context& context, std::string version) {
  if (condition_ != Condition::not_installed) {
    return refuse(ProblemCode::already_exists, fmt::format("{} is installed", host_name_));
  }
  if (!version.empty()) {
    if (const auto known = release(version); !known) return tl::make_unexpected(known.error());
    set_version(std::move(version));
  }
  context.record(Level::change, "installed"_w, {{"version"_w, context.intern(options_.version)}});
  counted_from_ = options_.clock.uptime(context.now());
  return resume(context, Condition::not_installed);
}

Result<void> Cluster::upgrade(Context& context, const Upgrade& to) {
  if (auto up = reachable(); !up) return up;
  const auto version = release(to.version);
  if (!version) return tl::make_unexpected(version.error());
  const ProductVersion present = find_version(options_.version).value_or(ProductVersion{});
  if (*version <= present) {
    return refuse(ProblemCode::not_allowed, fmt::format("{} is of release {}; {} is no later one",
                                                        host_name_, options_.version, to.version));
  }
  if (!has_mode(*version, options_.mode)) {
    return refuse(ProblemCode::unsupported,
                  fmt::format("release {} has no mode {}", to.version, word(options_.mode).text()));
  }
  // Unity Connection upgrade guide.
  if (options_.product == Product::cuc && present == without_licensing &&
      standing_.enforcement == Enforcement::no_provision) {
    return refuse(ProblemCode::no_provision,
                  fmt::format("{} enforces ({}) and cannot be upgraded from 12.0(1)", host_name_,
                              word(standing_.cause).text()));
  }
  for (const NameId root : to.roots) {
    if (auto trusted = trust(context, root); !trusted) return trusted;
  }
  if (auto halted = power_off(context); !halted) return halted;
  next_version_ = to.version;
  come_back(context, to.away);
  return {};
}

Result<void> Cluster::migrate(Context& context, const Migration& to) {
  const ProductVersion from = find_version(options_.version).value_or(ProductVersion{});
  if (!to.version.empty()) {
    const auto version = release(to.version);
    if (!version) return tl::make_unexpected(version.error());
    if (*version < from) {
      return refuse(ProblemCode::not_allowed,
                    fmt::format("{} is of release {}; {} is an earlier one", host_name_,
                                options_.version, to.version));
    }
  }
  if (auto halted = power_off(context); !halted) return halted;
  context.record(Level::change, "migrated"_w);
  if (to.identity == IdentityOfNewMachine::new_udi) {
    take_new_udi(context);
  } else if (from == without_licensing && !carries_licensing_) {
    forget_registration(context);
  }
  next_version_ = to.version;
  if (!to.host_name.empty()) rename(context, to.host_name);
  come_back(context, to.away);
  return {};
}

Result<void> Cluster::rebuild(Context& context, const Rebuild& as) {
  if (!as.version.empty()) {
    if (const auto known = release(as.version); !known) return tl::make_unexpected(known.error());
  }
  if (condition_ == Condition::not_installed) return ready();
  if (condition_ != Condition::running && condition_ != Condition::powered_off) {
    if (auto on = resume(context, condition_); !on) return on;
  }
  if (condition_ == Condition::running) {
    if (auto halted = power_off(context); !halted) return halted;
  }
  context.record(Level::change, "rebuilt"_w);
  options_.mode = LicenseMode::enterprise;
  next_mode_.reset();
  options_.mixed_mode = false;
  options_.packages.clear();
  carries_licensing_ = false;
  options_.counts = {};
  if (options_.estate) options_.estate = std::make_shared<const Estate>();
  set_version(as.version.empty() ? std::string{options_.version} : as.version);
  next_version_.clear();
  if (as.identity == IdentityOfNewMachine::new_udi) {
    take_new_udi(context);
  } else {
    forget_registration(context);
  }
  come_back(context, as.away);
  return {};
}

Result<void> Cluster::back_up(Context& context, std::string name) {
  if (auto up = reachable(); !up) return up;
  Backup backup{std::move(name),  options_.name,       options_.product,
                options_.version, options_.mode,       options_.counts,
                options_.estate,  options_.mixed_mode, options_.share_host_name,
                nullptr};
  if (settings_->choice<BackupLicensing>(Setting::backup_licensing) == BackupLicensing::included) {
    const Instant now = options_.clock.uptime(context.now());
    Backup::Licensing licensing{
        options_.udi,       agent_, evaluation_, out_of_compliance_, authorization_expired_,
        now - context.now()};
    (void)licensing.agent.drop_exchanges();
    licensing.evaluation.run(false, now);
    backup.licensing = std::make_shared<const Backup::Licensing>(std::move(licensing));
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
  options_.mode = backup.mode;
  next_mode_.reset();
  options_.counts = backup.counts;
  options_.estate = backup.estate;
  options_.mixed_mode = backup.mixed_mode;
  options_.share_host_name = backup.share_host_name;
  if (!backup.licensing) {
    forget_registration(context);
  } else {
    if (agent_.identity() && options_.udi != backup.licensing->udi) {
      context.record(Level::fault, "orphan_left"_w);
    }
    const Duration ahead = options_.clock.uptime(context.now()) - context.now();
    const Duration shift = ahead - backup.licensing->uptime_ahead;
    options_.udi = backup.licensing->udi;
    agent_ = backup.licensing->agent;
    agent_.rebase(shift);
    evaluation_ = backup.licensing->evaluation;
    out_of_compliance_ = backup.licensing->out_of_compliance;
    out_of_compliance_.rebase(shift);
    authorization_expired_ = backup.licensing->authorization_expired;
    authorization_expired_.rebase(shift);
    show(context, judge(facts(context.now())));
  }
  come_back(context, away);
  return {};
}

Result<void> Cluster::become_clone_of(Context& context, const Cluster& original) {
  if (condition_ != Condition::not_installed) {
    return refuse(ProblemCode::already_exists, fmt::format("{} is installed", host_name_));
  }
  if (original.condition_ == Condition::not_installed) return original.ready();
  const ClusterOptions mine = std::exchange(options_, original.options_);
  options_.name = mine.name;
  options_.publisher = mine.publisher;
  options_.subscribers = mine.subscribers;
  host_name_ = original.host_name_;
  agent_ = original.agent_;
  (void)agent_.drop_exchanges();
  evaluation_ = original.evaluation_;
  evaluation_.run(false, options_.clock.uptime(context.now()));
  out_of_compliance_ = original.out_of_compliance_;
  authorization_expired_ = original.authorization_expired_;
  next_mode_ = original.next_mode_;
  next_version_ = original.next_version_;
  counted_from_ = original.counted_from_;
  Network& network = context.kernel().network;
  network.set_trust(options_.publisher, network.trust(original.options_.publisher));
  context.record(Level::change, "cloned"_w, {{"from"_w, context.intern(original.options_.name)}});
  return resume(context, Condition::not_installed);
}

}  // namespace slsim
