// SPDX-License-Identifier: Apache-2.0
// What a file may say where CSSM is another program (`world: cssm: external:`): what that one holds
// has names that nobody knows here, and it is asked there.
#pragma once

#include <string_view>

#include "sim/scenario/loader_case.h"

namespace slsim {

/// The address that a file gives; null when CSSM is the world's own.
[[nodiscard]] const Node* external_of(const Node* world);

/// Notes where the plan needs sockets, and an address that is none.
void read_external(CaseContext& context, const Node* world, Plan& plan);

/// Whether that verb or field of the kind is the other program's; then a mistake is noted.
bool refuse_elsewhere(CaseContext& context, const ActorKind& kind, std::string_view word,
                      Mark mark);

/// Whether a name of that kind is the other program's to know.
[[nodiscard]] bool is_named_elsewhere(const CaseContext& context, std::string_view kind);

}  // namespace slsim
