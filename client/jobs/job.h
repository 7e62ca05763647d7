// SPDX-License-Identifier: Apache-2.0
// The jobs that put clusters into virtual accounts and take them out again. Each step is durable
// before the next begins; one that was killed goes on where it was, and asks the product what it
// is before it tells it anything: nothing is registered twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/cssm/session.h"
#include "client/store/store.h"

namespace slsim {

struct JobLimits {
  Duration uc_retry = minutes(5);  ///< Seen in HCM-F's log: at once, then every 300 s.
  int uc_attempts = 12;            ///< Not published.
  Duration restart_poll = minutes(5);
  Duration restart_limit = minutes(40);
  Duration status_poll = minutes(1);    ///< While a registration gives no answer,
  Duration register_wait = minutes(5);  ///< for so long.
  Duration portal_settle = minutes(1);  ///< A removed row may stay visible so long.
  std::int64_t token_days = 30;
  Duration token_margin = minutes(10);  ///< A token that ends sooner is not chosen.
  BackOffLimits back_off{};
};

/// Refused by a published code when store and preconditions do not allow it; otherwise its number.
/// `name`: the cluster's; `target`: `va` or `va@domain`; for assign and reassign alone.
[[nodiscard]] OrFault<std::int64_t> create_job(Store& store, JobKind kind, std::string_view name,
                                               std::string_view target, Instant now);

/// `Assignment of Cluster cm1 to va-1 Started`, as HCM-F's log has it; those of the other kinds are
/// not published and worded alike.
[[nodiscard]] std::string describe(const Store& store, const StoredJob& job);

/// Until the job has completed or failed; what became of it is in the store.
[[nodiscard]] Task<OrFault<void>> run_job(Ports ports, Store& store, std::int64_t id,
                                          JobLimits limits);

/// What a cluster is to use, by the published precedence: its own transport, else its customer's,
/// else the account's. A local account of a satellite leaves no choice: its tokens are good there
/// alone. Proxies are those of cluster and customer alone: one that is to go by proxy
/// and has none goes direct (HCS Smart Licensing Operational Guide).
struct ChosenTransport {
  TransportMode mode = TransportMode::direct;
  StoredProxy proxy{};
  std::string url{};  ///< Of the satellite, where they register.
  bool proxy_is_missing = false;
  std::string_view level = "account";
};
[[nodiscard]] ChosenTransport choose_transport(const Store& store, const StoredCluster& cluster,
                                               const StoredAccount& account);

/// Which token a cluster registers with; null when none will do. One that needs export control
/// takes one that allows it, the others one that does not, if there is any.
[[nodiscard]] const StoredToken* choose_token(const std::vector<StoredToken>& tokens,
                                              bool needs_export, Instant not_before);

}  // namespace slsim
