// SPDX-License-Identifier: Apache-2.0
// Product instances: who registered, where, and what they use. A slab of plain values: the serial
// of an instance's certificate says where its row is, so that a contact needs no search. Fit for
// every authority.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/agent/messages.h"
#include "core/journal/event.h"
#include "core/result/problem.h"
#include "core/time/instant.h"
#include "sim/authority/tokens.h"

namespace slsim {

/// Names an instance as long as it is there; afterwards it names nothing.
struct InstanceId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  auto operator<=>(const InstanceId&) const = default;
};

/// What every contact touches: two cache lines, whatever else is known of the instance.
struct alignas(64) Instance {
  bool live = false;  ///< Whether anybody is in this slot.
  bool export_control_allowed = false;
  bool holds_restricted = false;  ///< Has one of the account's restricted licences.
  bool released = false;          ///< Its counts were set free when its authorization lapsed.
  bool has_predecessor = false;   ///< InstanceDetails::predecessor is good.
  bool alerted_connect = false;   ///< Product Instance Failed to Connect is raised for it;
  bool alerted_renew = false;     ///< likewise Failed to Renew.
  bool mirrored = false;          ///< Another authority's, as that one reported it last.
  std::uint32_t generation = 0;   ///< Of the slot.
  std::uint32_t told_names = 0;   ///< VirtualAccount::names as it was told them last.
  VirtualAccountId account{};
  Counts demand{};            ///< As reported last.
  Certificate certificate{};  ///< The last one issued.
  Instant last_contact{};
  Instant authorized_until{};  ///< From the last answer; at first from the registration.
};
static_assert(sizeof(Instance) == 128);

/// The rest.
struct InstanceDetails {
  Udi udi{};
  std::string host_name{};  ///< Empty: not shared.
  Product product = Product::cucm;
  std::string version{};
  Instant registered_at{};  ///< For the first time.
  Instant registered_last{};
  TokenId token{};            ///< Which let it in.
  NameId label{};             ///< In the journal: as it is displayed.
  std::uint32_t issues = 0;   ///< Certificates issued to this instance.
  Certificate predecessor{};  ///< Of the last certificate, which works until that one is used.
};

struct Instances {
  std::vector<Instance> slots;
  std::vector<InstanceDetails> details;  ///< By the same slots.
  std::vector<std::uint32_t> free;
  std::multimap<std::uint64_t, std::uint32_t> by_udi;  ///< Hash of the UDI to slot.
  std::uint32_t count = 0;

  [[nodiscard]] const Instance& at(InstanceId id) const { return slots[id.slot]; }
  [[nodiscard]] Instance& at(InstanceId id) { return slots[id.slot]; }
  [[nodiscard]] const InstanceDetails& details_of(InstanceId id) const { return details[id.slot]; }
  [[nodiscard]] InstanceDetails& details_of(InstanceId id) { return details[id.slot]; }
  [[nodiscard]] bool holds(InstanceId id) const {
    return id.slot < slots.size() && slots[id.slot].live &&
           slots[id.slot].generation == id.generation;
  }
  [[nodiscard]] InstanceId id_of(std::uint32_t slot) const {
    return {slot, slots[slot].generation};
  }
};

[[nodiscard]] std::uint64_t hash(const Udi& udi);
/// `PID:UCM,SN:0beef,UUID:…`, as products print it.
[[nodiscard]] std::string print(const Udi& udi);
/// The host name, or in its absence `UDI_PID:UCM; UDI_SN:0beef; ` as the portal lists those who
/// hide it.
[[nodiscard]] std::string display_name(const InstanceDetails& instance);

InstanceId add_instance(Instances& instances, const Udi& udi);
void remove_instance(Instances& instances, InstanceId id);

/// Of several with one UDI, the one in the lowest slot.
[[nodiscard]] std::optional<InstanceId> find_instance(const Instances& instances, const Udi& udi);
/// By host name, by UDI as printed, or by serial number.
[[nodiscard]] std::optional<InstanceId> find_instance(const Instances& instances,
                                                      std::string_view text);

/// A new certificate for `id`. Its serial names slot, generation and issue.
Certificate issue_certificate(Instances& instances, InstanceId id, Instant not_before,
                              Instant not_after);
/// Where the instance of that serial would be; holds() says whether it is there.
[[nodiscard]] InstanceId instance_of(std::uint64_t serial);

/// Whose certificate `serial` is, expired or not; else unknown_instance or certificate_invalid.
/// Using the last certificate ends its predecessor.
[[nodiscard]] Result<InstanceId> identify(Instances& instances, std::uint64_t serial);
/// REQUIRES: `serial` is of the instance's certificate or of its predecessor.
[[nodiscard]] inline bool expired(const Instances& instances, InstanceId id, std::uint64_t serial,
                                  Instant now) {
  const Certificate& last = instances.at(id).certificate;
  if (serial == last.serial) return now >= last.not_after;
  return now >= instances.details_of(id).predecessor.not_after;
}

}  // namespace slsim
