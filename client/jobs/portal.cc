// SPDX-License-Identifier: Apache-2.0
#include "client/jobs/portal.h"

#include <algorithm>
#include <utility>

#include "client/cssm/calls.h"

namespace slsim {
namespace {

using Names = PortalReading::Names;

/// All that the virtual account has, even while some of them go and the rows behind move up: the
/// last rows of a page are read again with the next one.
Task<OrFault<Names>> list_udis(CssmSession& session, std::string virtual_account) {
  PagePlace place{.limit = 200, .virtual_account = std::move(virtual_account)};
  std::int64_t before = 0;
  std::int64_t again = 0;
  Names udis;
  for (;;) {
    const OrFault<Page<StoredInstance>> page = co_await list_instances(session, place);
    if (!page) co_return tl::make_unexpected(page.error());
    const auto rows = static_cast<std::int64_t>(page->rows.size());
    const std::int64_t gone = before - page->total;
    before = page->total;
    if (place.offset > 0 && gone > again) {  // More than those.
      place.offset = std::max<std::int64_t>(0, place.offset - gone);
      continue;
    }
    for (const InAccount<StoredInstance>& row : page->rows) udis.insert(row.row.udi);
    if (rows == 0 || place.offset + rows >= page->total) co_return udis;
    again = std::min<std::int64_t>(32, rows / 4);
    place.offset += rows - again;
  }
}

Task<OrFault<Names>> list_names(CssmSession& session) {
  const OrFault<std::vector<CssmVirtualAccount>> rows = co_await list_virtual_accounts(session);
  if (!rows) co_return tl::make_unexpected(rows.error());
  Names names;
  for (const CssmVirtualAccount& row : *rows) names.insert(row.account.name);
  co_return names;
}

/// A deletion that is younger is found by the next sync. Ours.
constexpr Duration accounts_are_fresh_for = std::chrono::minutes{1};

/// Null when the portal did not answer. `list` is awaited unless another's reading serves: one that
/// began after this was asked for, or that is not older than `fresh_for`.
Task<const Names*> read(PortalReading& reading, const Clock& clock, Duration fresh_for,
                        Task<OrFault<Names>> list) {
  const std::int64_t wanted = reading.begun + 1;
  const Turnstile::Turn turn = co_await reading.turns.enter();
  const bool fresh = reading.found && clock.now() - reading.found->at < fresh_for;
  if (reading.over < wanted && !fresh) {
    const std::int64_t number = ++reading.begun;
    OrFault<Names> names = co_await std::move(list);
    reading.found.reset();
    if (names) reading.found = PortalReading::Listing{std::move(*names), clock.now()};
    reading.over = number;
  }
  co_return reading.found ? &reading.found->names : nullptr;
}

}  // namespace

Task<AtPortal> virtual_account_at_portal(JobWork& work, StoredVirtualAccount account) {
  const std::optional<StoredAccount> owner = work.store.account(account.domain);
  if (!owner) co_return AtPortal::unknown;
  CssmSession session{work.ports, *owner, work.limits.back_off};
  PortalReading& reading = work.ports.shared.virtual_accounts[owner->domain];
  const Names* names =
      co_await read(reading, work.ports.clock, accounts_are_fresh_for, list_names(session));
  if (names == nullptr) co_return AtPortal::unknown;
  co_return names->contains(account.name) ? AtPortal::there : AtPortal::gone;
}

Task<AtPortal> instance_at_portal(JobWork& work, StoredAccount owner, std::string virtual_account) {
  PortalReading& reading = work.ports.shared.instances[owner.domain + '\n' + virtual_account];
  CssmSession session{work.ports, owner, work.limits.back_off};
  const Names* udis = co_await read(reading, work.ports.clock, Duration{},
                                    list_udis(session, std::move(virtual_account)));
  if (udis == nullptr) co_return AtPortal::unknown;
  // It may lack the UUID, which comes last.
  const std::string& udi = work.cluster.udi;
  const auto found = udis->lower_bound(udi);
  const bool there =
      found != udis->end() && (*found == udi || (udi.ends_with('/') && found->starts_with(udi)));
  co_return there ? AtPortal::there : AtPortal::gone;
}

}  // namespace slsim
