// SPDX-License-Identifier: Apache-2.0
// What a caller from outside does: it asks a host's interface over HTTP, through the network.
#include "core/http/uri.h"
#include "sim/scenario/http_arguments.h"
#include "sim/scenario/tables.h"
#include "sim/scenario/transport_arguments.h"

namespace slsim {
namespace {

constexpr std::string_view token_word = "TOKEN";

/// The token takes the place of the word, since no file can know its text; encoded where the body
/// is a form.
void put_token(const World& world, const std::string& token, HttpRequest& http) {
  const std::size_t place = http.body.find(token_word);
  if (place == std::string::npos) return;
  const std::string text = world.token_text(token);
  const std::string* type = find_header(http.headers, "Content-Type");
  const bool form = type != nullptr && type->starts_with("application/x-www-form-urlencoded");
  http.body.replace(place, token_word.size(), form ? percent_encode(text) : text);
}

Outcome request(World& world, const Target&, const Arguments& arguments) {
  if (!arguments.has("proxy") && (arguments.has("user") || arguments.flag("admitted"))) {
    return Refusal{
        {ProblemCode::invalid_argument, "a login is for a proxy, and none is given"}, 0, {}};
  }
  HttpRequest http = http_request_of(arguments.text("method"), arguments);
  if (arguments.has("token")) put_token(world, arguments.text("token"), http);
  const auto port = static_cast<std::uint16_t>(arguments.number("port"));
  const std::uint32_t call = world.outside().ask(world.context(outside_actor),
                                                 {.to = arguments.text("host"),
                                                  .http = http_call(std::move(http), port),
                                                  .patience = arguments.duration("patience"),
                                                  .keep = arguments.text_or("keep", ""),
                                                  .at_once = arguments.flag("at_once"),
                                                  .via = proxy_use(world.kernel(), arguments),
                                                  .admitted = arguments.flag("admitted")});
  return ticket_of(outside_actor, call);
}

constexpr std::array request_arguments = join(
    std::array{
        Argument{"host", Type::text(), "The host, or a name that stands for it.", Need::required},
        Argument{"method", Type::text(), "Which method.", {}, "GET"},
    },
    http_path, http_body,
    std::array{
        Argument{"bearer", Type::text(), "An access token to call with."},
        Argument{
            "token", Type::refers("token").or_text(),
            "A registration token; its text takes the place of TOKEN in the body, encoded in a "
            "form."}},
    http_headers,
    std::array{
        Argument{"port", Type::number(1, 65535), "Which of the host's ports.", {}, "443"},
        Argument{"patience", Type::duration(), "How long the caller waits.", {}, "5m"},
        Argument{"at_once",
                 Type::flag(),
                 "Whether delays on the way take no time, as for callers of a live server.",
                 {},
                 "false"},
        Argument{"proxy", Type::refers("proxy"), "The proxy by way of which the call goes."},
        Argument{"admitted",
                 Type::flag(),
                 "Whether the proxy has let the caller in before, as that of a live server has.",
                 {},
                 "false"},
    },
    login_arguments, http_keep);

constexpr Verb verbs[] = {
    {"request", "Calls a host over HTTP; refused when it answers 400 or above, or not at all.",
     request_arguments, request, Type::text()},
};

Value answered(const World& world, const Target&) {
  const auto& last = world.outside().last();
  return last == nullptr ? Value{} : shown_answer(*last);
}

constexpr Field fields[] = {
    {"answered", Type::made_of(http_answer_shape),
     "What the last call from outside was answered; absent when it was not.", answered},
};

}  // namespace

std::span<const Verb> outside_verbs() { return verbs; }
std::span<const Field> outside_fields() { return fields; }

}  // namespace slsim
