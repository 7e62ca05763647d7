// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "client/sync/sync.h"

namespace slsim {
namespace {

/// A cluster that is assigned in this account, against what the portal has.
std::optional<Drift> drift_of(const StoredCluster& cluster, const StoredVirtualAccount& account,
                              const Store& store, const std::vector<Store::Placed>& instances) {
  if (account.at_satellite) {
    return Drift{"given_to_satellite", cluster.name, account.name + " is a satellite's now"};
  }
  const auto found = std::ranges::find_if(instances, [&](const Store::Placed& row) {
    return !cluster.udi.empty() && is_of(row.instance, cluster.udi);
  });
  const bool elsewhere = found != instances.end() && found->virtual_account != account.id;
  const bool registered = cluster.status == AssignmentStatus::registered;
  if (elsewhere && registered) {
    const auto there = store.virtual_account(found->virtual_account);
    return Drift{
        "moved", cluster.name,
        "from " + account.name + " to " + (there ? there->name : std::string{"elsewhere"})};
  }
  if (!account.present) {
    return Drift{"virtual_account_deleted", cluster.name, account.name + " is gone at the portal"};
  }
  if (cluster.udi.empty() || !registered || found != instances.end()) return std::nullopt;
  return Drift{"removed_at_portal", cluster.name,
               account.name + " has no product instance " + cluster.udi};
}

}  // namespace

std::optional<Drift> known_drift(const Store& store, const StoredCluster& cluster) {
  for (const StoredAccount& account : store.accounts()) {
    for (Drift& row : store.drift(account.domain)) {
      if (row.subject == cluster.name) return std::move(row);
    }
  }
  return std::nullopt;
}

std::vector<Drift> find_drift(const Store& store, std::string_view domain, Instant now) {
  std::map<std::int64_t, StoredVirtualAccount> accounts;
  for (StoredVirtualAccount& row : store.virtual_accounts()) {
    if (row.domain == domain) accounts.emplace(row.id, std::move(row));
  }
  const std::vector<Store::Placed> instances = store.instances(domain);
  std::vector<Drift> rows;
  for (const StoredCluster& cluster : store.clusters()) {
    if (cluster.assigned) {
      const auto account = accounts.find(*cluster.assigned);
      if (account == accounts.end()) continue;
      if (auto drift = drift_of(cluster, account->second, store, instances)) {
        rows.push_back(std::move(*drift));
      }
    } else if (!cluster.udi.empty() &&
               std::ranges::any_of(instances, [&](const Store::Placed& row) {
                 return is_of(row.instance, cluster.udi);
               })) {
      rows.push_back(
          {"orphaned", cluster.name, "the portal still has its product instance " + cluster.udi});
    }
  }
  for (Drift& row : rows) row.found = now;
  return rows;
}

}  // namespace slsim
