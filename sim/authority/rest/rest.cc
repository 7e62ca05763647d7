// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/rest/rest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace slsim {
namespace {

using Segments = std::vector<std::string>;
using Captures = std::map<std::string, std::string, std::less<>>;

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool fits_segment(std::string_view pattern, const std::string& segment, Captures& captures) {
  if (!pattern.starts_with('{')) return pattern == segment;
  const std::string_view name = pattern.substr(1, pattern.size() - 2);
  if (name == "type" && !same_ignoring_case(segment, "customer") &&
      !same_ignoring_case(segment, "holding")) {
    return false;
  }
  captures.insert_or_assign(std::string{name}, segment);
  return true;
}

std::optional<Captures> fit(std::string_view base, std::string_view pattern,
                            const Segments& segments) {
  if (pattern.empty()) return std::nullopt;
  Captures captures;
  auto next = segments.begin();
  for (std::string_view part : {base, pattern}) {
    for (std::string_view wanted = take_segment(part); !wanted.empty();
         wanted = take_segment(part)) {
      if (wanted == "*") return captures;
      if (next == segments.end() || !fits_segment(wanted, *next, captures)) return std::nullopt;
      ++next;
    }
  }
  if (next != segments.end()) return std::nullopt;
  return captures;
}

/// Shipped clients send /services/api/services/api/…
void undouble(Segments& segments) {
  const auto doubled = [&] {
    return segments.size() >= 4 && segments[0] == "services" && segments[1] == "api" &&
           segments[2] == segments[0] && segments[3] == segments[1];
  };
  while (doubled()) segments.erase(segments.begin(), segments.begin() + 2);
}

struct Found {
  const Route* route = nullptr;
  RestGeneration generation = RestGeneration::gateway;
  Captures captures{};
  std::string allowed{};  ///< Methods of the path, when no route has the one that was asked.
};

/// Clients mix paths with and without /backend.
std::optional<Found> find_on_prem(const Route& route, const Segments& segments) {
  Segments plain = segments;
  if (!plain.empty() && plain.front() == "backend") plain.erase(plain.begin());
  if (auto captures = fit(on_prem_base, route.on_prem, plain)) {
    return Found{&route, RestGeneration::on_prem, *std::move(captures)};
  }
  if (auto captures = fit("", route.on_prem_whole, plain)) {
    return Found{&route, RestGeneration::on_prem, *std::move(captures)};
  }
  return std::nullopt;
}

std::optional<Found> find_in(const Route& route, const Segments& segments, RestSurface surface) {
  if (surface == RestSurface::on_prem) return find_on_prem(route, segments);
  if (auto captures = fit(g2_base, route.g2, segments)) {
    return Found{&route, RestGeneration::g2, *std::move(captures)};
  }
  if (auto captures = fit(g3_base, route.g3, segments)) {
    return Found{&route, RestGeneration::g3, *std::move(captures)};
  }
  if (auto captures = fit("", route.whole, segments)) {
    return Found{&route, RestGeneration::gateway, *std::move(captures)};
  }
  return std::nullopt;
}

/// Nothing when no route has the path.
std::optional<Found> find_route(Routes routes, const HttpRequest& request, RestSurface surface) {
  auto segments = path_segments(request.path);
  if (!segments) return std::nullopt;
  undouble(*segments);
  std::string allowed;
  for (const Route& route : routes) {
    auto found = find_in(route, *segments, surface);
    if (!found) continue;
    if (route.method.empty() || route.method == request.method) return found;
    allowed += (allowed.empty() ? "" : ", ") + std::string{route.method};
  }
  if (allowed.empty()) return std::nullopt;
  return Found{.allowed = allowed};
}

/// What stands between a request and its handler, whoever asks.
OrAnswer<Found> routed(Routes routes, const LicenseAuthority& authority,
                       const HttpRequest& request) {
  const auto limit = authority.settings().number(Setting::request_body_limit);
  if (std::cmp_greater(request.body.size(), limit)) return tl::make_unexpected(bare_answer(413));
  auto found = find_route(routes, request, authority.state().surface);
  if (!found) return tl::make_unexpected(bare_answer(404));
  if (found->route != nullptr) return *std::move(found);
  HttpResponse answer = bare_answer(405);
  answer.headers.push_back({"Allow", found->allowed});
  return tl::make_unexpected(answer);
}

OrAnswer<Json> body_of(const Route& route, const HttpRequest& request) {
  if (request.body.empty()) return Json::object();
  Json body = Json::parse(request.body, nullptr, false);
  if (body.is_object()) return body;
  constexpr std::string_view wrong = "The body is no JSON object.";
  return tl::make_unexpected(route.policy ? policy_refusal(400, wrong) : error_answer(400, wrong));
}

HttpResponse handled(LicenseAuthority& authority, Context& context, const RestCaller& caller,
                     const HttpRequest& request, Found& found) {
  if (found.route->handler == nullptr) {
    return error_answer(501, "This call is published and not served yet.");
  }
  const auto query = parse_query(request.query);
  if (!query) return error_answer(400, "The query is malformed.");
  auto body = found.route->open ? OrAnswer<Json>{Json::object()} : body_of(*found.route, request);
  if (!body) return body.error();
  RestCall call{authority, context, caller,           request,
                *query,    *body,   found.generation, std::move(found.captures)};
  return found.route->handler(call);
}

void record(Context& context, const Found& found, const RestCaller& caller, int status) {
  const Route& route = *found.route;
  const std::string_view pattern = found.generation == RestGeneration::g2   ? route.g2
                                   : found.generation == RestGeneration::g3 ? route.g3
                                   : !route.whole.empty()                   ? route.whole
                                   : !route.on_prem.empty()                 ? route.on_prem
                                                                            : route.on_prem_whole;
  context.record(status == 501 ? Level::change : Level::message,
                 status == 501 ? "rest_not_served"_w : "rest"_w,
                 {{"method"_w, context.intern(route.method.empty() ? "any" : route.method)},
                  {"route"_w, context.intern(pattern)},
                  {"client"_w, context.intern(caller.client_id)},
                  {"status"_w, status}});
}

bool below_api(const HttpRequest& request) {
  auto segments = path_segments(request.path).value_or(Segments{});
  if (!segments.empty() && segments.front() == "backend") segments.erase(segments.begin());
  return !segments.empty() && segments.front() == "api";
}

/// A published client asks SSM On-Prem for whatever, without a token, until it is told 403.
HttpResponse not_routed(const LicenseAuthority& authority, Instant now, const HttpRequest& request,
                        HttpResponse answer) {
  const bool on_prem = authority.state().surface == RestSurface::on_prem;
  if (!on_prem || answer.status == 413 || !below_api(request)) return answer;
  const auto caller = caller_of(authority, now, request);
  return caller ? answer : caller.error();
}

HttpResponse serve(Routes routes, LicenseAuthority& authority, Context& context,
                   const HttpRequest& request, const RestCaller* known, bool recorded) {
  auto found = routed(routes, authority, request);
  if (!found && known == nullptr) {
    return not_routed(authority, context.now(), request, std::move(found.error()));
  }
  if (!found) return found.error();
  const bool nobody = known == nullptr && found->route->open;
  const OrAnswer<RestCaller> caller = known != nullptr ? *known
                                      : nobody         ? OrAnswer<RestCaller>{RestCaller{}}
                                               : caller_of(authority, context.now(), request);
  HttpResponse answer =
      caller ? handled(authority, context, *caller, request, *found) : caller.error();
  if (recorded) {
    record(context, *found, caller ? *caller : RestCaller{}, answer.status);
  }
  return answer;
}

}  // namespace

