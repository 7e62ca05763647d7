// SPDX-License-Identifier: Apache-2.0
#include "client/cssm/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "client/json.h"
#include "core/http/uri.h"

namespace slsim {
namespace {

constexpr std::string_view token_path = "/as/token.oauth2";
constexpr Duration early = seconds(30);  // A token that ends so soon is renewed before it is used.

FaultCode code_of(ProblemCode problem) {
  switch (problem) {
    case ProblemCode::refused_connection:
      return FaultCode::CSSM1005;
    case ProblemCode::unknown_host:
      return FaultCode::CSSM1006;
    case ProblemCode::timed_out:
      return FaultCode::CSSM1007;
    case ProblemCode::no_route:
      return FaultCode::CSSM1008;
    case ProblemCode::msgparse:
      return FaultCode::CSSM1012;
    case ProblemCode::commresponse:
      return FaultCode::CSSM1014;
    default:
      return FaultCode::CSSM1004;
  }
}

/// Where the path of `https://host:8443/backend/oauth/token` begins.
std::size_t begin_of_path(std::string_view url) {
  const std::size_t host = url.find("://");
  return std::min(url.find('/', host == std::string_view::npos ? 0 : host + 3), url.size());
}
std::string origin_of_url(std::string_view url) {
  return std::string{url.substr(0, begin_of_path(url))};
}
std::string path_of_url(std::string_view url) {
  return std::string{url.substr(begin_of_path(url))};
}

std::string said(const HttpResponse& answer) {
  std::string text = "HTTP " + std::to_string(answer.status);
  const auto json = parse_object(answer.body);
  if (!json) return text;
  for (const char* member : {"statusMessage", "message", "error_description", "error"}) {
    const std::string words = json_text(*json, member);
    if (!words.empty()) return text.append(": ").append(words);
  }
  return text;
}

/// Of an answer that is not to be had again by waiting.
OrFault<nlohmann::json> object_of(const HttpResponse& answer) {
  switch (answer.status) {
    case 401:
      return fail(FaultCode::CSSM1011, said(answer));
    case 403:
      return fail(FaultCode::CSSM1015, said(answer));
    case 405:
      return fail(FaultCode::CSSM1002, said(answer));
    case 407:
      return fail(FaultCode::CSSM1004, "the proxy wants a login");
    case 500:
      return fail(FaultCode::CSSM1003, said(answer));
    default:
      break;
  }
  auto json = parse_object(answer.body);
  if (answer.status < 200 || answer.status > 299) {
    return fail(json ? FaultCode::CSSM1020 : FaultCode::CSSM1001, said(answer));
  }
  if (!json) return fail(FaultCode::CSSM1012, "what came is no JSON object");
  const std::string status = json_text(*json, "status");
  if (status == "ERROR" || status == "FAILED" || status == "FAILURE") {
    return fail(FaultCode::CSSM1020, json_text(*json, "statusMessage"));
  }
  return std::move(*json);
}

}  // namespace

namespace {

std::string path_of(const StoredAccount& account) {
  if (account.transport == TransportMode::satellite) {
    return "/api/v1/accounts/" + percent_encode(account.local_account);
  }
  return "/services/api/smart-accounts-and-licensing/v1/accounts/" + percent_encode(account.domain);
}

/// The cloud takes a form, a satellite JSON.
void write_log_in(HttpRequest& request, const StoredAccount& account) {
  request.method = "POST";
  request.headers = {{"Accept", "application/json"}};
  if (account.transport == TransportMode::satellite) {
    request.path = path_of_url(account.gateway);
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = nlohmann::json{{"grant_type", "client_credentials"},
                                  {"client_id", account.client_id},
                                  {"client_secret", account.secret.text}}
                       .dump();
    return;
  }
  request.path = token_path;
  request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  request.body = "grant_type=client_credentials&client_id=" + percent_encode(account.client_id) +
                 "&client_secret=" + percent_encode(account.secret.text);
}

}  // namespace

OrFault<HttpExchange> CssmSession::exchange_with(const std::string& url) const {
  const std::optional<HttpOrigin> origin = parse_origin(origin_of_url(url));
  if (!origin) return fail(FaultCode::CSSM1018, url + " is no address of a server");
  HttpExchange exchange{.to = *origin, .request = {}};
  if (account_.transport == TransportMode::direct || at_satellite()) return exchange;
  if (account_.transport != TransportMode::proxy || account_.proxy.host.empty() ||
      account_.proxy.port == 0) {
    return fail(FaultCode::CSSM1009, std::string{word(account_.transport).text()});
  }
  exchange.proxy = HttpProxy{account_.proxy.host, account_.proxy.port, account_.proxy.user,
                             account_.proxy.password.text};
  return exchange;
}

Task<OrFault<HttpResponse>> CssmSession::send_patiently(HttpExchange exchange) {
  BackOff back_off{limits_, ports_.jitter};
  for (;;) {
    const Result<HttpResponse> answer = co_await ports_.http.send(exchange);
    if (!answer) co_return fail(code_of(answer.error().code), answer.error().detail);
    if (!is_throttling(*answer)) co_return *answer;
    ++slowed_;
    const std::optional<Duration> wait = back_off.next(retry_after(*answer));
    if (!wait) co_return fail(FaultCode::CSSM1020, "told to slow down again and again");
    co_await ports_.clock.wait_until(ports_.clock.now() + *wait);
  }
}

Task<OrFault<Bearer>> CssmSession::log_in() {
  OrFault<HttpExchange> exchange = exchange_with(account_.gateway);
  if (!exchange) co_return tl::make_unexpected(exchange.error());
  write_log_in(exchange->request, account_);
  const Instant asked = ports_.clock.now();
  const OrFault<HttpResponse> answer = co_await send_patiently(*exchange);
  if (!answer) co_return tl::make_unexpected(answer.error());
  if (answer->status == 400 || answer->status == 401) {
    co_return fail(FaultCode::CSSM1011, said(*answer));
  }
  // Classic Edition has no interface.
  if (at_satellite() && answer->status == 404) {
    co_return fail(FaultCode::MED1008, account_.gateway + " is not there: Classic Edition?");
  }
  const OrFault<nlohmann::json> object = object_of(*answer);
  if (!object) co_return tl::make_unexpected(object.error());
  Bearer token{{json_text(*object, "access_token")},
               asked + seconds(json_number(*object, "expires_in"))};
  if (token.secret.text.empty()) co_return fail(FaultCode::CSSM1013, "no access_token");
  co_return token;
}

bool CssmSession::is_stale(const HttpResponse& answer) const {
  return answer.status == 401 || (at_satellite() && answer.status == 403);
}

AccessDesk& CssmSession::desk() const {
  return ports_.shared
      .access[account_.gateway + '\n' + account_.client_id + '\n' + account_.secret.text];
}

Task<OrFault<Secret>> CssmSession::bearer() {
  AccessDesk& desk = this->desk();
  const auto is_good = [&] {
    return !desk.token.secret.text.empty() && ports_.clock.now() + early < desk.token.until;
  };
  const std::int64_t before = desk.log_ins;
  if (is_good()) co_return desk.token.secret;
  const Turnstile::Turn turn = co_await desk.turns.enter();
  if (is_good()) co_return desk.token.secret;
  // Somebody who came for the same has just heard what there is.
  if (desk.log_ins != before && !desk.token.secret.text.empty()) co_return desk.token.secret;
  if (desk.log_ins != before) co_return tl::make_unexpected(desk.fault);
  OrFault<Bearer> token = co_await log_in();
  ++desk.log_ins;
  desk.token = token ? *token : Bearer{};
  if (token) co_return token->secret;
  desk.fault = token.error();
  co_return tl::make_unexpected(desk.fault);
}

Task<OrFault<HttpResponse>> CssmSession::send_with_token(HttpExchange exchange) {
  bool renewed = false;
  for (;;) {
    const OrFault<Secret> bearer = co_await this->bearer();
    if (!bearer) co_return tl::make_unexpected(bearer.error());
    HttpExchange dressed = exchange;
    dressed.request.headers.push_back({"Authorization", "Bearer " + bearer->text});
    const OrFault<HttpResponse> answer = co_await send_patiently(std::move(dressed));
    if (!answer || !is_stale(*answer) || renewed) co_return answer;
    renewed = true;
    // Unless another one has been fetched meanwhile.
    if (desk().token.secret == *bearer) desk().token = {};
  }
}

Task<OrFault<nlohmann::json>> CssmSession::ask(Call call) {
  OrFault<HttpExchange> exchange = exchange_with(account_.server);
  if (!exchange) co_return tl::make_unexpected(exchange.error());
  HttpRequest& request = exchange->request;
  request.method = call.method;
  request.path = path_of(account_) + call.path;
  request.query = call.query;
  request.headers = {{"Accept", "application/json"}};
  if (!call.body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  request.body = call.body;
  const OrFault<HttpResponse> answer = co_await send_with_token(std::move(*exchange));
  if (!answer) co_return tl::make_unexpected(answer.error());
  co_return object_of(*answer);
}

}  // namespace slsim
