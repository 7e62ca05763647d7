// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/http_arguments.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/http/uri.h"
#include "sim/scenario/json_values.h"

namespace slsim {
namespace {

using Json = nlohmann::json;

ProblemCode problem_code(int status) {
  if (status == 401 || status == 403 || status == 422) return ProblemCode::not_allowed;
  if (status == 404) return ProblemCode::not_found;
  return status == 501 ? ProblemCode::unsupported : ProblemCode::invalid_argument;
}

constexpr std::string_view of_headers = "headers/";

/// What `keep` leads to in the answer, `tokenInfo/token` or `headers/Set-Cookie`, as a text; the
/// whole body without it.
std::optional<std::string> kept(const HttpResponse& response, const std::string& keep) {
  if (keep.empty()) return response.body;
  if (keep.starts_with(of_headers)) {
    const std::string* header = find_header(response.headers, keep.substr(of_headers.size()));
    return header == nullptr ? std::nullopt : std::optional{*header};
  }
  const Json body = Json::parse(response.body, nullptr, false);
  const auto pointer = "/" + keep;
  for (const Json& found = body.flatten(); const auto& [path, value] : found.items()) {
    if (path == pointer) return value.is_string() ? value.get<std::string>() : value.dump();
  }
  return std::nullopt;
}

}  // namespace

HttpRequest http_request_of(std::string_view method, const Arguments& arguments) {
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

Value shown_answer(const HttpResponse& response) {
  const Json body = Json::parse(response.body, nullptr, false);
  return Value::Map{{"status", response.status},
                    {"json", body.is_discarded() ? Value{} : to_value(body)},
                    {"body", response.body}};
}

Outcome http_outcome(const HttpResponse& response, const std::string& keep) {
  if (response.status < 400) {
    if (auto text = kept(response, keep)) return Value{*std::move(text)};
    return Refusal{{ProblemCode::not_found,
                    fmt::format("the answer has no {} to keep: {}", keep, response.body)},
                   response.status,
                   {}};
  }
  return Refusal{{problem_code(response.status), response.body}, response.status, {}};
}

}  // namespace slsim
