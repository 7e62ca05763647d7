// SPDX-License-Identifier: Apache-2.0
// The gateway that gives access tokens out.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/handlers.h"

namespace slsim {
namespace {

HttpResponse oauth_refusal(int status, std::string_view error, std::string_view description) {
  return answer_with(status, {{"error", error}, {"error_description", description}});
}

/// SSM On-Prem takes it; the cloud as the setting has it.
bool takes_json(const RestCall& call) {
  enum class JsonGrants : std::uint8_t { refused, accepted };
  return call.state().surface == RestSurface::on_prem ||
         call.authority.settings().choice<JsonGrants>(Setting::json_grants) == JsonGrants::accepted;
}

/// Parameters come in the query with an empty body, as a form, or as JSON.
std::optional<QueryFields> parameters_of(const RestCall& call) {
  QueryFields fields = call.query;
  const std::string& body = call.request.body;
  if (body.find_first_not_of(" \r\n\t") == std::string::npos) return fields;
  if (body[body.find_first_not_of(" \r\n\t")] != '{') {
    auto form = parse_query(body);
    if (!form) return std::nullopt;
    fields.insert(fields.begin(), form->begin(), form->end());
    return fields;
  }
  const Json json = takes_json(call) ? Json::parse(body, nullptr, false) : Json{};
  if (!json.is_object()) return std::nullopt;
  for (const auto& [name, value] : json.items()) {
    if (value.is_string()) fields.insert(fields.begin(), {name, value.get<std::string>()});
  }
  return fields;
}

std::string field_of(const QueryFields& fields, std::string_view name) {
  const std::string* value = find_field(fields, name);
  return value == nullptr ? std::string{} : *value;
}

const OauthClient* find_client(const AuthorityState& state, std::string_view id,
                               std::string_view secret) {
  for (const SmartAccount& account : state.smart_accounts) {
    for (const OauthClient& client : account.clients) {
      if (client.client_id == id && client.secret == secret && !client.revoked) return &client;
    }
  }
  return nullptr;
}

bool knows_user(const AuthorityState& state, std::string_view name, std::string_view password) {
  return std::ranges::any_of(state.smart_accounts, [&](const SmartAccount& account) {
    const User* user = find_user(account, name);
    return user != nullptr && !user->password.empty() && user->password == password;
  });
}

}  // namespace

HttpResponse rest_token_endpoint(RestCall& call) {
  enum class BadCredentials : std::uint8_t { http_400, http_401 };
  const auto parameters = parameters_of(call);
  if (!parameters) return oauth_refusal(400, "invalid_request", "The parameters are malformed.");
  const std::string grant = field_of(*parameters, "grant_type");
  if (grant == "authorization_code") {  // Published, and not served.
    return oauth_refusal(501, "unsupported_grant_type", "grant_type is not served yet");
  }
  if (grant != "client_credentials" && grant != "password") {
    return oauth_refusal(400, "unsupported_grant_type", "grant_type is not supported");
  }
  const bool as_400 = call.authority.settings().choice<BadCredentials>(Setting::bad_credentials) ==
                      BadCredentials::http_400;
  const int refused = as_400 ? 400 : 401;
  const OauthClient* client = find_client(call.state(), field_of(*parameters, "client_id"),
                                          field_of(*parameters, "client_secret"));
  if (client == nullptr) {
    return oauth_refusal(refused, "invalid_client", "Invalid client or client credentials.");
  }
  if (call.now() < client->usable_from) {
    return oauth_refusal(401, "invalid_client", "Invalid client or client credentials.");
  }
  if (client->native && grant != "password") {
    return oauth_refusal(400, "unauthorized_client", "The client needs the password of a user.");
  }
  std::string user = client->owner;
  if (grant == "password") {
    user = field_of(*parameters, "username");
    if (!knows_user(call.state(), user, field_of(*parameters, "password"))) {
      return oauth_refusal(refused, "invalid_grant", "The user name or password is wrong.");
    }
  }
  const std::string token = call.authority.grant_access(call.context, *client, user);
  const auto life = std::chrono::duration_cast<std::chrono::seconds>(
      call.authority.settings().duration(Setting::access_token_life));
  return answer_with(
      200, {{"access_token", token}, {"token_type", "Bearer"}, {"expires_in", life.count()}});
}

}  // namespace slsim
