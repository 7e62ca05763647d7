// SPDX-License-Identifier: Apache-2.0
// All that the mediator knows, kept so that a killed one goes on where it was. Changes answer
// whether they are durable; reads answer values. A value that cannot be opened with the key is an
// empty secret: check() tells beforehand whether the key is the right one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/store/database.h"
#include "client/store/records.h"
#include "client/store/seal.h"

namespace slsim {

/// Where a sync of a smart account is.
struct SyncProgress {
  std::int64_t number = 0;  ///< Rows that carry it have been seen by this sync.
  std::string stage{};
  std::int64_t offset = 0;
  std::string last{};  ///< The row before that offset.
  Instant started{};
};

class Store {
 public:
  /// REQUIRES: the database outlives it.
  Store(Database& database, Seal seal) : database_{database}, seal_{std::move(seal)} {}

  /// Whether the key opens what is sealed here.
  [[nodiscard]] OrFault<void> check() const;
  [[nodiscard]] Database& database() const { return database_; }
  /// Another number whenever somebody else has written.
  [[nodiscard]] std::int64_t writes_of_others() const;

  // --- Smart accounts ---
  [[nodiscard]] OrFault<void> add_account(const StoredAccount& account);
  /// What it is and how it is reached. Its transport stays while clusters are assigned in it.
  [[nodiscard]] OrFault<void> update_account(const StoredAccount& account);
  [[nodiscard]] OrFault<void> remove_account(std::string_view domain);
  [[nodiscard]] OrFault<void> set_synced(std::string_view domain, Instant when,
                                         const std::optional<Fault>& fault);
  [[nodiscard]] std::vector<StoredAccount> accounts() const;
  [[nodiscard]] std::optional<StoredAccount> account(std::string_view domain) const;

  // --- What a sync brings. A page and the progress behind it are one change. ---
  [[nodiscard]] std::optional<SyncProgress> sync(std::string_view domain) const;
  void begin_sync(std::string_view domain, const SyncProgress& progress);
  void set_progress(std::string_view domain, const SyncProgress& progress);
  void put(const StoredVirtualAccount& account, std::int64_t number);
  /// One that the portal lists as a satellite's; nothing when it was never seen as its own.
  void give_to_satellite(const StoredVirtualAccount& account);
  void put(std::int64_t virtual_account, const StoredLicense& license, std::int64_t number);
  void put(std::string_view domain, std::int64_t virtual_account, const StoredInstance& instance,
           std::int64_t number);
  void put(std::string_view domain, std::int64_t place, const StoredAlert& alert);
  void clear_alerts(std::string_view domain);
  void set_tokens(std::int64_t virtual_account, const std::vector<StoredToken>& tokens);
  /// As if the sync had not come to its licences and instances yet.
  void unsee_licenses(std::string_view domain, std::int64_t number);
  void unsee_instances(std::string_view domain, std::int64_t number);
  /// Forgets what the sync of that number has not seen. A virtual account with clusters stays, as
  /// no longer present.
  void forget_unseen(std::string_view domain, std::int64_t number);
  /// Virtual accounts of which the list of that sync does not speak are no longer present.
  void miss_unlisted(std::string_view domain, std::int64_t number);
  void set_drift(std::string_view domain, const std::vector<Drift>& drift);

  // --- Virtual accounts ---
  [[nodiscard]] std::vector<StoredVirtualAccount> virtual_accounts() const;
  [[nodiscard]] std::optional<StoredVirtualAccount> virtual_account(std::int64_t id) const;
  /// By its name, or by `name@domain` where several accounts have one of that name.
  [[nodiscard]] OrFault<StoredVirtualAccount> find_virtual_account(std::string_view name) const;
  [[nodiscard]] OrFault<void> set_mode(std::int64_t virtual_account, LicenseMode mode);
  [[nodiscard]] std::vector<StoredLicense> licenses(std::int64_t virtual_account) const;
  [[nodiscard]] std::vector<StoredToken> tokens(std::int64_t virtual_account) const;
  struct Placed {
    StoredInstance instance;
    std::int64_t virtual_account = 0;
  };
  [[nodiscard]] std::vector<Placed> instances(std::string_view domain) const;
  [[nodiscard]] std::vector<StoredAlert> alerts(std::string_view domain) const;
  [[nodiscard]] std::vector<Drift> drift(std::string_view domain) const;

