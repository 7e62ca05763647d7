// SPDX-License-Identifier: Apache-2.0
// The forms that steps and expectations share: a map with words of the language and one actor, and
// a verb with its arguments.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sim/scenario/loader_case.h"
#include "sim/scenario/loader_rules.h"

namespace slsim {

/// A verb as a file names it.
struct Call {
  const Verb* verb = nullptr;
  const Entry* entry = nullptr;  ///< Of the verb in the actor's map; null for a lone word.
  Mark mark;
};

/// The entry of `item` that is not one of `words`: an actor's. Notes nothing.
[[nodiscard]] const Entry* actor_entry(const Node& item, std::span<const std::string_view> words);
/// The one actor that `item` names beside `words`; null, with a mistake noted, when there is none.
/// Keys that mean nothing are noted as well; `what` is a step or an expectation.
[[nodiscard]] const Entry* find_actor(CaseContext& context, const Node& item,
                                      std::span<const std::string_view> words,
                                      std::string_view what);
/// The call that an actor's entry of a step makes. Notes nothing.
[[nodiscard]] std::optional<Call> find_call(const ActorKind& kind, const Node& value);

/// How the arguments of a verb are written.
enum class Spelling : std::uint8_t { none, main, named };
[[nodiscard]] Spelling spelling(const Verb& verb, const Node& node);

/// The checked arguments of a call.
[[nodiscard]] Arguments read_arguments(CaseContext& context, const Verb& verb, const Node& node);

}  // namespace slsim
