// SPDX-License-Identifier: Apache-2.0
// What a caller from outside does: it asks a host's interface over HTTP, through the network.
#include "sim/scenario/http_arguments.h"
#include "sim/scenario/tables.h"

namespace slsim {
namespace {

Outcome request(World& world, const Target&, const Arguments& arguments) {
  HttpRequest http = http_request_of(arguments.text("method"), arguments);
  const auto port = static_cast<std::uint16_t>(arguments.number("port"));
  const std::uint32_t call =
      world.outside().ask(world.context(outside_actor), {.to = arguments.text("host"),
                                                         .http = http_call(std::move(http), port),
                                                         .patience = arguments.duration("patience"),
                                                         .keep = arguments.text_or("keep", ""),
                                                         .at_once = arguments.flag("at_once")});
  return ticket_of(outside_actor, call);
}

constexpr std::array request_arguments = join(
    std::array{
        Argument{"host", Type::text(), "The host, or a name that stands for it.", Need::required},
        Argument{"method", Type::text(), "Which method.", {}, "GET"},
    },
    http_path, http_body,
    std::array{Argument{"bearer", Type::text(), "An access token to call with."}}, http_headers,
    std::array{
        Argument{"port", Type::number(1, 65535), "Which of the host's ports.", {}, "443"},
        Argument{"patience", Type::duration(), "How long the caller waits.", {}, "5m"},
        Argument{"at_once",
                 Type::flag(),
                 "Whether delays on the way take no time, as for callers of a live server.",
                 {},
                 "false"},
    },
    http_keep);

constexpr Verb verbs[] = {
    {"request", "Calls a host over HTTP; refused when it answers 400 or above, or not at all.",
     request_arguments, request, Type::text()},
};

}  // namespace

std::span<const Verb> outside_verbs() { return verbs; }

}  // namespace slsim