  // --- Customers and clusters ---
  [[nodiscard]] OrFault<void> put_customer(const StoredCustomer& customer, bool replace);
  [[nodiscard]] std::vector<StoredCustomer> customers() const;
  [[nodiscard]] std::optional<StoredCustomer> customer(std::string_view name) const;
  /// All of them or none.
  [[nodiscard]] OrFault<void> add_clusters(const std::vector<StoredCluster>& clusters);
  /// The same with their credentials; customers that are not known yet are added.
  [[nodiscard]] OrFault<void> import(const ImportedEstate& estate);
  [[nodiscard]] OrFault<void> update_cluster(const StoredCluster& cluster);
  [[nodiscard]] std::vector<StoredCluster> clusters() const;
  [[nodiscard]] std::optional<StoredCluster> cluster(std::string_view name) const;
  [[nodiscard]] OrFault<void> set_credential(std::string_view cluster, CredentialKind kind,
                                             const Credential& credential);
  [[nodiscard]] std::optional<Credential> credential(std::string_view cluster,
                                                     CredentialKind kind) const;

  // --- Jobs ---
  /// Refused while another one of the cluster is under way. Answers its number.
  [[nodiscard]] OrFault<std::int64_t> add_job(const StoredJob& job);
  [[nodiscard]] OrFault<void> save_job(const StoredJob& job);
  /// The job and what it has done to its cluster (where it is, its UDI, its status), at once.
  [[nodiscard]] OrFault<void> save_job(const StoredJob& job, const StoredCluster& cluster);
  [[nodiscard]] std::vector<StoredJob> jobs() const;
  [[nodiscard]] std::optional<StoredJob> job(std::int64_t id) const;
  /// Numbers of the jobs under way, in the order of their making.
  [[nodiscard]] std::vector<std::int64_t> jobs_under_way() const;

  /// Told the number of each job that save_job() has kept.
  void watch_jobs(std::function<void(std::int64_t)> watcher) { watcher_ = std::move(watcher); }

  // --- Requests to whoever serves the store ---
  [[nodiscard]] OrFault<std::int64_t> add_request(std::string_view kind, std::string_view subject);
  [[nodiscard]] OrFault<void> end_request(std::int64_t id, const std::optional<Fault>& fault);
  [[nodiscard]] std::optional<StoredRequest> request(std::int64_t id) const;
  /// That is not done yet.
  [[nodiscard]] std::optional<StoredRequest> first_request() const;

 private:
  /// Whether no cluster is assigned in it.
  [[nodiscard]] OrFault<void> check_empty(std::string_view domain) const;
  void write_account(const StoredAccount& account);
  void write_customer(const StoredCustomer& customer);
  void write_credential(std::string_view cluster, CredentialKind kind,
                        const Credential& credential);
  [[nodiscard]] OrFault<void> check_new(const StoredCluster& cluster) const;
  void write_cluster(const StoredCluster& cluster, bool fresh);
  void write_job(const StoredJob& job);
  void read_nodes(StoredCluster& cluster) const;
  [[nodiscard]] std::string seal(std::string_view place, const Secret& secret) const {
    return seal_.close(place, secret);
  }
  [[nodiscard]] Secret open(std::string_view place, std::string_view sealed) const {
    return seal_.open(place, sealed).value_or(Secret{});
  }
  [[nodiscard]] StoredAccount read_account(const Query& query) const;
  [[nodiscard]] StoredCluster read_cluster(const Query& query) const;
  [[nodiscard]] StoredCustomer read_customer(const Query& query) const;
  [[nodiscard]] StoredJob read_job(const Query& query) const;

  Database& database_;
  Seal seal_;
  std::function<void(std::int64_t)> watcher_;
};

}  // namespace slsim
