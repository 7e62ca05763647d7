// SPDX-License-Identifier: Apache-2.0
// Deregistration at the product, and whether the portal has let go of it too.
#include "client/jobs/portal.h"

namespace slsim {
namespace {

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
  if (askable) found = co_await instance_at_portal(work, *owner, where);
  if (askable && found == AtPortal::there) {
    co_await work.ports.clock.wait_until(work.ports.clock.now() + work.limits.portal_settle);
    found = co_await instance_at_portal(work, *owner, where);
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
