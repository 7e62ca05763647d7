// SPDX-License-Identifier: Apache-2.0
// CSSM's REST interface as scenarios call it.
#include "sim/authority/rest/rest.h"

#include "sim/scenario/cssm_verbs.h"
#include "sim/scenario/http_arguments.h"

namespace slsim {
namespace {

/// The client that is named, or else the first that works.
const OauthClient* client_of(const World& world, const Arguments& arguments) {
  for (const SmartAccount& account : world.cssm().state().smart_accounts) {
    for (const OauthClient& client : account.clients) {
      const bool meant =
          arguments.has("client") ? client.client_id == arguments.text("client") : !client.revoked;
      if (meant) return &client;
    }
  }
  return nullptr;
}

using Serve = HttpResponse(LicenseAuthority&, Context&, const HttpRequest&, const RestCaller*);

/// Whoever brings no token of its own calls as its client, as with a fresh one.
HttpResponse call(World& world, const HttpRequest& request, const Arguments& arguments,
                  Serve* serve) {
  Context context = world.context(cssm_actor);
  const OauthClient* client = client_of(world, arguments);
  if (find_header(request.headers, "Authorization") != nullptr || client == nullptr) {
    return serve(world.cssm(), context, request, nullptr);
  }
  const RestCaller caller{client->client_id, client->owner};
  return serve(world.cssm(), context, request, &caller);
}

Outcome look(World& world, HttpRequest request, const Arguments& arguments) {
  if (rest_changes(request)) {
    return refused_by_cssm(
        {ProblemCode::invalid_argument, "that call changes things: make it a step, with post"});
  }
  return shown_answer(call(world, request, arguments, look_rest));
}

Outcome get(World& world, const Target&, const Arguments& arguments) {
  return look(world, http_request_of("GET", arguments), arguments);
}

Outcome search(World& world, const Target&, const Arguments& arguments) {
  return look(world, http_request_of("POST", arguments), arguments);
}

Outcome post(World& world, const Target&, const Arguments& arguments) {
  const HttpResponse response =
      call(world, http_request_of(arguments.text("method"), arguments), arguments, answer_rest);
  return http_outcome(response, arguments.text_or("keep", ""));
}

constexpr std::array who{
    Argument{"client", Type::refers("client"), "Which API client calls; the first when left out."},
    Argument{"bearer", Type::text(), "An access token to call with in place of a fresh one."},
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

std::span<const Verb> cssm_rest_verbs() { return verbs; }

}  // namespace slsim
