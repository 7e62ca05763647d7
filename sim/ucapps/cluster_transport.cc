// SPDX-License-Identifier: Apache-2.0
// How a product reaches its authority, and whom it trusts there.
#include <fmt/format.h>

#include <utility>

#include "sim/licensing/catalog.h"
#include "sim/ucapps/cluster.h"
#include "sim/ucapps/skin.h"

namespace slsim {

ProductVersion release_of(const ClusterOptions& options) {
  return find_version(options.version).value_or(ProductVersion{});
}

std::string_view default_receiver_of(const ClusterOptions& options) {
  return default_receiver(options.product, release_of(options));
}

Result<void> Cluster::reachable() const {
  const bool on = condition_ == Condition::running || condition_ == Condition::service_stopped;
  return on ? Result<void>{} : ready();
}

Result<void> Cluster::set_transport(Context& context, Transport transport) {
  if (auto able = ready(); !able) return able;
  if (standing_.registration == Registration::registered || is_reserved(standing_.registration)) {
    return refuse(ProblemCode::not_allowed,
                  "Edit Transport Settings operation is not allowed since product is in Registered "
                  "state");
  }
  if (auto known = knows_mode(options_.product, release_of(options_), options_.transport.mode,
                              transport.mode);
      !known) {
    return known;
  }
  options_.transport = std::move(transport);
  const auto& via = options_.transport.via;
  context.record(Level::change, "transport"_w,
                 {{"mode"_w, word(options_.transport.mode)},
                  {"reports_to"_w, options_.transport.destination},
                  {"proxy"_w, context.intern(via ? context.kernel().network.host_name(via->host)
                                                 : std::string_view{"none"})}});
  return restart_license_manager(context);
}

/// As Emergency Responder's does after a change of transport (Administration Guide).
Result<void> Cluster::restart_license_manager(Context& context) {
  const Duration away = settings_->duration(Setting::license_manager_restart);
  if (away == Duration::zero()) return {};
  if (auto halted = stop_service(context); !halted) return halted;
  context.schedule(context.now() + away, service_start_kind);
  return {};
}

// It changes the box, which is in the network.
// NOLINTNEXTLINE(readability-make-member-function-const)
Result<void> Cluster::trust(Context& context, NameId root) {
  if (auto able = reachable(); !able) return able;
  if (context.kernel().network.add_trust(options_.publisher, root)) {
    context.record(Level::change, "root_trusted"_w, {{"root"_w, root}});
  }
  return {};
}

Result<void> Cluster::distrust(Context& context, NameId root) {
  if (auto able = reachable(); !able) return able;
  if (!context.kernel().network.remove_trust(options_.publisher, root)) {
    return refuse(ProblemCode::not_found, fmt::format("{} does not trust {}", host_name_,
                                                      context.kernel().journal.names().text(root)));
  }
  context.record(Level::change, "root_removed"_w, {{"root"_w, root}});
  return {};
}

Result<void> Cluster::install_package(Context& context, std::string package,
                                      std::span<const NameId> roots) {
  if (auto able = reachable(); !able) return able;
  if (const auto mode = mode_of_package(package)) {
    if (auto chosen = set_mode(context, *mode); !chosen) return chosen;
  }
  context.record(Level::change, "package_installed"_w, {{"package"_w, context.intern(package)}});
  options_.packages.push_back(std::move(package));
  for (const NameId root : roots) {
    if (auto trusted = trust(context, root); !trusted) return trusted;
  }
  return {};
}

}  // namespace slsim
