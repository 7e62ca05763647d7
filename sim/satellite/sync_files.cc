// SPDX-License-Identifier: Apache-2.0
// Synchronization by files: what is wrong with one is said, and it changes nothing.
#include "core/agent/sync_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/satellite/satellite.h"

namespace slsim {

Result<std::string> Satellite::request_file(Context& context, std::string_view name,
                                            SyncScope scope) {
  const auto found = account_for_sync(name);
  if (!found) return tl::make_unexpected(found.error());
  LocalAccount& account = **found;
  if (account.mode == SyncMode::connected) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} is connected: it synchronizes over the network.", name));
  }
  const SyncRequest request = write_request(context, account, scope, {});
  context.record(Level::change, "request_file_written"_w,
                 {{"account"_w, context.intern(account.terms.name)},
                  {"number"_w, static_cast<std::int64_t>(request.number)},
                  {"scope"_w, word(request.scope)},
                  {"instances"_w, static_cast<std::int64_t>(request.instances.size())}});
  return write_file(request, account.key);
}

Result<void> Satellite::load_response(Context& context, std::string_view file) {
  const std::uint64_t registration = registration_in(file);
  const auto found = std::ranges::find_if(state_.accounts, [&](const LocalAccount& account) {
    return account.registration != 0 && account.registration == registration;
  });
  if (found == state_.accounts.end()) {
    if (registration != 0) {
      return refuse(ProblemCode::sync_foreign, "The response file is of another registration.");
    }
    return tl::make_unexpected(read_response_file(file, satellite_product_key).error());
  }
  LocalAccount& account = *found;
  const auto reply = read_response_file(file, account.key);
  if (!reply) {
    // A good file of another server's registration with the same number looks damaged: its
    // signature is by another key.
    return tl::make_unexpected(reply.error());
  }
  if (!account.works()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("The local account {} is not registered.", account.terms.name));
  }
  if (reply->number <= account.base) {
    return refuse(ProblemCode::sync_replayed,
                  reply->number == account.base
                      ? "The response file has been loaded before."
                      : "The response file is older than the one that was loaded last.");
  }
  if (!account.pending || account.pending->number != reply->request) {
    return refuse(ProblemCode::sync_stale,
                  fmt::format("The response file answers request {}, which is not the last.",
                              reply->request));
  }
  load(context, account, *reply);
  return {};
}

}  // namespace slsim
