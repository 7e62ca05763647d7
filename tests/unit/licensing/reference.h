// SPDX-License-Identifier: Apache-2.0
// Two other ways to the same answer, to compare with: augmenting paths over one network of all
// licences, and trying every assignment there is. Who may serve whom, and in which order, is
// written out here from the documents once more; nothing is shared with lending.h or the catalog.
#pragma once

#include <vector>

#include "core/chance/chance.h"
#include "sim/licensing/allocation.h"

namespace slsim {

/// `from` may serve `demand` in this way.
struct Loan {
  License demand;
  License from;
  How how;
};

/// Every loan that the rules allow, own tiers included, the preferred first.
[[nodiscard]] std::vector<Loan> preferred_loans(const AllocationRules& rules);

/// All licences, in the order in which their demand is served when there is not enough.
[[nodiscard]] std::vector<License> serving_order(const AllocationRules& rules);

/// Ford and Fulkerson's augmenting paths for who is short, then augmenting cycles for each loan in
/// turn. Fills what allocate() fills.
[[nodiscard]] Allocation allocate_by_paths(const Pool& pool, const Demand& demand,
                                           const AllocationRules& rules);

/// The best of all assignments by the definition in allocation.h. For a handful of licences.
[[nodiscard]] Allocation allocate_by_trying(const Pool& pool, const Demand& demand,
                                            const AllocationRules& rules);

/// A world to allocate, drawn so that most have somebody short or borrowing.
struct Case {
  Pool pool;
  Demand demand;
  AllocationRules rules;
};
[[nodiscard]] AllocationRules random_rules(RandomStream& stream);
/// Licences of one, two or all families, in quantities up to `most` each, some times a large
/// factor.
[[nodiscard]] Case random_case(RandomStream& stream, std::int64_t most = 7);
[[nodiscard]] License random_license(RandomStream& stream);

/// For a failure's message.
[[nodiscard]] std::string describe(const Case& c);

}  // namespace slsim
