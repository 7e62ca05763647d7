// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/lending.h"

#include <optional>

#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

using enum License;

/// Whether, and for whom, HCS Unity Connection Standard (of HCS and of HCS-LE) is a higher tier.
std::optional<License> standard_above(License demand) {
  switch (demand) {
    case HCUC_BasicMessaging:
    case HCUC_EnhancedMessaging:
      return HCUC_StandardMessaging;
    case HLECUC_BasicMessaging:
    case HLECUC_EnhancedMessaging:
      return HLECUC_StandardMessaging;
    default:
      return std::nullopt;
  }
}

/// HCS Smart Licensing Guide, Table 1 "License Mapping".
std::optional<License> mapped_parent(License demand) {
  switch (demand) {
    case UCM_Essential:
    case UCM_Basic:
    case UCM_Enhanced:
      return HUCM_Foundation;
    case UCM_EnhancedPlus:
    case UCM_CUWL:
      return HUCM_Standard;
    case UCM_TelePresenceRoom:
      return HUCM_TelePresenceRoom;
    case CUC_BasicMessaging:
      return HCUC_BasicMessaging;
    case CUC_EnhancedMessaging:
      return HCUC_StandardMessaging;
    case CER_USER:
      return HCER_User;
    default:
      return std::nullopt;
  }
}

constexpr LendingFamily family_of(std::span<const License> enterprise,
                                  std::span<const License> hcs) {
  LendingFamily family{enterprise, hcs, {}};
  for (const License license : enterprise) family.all |= license;
  for (const License license : hcs) family.all |= license;
  return family;
}

constexpr std::array ucm{UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, UCM_Basic, UCM_Essential};
constexpr std::array hucm{HUCM_Standard, HUCM_Foundation, HUCM_Basic, HUCM_Essential};
constexpr std::array room{UCM_TelePresenceRoom};
constexpr std::array hroom{HUCM_TelePresenceRoom};
constexpr std::array cuc{CUC_EnhancedMessaging, CUC_BasicMessaging};
constexpr std::array hcuc{HCUC_StandardMessaging, HCUC_EnhancedMessaging, HCUC_BasicMessaging};
constexpr std::array cer{CER_USER};
constexpr std::array hcer{HCER_User};
constexpr std::array hlecuc{HLECUC_StandardMessaging, HLECUC_EnhancedMessaging,
                            HLECUC_BasicMessaging};

constexpr std::array with_hierarchy{family_of(ucm, hucm), family_of(room, hroom),
                                    family_of(cuc, hcuc), family_of(cer, hcer),
                                    family_of({}, hlecuc)};

constexpr std::span<const License> all_ucm{ucm};
constexpr std::span<const License> all_hucm{hucm};
constexpr std::span<const License> all_cuc{cuc};
constexpr std::span<const License> all_hcuc{hcuc};

/// Without loans between tiers Table 1 alone binds licences together, a row of it a family.
constexpr std::array without_hierarchy{family_of(all_ucm.first(2), all_hucm.first(1)),
                                       family_of(all_ucm.last(3), all_hucm.subspan(1, 1)),
                                       family_of(room, hroom),
                                       family_of(all_cuc.first(1), all_hcuc.first(1)),
                                       family_of(all_cuc.last(1), all_hcuc.last(1)),
                                       family_of(cer, hcer)};

}  // namespace

Lenders higher_tiers(License demand, const AllocationRules& rules) {
  Lenders lenders;
  if (rules.hierarchy == Hierarchy::off) return lenders;
  const std::span<const License> tiers = tiers_of(demand);
  std::size_t place = 0;
  while (tiers[place] != demand) ++place;
  while (place-- > 0) lenders.push_back(tiers[place]);
  if (rules.standard_messaging == StandardMessaging::highest) {
    if (const auto standard = standard_above(demand)) lenders.push_back(*standard);
  }
  return lenders;
}

Lenders hcs_parents(License demand, const AllocationRules& rules) {
  Lenders lenders;
  if (rules.dual_parenting == DualParenting::off) return lenders;
  const std::optional<License> parent = mapped_parent(demand);
  if (!parent) return lenders;
  lenders.push_back(*parent);
  if (rules.hierarchy == Hierarchy::off) return lenders;
  if (*parent == HUCM_Foundation) lenders.push_back(HUCM_Standard);
  if (*parent == HCUC_BasicMessaging && rules.standard_messaging == StandardMessaging::highest) {
    lenders.push_back(HCUC_StandardMessaging);
  }
  return lenders;
}

std::span<const LendingFamily> lending_families(const AllocationRules& rules) {
  if (rules.hierarchy == Hierarchy::off) return without_hierarchy;
  return with_hierarchy;
}

}  // namespace slsim
