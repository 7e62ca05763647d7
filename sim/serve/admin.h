// SPDX-License-Identifier: Apache-2.0
// The admin interface of a served world: what `slsim ctl` and the page ask, as a function from
// request to answer. It is for whoever runs the server, on a listener of its own. JSON in and out;
// `GET /` is the page for people.
//
// A browser that shows somebody else's page must not push the clock: what changes anything is
// refused when another origin sends it, and everything is when it was asked by an unknown name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/http/message.h"
#include "sim/serve/session.h"
#include "sim/serve/snapshot.h"

namespace slsim {

/// What the server around the session knows and the session does not.
struct ServerFacts {
  SnapshotMaker maker;
  std::string clock = "stepped";  ///< `real`, `stepped`, `x60`.
  /// By which names, beside `localhost` and addresses, the interface may be asked.
  std::vector<std::string> names{};
  struct Listening {
    std::string host;
    std::string url;
  };
  std::vector<Listening> listening{};
};

/// The clock's way before an answer: long ones are played in slices, with reads in between.
struct ClockMove {
  Instant to;
  bool settle = false;     ///< And then on until nothing is in flight.
  bool from_page = false;  ///< Whether the page asked, and is shown again.
};

struct AdminAnswer {
  HttpResponse response;
  std::optional<ClockMove> move{};  ///< First this; then end_move() answers instead.
  bool stop = false;                ///< The server was asked to end.
  bool replaced = false;            ///< Another session stands in the place of the one given.
};

/// How long a world may take to settle.
inline constexpr Duration longest_settling = days(1);

[[nodiscard]] AdminAnswer ask_admin(Session& session, const ServerFacts& facts,
                                    const HttpRequest& request);
/// REQUIRES: the session has been advanced to `move.to`, or stopped on the way.
[[nodiscard]] HttpResponse end_move(Session& session, const ServerFacts& facts,
                                    const ClockMove& move);
/// Both, for whoever has no slices to play.
[[nodiscard]] AdminAnswer admin_at_once(Session& session, const ServerFacts& facts,
                                        const HttpRequest& request);

/// The events kept from number `since` on (counted from 1), at most `most` of them, each as a line
/// of JSON with its number.
[[nodiscard]] std::string journal_lines(const Session& session, std::uint64_t since,
                                        std::size_t most);

/// One line for each call, as docs/SERVE.md lists them.
[[nodiscard]] std::string admin_calls_as_markdown();

}  // namespace slsim
