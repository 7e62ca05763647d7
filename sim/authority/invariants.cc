// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/invariants.h"

#include <algorithm>
#include <string_view>

namespace slsim {
namespace {

using Sentences = std::vector<std::string>;

/// What the instances of one account add up to.
struct Sums {
  Demand demand;
  std::uint32_t instances = 0;
  std::int64_t restricted = 0;
};

std::string of(const VirtualAccount& account) { return "Virtual account " + account.name + ": "; }

void check_served(const VirtualAccount& account, Sentences& broken) {
  const Allocation& allocation = account.ledger.allocation;
  PerLicense<std::int64_t> served;
  PerLicense<std::int64_t> given;
  for (const Served& row : allocation.served) {
    served[row.demand] += row.quantity;
    if (row.how != How::reserved) given[row.from] += row.quantity;
  }
  for (std::size_t i = 0; i < license_count; ++i) {
    const auto license = static_cast<License>(i);
    const std::string key = of(account) + std::string{word(license).text()};
    const Demand& demand = account.ledger.demand;
    if (served[license] + allocation.short_of[license] + allocation.reserved_short_of[license] !=
        demand.pooled[license] + demand.reserved[license]) {
      broken.push_back(key + " served and short together are not what is needed.");
    }
    if (!allocation.unlimited(license) && given[license] > allocation.pool.owned[license]) {
      broken.push_back(key + " serves more than is owned.");
    }
    if (account.ledger.short_of.contains(license) == allocation.in_compliance(license)) {
      broken.push_back(key + " has a status that its allocation does not give it.");
    }
  }
}

void check_sums(const VirtualAccount& account, Sentences& broken) {
  const Ledger& ledger = account.ledger;
  std::int64_t needed = 0;
  for (std::size_t i = 0; i < license_count; ++i) {
    needed += ledger.demand.pooled[static_cast<License>(i)];
  }
  if (needed != ledger.reported) {
    broken.push_back(of(account) + "its demand is not what its instances report.");
  }
  if (!(ledger.allocation.demand == ledger.demand)) {
    broken.push_back(of(account) + "its allocation is of another demand.");
  }
  if (account.restricted.in_use < 0 || account.restricted.in_use > account.restricted.owned) {
    broken.push_back(of(account) + "more restricted licences are held than owned.");
  }
  check_served(account, broken);
}

void check_against_instances(const VirtualAccount& account, const Sums& sums, Sentences& broken) {
  if (!(sums.demand.pooled == account.ledger.demand.pooled)) {
    broken.push_back(of(account) + "its demand is not the sum over its instances.");
  }
  if (!(sums.demand.reserved == account.ledger.demand.reserved)) {
    broken.push_back(of(account) + "what is reserved is not the sum over its reservations.");
  }
  if (sums.instances != account.ledger.instances) {
    broken.push_back(of(account) + "it does not count its instances right.");
  }
  if (sums.restricted != account.restricted.in_use) {
    broken.push_back(of(account) + "it does not count its restricted licences right.");
  }
  if (account.deleted && sums.instances > 0) {
    broken.push_back(of(account) + "it is deleted and has instances.");
  }
  if (!(pool_at(account.ledger.lots, account.ledger.stock_taken) ==
        account.ledger.allocation.pool)) {
    broken.push_back(of(account) + "its pool is not the sum of its live lots.");
  }
}

void check_instances(const AuthorityState& state, Sentences& broken) {
  std::vector<Sums> sums(state.virtual_accounts.size());
  std::uint32_t live = 0;
  for (const Instance& instance : state.instances.slots) {
    if (!instance.live) continue;
    ++live;
    Sums& own = sums.at(instance.account.index);
    ++own.instances;
    own.restricted += instance.holds_restricted ? 1 : 0;
    if (!instance.released) own.demand.add(instance.demand);
  }
  for (const auto& [key, reservation] : state.reservations) {
    const InstanceId holder = unpack_instance(key);
    if (!state.instances.holds(holder)) {
      broken.emplace_back("A reservation is of an instance that is not there.");
      continue;
    }
    Sums& own = sums.at(state.instances.at(holder).account.index);
    for (const Counts::Entry& entry : reservation.held) {
      own.demand.reserved[entry.license] += entry.count;
    }
  }
  if (live != state.instances.count || live != state.instances.by_udi.size()) {
    broken.emplace_back("The instances are not counted or indexed right.");
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    check_against_instances(state.virtual_accounts[i], sums[i], broken);
  }
}

/// REQUIRES: instances of one UDI have one hash, and so stand side by side.
void check_one_instance_per_udi(const AuthorityState& state, Sentences& broken) {
  constexpr std::int64_t coexist = 1;
  if (state.settings.number(Setting::reregistration) == coexist) return;
  const auto& index = state.instances.by_udi;
  for (auto one = index.begin(); one != index.end(); ++one) {
    for (auto other = std::next(one); other != index.end() && other->first == one->first; ++other) {
      const Udi& udi = state.instances.details.at(one->second).udi;
      if (udi != state.instances.details.at(other->second).udi) continue;
      broken.push_back("Two instances have " + print(udi) + ".");
    }
  }
}

void check_tokens(const AuthorityState& state, Sentences& broken) {
  for (const Token& token : state.tokens.rows) {
    if (!token.max_uses || token.uses <= *token.max_uses) continue;
    broken.push_back("Token " + token.uuid + " was used more often than allowed.");
  }
}

void check_defaults(const AuthorityState& state, Sentences& broken) {
  for (std::uint32_t i = 0; i < state.smart_accounts.size(); ++i) {
    const auto defaults =
        std::ranges::count_if(state.virtual_accounts, [&](const VirtualAccount& account) {
          return account.smart_account.index == i && account.is_default && !account.deleted;
        });
    if (defaults == 1) continue;
    broken.push_back("Smart account " + state.smart_accounts[i].domain + " has " +
                     std::to_string(defaults) + " default virtual accounts.");
  }
}

}  // namespace

std::vector<std::string> broken_invariants(const AuthorityState& state) {
  Sentences broken;
  for (const VirtualAccount& account : state.virtual_accounts) check_sums(account, broken);
  check_instances(state, broken);
  check_one_instance_per_udi(state, broken);
  check_tokens(state, broken);
  check_defaults(state, broken);
  return broken;
}

std::vector<std::string> broken_sums(const AuthorityState& state, std::uint64_t& seen) {
  Sentences broken;
  if (state.generation == seen) return broken;
  for (const VirtualAccount& account : state.virtual_accounts) {
    if (account.changed > seen) check_sums(account, broken);
  }
  seen = state.generation;
  return broken;
}

}  // namespace slsim
