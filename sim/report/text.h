// SPDX-License-Identifier: Apache-2.0
// Results for a person: what failed and why, and a table of what was played. Made from results
// alone, so that the same results are the same text.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/time/instant.h"
#include "sim/scenario/runner_result.h"

namespace slsim {

enum class Tone : std::uint8_t { plain, good, bad, strong, faint };

/// How a tone looks where the text goes; the text itself where there are no colours.
using Painter = std::function<std::string(Tone, std::string_view)>;

/// What failed in one case, each with where, what was expected, what was there instead, when, and
/// what its actor had just been through; `replay` is the command that plays this case alone. Empty
/// when nothing failed.
[[nodiscard]] std::string describe_failures(const RunResult& result, std::string_view replay,
                                            const Painter& paint);

/// What the table says of one case.
struct CaseLine {
  std::string path;
  std::string name;
  Verdict verdict = Verdict::passed;
  std::size_t steps = 0;
  std::size_t expectations = 0;
  Duration simulated{};
};

[[nodiscard]] CaseLine case_line(const RunResult& result);

/// A line for each case of a single file, for each file of several; then the sum of all. REQUIRES:
/// the cases of a file lie side by side.
[[nodiscard]] std::string describe_cases(std::span<const CaseLine> cases, const Painter& paint);

/// `3 cases`, `1 case`
[[nodiscard]] std::string count_of(std::size_t count, std::string_view noun);

}  // namespace slsim
