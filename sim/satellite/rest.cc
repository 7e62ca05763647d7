// SPDX-License-Identifier: Apache-2.0
#include "sim/satellite/rest.h"

#include <nlohmann/json.hpp>

#include "core/agent/sync_file.h"
#include "core/http/uri.h"
#include "core/time/text.h"
#include "sim/satellite/satellite.h"

namespace slsim {
namespace {

constexpr std::uint16_t api_port = 8443;

/// Segments below /api/v1 or /backend/api/v1; nothing when the path is none of these.
std::optional<std::vector<std::string>> below_api(const HttpRequest& request) {
  auto segments = path_segments(request.path);
  if (!segments) return std::nullopt;
  if (!segments->empty() && segments->front() == "backend") segments->erase(segments->begin());
  if (segments->size() < 2 || (*segments)[0] != "api" || (*segments)[1] != "v1") {
    return std::nullopt;
  }
  segments->erase(segments->begin(), segments->begin() + 2);
  return segments;
}

bool is_product_path(std::string_view path) {
  return path.starts_with("/Transportgateway") || path.starts_with("/SmartTransport");
}

/// Our own calls: /api/v1/slsim/accounts/{account}/…
enum class OwnCall : std::uint8_t {
  none,
  accounts,
  status,
  synchronize,
  request_file,
  response_file
};

struct Own {
  OwnCall call = OwnCall::none;
  std::string account{};
};

Own own_call(const HttpRequest& request) {
  const auto segments = below_api(request);
  if (!segments) return {};
  const auto& it = *segments;
  const bool post = request.method == "POST";
  if (it.size() == 2 && it[0] == "upstream_satellites" && it[1] == "accounts" && post) {
    return {OwnCall::accounts};
  }
  if (it.size() != 4 || it[0] != "slsim" || it[1] != "accounts") return {};
  if (it[3] == "synchronization" && request.method == "GET") return {OwnCall::status, it[2]};
  if (!post) return {};
  if (it[3] == "synchronize") return {OwnCall::synchronize, it[2]};
  if (it[3] == "request-file") return {OwnCall::request_file, it[2]};
  if (it[3] == "response-file") return {OwnCall::response_file, it[2]};
  return {};
}

Json instant_or_null(Instant at) {
  return at == never || at == Instant{} ? Json{} : Json(print(at));
}

Json status_of(const LocalAccount& account) {
  return {{"account", account.terms.name},
          {"state", word(account.state).text()},
          {"mode", word(account.mode).text()},
          {"lastSync", instant_or_null(account.works() ? account.last_sync : Instant{})},
          {"due", instant_or_null(account.due)},
          {"credentialEnds", instant_or_null(account.credential_ends)},
          {"underWay", account.pending.has_value()},
          {"lastProblem",
           account.last_problem ? Json(word(account.last_problem->code).text()) : Json{}}};
}

/// As a published client reads them: the cssm_ members tie a local account to the cloud.
HttpResponse list_accounts(const Satellite& satellite, const RestCaller& caller) {
  Json rows = Json::array();
  const AuthorityState& state = satellite.authority().state();
  for (const LocalAccount& account : satellite.accounts()) {
    if (find_user(state.at(account.id), caller.user) == nullptr) continue;
    Json virtual_accounts = Json::array();
    for (const VirtualAccountId id : satellite.authority().virtual_accounts(account.id)) {
      virtual_accounts.push_back(state.at(id).name);
    }
    const bool known = !account.smart_account_name.empty();
    rows.push_back(
        {{"account_id", account_number(account.id)},
         {"name", account.terms.name},
         {"domain", account.terms.smart_account},
         {"cslu_tenant_url", nullptr},
         {"cssm_smart_account_id", known ? Json(account.registration) : Json{}},
         {"cssm_smart_account_name", known ? Json(account.smart_account_name) : Json{}},
         {"cssm_virtual_account_name", known ? Json(account.virtual_account_name) : Json{}},
         {"virtual_accounts", std::move(virtual_accounts)}});
  }
  return answer_with(200, {{"accounts", std::move(rows)}});
}

/// A partial one when nothing is said.
std::optional<SyncScope> scope_in(const Json& body) {
  const std::string scope = text_in(body, "scope");
  if (scope == word(SyncScope::full).text()) return SyncScope::full;
  if (scope.empty() || scope == word(SyncScope::partial).text()) return SyncScope::partial;
  return std::nullopt;
}

HttpResponse load_response(Satellite& satellite, Context& context, const LocalAccount& account,
                           std::string_view file) {
  const std::uint64_t registration = registration_in(file);
  if (registration != 0 && registration != account.registration) {
    return refused_answer({ProblemCode::sync_foreign,
                           "The response file is of another registration than this account's."});
  }
  const auto loaded = satellite.load_response(context, file);
  return loaded ? answer_with(200, {{"status", "SUCCESS"}}) : refused_answer(loaded.error());
}

HttpResponse act(Satellite& satellite, Context& context, const Own& own, const HttpRequest& request,
                 const RestCaller& caller) {
  const LocalAccount* account = satellite.find_account(own.account);
  if (account == nullptr) return bare_answer(403);
  const User* user = find_user(satellite.authority().state().at(account->id), caller.user);
  if (user == nullptr ||
      !may(*user, own.call == OwnCall::status ? Right::read : Right::manage_accounts)) {
    return bare_answer(403);
  }
  if (own.call == OwnCall::status) return answer_with(200, status_of(*account));
  if (own.call == OwnCall::response_file) {
    return load_response(satellite, context, *account, request.body);
  }
  const Json body =
      request.body.empty() ? Json::object() : Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return error_answer(400, "The body is no JSON object.");
  const auto scope = scope_in(body);
  if (!scope) return error_answer(400, "scope: expected full or partial.");
  if (own.call == OwnCall::synchronize) {
    const auto begun = satellite.synchronize(context, own.account, *scope, text_in(body, "user"));
    if (!begun) return refused_answer(begun.error());
    satellite.forget(*begun);  // The caller looks at the status.
    return answer_with(202, {{"status", "ACCEPTED"}});
  }
  const auto file = satellite.request_file(context, own.account, *scope);
  if (!file) return refused_answer(file.error());
  return {200, {{"Content-Type", "text/plain"}}, *file};
}

HttpResponse own_answer(Satellite& satellite, Context& context, const Own& own,
                        const HttpRequest& request, const RestCaller* known) {
  RestCaller caller;
  if (known != nullptr) {
    caller = *known;
  } else {
    auto found = caller_of(satellite.authority(), context.now(), request);
    if (!found) return found.error();
    caller = *std::move(found);
  }
  if (own.call == OwnCall::accounts) return list_accounts(satellite, caller);
  return act(satellite, context, own, request, caller);
}

bool is_classic_edition(const Satellite& satellite) {
  return is_classic(find_satellite_version(satellite.version()).value_or(SatelliteVersion{}));
}

HttpResponse serve(Satellite& satellite, Context& context, const HttpRequest& request,
                   const RestCaller* known, bool recorded) {
  if (is_classic_edition(satellite)) return bare_answer(404);
  if (!satellite.serving(context.now())) return bare_answer(502);
  if (is_product_path(request.path)) return bare_answer(404);
  const Own own = own_call(request);
  if (own.call == OwnCall::none) {
    return recorded
               ? answer_rest(shared_rest_routes(), satellite.authority(), context, request, known)
               : look_rest(shared_rest_routes(), satellite.authority(), context, request, known);
  }
  HttpResponse answer = own_answer(satellite, context, own, request, known);
  if (recorded) {
    context.record(Level::message, "rest"_w,
                   {{"method"_w, context.intern(request.method)},
                    {"route"_w, context.intern(request.path)},
                    {"status"_w, answer.status}});
  }
  return answer;
}

}  // namespace

HttpResponse answer_satellite(Satellite& satellite, Context& context, const HttpRequest& request,
                              std::uint16_t port, const RestCaller* known) {
  if (port == api_port) return serve(satellite, context, request, known, true);
  if (!satellite.serving(context.now())) return bare_answer(502);
  if (!is_product_path(request.path)) return bare_answer(404);
  if (!satellite.accepts_path(request.path)) return bare_answer(404);
  return answer_rest(shared_rest_routes(), satellite.authority(), context, request);
}

HttpResponse look_at_satellite(Satellite& satellite, Context& context, const HttpRequest& request,
                               const RestCaller* known) {
  return serve(satellite, context, request, known, false);
}

bool satellite_rest_changes(const HttpRequest& request) {
  const OwnCall own = own_call(request).call;
  if (own == OwnCall::none)
    return rest_changes(shared_rest_routes(), request, RestSurface::on_prem);
  return own != OwnCall::accounts && own != OwnCall::status;
}

}  // namespace slsim
