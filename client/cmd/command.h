// SPDX-License-Identifier: Apache-2.0
// What a command of `mediator` is.
#pragma once

#include <span>
#include <string_view>

#include "client/cmd/host.h"
#include "client/jobs/queue.h"

namespace slsim {

struct MediatorCommand {
  std::string_view name;       ///< `account add`
  std::string_view arguments;  ///< `DOMAIN --client-id ID --secret-file F`
  std::string_view summary;
  std::size_t words;  ///< That follow its name; more only where `many`.
  bool many;
  bool holds;  ///< Nobody else may do the like on this store meanwhile.
  std::span<const MediatorFlag> flags;
  int (*run)(MediatorHost& host, const std::vector<std::string>& words);
  bool bare = false;  ///< Needs no store.
};

/// Of `--jobs` and `--jobs-per-va`; or what is wrong with them.
inline constexpr MediatorFlag jobs_flag{"jobs", "N", "under way at once, 1 to 1000 (default 64)"};
inline constexpr MediatorFlag jobs_per_va_flag{"jobs-per-va", "N",
                                               "of one virtual account (default 16)"};
[[nodiscard]] tl::expected<JobsAtOnce, std::string> jobs_at_once(const MediatorFlags& flags);

[[nodiscard]] std::span<const MediatorCommand> account_commands();
[[nodiscard]] std::span<const MediatorCommand> virtual_account_commands();
[[nodiscard]] std::span<const MediatorCommand> cluster_commands();
[[nodiscard]] std::span<const MediatorCommand> job_commands();

}  // namespace slsim
