// SPDX-License-Identifier: Apache-2.0
// Deregistration at the product, and whether the portal has let go of it too.
#include <algorithm>

#include "client/cssm/calls.h"
#include "client/jobs/work.h"

namespace slsim {
namespace {

enum class AtPortal { gone, still_there, unknown };

using Udis = std::set<std::string, std::less<>>;

/// All that the virtual account has, even while some of them go and the rows behind move up: the
/// last rows of a page are read again with the next one.
Task<OrFault<Udis>> read_udis(CssmSession& session, std::string virtual_account) {
  PagePlace place{.limit = 200, .virtual_account = std::move(virtual_account)};
  std::int64_t before = 0;
  std::int64_t again = 0;
  Udis udis;
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

/// Whether the virtual account that is left still has the cluster's product instance.
Task<AtPortal> look_at_portal(JobWork& work, StoredAccount owner, std::string virtual_account) {
  InstanceReading& reading = work.ports.shared.readings[owner.domain + '\n' + virtual_account];
  const std::int64_t wanted = reading.begun + 1;
  const Turnstile::Turn turn = co_await reading.turns.enter();
  if (reading.over < wanted) {
    const std::int64_t number = ++reading.begun;
    CssmSession session{work.ports, owner, work.limits.back_off};
    OrFault<Udis> udis = co_await read_udis(session, std::move(virtual_account));
    reading.failed = !udis;
    if (udis) reading.udis = std::move(*udis);
    reading.over = number;
  }
  if (reading.failed) co_return AtPortal::unknown;
  // It may lack the UUID, which comes last.
  const std::string& udi = work.cluster.udi;
  const auto found = reading.udis.lower_bound(udi);
  const bool there = found != reading.udis.end() &&
                     (*found == udi || (udi.ends_with('/') && found->starts_with(udi)));
  co_return there ? AtPortal::still_there : AtPortal::gone;
}

std::string after_leaving(const JobWork& work) {
  return work.job.kind == JobKind::unassign ? "done" : "mode";
}

}  // namespace

Task<NextStep> deregister_step(JobWork& work) {
  const OrFault<SmartLicenseStatus> before =
      co_await get_smart_license_status(work.ports, work.app());
  if (!before) co_return tl::make_unexpected(before.error());
  if (!before->registered()) {
    work.note(print({FaultCode::CAA1042, {}}));
    co_return std::string{"settle"};
  }
  const OrFault<std::string> said = co_await smart_license_deregister(work.ports, work.app());
  const OrFault<SmartLicenseStatus> after =
      co_await get_smart_license_status(work.ports, work.app());
  if (!after) co_return tl::make_unexpected(after.error());
  if (!after->registered()) co_return std::string{"settle"};
  co_return fail(FaultCode::CAA1082, said ? *said : said.error().detail);
}

Task<NextStep> settle_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> source =
      work.job.source ? work.store.virtual_account(*work.job.source) : std::nullopt;
  const std::optional<StoredAccount> owner =
      source ? work.store.account(source->domain) : std::nullopt;
  // In one that is gone nothing is found: then its product instance may be anywhere.
  const std::string where = source && source->present ? source->name : std::string{};
  AtPortal found = AtPortal::unknown;
  const bool askable = owner && (owner->transport != TransportMode::satellite || !where.empty());
  if (askable) found = co_await look_at_portal(work, *owner, where);
  if (askable && found == AtPortal::still_there) {
    co_await work.ports.clock.wait_until(work.ports.clock.now() + work.limits.portal_settle);
    found = co_await look_at_portal(work, *owner, where);
  }
  if (found != AtPortal::gone) {
    work.job.fault = FaultCode::CAA1082;
    work.note(found == AtPortal::unknown
                  ? "deregistered at the product; CSSM could not be asked whether it knows"
                  : "deregistered at the product; CSSM still counts its product instance");
  }
  work.cluster.assigned.reset();
  work.cluster.status = AssignmentStatus::deregistered;
  co_return after_leaving(work);
}

}  // namespace slsim
