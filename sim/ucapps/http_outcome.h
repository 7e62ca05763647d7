// SPDX-License-Identifier: Apache-2.0
// What an interface over HTTP makes of a call: an answer, or the operation under way that will give
// one.
#pragma once

#include <optional>
#include <string>

#include "core/http/message.h"
#include "sim/ucapps/cluster.h"

namespace slsim {

struct HttpOutcome {
  std::optional<HttpResponse> answer{};  ///< Absent without a ticket: the connection drops.
  Cluster::Ticket ticket = 0;
  std::string operation{};
  std::string dialect{};  ///< Schema or media type, as the caller chose it.
};

/// A call whose operation has ended.
struct EndedCall {
  std::string_view operation{};
  std::string_view dialect{};
  std::optional<Problem> problem{};
  bool orphan_left = false;
};

}  // namespace slsim
