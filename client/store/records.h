// SPDX-License-Identifier: Apache-2.0
// What the store keeps, as values. Secrets are open here and sealed there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/fault.h"
#include "client/store/seal.h"
#include "core/agent/license.h"
#include "core/journal/word.h"
#include "core/time/instant.h"

namespace slsim {

/// How somebody reaches the licence server. `gateway` can be written and is refused, as by HCM-F.
enum class TransportMode : std::uint8_t { direct, proxy, satellite, gateway };
[[nodiscard]] Word word(TransportMode mode);
[[nodiscard]] std::optional<TransportMode> find_transport_mode(std::string_view text);

/// `hcs`, `hcs-le`, `enterprise`, as the command line writes them.
[[nodiscard]] std::string_view mode_text(LicenseMode mode);
[[nodiscard]] std::optional<LicenseMode> find_mode(std::string_view text);
[[nodiscard]] std::optional<Product> find_product(std::string_view text);

struct StoredProxy {
  std::string host{};
  std::uint16_t port = 0;
  std::string user{};
  Secret password{};
  bool operator==(const StoredProxy&) const = default;
};

struct StoredAccount {
  std::string domain;
  std::string name{};
  std::string client_id{};
  Secret secret{};
  TransportMode transport = TransportMode::direct;
  StoredProxy proxy{};
  std::string gateway = "https://cloudsso.cisco.com";  ///< Gives access tokens out.
  std::string server = "https://swapi.cisco.com";      ///< Serves the interface.
  // Of a local account of a satellite, which gives its own access tokens out.
  std::string of_domain{};         ///< The smart account that it belongs to.
  std::string local_account{};     ///< As the satellite has it.
  std::string registration_url{};  ///< Where its clusters register: another one in each release.
  bool active = false;             ///< Whether a sync has succeeded.
  Instant last_sync{};
  std::string sync_fault{};  ///< Why the last sync failed.
};
/// `Type` of the Smart Account Summary. Its values are not published: these are the words by
/// which the Service Inventory tells the two apart.
[[nodiscard]] constexpr std::string_view account_type(const StoredAccount& account) {
  return account.transport == TransportMode::satellite ? "Satellite" : "CSSM";
}

struct StoredVirtualAccount {
  std::int64_t id = 0;
  std::string domain{};
  std::string name{};
  std::string description{};
  bool is_default = false;
  std::string access_level{};
  std::optional<LicenseMode> mode{};
  /// False: the portal has it no more, or it is a satellite's, and a cluster is assigned to it.
  bool present = true;
  bool at_satellite = false;
  std::int64_t clusters = 0;
};

struct StoredLicense {
  std::string license{};
  std::int64_t quantity = 0;
  std::int64_t in_use = 0;
  std::int64_t available = 0;
  std::int64_t reserved = 0;
  std::string status{};
  std::string billing{};
};

struct StoredInstance {
  std::string udi{};  ///< `UCM/0beef/0000…`: PID, serial number, UUID.
  std::string name{};
  std::string product{};
  std::string status{};
};

/// Whether they are one device. `udi` may lack the UUID, which not every product shows.
[[nodiscard]] bool is_of(const StoredInstance& instance, std::string_view udi);

struct StoredToken {
  Secret token{};
  std::string description{};
  Instant expires = never;
  bool export_allowed = false;
};

struct StoredAlert {
  std::string virtual_account{};
  std::string severity{};
  std::string type{};
  std::string message{};
  std::string source{};
};

struct StoredCustomer {
  std::string name;
  std::string description{};
  std::optional<TransportMode> transport{};
  StoredProxy proxy{};
};

struct StoredNode {
  std::string name{};
  bool publisher = false;
  std::string address{};
  bool operator==(const StoredNode&) const = default;
};

/// Status values of HCM-F's Cluster Summary that a UC application can have.
enum class AssignmentStatus : std::uint8_t {
  never_assigned,
  registering,
  registered,
  registration_failed,
  deregistering,
  deregistered,
  deregistration_failed,
};
[[nodiscard]] Word word(AssignmentStatus status);
/// A value of the Cluster Summary. Of several that hold, the one of the least priority is shown.
struct ShownStatus {
  int priority = 0;
  std::string_view text;         ///< `Manually Registered`
  std::string_view description;  ///< What has happened.
  std::string_view advice;       ///< What to do about it; empty: nothing.
  /// Why no cluster ever shows it here; empty: one can.
  std::string_view unreachable{};
  std::optional<AssignmentStatus> shows{};
};
[[nodiscard]] const ShownStatus& shown_status(AssignmentStatus status);
/// All that are published, and the two of ours, by priority.
[[nodiscard]] std::span<const ShownStatus> all_shown_statuses();
/// `Unified CM`
[[nodiscard]] std::string_view published_text(Product product);

struct StoredCluster {
  std::string name;
  std::string customer{};  ///< Empty: none.
  Product product = Product::cucm;
  std::string version{};
  bool mixed_mode = false;  ///< Encrypted: needs a token that allows export control.
  std::optional<TransportMode> transport{};
  StoredProxy proxy{};
  std::vector<StoredNode> nodes{};
  std::optional<std::int64_t> assigned{};  ///< A virtual account.
  std::string udi{};                       ///< Known once it has registered.
  AssignmentStatus status = AssignmentStatus::never_assigned;

