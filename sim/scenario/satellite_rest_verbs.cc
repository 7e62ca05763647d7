// SPDX-License-Identifier: Apache-2.0
// A satellite's REST interface as scenarios call it.
#include "sim/satellite/rest.h"

#include "sim/scenario/http_arguments.h"
#include "sim/scenario/satellite_tables.h"

namespace slsim {
namespace {

const OauthClient* client_of(const Satellite& satellite, const Arguments& arguments) {
  for (const SmartAccount& account : satellite.authority().state().smart_accounts) {
    for (const OauthClient& client : account.clients) {
      const bool meant =
          arguments.has("client") ? client.client_id == arguments.text("client") : !client.revoked;
      if (meant) return &client;
    }
  }
  return nullptr;
}

/// Whoever brings no token of its own calls as its client, as with a fresh one.
std::optional<RestCaller> caller_of(const Satellite& satellite, const HttpRequest& request,
                                    const Arguments& arguments) {
  if (find_header(request.headers, "Authorization") != nullptr) return std::nullopt;
  const OauthClient* client = client_of(satellite, arguments);
  if (client == nullptr || arguments.flag_or("nobody", false)) return std::nullopt;
  return RestCaller{client->client_id, client->owner};
}

Outcome look(World& world, const Target& target, const HttpRequest& request,
             const Arguments& arguments) {
  if (satellite_rest_changes(request)) {
    return refused_by_cssm(
        {ProblemCode::invalid_argument, "that call changes things: make it a step, with post"});
  }
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  const auto caller = caller_of(satellite, request, arguments);
  return shown_answer(look_at_satellite(satellite, context, request, caller ? &*caller : nullptr));
}

Outcome get(World& world, const Target& target, const Arguments& arguments) {
  return look(world, target, http_request_of("GET", arguments), arguments);
}

Outcome search(World& world, const Target& target, const Arguments& arguments) {
  return look(world, target, http_request_of("POST", arguments), arguments);
}

Outcome post(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  const HttpRequest request = http_request_of(arguments.text("method"), arguments);
  const auto caller = caller_of(satellite, request, arguments);
  const HttpResponse response =
      answer_satellite(satellite, context, request, 8443, caller ? &*caller : nullptr);
  return http_outcome(response, arguments.text_or("keep", ""));
}

constexpr std::array who{
    Argument{"client", Type::refers("client"), "Which API client calls; the first when left out."},
    Argument{"bearer", Type::text(), "An access token to call with in place of a fresh one."},
    Argument{"nobody", Type::flag(), "Whether the call is made without any token."},
};
constexpr std::array get_arguments = join(http_path, who, http_headers);
constexpr std::array search_arguments = join(http_path, http_body, who, http_headers);
constexpr std::array post_arguments =
    join(http_path, http_body, who, http_headers,
         std::array{Argument{"method", Type::text(), "Which method.", {}, "POST"}}, http_keep);

constexpr Verb verbs[] = {
    {"get", "Reads over the REST interface.", get_arguments, get, Type::made_of(http_answer_shape),
     "answers"},
    {"search", "Reads by one of the REST interface's POSTs that only search.", search_arguments,
     search, Type::made_of(http_answer_shape), "answers"},
    {"post", "Calls the REST interface; refused when it answers 400 or above.", post_arguments,
     post, Type::text()},
};

}  // namespace

std::span<const Verb> satellite_rest_verbs() { return verbs; }

}  // namespace slsim
