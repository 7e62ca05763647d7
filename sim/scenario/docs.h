// SPDX-License-Identifier: Apache-2.0
// The generated parts of docs/SCENARIOS.md and docs/SETTINGS.md, as Markdown. A test compares them
// with what is committed, so that they cannot fall behind the tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/registry.h"

namespace slsim {

/// Verbs and fields of each kind of actor.
[[nodiscard]] std::string actors_as_markdown(const Registry& registry);
/// What may stand under `world:`.
[[nodiscard]] std::string world_as_markdown(const Registry& registry);
/// The classes of `refused:`.
[[nodiscard]] std::string problems_as_markdown();
/// All settings, by whom they belong to.
[[nodiscard]] std::string settings_as_markdown();

/// The part of `page` between `<!-- generated: name -->` and `<!-- end of name -->`; nothing when
/// the page has no such part.
[[nodiscard]] std::optional<std::string> generated_part(std::string_view page,
                                                        std::string_view name);
/// `page` with that part replaced.
[[nodiscard]] std::string with_generated_part(std::string_view page, std::string_view name,
                                              std::string_view text);

}  // namespace slsim
