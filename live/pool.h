// SPDX-License-Identifier: Apache-2.0
// Independent jobs on a few threads, with their ends taken in the order of the input, so that what
// is printed does not depend on how many threads there were.
#pragma once

#include <cstddef>
#include <functional>

namespace slsim {

/// Of this machine, at least 1.
[[nodiscard]] unsigned processor_count();

/// Runs `job(i)` for each i below `count`, up to `threads` of them at a time, in that order of
/// starting. `ended(i)` is called on the caller's thread, for each i in order, as soon as the jobs
/// up to i have ended; when it answers false no further job is started, those under way are waited
/// for, and nothing more is told. With one thread everything happens on the caller's. Jobs do not
/// throw.
void run_jobs(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& job,
              const std::function<bool(std::size_t)>& ended);

}  // namespace slsim
