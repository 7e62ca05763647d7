// SPDX-License-Identifier: Apache-2.0
// What comes of a synchronization at CSSM, and of the lack of one.
#include <fmt/format.h>

#include <algorithm>

#include "core/agent/sync_file.h"
#include "sim/authority/entitlements.h"
#include "sim/cssm/satellite_desk.h"
#include "sim/licensing/satellite_version.h"

namespace slsim {
namespace {

tl::unexpected<Problem> unknown(std::string_view satellite) {
  return refuse(
      ProblemCode::unknown_satellite,
      fmt::format("Satellite {} is not registered here: it has to register again.", satellite));
}

Result<void> in_order(const SatelliteRecord& record, const SyncRequest& request) {
  if (request.number == record.last_number && request.written == record.last_written) {
    return refuse(ProblemCode::sync_replayed,
                  fmt::format("Request {} has been taken before.", request.number));
  }
  if (!record.later_than_last(request)) {
    return refuse(ProblemCode::sync_stale,
                  fmt::format("Request {} is older than request {}, which has been taken.",
                              request.number, record.last_number));
  }
  if (request.scope == SyncScope::partial && request.base != record.answers) {
    return refuse(ProblemCode::full_sync_needed,
                  fmt::format("The changes are from answer {} on, and the last was {}: a full "
                              "synchronization is needed.",
                              request.base, record.answers));
  }
  return {};
}

}  // namespace

Result<SyncReply> SatelliteDesk::synchronize(LicenseAuthority& authority, Context& context,
                                             const SyncRequest& request) {
  SatelliteRecord* record = find(request.registration);
  if (record == nullptr || record->removed) return unknown(request.satellite);
  const Instant now = context.now();
  if (request.user.empty() && now >= record->credential_ends) {
    return refuse(ProblemCode::credential_expired,
                  "The network's credential has ended: synchronize once with credentials.");
  }
  if (auto good = in_order(*record, request); !good) return tl::make_unexpected(good.error());
  if (!request.user.empty()) {
    if (auto fit = check_user(authority, record->smart_account, request.user); !fit) {
      return tl::make_unexpected(fit.error());
    }
    record->credential_ends = now + credential_life(authority.settings(), request.version);
  }
  return take(authority, context, *record, request);
}

Result<std::string> SatelliteDesk::exchange_files(LicenseAuthority& authority, Context& context,
                                                  std::string_view file) {
  SatelliteRecord* record = find(registration_in(file));
  if (record == nullptr) {
    const auto none = read_request_file(file, satellite_product_key);
    if (!none && registration_in(file) == 0) return tl::make_unexpected(none.error());
    return refuse(ProblemCode::sync_foreign, "The file is of no registration of this server.");
  }
  const auto request = read_request_file(file, record->key);
  if (!request) return tl::make_unexpected(request.error());
  if (record->removed) return unknown(record->satellite);
  if (auto good = in_order(*record, *request); !good) return tl::make_unexpected(good.error());
  const auto reply = take(authority, context, *record, *request);
  if (!reply) return tl::make_unexpected(reply.error());
  return write_file(*reply, record->key);
}

/// A satellite that was renamed on its side is so here too, where its new name is free; if not, the
/// answer tells it which name it has.
void SatelliteDesk::take_name(LicenseAuthority& authority, Context& context, By by,
                              SatelliteRecord& record, std::string_view shown) {
  if (record.shown == shown) return;
  for (SatelliteRecord& other : records_) {
    if (other.uuid == record.uuid) other.shown = shown;
  }
  if (record.satellite == shown) return;
  const std::string before = record.satellite;
  const auto renamed = rename_satellite(authority, context, by, before, shown);
  if (renamed) return;
  context.record(Level::fault, "rename_refused"_w,
                 {{"satellite"_w, context.intern(before)},
                  {"name"_w, context.intern(shown)},
                  {"class"_w, word(renamed.error().code)}});
}

Result<SyncReply> SatelliteDesk::take(LicenseAuthority& authority, Context& context,
                                      SatelliteRecord& record, const SyncRequest& request) {
  std::vector<std::uint64_t> refused =
      authority.mirror(context, record.account, request, record.instances);
  take_name(authority, context, By{request.user}, record, request.satellite);
  record.version = request.version;
  record.tokens = request.tokens;
  record.last_sync = context.now();
  record.last_written = request.written;
  record.last_number = request.number;
  clear_alerts(authority, context, record);
  authority.note(
      context, By{request.user}, record.account, LogCategory::satellite_synchronized,
      fmt::format("Satellite {} ({}) was synchronized.", record.satellite, record.local_account));
  SyncReply reply = reply_to(authority, context, record, request, std::move(refused));
  context.record(Level::change, "satellite_synchronized"_w,
                 {{"satellite"_w, context.intern(record.satellite)},
                  {"local_account"_w, context.intern(record.local_account)},
                  {"scope"_w, word(request.scope)},
                  {"number"_w, static_cast<std::int64_t>(request.number)},
                  {"instances"_w, static_cast<std::int64_t>(request.instances.size())},
                  {"removed"_w, static_cast<std::int64_t>(reply.removed.size())}});
  plan(authority, context, record);
  return reply;
}

SyncReply SatelliteDesk::reply_to(LicenseAuthority& authority, Context& context,
                                  SatelliteRecord& record, const SyncRequest& request,
                                  std::vector<std::uint64_t> removed) {
  std::vector<Lot> owned = authority.holdings(record.account);
  SyncReply reply;
  reply.registration = record.registration;
  reply.number = ++record.answers;
  reply.request = request.number;
  reply.satellite = record.satellite;
  reply.local_account = record.local_account;
  reply.smart_account = authority.state().at(record.smart_account).name;
  reply.virtual_account = authority.state().at(record.account).name;
  reply.answered = context.now();
  reply.due = record.last_sync + record.sync_every;
  reply.credential_ends = record.credential_ends;
  reply.all_entitlements = request.scope == SyncScope::full || owned != record.told;
  if (reply.all_entitlements) reply.entitlements = entitlements_of(owned);
  record.told = std::move(owned);
  reply.removed = std::move(removed);
  return reply;
}

/// One timer, for the next of its three instants.
void SatelliteDesk::plan(const LicenseAuthority& authority, Context& context,
                         SatelliteRecord& record) {
  const Settings& settings = authority.settings();
  const Instant due = record.last_sync + record.sync_every;
  const Instant notice = due - settings.duration(Setting::satellite_deadline_notice);
  const Instant limit = record.last_sync + settings.duration(Setting::satellite_limit);
  Instant next = never;
  for (const Instant at : {notice, due, limit}) {
    if (at > context.now()) next = std::min(next, at);
  }
  context.cancel(record.timer);
  if (next == never) return;
  record.timer =
      context.schedule(next, static_cast<std::uint32_t>(DeskTimer::deadline), record.registration);
}

void SatelliteDesk::at_deadline(LicenseAuthority& authority, Context& context,
                                SatelliteRecord& record) {
  const Instant now = context.now();
  const Instant due = record.last_sync + record.sync_every;
  const Instant limit = record.last_sync + authority.settings().duration(Setting::satellite_limit);
  if (now >= limit) {
    authority.note(context, By{}, record.account, LogCategory::satellite_removed,
                   fmt::format("Satellite {} ({}) failed to synchronize and was removed.",
                               record.satellite, record.local_account));
    end(authority, context, record);
    context.record(Level::change, "satellite_expired"_w,
                   {{"satellite"_w, context.intern(record.satellite)},
                    {"local_account"_w, context.intern(record.local_account)}});
    authority.raise_alert(context, alert_of(AlertKind::satellite_expired, record),
                          record.satellite);
    authority.raise_alert(context, alert_of(AlertKind::satellite_unregistered, record),
                          record.satellite);
    return;
  }
  if (now >= due) {
    authority.clear_alert(context, alert_of(AlertKind::satellite_sync_deadline, record));
    authority.raise_alert(context, alert_of(AlertKind::synchronization_overdue, record),
                          record.satellite, limit);
  } else {
    authority.raise_alert(context, alert_of(AlertKind::satellite_sync_deadline, record),
                          record.satellite, due);
  }
  plan(authority, context, record);
}

}  // namespace slsim
