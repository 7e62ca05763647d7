// SPDX-License-Identifier: Apache-2.0
// What happens to the box that a cluster's publisher is.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/ucapps/cluster.h"

namespace slsim {

Result<void> Cluster::halt(Context& context, Condition condition) {
  if (condition_ == condition) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} is {} already", host_name_, word(condition).text()));
  }
  if (condition_ != Condition::running && condition_ != Condition::service_stopped) return ready();
  wakes_stopped_ = condition_ == Condition::service_stopped && condition == Condition::suspended;
  evaluation_.run(false, options_.clock.uptime(context.now()));
  for (const Ticket ticket : agent_.drop_exchanges()) {
    results_.push_back(
        {ticket,
         Problem{ProblemCode::powered_off, fmt::format("{} went {} before the answer came",
                                                       host_name_, word(condition).text())},
         false});
  }
  condition_ = condition;
  if (condition != Condition::service_stopped) {
    down_since_ = context.now();
    context.kernel().network.set_up(options_.publisher, false);
  }
  context.record(Level::change, "condition"_w, {{"to"_w, word(condition)}});
  rearm(context, facts(context.now()));
  return {};
}

Result<void> Cluster::resume(Context& context, Condition condition) {
  if (condition_ != condition) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} is not {}, it is {}", host_name_, word(condition).text(),
                              word(condition_).text()));
  }
  context.cancel(power_timer_);
  condition_ = wakes_stopped_ ? Condition::service_stopped : Condition::running;
  wakes_stopped_ = false;
  down_since_ = never;
  context.kernel().network.set_up(options_.publisher, true);
  context.record(Level::change, "condition"_w, {{"to"_w, word(condition_)}});
  if (condition == Condition::powered_off) take_up(context);
  settle(context);
  return {};
}

void Cluster::restart_soon(Context& context) { context.schedule(context.now(), restart_kind); }

Result<void> Cluster::reboot(Context& context, Duration how_long) {
  if (auto halted = power_off(context); !halted) return halted;
  power_timer_ = context.schedule(context.now() + how_long, power_on_kind);
  return {};
}

void Cluster::step_clock(Context& context, Duration by) {
  options_.clock.step(context.now(), by);
  context.record(Level::change, "clock_stepped"_w, {{"by"_w, by}});
  settle(context);
}

void Cluster::set_clock_offset(Context& context, Duration offset) {
  options_.clock.set_offset(context.now(), offset);
  context.record(Level::change, "clock_offset"_w, {{"to"_w, offset}});
  settle(context);
}

void Cluster::set_clock_drift(Context& context, std::int32_t parts_per_million) {
  options_.clock.set_drift(context.now(), parts_per_million);
  context.record(Level::change, "clock_drift"_w, {{"to"_w, parts_per_million}});
  settle(context);
}

Result<void> Cluster::factory_reset(Context& context) {
  if (auto able = ready(); !able) return able;
  if (agent_.identity()) context.record(Level::fault, "orphan_left"_w);
  agent_.start_over();
  reservation_.reset();
  context.record(Level::change, "factory_reset"_w);
  settle(context);
  return {};
}

void Cluster::set_share_host_name(Context& context, bool share) {
  options_.share_host_name = share;
  agent_.rename(share ? host_name_ : std::string{});
  context.record(Level::change, "share_host_name"_w, {{"to"_w, share}});
}

void Cluster::rename(Context& context, std::string host_name) {
  host_name_ = std::move(host_name);
  if (options_.share_host_name) agent_.rename(host_name_);
  context.record(Level::change, "renamed"_w, {{"to"_w, context.intern(host_name_)}});
}

void Cluster::set(Context& context, Setting setting, std::int64_t value) {
  auto settings = std::make_shared<Settings>(*settings_);
  settings->set(setting, value);
  settings_ = std::move(settings);
  settle(context);
}

Duration Cluster::overage_spent(Instant true_now) const {
  const Instant now = options_.clock.uptime(true_now);
  return std::max(out_of_compliance_.spent(now), authorization_expired_.spent(now));
}

Duration Cluster::overage_left(Instant true_now) const {
  const Instant now = options_.clock.uptime(true_now);
  Instant end = never;
  if (out_of_compliance_.running()) {
    end = out_of_compliance_.ends(settings_->duration(is_reserved(standing_.registration)
                                                          ? Setting::not_authorized_overage
                                                          : Setting::out_of_compliance_overage));
  }
  if (authorization_expired_.running()) {
    end = std::min(end, authorization_expired_.ends(
                            settings_->duration(Setting::authorization_expired_overage)));
  }
  if (end == never || end <= now) return Duration::zero();
  return end - now;
}

}  // namespace slsim
