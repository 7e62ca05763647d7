// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/rest_verbs.h"

#include "sim/cssm/rest/rest.h"
#include "sim/satellite/rest.h"
#include "sim/scenario/cssm_verbs.h"
#include "sim/scenario/http_arguments.h"

namespace slsim {
namespace {

constexpr std::uint16_t satellite_port = 8443;

/// The client that is named, or else the first that works.
const OauthClient* client_of(const LicenseAuthority& authority, const Arguments& arguments) {
  for (const SmartAccount& account : authority.state().smart_accounts) {
    for (const OauthClient& client : account.clients) {
      const bool meant =
          arguments.has("client") ? client.client_id == arguments.text("client") : !client.revoked;
      if (meant) return &client;
    }
  }
  return nullptr;
}

/// Whoever brings no token of its own calls as its client, as with a fresh one.
std::optional<RestCaller> caller_in(const LicenseAuthority& authority, const HttpRequest& request,
                                    const Arguments& arguments) {
  if (find_header(request.headers, "Authorization") != nullptr) return std::nullopt;
  const OauthClient* client = client_of(authority, arguments);
  if (client == nullptr || arguments.flag_or("nobody", false)) return std::nullopt;
  return RestCaller{client->client_id, client->owner};
}

bool changes(ActorId actor, const HttpRequest& request) {
  return actor == cssm_actor ? cssm_rest_changes(request) : satellite_rest_changes(request);
}

Outcome look(World& world, ActorId actor, const HttpRequest& request, const Arguments& arguments) {
  if (changes(actor, request)) {
    return refused_by_cssm(
        {ProblemCode::invalid_argument, "that call changes things: make it a step, with post"});
  }
  Context context = world.context(actor);
  const auto caller = caller_in(world.authority(actor), request, arguments);
  const RestCaller* known = caller ? &*caller : nullptr;
  return shown_answer(actor == cssm_actor
                          ? look_cssm_rest(world.cssm(), context, request, known)
                          : look_at_satellite(world.satellite(actor), context, request, known));
}

Outcome get(World& world, const Target& target, const Arguments& arguments) {
  return look(world, target.actor, http_request_of("GET", arguments), arguments);
}

Outcome search(World& world, const Target& target, const Arguments& arguments) {
  return look(world, target.actor, http_request_of("POST", arguments), arguments);
}

Outcome post(World& world, const Target& target, const Arguments& arguments) {
  const ActorId actor = target.actor;
  const HttpRequest request = http_request_of(arguments.text("method"), arguments);
  Context context = world.context(actor);
  const auto caller = caller_in(world.authority(actor), request, arguments);
  const RestCaller* known = caller ? &*caller : nullptr;
  const HttpResponse response =
      actor == cssm_actor
          ? answer_cssm_rest(world.cssm(), context, request, known)
          : answer_satellite(world.satellite(actor), context, request, satellite_port, known);
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

std::span<const Verb> rest_verbs() { return verbs; }

}  // namespace slsim
