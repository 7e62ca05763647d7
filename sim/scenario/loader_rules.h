// SPDX-License-Identifier: Apache-2.0
// Rules that several parts of the loader share: which words are whose, what can be a name, and what
// may stand for what.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/scenario/loader_case.h"

namespace slsim {

/// The keys of a file, of steps, of expectations, and the words of matchers.
[[nodiscard]] std::span<const std::string_view> file_keys();
[[nodiscard]] std::span<const std::string_view> step_keys();
[[nodiscard]] std::span<const std::string_view> expectation_keys();
[[nodiscard]] std::span<const std::string_view> matcher_words();

/// What a name of that type ought to be, when `name` cannot be one.
[[nodiscard]] std::optional<std::string> wrong_name(const Registry& registry, const Type& type,
                                                    std::string_view name);

struct FoundTarget {
  Target target;
  const ActorKind* kind = nullptr;
};
/// `cm1` or `cm1/sub1`.
[[nodiscard]] std::optional<FoundTarget> find_target(const CaseContext& context,
                                                     std::string_view name);

/// Whether a result of type `given` may stand where `wanted` is expected.
[[nodiscard]] bool fits(const Type& given, const Type& wanted);

/// The words of all problems.
[[nodiscard]] std::span<const std::string_view> problem_words();

}  // namespace slsim
