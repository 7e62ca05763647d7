// SPDX-License-Identifier: Apache-2.0
// What every way of reaching a served world has to answer: one conversation over every published
// call that is served and every message of the product protocol. It is played in process and over
// HTTPS, and has to give the same answers and the same journal each time: transcript.golden.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/http/message.h"

namespace slsim {

struct Exchange {
  std::string_view name;  ///< Of what it shows.
  std::string_view host;  ///< `cssm/api`; `admin` is the admin interface.
  std::string_view method;
  std::string_view target;  ///< Path and query. `${x}` is what was kept as x.
  std::string_view body{};  ///< Likewise.
  int status = 200;
  std::string_view contains{};  ///< Of the answer's body.
  std::string_view keep{};      ///< `x=/tokenInfo/token`: a part of the answer, kept as x.
  /// `Name: value`, a line each. Without Authorization the bearer that was kept is sent.
  std::string_view headers{};
};

/// The scenario in whose world they are exchanged.
[[nodiscard]] std::string_view contract_world();
/// At which a host is asked.
[[nodiscard]] std::uint16_t contract_port(std::string_view host);
[[nodiscard]] std::span<const Exchange> contract_exchanges();

/// Asks a host and waits for the answer.
using AskHost = std::function<HttpResponse(std::string_view host, const HttpRequest& request)>;

struct Conversation {
  /// Name, call, status, media type and body of each; of what the admin interface tells no body,
  /// since it tells digests, which change with every release.
  std::string transcript;
  std::string digest;  ///< Of the world at the end.
};

/// Plays all of them; `judge` sees each with its answer.
[[nodiscard]] Conversation play_contract(
    const AskHost& ask, const std::function<void(const Exchange&, const HttpResponse&)>& judge);

/// What is kept beside this file.
[[nodiscard]] std::string golden_transcript();
[[nodiscard]] std::string golden_transcript_path();

}  // namespace slsim
