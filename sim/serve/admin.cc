// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/admin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "sim/serve/admin_calls.h"
#include "sim/serve/page.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t body_limit = 64U << 20U;  // A snapshot may be long.

std::string_view header(const HttpRequest& request, std::string_view name) {
  const std::string* value = find_header(request.headers, name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

/// `127.0.0.1:8800` to `127.0.0.1`, `[::1]:8800` to `[::1]`.
std::string_view without_port(std::string_view authority) {
  const std::size_t from = authority.starts_with('[') ? authority.find(']') : 0;
  if (from == std::string_view::npos) return authority;
  return authority.substr(0, authority.find(':', from));
}

/// An address cannot be made to stand for another by whoever owns a domain; a name can.
bool is_address(std::string_view host) {
  return host.starts_with('[') ||
         (!host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

bool known_name(const ServerFacts& facts, std::string_view authority) {
  const std::string_view host = without_port(authority);
  return authority.empty() || is_address(host) || same_ignoring_case(host, "localhost") ||
         std::ranges::any_of(
             facts.names, [&](const std::string& name) { return same_ignoring_case(host, name); });
}

/// Whether a page of another origin sent it. Programs that are no browsers name no origin.
bool foreign(const HttpRequest& request) {
  const std::string_view site = header(request, "Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  std::string_view origin = header(request, "Origin");
  if (origin.empty()) return false;
  const std::size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos) return true;
  origin.remove_prefix(scheme + 3);
  return !same_ignoring_case(origin, header(request, "Host"));
}

/// A form, an object, or a bare text, which is the member `text`. Nothing when it is none of them.
std::optional<Json> body_of(const HttpRequest& request) {
  if (request.body.empty()) return Json::object();
  const std::string_view type = header(request, "Content-Type");
  if (type.starts_with("text/")) return Json{{"text", request.body}};
  if (type.starts_with("application/x-www-form-urlencoded") && request.path.starts_with("/page/")) {
    const auto fields = parse_query(request.body);
    if (!fields) return std::nullopt;
    Json object = Json::object();
    for (const QueryField& field : *fields) object[field.name] = field.value;
    return object;
  }
  Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return std::nullopt;
  return body;
}

struct Lookup {
  const AdminRoute* route = nullptr;
  std::string allowed{};
};
Lookup find_route(const HttpRequest& request) {
  Lookup found;
  for (const auto routes : {admin_reads(), admin_changes(), page_routes()}) {
    for (const AdminRoute& route : routes) {
      if (route.path != request.path) continue;
      if (route.method == request.method) return {&route, {}};
      found.allowed += (found.allowed.empty() ? "" : ", ") + std::string{route.method};
    }
  }
  return found;
}

std::string_view nearest_path(std::string_view path) {
  std::vector<std::string_view> paths;
  for (const auto routes : {admin_reads(), admin_changes()}) {
    for (const AdminRoute& route : routes) paths.push_back(route.path);
  }
  const auto length = [&](std::string_view candidate) {
    return std::ranges::mismatch(candidate, path).in1 - candidate.begin();
  };
  return *std::ranges::max_element(paths, {}, length);
}

AdminAnswer not_routed(const HttpRequest& request, const Lookup& found) {
  if (found.allowed.empty()) {
    return {wrong(404, fmt::format("there is no {}; did you mean {}?", request.path,
                                   nearest_path(request.path)))};
  }
  HttpResponse answer = wrong(405, "another method: " + found.allowed);
  answer.headers.push_back({"Allow", found.allowed});
  return {answer};
}

/// For browsers: no page of ours loads, frames or tells anything to anybody else.
void guard(HttpResponse& response) {
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "same-origin"});
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
       "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"});
}

AdminAnswer answer(Session& session, const ServerFacts& facts, const HttpRequest& request) {
  if (!known_name(facts, header(request, "Host"))) {
    return {wrong(403, "asked by a name that is not this server's: use its address or localhost")};
  }
  const Lookup found = find_route(request);
  if (found.route == nullptr) return not_routed(request, found);
  if (found.route->changes && foreign(request)) {
    return {wrong(403, "a page of another origin may not change anything here")};
  }
  if (request.body.size() > body_limit) return {wrong(413, "that is too long")};
  const auto query = parse_query(request.query);
  const auto body = found.route->takes_bytes ? std::optional{Json::object()} : body_of(request);
  if (!query || !body) return {wrong(400, "the query is malformed, or the body is no JSON object")};
  return found.route->handler({session, facts, request, *query, *body});
}

void list_calls(std::string& text, std::span<const AdminRoute> routes) {
  for (const AdminRoute& route : routes) {
    text += fmt::format("| `{} {}` | {} |\n", route.method, route.path, route.help);
  }
}

}  // namespace

std::string_view AdminCall::asked(std::string_view name) const {
  const std::string* value = find_field(query, name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

std::string AdminCall::given(const char* member) const {
  const auto found = body.find(member);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

HttpResponse json_answer(int status, const Json& value) {
  return {status,
          {{"Content-Type", "application/json"}},
          value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

HttpResponse wrong(int status, std::string_view why) {
  return json_answer(status, {{"error", why}});
}

HttpResponse text_answer(std::string_view media_type, std::string text) {
  return {200, {{"Content-Type", std::string{media_type}}}, std::move(text)};
}

AdminAnswer ask_admin(Session& session, const ServerFacts& facts, const HttpRequest& request) {
  AdminAnswer given = answer(session, facts, request);
  guard(given.response);
  return given;
}

HttpResponse end_move(Session& session, const ServerFacts& facts, const ClockMove& move) {
  std::optional<std::string> why = session.player().stopped();
  if (!why && move.settle) why = session.settle(longest_settling);
  HttpResponse response;
  if (move.from_page) {
    response = {303, {{"Location", "/"}}, {}};
  } else {
    Json status = status_of(session, facts);
    if (why) status["error"] = *why;
    response = json_answer(why ? 409 : 200, status);
  }
  guard(response);
  return response;
}

AdminAnswer admin_at_once(Session& session, const ServerFacts& facts, const HttpRequest& request) {
  AdminAnswer given = ask_admin(session, facts, request);
  if (!given.move) return given;
  session.advance(given.move->to);
  given.response = end_move(session, facts, *given.move);
  given.move.reset();
  return given;
}

std::string admin_calls_as_markdown() {
  std::string text = "| call | |\n| --- | --- |\n";
  list_calls(text, admin_reads());
  list_calls(text, admin_changes());
  return text;
}

}  // namespace slsim