OrAnswer<RestCaller> caller_of(const LicenseAuthority& authority, Instant now,
                               const HttpRequest& request) {
  // A published client of SSM On-Prem waits until it sees 403.
  const int nobody = authority.state().surface == RestSurface::cssm ? 401 : 403;
  const std::string* header = find_header(request.headers, "Authorization");
  const std::string_view bearer =
      header == nullptr ? std::string_view{} : credentials_of(*header, "Bearer");
  if (bearer.empty()) return tl::make_unexpected(bare_answer(nobody));
  const AccessToken* access = authority.access(bearer, now);
  if (access == nullptr) return tl::make_unexpected(bare_answer(nobody));
  for (const SmartAccount& account : authority.state().smart_accounts) {
    for (const OauthClient& client : account.clients) {
      if (client.client_id != access->client_id || client.subscribed) continue;
      return tl::make_unexpected(answer_with(403, {{"error", "Invalid Client"}}));
    }
  }
  return RestCaller{access->client_id, access->user};
}

HttpResponse answer_rest(Routes routes, LicenseAuthority& authority, Context& context,
                         const HttpRequest& request, const RestCaller* known) {
  return serve(routes, authority, context, request, known, true);
}

HttpResponse look_rest(Routes routes, LicenseAuthority& authority, Context& context,
                       const HttpRequest& request, const RestCaller* known) {
  return serve(routes, authority, context, request, known, false);
}

bool rest_changes(Routes routes, const HttpRequest& request, RestSurface surface) {
  const auto found = find_route(routes, request, surface);
  return found && found->route != nullptr && found->route->changes;
}

}  // namespace slsim
