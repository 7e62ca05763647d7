// SPDX-License-Identifier: Apache-2.0
// What was done to a served world from outside, one thing after the other, spelled as the steps of
// a scenario. The whole of a session is its setup and these.
#pragma once

#include <cstdint>
#include <string>

#include "core/http/message.h"
#include "core/time/instant.h"
#include "sim/scenario/value.h"

namespace slsim {

struct Input {
  Instant at;
  std::string step;       ///< `cm1: {register: t1}`
  std::string as{};       ///< The name under which its result is kept; empty: it is not.
  std::string refused{};  ///< `class: token_expired`, `http: 404`; empty: it was not, or not yet.
  bool call = false;      ///< A call over HTTP: no later step can name what it made.
};

/// Where a call over HTTP goes.
struct CalledHost {
  std::string name;  ///< Of the host.
  std::uint16_t port = 443;
  std::string proxy{};  ///< By way of which it comes, and which has let it in; empty: directly.
};

/// As an entry of `steps:`. When `judged`, with what it was refused as, and then it keeps nothing.
[[nodiscard]] std::string step_line(const Input& input, Instant start, bool judged);

/// A call in the form in which it is played and recorded: headers sorted by name, each once, and
/// without those that only concern the connection.
[[nodiscard]] HttpRequest plain_request(HttpRequest request);

/// The arguments of `outside: {request: …}` for a call in that form.
[[nodiscard]] Value::Map call_arguments(const CalledHost& called, const HttpRequest& request);

}  // namespace slsim
