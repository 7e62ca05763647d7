// SPDX-License-Identifier: Apache-2.0
#include "client/store/records.h"

#include <algorithm>

#include "core/result/check.h"

namespace slsim {

Word word(TransportMode mode) {
  switch (mode) {
    case TransportMode::direct:
      return "direct"_w;
    case TransportMode::proxy:
      return "proxy"_w;
    case TransportMode::satellite:
      return "satellite"_w;
    case TransportMode::gateway:
      break;
  }
  return "gateway"_w;
}

std::optional<TransportMode> find_transport_mode(std::string_view text) {
  for (const TransportMode mode : {TransportMode::direct, TransportMode::proxy,
                                   TransportMode::satellite, TransportMode::gateway}) {
    if (word(mode).text() == text) return mode;
  }
  return std::nullopt;
}

std::string_view mode_text(LicenseMode mode) {
  return mode == LicenseMode::hcs_le ? "hcs-le" : word(mode).text();
}

std::optional<LicenseMode> find_mode(std::string_view text) {
  for (const LicenseMode mode : {LicenseMode::enterprise, LicenseMode::hcs, LicenseMode::hcs_le}) {
    if (mode_text(mode) == text) return mode;
  }
  return std::nullopt;
}

std::optional<Product> find_product(std::string_view text) {
  for (const Product product : {Product::cucm, Product::cuc, Product::cer}) {
    if (word(product).text() == text) return product;
  }
  return std::nullopt;
}

Word word(AssignmentStatus status) {
  switch (status) {
    case AssignmentStatus::never_assigned:
      return "never_assigned"_w;
    case AssignmentStatus::registering:
      return "registering"_w;
    case AssignmentStatus::registered:
      return "registered"_w;
    case AssignmentStatus::registration_failed:
      return "registration_failed"_w;
    case AssignmentStatus::deregistering:
      return "deregistering"_w;
    case AssignmentStatus::deregistered:
      return "deregistered"_w;
    case AssignmentStatus::deregistration_failed:
      break;
  }
  return "deregistration_failed"_w;
}

namespace {

constexpr std::string_view of_expressway = "Of Expressway alone, which is not managed here.";
constexpr std::string_view of_automatic = "Of automatic registration, which is not done here.";

// Texts and their order: HCS Smart Licensing Operational Guide, Cluster Summary. Its descriptions
// and actions are tooltips that it does not print: they are ours. So are the two values for a
// manual registration or deregistration that is under way.
constexpr std::array<ShownStatus, 13> statuses{{
    {1, "Multiple Virtual Account Registered", "Its nodes are in several virtual accounts.",
     "Bring them into one at the product.", of_expressway},
    {2, "Auto Registration Failed", "It could not be registered automatically.",
     "Look at the job, and sync.", of_automatic},
    {3,
     "Manual Registration Failed",
     "Its assignment did not succeed.",
     "Look at the job, correct what it names, and assign again.",
     {},
     AssignmentStatus::registration_failed},
    {4,
     "Deregistration Failed",
     "It is registered still.",
     "Look at the job; unassign again.",
     {},
     AssignmentStatus::deregistration_failed},
    {5, "Deregistered", "It was unassigned.", "", {}, AssignmentStatus::deregistered},
    {6, "Partially Registered", "Some of its nodes are registered.", "Register the others.",
     of_expressway},
    {7, "Auto Registration Inprogress", "It is being registered automatically.", "", of_automatic},
    {7,
     "Manual Registration InProgress",
     "It is being registered.",
     "",
     {},
     AssignmentStatus::registering},
    {8, "Auto Deregistration InProgress", "It is being deregistered automatically.", "",
     of_automatic},
    {8,
     "Manual Deregistration InProgress",
     "It is being deregistered.",
     "",
     {},
     AssignmentStatus::deregistering},
    {9, "Auto Registered", "It was registered automatically.", "", of_automatic},
    {10, "Manually Registered", "It was assigned.", "", {}, AssignmentStatus::registered},
    {11,
     "Deregistered",
     "It has never been assigned.",
     "Assign it to a virtual account.",
     {},
     AssignmentStatus::never_assigned},
}};

}  // namespace

const ShownStatus& shown_status(AssignmentStatus status) {
  const auto* found = std::ranges::find(statuses, status, &ShownStatus::shows);
  CHECK(found != statuses.end(), "each status is shown");
  return *found;
}

std::span<const ShownStatus> all_shown_statuses() { return statuses; }

std::string_view published_text(Product product) {
  switch (product) {
    case Product::cucm:
      return "Unified CM";
    case Product::cuc:
      return "Unity Connection";
    case Product::cer:
      break;
  }
  return "CER";
}

const StoredNode* StoredCluster::publisher() const {
  const auto found = std::ranges::find_if(
      nodes, [](const StoredNode& node) { return node.publisher && !node.address.empty(); });
  return found == nodes.end() ? nullptr : &*found;
}

bool is_of(const StoredInstance& instance, std::string_view udi) {
  return instance.udi == udi || (udi.ends_with('/') && instance.udi.starts_with(udi));
}

Word word(CredentialKind kind) { return kind == CredentialKind::admin ? "admin"_w : "platform"_w; }

std::string_view drift_advice(std::string_view kind) {
  if (kind == "removed_at_portal") return "Unassign the cluster and assign it again.";
  if (kind == "moved") return "Reassign it, or move the product instance back at the portal.";
  if (kind == "orphaned") return "Remove the product instance at the portal: it is still counted.";
  if (kind == "given_to_satellite") {
    return "Unassign the cluster, and assign it in the satellite's local account.";
  }
  return "Unassign the cluster, and assign it to a virtual account that exists.";
}

Word word(JobKind kind) {
  switch (kind) {
    case JobKind::assign:
      return "assign"_w;
    case JobKind::unassign:
      return "unassign"_w;
    case JobKind::reassign:
      return "reassign"_w;
    case JobKind::transport:
      break;
  }
  return "transport"_w;
}

Word word(JobState state) {
  switch (state) {
    case JobState::in_progress:
      return "in_progress"_w;
    case JobState::completed:
      return "completed"_w;
    case JobState::failed:
      break;
  }
  return "failed"_w;
}

std::string_view text(PhaseState state) {
  constexpr std::array<std::string_view, 5> texts{"Not Started", "Inprogress", "Pass", "Fail",
                                                  "Not Applicable"};
  return texts[static_cast<std::size_t>(state)];
}

// Names and order of the four phases of an assignment as in HCM-F's log; what an unassignment shows
// is not published.
std::string_view text(Phase phase) {
  constexpr std::array<std::string_view, phase_count> texts{
      "Verification", "Deregistration", "License Mode Change", "Transport Mode Change",
      "Registration"};
  return texts[static_cast<std::size_t>(phase)];
}

bool has_phase(JobKind kind, Phase phase) {
  switch (phase) {
    case Phase::verification:
      return true;
    case Phase::deregistration:
      return kind == JobKind::unassign || kind == JobKind::reassign;
    case Phase::transport:
      return kind != JobKind::unassign;
    case Phase::mode:
    case Phase::registration:
      break;
  }
  return kind == JobKind::assign || kind == JobKind::reassign;
}

std::string StoredJob::status_line() const {
  std::string line;
  for (std::size_t i = 0; i < phase_count; ++i) {
    const auto phase = static_cast<Phase>(i);
    if (!has_phase(kind, phase)) continue;
    line.append(text(phase)).append(" - ").append(text(phases[i])).append("|");
  }
  return line;
}

}  // namespace slsim
