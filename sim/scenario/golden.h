// SPDX-License-Identifier: Apache-2.0
// A golden: the story of a case as its journal tells it, kept beside the file and read like code.
// State changes and faults only; what an actor repeats on and on is one line with a count; at most
// two hundred lines, of which the last then sums up the rest, so that no change goes unseen.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/journal/journal.h"
#include "sim/scenario/plan.h"
#include "sim/scenario/runner_result.h"

namespace slsim {

inline constexpr std::size_t golden_lines = 200;

/// REQUIRES: the journal has kept its events.
[[nodiscard]] std::string golden_text(const Journal& journal);

/// `dir/file.case-name.journal` beside `dir/file.yaml`. Letters that are awkward in names of files
/// become `-`, so that two cases may ask for one file.
[[nodiscard]] std::string golden_path(std::string_view path, std::string_view case_name);

/// Nothing when both are the same; else a failure that shows where they part.
[[nodiscard]] std::optional<Failure> compare_golden(const std::string& kept,
                                                    const RunResult& result);

}  // namespace slsim
