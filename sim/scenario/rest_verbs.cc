// SPDX-License-Identifier: Apache-2.0
// CSSM's REST interface as scenarios call it.
#include "sim/cssm/rest/rest.h"

#include <nlohmann/json.hpp>

#include "core/time/text.h"
#include "sim/scenario/cssm_verbs.h"

namespace slsim {
namespace {

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::flag:
      return value.flag();
    case Value::Kind::number:
      return value.number();
    case Value::Kind::text:
      return value.text();
    case Value::Kind::duration:
      return print(value.duration());
    case Value::Kind::instant:
      return print(value.instant());
    case Value::Kind::list: {
      Json list = Json::array();
      for (const Value& item : value.list()) list.push_back(to_json(item));
      return list;
    }
    case Value::Kind::map: {
      Json map = Json::object();
      for (const auto& [key, item] : value.map()) map[key] = to_json(item);
      return map;
    }
    default:
      return {};
  }
}

Value to_value(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return json.get<std::int64_t>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      Value::List list;
      for (const Json& item : json) list.push_back(to_value(item));
      return list;
    }
    case Json::value_t::object: {
      Value::Map map;
      for (const auto& [key, item] : json.items()) map.insert_or_assign(key, to_value(item));
      return map;
    }
    default:
      return {};
  }
}

Value shown(const HttpResponse& response) {
  const Json body = Json::parse(response.body, nullptr, false);
  return Value::Map{{"status", response.status},
                    {"json", body.is_discarded() ? Value{} : to_value(body)},
                    {"body", response.body}};
}

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

HttpRequest request_of(std::string_view method, const Arguments& arguments) {
  HttpRequest request{.method = std::string{method}};
  set_target(request, arguments.text("path"));
  if (const Value* body = arguments.find("body")) {
    request.body = body->kind() == Value::Kind::text ? body->text() : to_json(*body).dump();
  }
  if (const Value* headers = arguments.find("headers")) {
    for (const auto& [name, value] : headers->map())
      request.headers.push_back({name, value.text()});
  }
  if (arguments.has("bearer")) {
    request.headers.push_back({"Authorization", "Bearer " + arguments.text("bearer")});
  }
  return request;
}

using Serve = HttpResponse(Cssm&, Context&, const HttpRequest&, const RestCaller*);

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
  return shown(call(world, request, arguments, look_rest));
}

Outcome get(World& world, const Target&, const Arguments& arguments) {
  return look(world, request_of("GET", arguments), arguments);
}

Outcome search(World& world, const Target&, const Arguments& arguments) {
  return look(world, request_of("POST", arguments), arguments);
}

ProblemCode problem_code(int status) {
  if (status == 401 || status == 403 || status == 422) return ProblemCode::not_allowed;
  if (status == 404) return ProblemCode::not_found;
  return status == 501 ? ProblemCode::unsupported : ProblemCode::invalid_argument;
}

/// What `keep` leads to in the answer, `tokenInfo/token`; the whole body without it.
Value kept(const HttpResponse& response, const Arguments& arguments) {
  if (!arguments.has("keep")) return response.body;
  const Json body = Json::parse(response.body, nullptr, false);
  const auto pointer = "/" + arguments.text("keep");
  for (const Json& found = body.flatten(); const auto& [path, value] : found.items()) {
    if (path == pointer)
      return value.is_string() ? Value{value.get<std::string>()} : to_value(value);
  }
  return {};
}

/// Refused by the status of the answer alone: bulk calls tell of their items in the body.
Outcome post(World& world, const Target&, const Arguments& arguments) {
  const HttpResponse response =
      call(world, request_of(arguments.text("method"), arguments), arguments, answer_rest);
  if (response.status < 400) return kept(response, arguments);
  return Refusal{{problem_code(response.status), response.body}, response.status, {}};
}

constexpr std::array where{
    Argument{"path", Type::text(), "Path and query, with or without a host.", Need::required}};
constexpr std::array who{
    Argument{"client", Type::refers("client"), "Which API client calls; the first when left out."},
    Argument{"bearer", Type::text(), "An access token to call with in place of a fresh one."},
    Argument{"headers", Type::text().by_name(), "Headers of the request."},
};
constexpr std::array what{
    Argument{"body", Type::anything(), "Its body: a map becomes JSON, a text is sent as it is."}};
constexpr std::array get_arguments = join(where, who);
constexpr std::array search_arguments = join(where, what, who);
constexpr std::array post_arguments =
    join(where, what, who,
         std::array{Argument{"method", Type::text(), "Which method.", {}, "POST"},
                    Argument{"keep", Type::text(),
                             "What `as:` keeps of the answer, such as tokenInfo/token."}});

constexpr Argument answer_keys[] = {
    {"status", Type::number(), "HTTP status."},
    {"json", Type::anything(), "The body, when it is JSON."},
    {"body", Type::text(), "The body by its letters."},
};
constexpr Shape answer_shape{"rest_answer", "What the REST interface answered.", answer_keys};

constexpr Verb verbs[] = {
    {"get", "Reads over the REST interface.", get_arguments, get, Type::made_of(answer_shape),
     "answers"},
    {"search", "Reads by one of the REST interface's POSTs that only search.", search_arguments,
     search, Type::made_of(answer_shape), "answers"},
    {"post", "Calls the REST interface; refused when it answers 400 or above.", post_arguments,
     post, Type::text()},
};

}  // namespace

std::span<const Verb> cssm_rest_verbs() { return verbs; }

}  // namespace slsim
