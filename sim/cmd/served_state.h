// SPDX-License-Identifier: Apache-2.0
// From a scenario file, a kept session or nothing to the session that is served.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "live/input_file.h"
#include "sim/cmd/serve_options.h"
#include "sim/cmd/served_points.h"
#include "sim/serve/session.h"
#include "sim/serve/snapshot.h"

namespace slsim {

struct ServedState {
  Session session;
  SnapshotMaker maker;
  // With --state; what the session knows is in these.
  std::optional<InputFile> file{};
  std::unique_ptr<ServedPoints> points{};
  std::vector<std::string> notes{};  ///< On what could not be used, a line each.
};

/// Or what is wrong, mostly in one line.
[[nodiscard]] tl::expected<ServedState, std::string> open_state(const ServeOptions& options);

}  // namespace slsim
