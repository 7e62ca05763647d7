// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cer/servlet.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/http/hash.h"
#include "core/http/uri.h"
#include "sim/ucapps/texts.h"
#include "sim/ucapps/transport_form.h"

namespace slsim {
namespace {

constexpr std::string_view servlet_path = "/ceradmin/servlet/CERAdminServlet";
constexpr std::string_view probe_path = "/cerappservices/export/authenticate/status/";
constexpr std::string_view cookie_name = "JSESSIONID=";
/// Logins at a time; the oldest gives way.
constexpr std::size_t most_sessions = 100;

enum class AuthenticateHash : std::uint8_t { sha256, md5 };

struct FormCall {
  Cluster& cluster;
  Context& context;
  QueryFields fields;
  bool on_subscriber;

  [[nodiscard]] std::string_view field(std::string_view name) const {
    const std::string* found = find_field(fields, name);
    return found == nullptr ? std::string_view{} : std::string_view{*found};
  }
};

HttpResponse html(std::string body) {
  return {200, {{"Content-Type", "text/html;charset=UTF-8"}}, std::move(body)};
}

HttpResponse login_page(std::string_view message) {
  return html(
      fmt::format("<html><head><title>Cisco Emergency Responder Administration</title>"
                  "</head><body>\n<h1>Logon</h1>\n<p class=\"message\">{}</p>\n"
                  "</body></html>\n",
                  message));
}

HttpOutcome page(const FormCall& call, std::string_view message) {
  return {.answer = html(license_manager_page(call.cluster, call.context.now(), message))};
}

// Logins.

std::string_view cookie_of(const HttpRequest& request) {
  const std::string* header = find_header(request.headers, "Cookie");
  if (header == nullptr) return {};
  const std::size_t at = header->find(cookie_name);
  if (at == std::string::npos) return {};
  const std::string_view rest = std::string_view{*header}.substr(at + cookie_name.size());
  return rest.substr(0, rest.find(';'));
}

/// Whether a login of this cookie lasts; it lasts longer for being used.
bool is_logged_in(FormCall& call, std::string_view cookie) {
  const Instant now = call.context.now();
  const Duration life = call.cluster.settings().duration(Setting::web_session);
  auto& sessions = call.cluster.web_sessions();
  std::erase_if(sessions, [&](const auto& session) { return session.used + life <= now; });
  const auto found = std::ranges::find(sessions, cookie, &Cluster::WebSession::cookie);
  if (found == sessions.end()) return false;
  found->used = now;
  return true;
}

HttpOutcome log_in(FormCall& call) {
  const BasicLogin& admin = call.cluster.options().admin;
  if (call.field("name") != admin.user || call.field("passwd") != admin.password) {
    return {.answer = login_page("Log on failed: invalid user ID or password")};
  }
  RandomStream& stream = call.context.chance(fmt::format("web/{}", call.cluster.options().name));
  const std::uint64_t first = stream.next();
  const std::uint64_t second = stream.next();
  std::string cookie = fmt::format("{:016X}{:016X}", first, second);
  HttpOutcome outcome = page(call, "");
  outcome.answer->headers.push_back(
      {"Set-Cookie", fmt::format("{}{}; Path=/ceradmin; Secure; HttpOnly", cookie_name, cookie)});
  auto& sessions = call.cluster.web_sessions();
  if (sessions.size() == most_sessions) sessions.erase(sessions.begin());
  sessions.push_back({std::move(cookie), call.context.now()});
  return outcome;
}

// Forms of the License Manager page.

HttpOutcome started(FormCall& call, Operation operation, const Result<Cluster::Ticket>& ticket) {
  if (!ticket) return page(call, ticket.error().detail);
  if (*ticket == 0) return page(call, "");
  return {.ticket = *ticket, .operation = std::string{word(operation).text()}};
}

HttpOutcome register_product(FormCall& call) {
  if (call.field("regToken").empty()) return page(call, "regToken is missing");
  return started(
      call, Operation::register_product,
      call.cluster.register_product(call.context, std::string{call.field("regToken")},
                                    call.field("forceRegister") == "forceRegisterEnabled"));
}

HttpOutcome deregister(FormCall& call) {
  return started(call, Operation::deregister, call.cluster.deregister(call.context));
}

HttpOutcome renew_auth(FormCall& call) {
  return started(call, Operation::authorize, call.cluster.renew_authorization(call.context));
}

HttpOutcome renew_id(FormCall& call) {
  return started(call, Operation::renew_id, call.cluster.renew_registration(call.context));
}

HttpOutcome synchronize(FormCall& call) {
  return started(call, Operation::authorize, call.cluster.update_usage(call.context));
}

HttpOutcome set_transport(FormCall& call) {
  TransportForm form{std::string{call.field("transportMode")},
                     std::string{call.field("transportUrl")}, std::string{call.field("httpHost")},
                     std::string{call.field("httpPort")}};
  if (!call.field("proxyUser").empty()) {
    form.proxy_login =
        BasicLogin{std::string{call.field("proxyUser")}, std::string{call.field("proxyPasswd")}};
  }
  auto wanted = wanted_transport(call.context, call.cluster, form);
  if (!wanted) return page(call, wanted.error().detail);
  const auto done = call.cluster.set_transport(call.context, *std::move(wanted));
  return page(call, done ? std::string_view{"Transport settings updated successfully."}
                         : std::string_view{done.error().detail});
}

struct Form {
  std::string_view name;
  std::string_view action;
  HttpOutcome (*run)(FormCall&);
};
constexpr Form forms[] = {
    {"licRegistration", "registerLic", register_product},
    {"licRegistration", "deregisterLic", deregister},
    {"licRegistration", "renewAuthLic", renew_auth},
    {"licRegistration", "renewRegLic", renew_id},
    {"licRegistration", "synchronizeNow", synchronize},
    {"licTransport", "updateTransport", set_transport},
};

HttpOutcome submit(FormCall& call) {
  for (const Form& form : forms) {
    if (form.name != call.field("formname") || form.action != call.field("hiddenaction")) continue;
    if (call.on_subscriber) return page(call, "Product is in subscriber Node");
    return form.run(call);
  }
  call.context.record(Level::change, "form_not_served"_w);
  return {.answer = HttpResponse{501, {}, {}}};
}

HttpOutcome call_servlet(Cluster& cluster, Context& context, HostId node,
                         const HttpRequest& request) {
  FormCall call{cluster, context, {}, node != cluster.options().publisher};
  if (request.method == "POST") {
    auto fields = parse_query(request.body);
    if (!fields) return {.answer = HttpResponse{400, {}, {}}};
    call.fields = *std::move(fields);
    if (call.field("formname") == "login") return log_in(call);
  }
  if (!is_logged_in(call, cookie_of(request))) {
    return {.answer = login_page("Please log on")};
  }
  return request.method == "POST" ? submit(call) : page(call, "");
}

/// `…/<user>/<hash of the password>`
HttpResponse probe(const Cluster& cluster, const HttpRequest& request) {
  const auto path = path_segments(std::string_view{request.path}.substr(probe_path.size()));
  const BasicLogin& admin = cluster.options().admin;
  const bool old = cluster.settings().choice<AuthenticateHash>(Setting::authenticate_hash) ==
                   AuthenticateHash::md5;
  const std::string hash = old ? md5_hex(admin.password) : sha256_hex(admin.password);
  const bool right = path && path->size() == 2 && path->front() == admin.user &&
                     same_ignoring_case(path->back(), hash);
  return {right ? 200 : 401,
          {{"Content-Type", "application/xml"}},
          fmt::format("<authenticate><status>{}</status></authenticate>",
                      right ? "success" : "failure")};
}

}  // namespace

bool is_emergency_responder(std::string_view path) {
  return path == servlet_path || path.starts_with(probe_path);
}

HttpOutcome call_emergency_responder(Cluster& cluster, Context& context, HostId node,
                                     const HttpRequest& request) {
  if (request.path != servlet_path) return {.answer = probe(cluster, request)};
  if (!cluster.smart()) return {.answer = HttpResponse{404, {}, {}}};
  return call_servlet(cluster, context, node, request);
}

HttpResponse servlet_answer_to(const Cluster& cluster, Instant now, const EndedCall& call) {
  if (call.problem) {
    const bool asking = call.operation == word(Operation::authorize).text();
    return html(license_manager_page(
        cluster, now,
        failure_text(asking ? Operation::authorize : Operation::register_product, *call.problem)));
  }
  return html(license_manager_page(
      cluster, now,
      call.orphan_left ? orphan_warning : std::string_view{"The operation succeeded."}));
}

}  // namespace slsim
