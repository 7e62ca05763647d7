// SPDX-License-Identifier: Apache-2.0
// What was done to a served world from outside, one thing after the other: steps as scenarios spell
// them, and calls as they came. The whole of a session is its setup and these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/http/message.h"
#include "core/time/instant.h"
#include "sim/scenario/value.h"

namespace slsim {

/// Where a call over HTTP goes.
struct CalledHost {
  std::string name;  ///< Of the host.
  std::uint16_t port = 443;
  std::string proxy{};  ///< By way of which it comes, and which has let it in; empty: directly.
};

/// A call over HTTP, in the form in which it is played.
struct InputCall {
  CalledHost called;
  HttpRequest request;   ///< Without the access token that `bearer` names.
  std::string bearer{};  ///< The name of a result; empty: it shows none of ours.
};

struct Input {
  Instant at;
  std::string step;       ///< `cm1: {register: t1}`; of a call empty.
  std::string as{};       ///< The name under which its result is kept; empty: it is not.
  std::string refused{};  ///< `class: token_expired`, `http: 404`; empty: it was not, or not yet.
  bool names = false;     ///< Whether later steps may speak of what it has made.
  std::optional<InputCall> call{};
};

/// As a step, whatever it is: `outside: {request: …}` for a call.
[[nodiscard]] std::string spelled(const Input& input);

/// As an entry of `steps:`. When `judged`, with what it was refused as, and then it keeps nothing.
[[nodiscard]] std::string step_line(const Input& input, Instant start, bool judged);

// As bytes, for this program to read again: session_bytes.cc.
[[nodiscard]] std::string write_input(const Input& input);
/// Nothing when they make no sense.
[[nodiscard]] std::optional<Input> read_input(std::string_view bytes);

/// A call in the form in which it is played and recorded: headers sorted by name, each once, and
/// without those that only concern the connection.
[[nodiscard]] HttpRequest plain_request(HttpRequest request);

/// What a call keeps of its answer with `as`.
inline constexpr std::string_view kept_of_calls = "access_token";

}  // namespace slsim
