// SPDX-License-Identifier: Apache-2.0
// Installing, upgrading, migrating, rebuilding and cloning a box, and what each leaves behind at
// the authority; cluster_aside.cc has what is put aside and taken back. Sources are thin here:
// docs/DIFFERENCES.md says what is assumed.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/licensing/catalog.h"
#include "sim/ucapps/cluster.h"
#include "sim/ucapps/life.h"
#include "sim/ucapps/skin.h"
#include "sim/ucapps/udi.h"

namespace slsim {
namespace {

enum class EvaluationOfNewUdi : std::uint8_t { fresh, carried };

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
  smart_ = knows_smart_licensing({release_train(options_.version)});
  options_.counts = needed();
}

void Cluster::forget_registration(Context& context) {
  if (agent_.identity()) context.record(Level::fault, "orphan_left"_w);
  agent_.start_over();
  if (reservation_) end_reservation(context, "reservation_lost"_w);
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
  take_up_tracking();
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
  auto aside = std::make_shared<const Backup>(put_aside(context, {}));
  for (const NameId root : to.roots) {
    if (auto trusted = trust(context, root); !trusted) return trusted;
  }
  if (auto halted = power_off(context); !halted) return halted;
  inactive_ = std::move(aside);
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
  inactive_.reset();
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
  inactive_.reset();
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

Result<void> Cluster::become_clone_of(Context& context, const Cluster& original) {
  if (condition_ != Condition::not_installed) {
    return refuse(ProblemCode::already_exists, fmt::format("{} is installed", host_name_));
  }
  if (original.condition_ == Condition::not_installed) return original.ready();
  const ClusterOptions mine = std::exchange(options_, original.options_);
  options_.name = mine.name;
  options_.publisher = mine.publisher;
  options_.subscribers = mine.subscribers;
  smart_ = original.smart_;
  host_name_ = original.host_name_;
  agent_ = original.agent_;
  reservation_ = original.reservation_;
  (void)agent_.drop_exchanges();
  evaluation_ = original.evaluation_;
  evaluation_.run(false, options_.clock.uptime(context.now()));
  out_of_compliance_ = original.out_of_compliance_;
  authorization_expired_ = original.authorization_expired_;
  next_mode_ = original.next_mode_;
  next_version_ = original.next_version_;
  inactive_ = original.inactive_;
  counted_from_ = original.counted_from_;
  Network& network = context.kernel().network;
  network.set_trust(options_.publisher, network.trust(original.options_.publisher));
  context.record(Level::change, "cloned"_w, {{"from"_w, context.intern(original.options_.name)}});
  return resume(context, Condition::not_installed);
}

}  // namespace slsim
