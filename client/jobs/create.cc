// SPDX-License-Identifier: Apache-2.0
// Jobs before they run: what is checked in the store, and what is chosen from it.
#include "client/jobs/job.h"
#include "client/uc/app.h"

namespace slsim {
namespace {

OrFault<void> check_cluster(const Store& store, const StoredCluster& cluster) {
  if (!has_smart_interface(cluster.version)) {
    return fail(FaultCode::SLMCT1006, cluster.version.empty() ? "none is known" : cluster.version);
  }
  if (cluster.publisher() == nullptr) return fail(FaultCode::SLMCT1012, cluster.name);
  if (!store.credential(cluster.name, CredentialKind::admin)) {
    return fail(FaultCode::SLMCT1014, cluster.name);
  }
  if (!store.credential(cluster.name, CredentialKind::platform)) {
    return fail(FaultCode::SLMCT1013, cluster.name);
  }
  return {};
}

OrFault<void> check_target(const StoredVirtualAccount& target) {
  if (target.at_satellite) {
    return fail(FaultCode::SLMCT1001, target.name + " is a satellite's now");
  }
  if (!target.present) return fail(FaultCode::SLMCT1001, target.name + " is gone at the portal");
  if (!target.mode) return fail(FaultCode::SLM1014, target.name);
  return {};
}

/// Whether it is assigned to nothing any more: a sync has found that its virtual account is gone.
bool orphaned(const Store& store, const StoredCluster& cluster) {
  if (!cluster.assigned) return false;
  const std::optional<StoredVirtualAccount> account = store.virtual_account(*cluster.assigned);
  return account && !account->present;
}

OrFault<void> check_standing(const StoredCluster& cluster, JobKind kind) {
  if (kind == JobKind::assign && cluster.assigned) {
    return fail(FaultCode::SLMCT1007, cluster.name);
  }
  const bool leaves = kind == JobKind::unassign || kind == JobKind::reassign;
  // A deregistration that failed can be tried again.
  if (leaves && !cluster.assigned) return fail(FaultCode::SLMCT1011, cluster.name);
  return {};
}

}  // namespace

OrFault<std::int64_t> create_job(Store& store, JobKind kind, std::string_view name,
                                 std::string_view target, Instant now) {
  const std::optional<StoredCluster> cluster = store.cluster(name);
  if (!cluster) return fail(FaultCode::SLM1025, std::string{name});
  if (auto good = check_cluster(store, *cluster); !good) return tl::make_unexpected(good.error());
  // It leaves what is gone on its way.
  if (kind == JobKind::assign && orphaned(store, *cluster)) kind = JobKind::reassign;
  if (auto good = check_standing(*cluster, kind); !good) return tl::make_unexpected(good.error());
  StoredJob job{.kind = kind, .cluster = cluster->name};
  job.source = cluster->assigned;
  if (kind == JobKind::assign || kind == JobKind::reassign) {
    const OrFault<StoredVirtualAccount> found = store.find_virtual_account(target);
    if (!found) return tl::make_unexpected(found.error());
    if (auto good = check_target(*found); !good) return tl::make_unexpected(good.error());
    if (cluster->assigned == found->id) return fail(FaultCode::SLMCT1007, found->name);
    job.target = found->id;
  }
  job.step = "verify";
  job.created = now;
  return store.add_job(job);
}

std::string describe(const Store& store, const StoredJob& job) {
  const auto name = [&](const std::optional<std::int64_t>& id) {
    const auto account = id ? store.virtual_account(*id) : std::nullopt;
    return account ? account->name : std::string{};
  };
  switch (job.kind) {
    case JobKind::assign:
      return "Assignment of Cluster " + job.cluster + " to " + name(job.target) + " Started";
    case JobKind::unassign:
      return "UnAssignment of Cluster " + job.cluster + " from " + name(job.source) + " Started";
    case JobKind::reassign:
      return "ReAssignment of Cluster " + job.cluster + " from " + name(job.source) + " to " +
             name(job.target) + " Started";
    case JobKind::transport:
      break;
  }
  return "Transport Mode Change of Cluster " + job.cluster + " Started";
}

ChosenTransport choose_transport(const Store& store, const StoredCluster& cluster,
                                 const StoredAccount& account) {
  const std::optional<StoredCustomer> customer =
      cluster.customer.empty() ? std::nullopt : store.customer(cluster.customer);
  ChosenTransport chosen;
  chosen.mode = account.transport;
  if (account.transport == TransportMode::satellite) {
    chosen.url = account.registration_url;
    return chosen;
  }
  if (customer && customer->transport) {
    chosen.mode = *customer->transport;
    chosen.level = "customer";
  }
  if (cluster.transport) {
    chosen.mode = *cluster.transport;
    chosen.level = "cluster";
  }
  if (chosen.mode != TransportMode::proxy) return chosen;
  if (!cluster.proxy.host.empty()) {
    chosen.proxy = cluster.proxy;
  } else if (customer && !customer->proxy.host.empty()) {
    chosen.proxy = customer->proxy;
  } else {
    chosen.mode = TransportMode::direct;
    chosen.proxy_is_missing = true;
  }
  return chosen;
}

const StoredToken* choose_token(const std::vector<StoredToken>& tokens, bool needs_export,
                                Instant not_before) {
  const StoredToken* chosen = nullptr;
  for (const StoredToken& token : tokens) {
    if (token.expires < not_before || (needs_export && !token.export_allowed)) continue;
    if (chosen == nullptr) chosen = &token;
    if (!needs_export && chosen->export_allowed && !token.export_allowed) chosen = &token;
  }
  return chosen;
}

}  // namespace slsim