  /// Null when it has none, or none with an address.
  [[nodiscard]] const StoredNode* publisher() const;
};

enum class CredentialKind : std::uint8_t { admin, platform };
[[nodiscard]] Word word(CredentialKind kind);

struct Credential {
  std::string user{};
  Secret password{};
};

/// What a file brings in.
struct ImportedCluster {
  StoredCluster cluster;
  std::optional<Credential> admin{};
  std::optional<Credential> platform{};
};
struct ImportedEstate {
  std::vector<StoredCustomer> customers;
  std::vector<ImportedCluster> clusters;
};

/// The portal and the store disagree.
struct Drift {
  std::string kind{};     ///< removed_at_portal, moved, orphaned, virtual_account_deleted,
                          ///< given_to_satellite
  std::string subject{};  ///< A cluster or a product instance.
  std::string detail{};
  Instant found{};
};
/// What to do about drift of that kind.
[[nodiscard]] std::string_view drift_advice(std::string_view kind);

enum class JobKind : std::uint8_t { assign, unassign, reassign, transport };
[[nodiscard]] Word word(JobKind kind);
enum class JobState : std::uint8_t { in_progress, completed, failed };
[[nodiscard]] Word word(JobState state);

enum class PhaseState : std::uint8_t { not_started, in_progress, pass, fail, not_applicable };
/// `Not Started`, `Inprogress`, `Pass`, `Fail`, `Not Applicable`
[[nodiscard]] std::string_view text(PhaseState state);
enum class Phase : std::uint8_t { verification, deregistration, mode, transport, registration };
inline constexpr std::size_t phase_count = 5;
/// `License Mode Change`
[[nodiscard]] std::string_view text(Phase phase);
/// Which phases a job of that kind has.
[[nodiscard]] bool has_phase(JobKind kind, Phase phase);

struct StoredJob {
  std::int64_t id = 0;
  JobKind kind = JobKind::assign;
  std::string cluster{};
  std::optional<std::int64_t> target{};  ///< The virtual account that it is to be in afterwards.
  std::optional<std::int64_t> source{};  ///< The one that it was in.
  JobState state = JobState::in_progress;
  std::array<PhaseState, phase_count> phases{};
  std::string step{};         ///< Where it goes on after a kill.
  std::int64_t attempts = 0;  ///< Of this step.
  Secret token{};             ///< With which it registers.
  Instant created{};
  Instant updated{};
  Instant completed{};
  std::optional<FaultCode> fault{};
  std::string detail{};

  /// `Verification - Pass|License Mode Change - Inprogress|…|`
  [[nodiscard]] std::string status_line() const;
};

/// What a command asks of the process that serves the store.
struct StoredRequest {
  std::int64_t id = 0;
  std::string kind{};     ///< `sync`, `remove`
  std::string subject{};  ///< A smart account.
  bool done = false;
  std::optional<FaultCode> fault{};
  std::string detail{};
};

}  // namespace slsim
