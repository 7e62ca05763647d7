// SPDX-License-Identifier: Apache-2.0
// Brings what CSSM knows of one smart account into the store, in stages and pages that are each
// durable before the next one is asked for. One that was stopped goes on where it was; what it has
// not reached is not taken for deleted.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "client/cssm/calls.h"
#include "client/cssm/session.h"
#include "client/store/store.h"

namespace slsim {

struct SyncLimits {
  std::int64_t page = 100;
  int restarts = 5;                    ///< Of one list whose rows move while it is read.
  Duration resume_within = hours(24);  ///< One that stopped longer ago begins anew.
  BackOffLimits back_off{};
};

/// Told after each page: `partner.example instances 300 of 1200`.
struct SyncStep {
  std::string_view domain;
  std::string_view stage;
  std::int64_t done = 0;
  std::int64_t total = 0;
};
using SyncWatcher = std::function<void(const SyncStep&)>;

/// Keeps in the account when it was synced, or why it could not be.
[[nodiscard]] Task<OrFault<void>> sync_account(Ports ports, Store& store, std::string domain,
                                               SyncLimits limits, SyncWatcher watcher);

/// Asks CSSM first: what it does not take leaves nothing in the store.
[[nodiscard]] Task<OrFault<void>> enter_account(Ports ports, Store& store, StoredAccount account,
                                                BackOffLimits back_off);

/// Says anew what is known of an account. What CSSM does not take changes nothing.
[[nodiscard]] Task<OrFault<void>> change_account(Ports ports, Store& store, StoredAccount account,
                                                 BackOffLimits back_off);

/// enter_account(), and syncs it.
[[nodiscard]] Task<OrFault<void>> add_account(Ports ports, Store& store, StoredAccount account,
                                              SyncLimits limits, SyncWatcher watcher);

/// What the last syncs found of that cluster.
[[nodiscard]] std::optional<Drift> known_drift(const Store& store, const StoredCluster& cluster);

/// Where store and portal disagree on the clusters of the account.
[[nodiscard]] std::vector<Drift> find_drift(const Store& store, std::string_view domain,
                                            Instant now);

}  // namespace slsim
