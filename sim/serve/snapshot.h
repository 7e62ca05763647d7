// SPDX-License-Identifier: Apache-2.0
// A session as a file: its setup, its inputs and where they led. Taking it up again plays the
// inputs, and what comes of them has to be what is written: another version's session is refused,
// never played differently in silence.
#pragma once

#include <string>
#include <string_view>

#include "core/time/text.h"
#include "sim/serve/session.h"

namespace slsim {

/// One object, on one line.
[[nodiscard]] std::string to_json(const Input& input);
[[nodiscard]] Parsed<Input> input_from_json(std::string_view json);

/// Everything of the session that resume_snapshot needs, as JSON; `version` is the program's.
[[nodiscard]] std::string take_snapshot(const Session& session, std::string_view version);
/// Or a sentence that says why it cannot be taken up. What `served` has at hand is not played
/// again.
[[nodiscard]] Parsed<Session> resume_snapshot(std::string_view snapshot,
                                              const Session* served = nullptr);

}  // namespace slsim
