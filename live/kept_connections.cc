// SPDX-License-Identifier: Apache-2.0
#include "live/kept_connections.h"

#include <utility>

namespace slsim {
namespace {

// Shorter than what servers wait, of which the hastiest ends a connection after five seconds: who
// asks must not meet one that is just being closed.
constexpr std::chrono::seconds longest{4};
constexpr std::size_t most = 256;

}  // namespace

std::optional<ClientSocket> KeptConnections::take(const std::string& way) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock{mutex_};
  for (auto found = kept_.find(way); found != kept_.end(); found = kept_.find(way)) {
    Kept kept = std::move(found->second);
    kept_.erase(found);
    if (now - kept.since < longest && kept.socket.quiet()) return std::move(kept.socket);
  }
  return std::nullopt;
}

void KeptConnections::keep(const std::string& way, ClientSocket socket) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock{mutex_};
  if (kept_.size() >= most) {
    std::erase_if(kept_, [&](const auto& entry) { return now - entry.second.since >= longest; });
  }
  if (kept_.size() < most) kept_.emplace(way, Kept{std::move(socket), now});
}

}  // namespace slsim
