// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/instances.h"

namespace slsim {
namespace {

// A serial is, from its low end, 24 bits of slot, 19 of issue and 20 of generation; it fits a
// positive number of 64 bits.
constexpr unsigned issue_shift = 24;
constexpr unsigned generation_shift = 43;
constexpr std::uint64_t slot_mask = (1U << 24U) - 1;
constexpr std::uint64_t issue_mask = (1U << 19U) - 1;
constexpr std::uint32_t last_generation = (1U << 20U) - 1;

std::uint64_t serial_of(InstanceId id, std::uint32_t issue) {
  return (std::uint64_t{id.generation} << generation_shift) |
         ((issue & issue_mask) << issue_shift) | id.slot;
}

/// Calls `use(slot)` for each slot whose UDI is `udi`, until it answers true.
template <class Instances, class Use>
void each_of_udi(Instances& instances, const Udi& udi, Use use) {
  auto [first, last] = instances.by_udi.equal_range(hash(udi));
  for (; first != last; ++first) {
    if (instances.details[first->second].udi == udi && use(first)) return;
  }
}

}  // namespace

std::uint64_t hash(const Udi& udi) {
  return stable_hash(udi.pid) ^ (stable_hash(udi.sn) * 3) ^ (stable_hash(udi.uuid) * 5);
}

std::string print(const Udi& udi) {
  std::string text = "PID:" + udi.pid + ",SN:" + udi.sn;
  if (!udi.uuid.empty()) text += ",UUID:" + udi.uuid;
  return text;
}

std::string display_name(const InstanceDetails& instance) {
  if (!instance.host_name.empty()) return instance.host_name;
  // With the trailing blank of the live interface.
  return "UDI_PID:" + instance.udi.pid + "; UDI_SN:" + instance.udi.sn + "; ";
}

InstanceId add_instance(Instances& instances, const Udi& udi) {
  if (instances.free.empty()) {
    instances.free.push_back(static_cast<std::uint32_t>(instances.slots.size()));
    instances.slots.push_back({.generation = 1});
    instances.details.emplace_back();
  }
  const std::uint32_t slot = instances.free.back();
  instances.free.pop_back();
  instances.slots[slot].live = true;
  instances.details[slot].udi = udi;
  instances.by_udi.emplace(hash(udi), slot);
  ++instances.count;
  return instances.id_of(slot);
}

void remove_instance(Instances& instances, InstanceId id) {
  each_of_udi(instances, instances.details_of(id).udi, [&](auto entry) {
    if (entry->second != id.slot) return false;
    instances.by_udi.erase(entry);
    return true;
  });
  instances.at(id) = {.generation = id.generation + 1};
  instances.details_of(id) = {};
  // A slot whose generations are used up is left empty, so that no serial is ever given twice.
  if (id.generation < last_generation) instances.free.push_back(id.slot);
  --instances.count;
}

std::optional<InstanceId> find_instance(const Instances& instances, const Udi& udi) {
  std::optional<std::uint32_t> found;
  each_of_udi(instances, udi, [&](auto entry) {
    found = std::min(entry->second, found.value_or(entry->second));
    return false;
  });
  if (!found) return std::nullopt;
  return instances.id_of(*found);
}

std::optional<InstanceId> find_instance(const Instances& instances, std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (std::uint32_t slot = 0; slot < instances.slots.size(); ++slot) {
    if (!instances.slots[slot].live) continue;
    const InstanceDetails& instance = instances.details[slot];
    if (instance.host_name == text || instance.udi.sn == text || print(instance.udi) == text) {
      return instances.id_of(slot);
    }
  }
  return std::nullopt;
}

Certificate issue_certificate(Instances& instances, InstanceId id, Instant not_before,
                              Instant not_after) {
  const std::uint32_t issue = ++instances.details_of(id).issues;
  instances.at(id).certificate = {serial_of(id, issue), not_before, not_after};
  return instances.at(id).certificate;
}

InstanceId instance_of(std::uint64_t serial) {
  return {static_cast<std::uint32_t>(serial & slot_mask),
          static_cast<std::uint32_t>(serial >> generation_shift)};
}

Result<InstanceId> identify(Instances& instances, std::uint64_t serial) {
  const InstanceId id = instance_of(serial);
  if (!instances.holds(id)) {
    return refuse(ProblemCode::unknown_instance,
                  "No product instance is registered under this certificate.");
  }
  Instance& instance = instances.at(id);
  if (serial == instance.certificate.serial) {
    instance.has_predecessor = false;
    return id;
  }
  if (instance.has_predecessor && serial == instances.details_of(id).predecessor.serial) return id;
  return refuse(ProblemCode::certificate_invalid,
                "The certificate has been replaced by a later one.");
}

}  // namespace slsim
