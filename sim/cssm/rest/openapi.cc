// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document of what is served, from the table of routes. Bodies are described as far as
// all calls have them in common; docs/REST.md and the published document say more.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/http/message.h"
#include "sim/cssm/rest/routes.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

/// Published document: "Software APIs" is OpenAPI 3.0.1 too.
constexpr std::string_view openapi_version = "3.0.1";

Json reference(std::string_view kind, std::string_view name) {
  return {{"$ref", fmt::format("#/components/{}/{}", kind, name)}};
}

std::string_view meaning(std::string_view parameter) {
  if (parameter == "sa") return "Domain of a smart account.";
  if (parameter == "va") return "Name of a virtual account.";
  if (parameter == "rest") return "Whatever follows.";
  return "customer or holding, in whatever case.";
}

/// `{va}` and the like, in their order.
std::vector<std::string> parameters_in(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1)) {
    names.emplace_back(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return names;
}

Json parameters(std::string_view path) {
  Json list = Json::array();
  for (const std::string& name : parameters_in(path)) {
    list.push_back({{"name", name},
                    {"in", "path"},
                    {"required", true},
                    {"description", meaning(name)},
                    {"schema", {{"type", "string"}}}});
  }
  return list;
}

Json content(Json schema) { return {{"application/json", {{"schema", std::move(schema)}}}}; }

Json responses(const Route& route) {
  Json all;
  const auto add = [&](const char* status, std::string_view description, std::string_view schema) {
    all[status] = {{"description", description}};
    if (!schema.empty()) all[status]["content"] = content(reference("schemas", schema));
  };
  if (!route.served()) {
    add("501", "Published, and not served.", "Refusal");
    return all;
  }
  add("200", "Done, or refused item by item.", route.open ? "AccessToken" : "Answer");
  add("400", "The request is malformed.", route.open ? "OauthRefusal" : "Refusal");
  add("401", "No good access token.", "");
  if (!route.open) {
    add("403", "No such account, or no role in it.", "");
    add("413", "The body is over the limit.", "");
    add("422", "Understood, and refused.", "Refusal");
  }
  return all;
}

Json body(const Route& route) {
  Json schema{{"type", "object"}, {"additionalProperties", true}};
  if (!route.open) return {{"content", content(std::move(schema))}};
  const Json grant = reference("schemas", "Grant");
  return {{"content",
           {{"application/x-www-form-urlencoded", {{"schema", grant}}},
            {"application/json", {{"schema", grant}}}}}};
}

Json operation(const Route& route, std::string_view path, std::string_view method) {
  Json described{{"tags", Json::array({route.section})}, {"summary", route.help}};
  if (Json list = parameters(path); !list.empty()) described["parameters"] = std::move(list);
  if (method == "POST") described["requestBody"] = body(route);
  described["responses"] = responses(route);
  if (route.open) described["security"] = Json::array();
  return described;
}

void add_path(Json& paths, const Route& route, std::string_view base, std::string_view pattern) {
  if (pattern.empty()) return;
  std::string path = fmt::format("{}{}", base, pattern);
  if (path.ends_with('*')) path.replace(path.size() - 1, 1, "{rest}");
  const std::string_view asked = route.method.empty() ? std::string_view{"GET"} : route.method;
  std::string method{asked};
  for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
  paths[path][method] = operation(route, path, asked);
}

Json object(std::initializer_list<std::string_view> texts) {
  Json schema{{"type", "object"}};
  for (const std::string_view text : texts) {
    schema["properties"][std::string{text}] = {{"type", "string"}};
  }
  return schema;
}

Json components() {
  Json schemas;
  schemas["Answer"] = object({"status", "statusMessage"});
  schemas["Answer"]["additionalProperties"] = true;
  schemas["Refusal"] = object({"status", "statusMessage", "message", "message_code"});
  schemas["OauthRefusal"] = object({"error", "error_description"});
  schemas["Grant"] = object({"grant_type", "client_id", "client_secret", "username", "password"});
  schemas["AccessToken"] = object({"access_token", "token_type"});
  schemas["AccessToken"]["properties"]["expires_in"] = {{"type", "integer"}};
  return {{"securitySchemes", {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}},
          {"schemas", std::move(schemas)}};
}

}  // namespace

std::string rest_routes_as_openapi() {
  Json document{{"openapi", openapi_version},
                {"info",
                 {{"title", "CSSM and SSM On-Prem as slsim serves them"},
                  {"description", "For tests only: nothing here licenses a product."},
                  {"version", "1"}}},
                {"security", Json::array({{{"bearer", Json::array()}}})}};
  Json& paths = document["paths"];
  for (const Route& route : rest_routes()) {
    add_path(paths, route, g2_base, route.g2);
    add_path(paths, route, g3_base, route.g3);
    add_path(paths, route, "", route.whole);
    add_path(paths, route, on_prem_base, route.on_prem);
    if (route.on_prem_whole != route.whole) add_path(paths, route, "", route.on_prem_whole);
  }
  document["components"] = components();
  return document.dump(2) + "\n";
}

}  // namespace slsim
