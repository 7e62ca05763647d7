// SPDX-License-Identifier: Apache-2.0
// A local account of a satellite: one tenant, which is one virtual account in the cloud. In the
// satellite's own authority it is a smart account with virtual accounts of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/agent/sync.h"
#include "core/result/problem.h"
#include "sim/authority/authority.h"

namespace slsim {

enum class LocalAccountState : std::uint8_t {
  requested,    ///< Waits for the system administrator.
  approved,     ///< Not registered yet.
  registering,  ///< The cloud was asked, or its authorization file is awaited.
  registered,
  unregistered,  ///< The cloud removed it, or it was silent beyond the limit.
};
[[nodiscard]] Word word(LocalAccountState state);

enum class SyncMode : std::uint8_t { connected, disconnected };
[[nodiscard]] Word word(SyncMode mode);

/// What an account is asked for with.
struct LocalAccountTerms {
  std::string name;
  std::string email{};
  std::string smart_account;    ///< By its domain.
  std::string virtual_account;  ///< In it.
  bool create = true;           ///< The virtual account is made if it is not there.
  SyncMode mode = SyncMode::connected;
};

/// What the cloud was told of an instance: its number and a hash over the rest.
struct ToldInstance {
  std::uint64_t number = 0;
  std::uint64_t print = 0;
  bool operator==(const ToldInstance&) const = default;
};
using ToldInstances = std::vector<ToldInstance>;  ///< Sorted by number.

/// A request that was written and not answered yet.
struct PendingSync {
  std::uint64_t number = 0;
  SyncScope scope = SyncScope::full;
  std::uint32_t ticket = 0;  ///< Who waits for it; 0: nobody.
  std::string user{};        ///< Whose credentials were shown.
  bool on_network = false;
  std::shared_ptr<const ToldInstances> told{};
};

struct LocalAccount {
  LocalAccountTerms terms;
  SmartAccountId id;  ///< In the satellite's own authority.
  LocalAccountState state = LocalAccountState::requested;
  SyncMode mode = SyncMode::connected;
  Duration sync_every{};              ///< Zero: only on demand.
  std::optional<Duration> sync_at{};  ///< Time of the day, UTC; else counted from the last.

  std::vector<TokenTerms> first_tokens{};  ///< Made as soon as it is registered.

  std::uint64_t registration = 0;
  std::string key;  ///< Never printed nor journaled.
  std::string smart_account_name;
  std::string virtual_account_name;
  Instant registered{};
  Instant last_sync{};  ///< When the answer that was loaded last was given.
  Instant due = never;
  Instant credential_ends = never;
  std::uint64_t requests = 0;                 ///< Number of the last request.
  std::uint64_t base = 0;                     ///< Number of the answer that was loaded last.
  std::shared_ptr<const ToldInstances> told;  ///< Null: the next has to be a full one.
  std::optional<PendingSync> pending;
  std::optional<Problem> last_problem;  ///< Of the last synchronization; absent: it went well.
  TimerId sync_timer{};
  TimerId due_timer{};

  [[nodiscard]] bool works() const { return state == LocalAccountState::registered; }
};

}  // namespace slsim
