// SPDX-License-Identifier: Apache-2.0
// How a product reaches its authority, and whom it trusts there.
#include <fmt/format.h>

#include <utility>

#include "sim/ucapps/cluster.h"

namespace slsim {

Result<void> Cluster::reachable() const {
  const bool on = condition_ == Condition::running || condition_ == Condition::service_stopped;
  return on ? Result<void>{} : ready();
}

Result<void> Cluster::set_transport(Context& context, NameId destination,
                                    std::optional<ProxyUse> proxy) {
  if (auto able = ready(); !able) return able;
  if (standing_.registration == Registration::registered) {
    return refuse(ProblemCode::not_allowed,
                  "Edit Transport Settings operation is not allowed since product is in Registered "
                  "state");
  }
  options_.destination = destination;
  options_.proxy = proxy;
  const std::string_view via =
      proxy ? context.kernel().network.host_name(proxy->host) : std::string_view{"none"};
  context.record(Level::change, "transport"_w,
                 {{"reports_to"_w, destination}, {"proxy"_w, context.intern(via)}});
  return {};
}

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
  context.record(Level::change, "package_installed"_w, {{"package"_w, context.intern(package)}});
  options_.packages.push_back(std::move(package));
  for (const NameId root : roots) {
    if (auto trusted = trust(context, root); !trusted) return trusted;
  }
  return {};
}

}  // namespace slsim
