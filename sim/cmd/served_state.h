// SPDX-License-Identifier: Apache-2.0
// From a scenario file, a kept session or nothing to the session that is served.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "live/input_file.h"
#include "sim/cmd/serve_options.h"
#include "sim/serve/session.h"

namespace slsim {

struct ServedState {
  Session session;
  std::optional<InputFile> file;  ///< With --state; what the session knows is in it.
};

/// Or what is wrong, mostly in one line.
[[nodiscard]] tl::expected<ServedState, std::string> open_state(const ServeOptions& options);

}  // namespace slsim
