// SPDX-License-Identifier: Apache-2.0
#include "sim/satellite/satellite.h"

#include <utility>

namespace slsim {
namespace {

/// Free licences of a higher tier do not serve lower ones on old satellites.
Settings settings_of(Settings settings, std::string_view version) {
  const auto known = find_satellite_version(version);
  if (known && !knows_hierarchy(*known)) {
    settings.set(Setting::hierarchy, static_cast<std::int64_t>(Hierarchy::off));
  }
  return settings;
}

}  // namespace

Satellite::Satellite(SatelliteOptions options, const Settings& settings)
    : options_{std::move(options)},
      state_{LicenseAuthority{settings_of(settings, options_.version), RestSurface::on_prem},
             {},
             options_.version} {
  machines_.standby = std::exchange(options_.standby, std::nullopt);
  machines_.addresses = std::exchange(options_.addresses, {});
  set_limits();
}

void Satellite::set_limits() {
  const auto version = find_satellite_version(state_.version);
  state_.authority.set_limits({.export_control = !version || allows_export_control(*version),
                               .most_instances = settings().number(Setting::satellite_capacity)});
}

void Satellite::on_timer(Context& context, std::uint32_t kind, std::uint64_t argument) {
  switch (static_cast<SatelliteTimer>(kind)) {
    case SatelliteTimer::sync:
    case SatelliteTimer::deadline: {
      if (argument >= state_.accounts.size()) return;
      LocalAccount& account = state_.accounts[argument];
      if (!account.works()) return;
      if (kind == static_cast<std::uint32_t>(SatelliteTimer::deadline)) {
        return at_deadline(context, account);
      }
      if (!serving(context.now()) || (account.pending && account.pending->on_network)) {
        return plan_sync(context, account, true);
      }
      return send_request(context, account, SyncScope::partial, {}, 0);
    }
    case SatelliteTimer::started:
      if (serving(context.now())) context.record(Level::change, "services_up"_w);
      return;
    case SatelliteTimer::registration_served:
      return serve_registration(context, argument);
    case SatelliteTimer::failover:
      return on_failover_timer(context, argument);
  }
  state_.authority.on_timer(context, kind, argument);
}

}  // namespace slsim
