// SPDX-License-Identifier: Apache-2.0
#include "client/uc/cer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/http/uri.h"

namespace slsim {
namespace {

constexpr std::uint16_t port = 8443;
constexpr std::string_view path = "/ceradmin/servlet/CERAdminServlet";
constexpr std::size_t longest_page = 1'048'576;

std::string print_form(const QueryFields& fields) {
  std::string text;
  for (const QueryField& field : fields) {
    if (!text.empty()) text += '&';
    text += percent_encode(field.name) + '=' + percent_encode(field.value);
  }
  return text;
}

std::string unescaped(std::string_view text) {
  struct Entity {
    std::string_view name;
    char letter;
  };
  constexpr std::array<Entity, 5> entities{
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
  std::string out;
  while (!text.empty()) {
    const auto* found = std::ranges::find_if(
        entities, [&](const Entity& entity) { return text.starts_with(entity.name); });
    out += found == entities.end() ? text.front() : found->letter;
    text.remove_prefix(found == entities.end() ? 1 : found->name.size());
  }
  return out;
}

/// The cell behind the one that says `label`.
std::string labelled(const std::vector<std::string>& cells, std::string_view label) {
  const auto found = std::ranges::find(cells, label);
  return found == cells.end() || std::next(found) == cells.end() ? std::string{}
                                                                 : *std::next(found);
}

std::optional<std::string> session_of(const HttpResponse& answer) {
  for (const HttpHeader& header : answer.headers) {
    if (!same_ignoring_case(header.name, "Set-Cookie")) continue;
    return header.value.substr(0, header.value.find(';'));
  }
  return std::nullopt;
}

HttpExchange exchange_with(const UcApp& app, const QueryFields& form, const std::string& session) {
  HttpExchange exchange{.to = {true, app.address, port}, .request = {}};
  HttpRequest& request = exchange.request;
  request.method = form.empty() ? "GET" : "POST";
  request.path = path;
  request.headers = {{"Accept", "text/html"}};
  if (!session.empty()) request.headers.push_back({"Cookie", session});
  if (form.empty()) return exchange;
  request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  request.body = print_form(form);
  return exchange;
}

OrFault<HttpResponse> page_of(const Result<HttpResponse>& answer) {
  if (!answer) return tl::make_unexpected(unreached(answer.error()));
  const std::string said = "HTTP " + std::to_string(answer->status);
  if (answer->status == 401) return fail(FaultCode::CAA1035);
  if (answer->status == 403) return fail(FaultCode::CAA1039);
  if (answer->status == 404 || answer->status == 501) return fail(FaultCode::CAA1045, said);
  if (answer->status != 200) return fail(FaultCode::CAA1036, said);
  if (answer->body.size() > longest_page) return fail(FaultCode::CAA1037, "a page without end");
  return *answer;
}

/// Logs in, and submits the form or, without one, fetches the License Manager page.
Task<OrFault<std::vector<std::string>>> ask_cer(Ports ports, UcApp app, QueryFields form,
                                                Duration patience) {
  const QueryFields login{{"formname", "login"},
                          {"actionname", "Login"},
                          {"name", app.admin.user},
                          {"passwd", app.admin.password.text}};
  const OrFault<HttpResponse> home =
      page_of(co_await ports.http.send(exchange_with(app, login, {})));
  if (!home) co_return tl::make_unexpected(home.error());
  const std::optional<std::string> session = session_of(*home);
  if (!session) co_return fail(FaultCode::CAA1035);
  HttpExchange exchange = exchange_with(app, form, *session);
  exchange.patience = patience;
  const OrFault<HttpResponse> page = page_of(co_await ports.http.send(std::move(exchange)));
  if (!page) co_return tl::make_unexpected(page.error());
  co_return cells_of(page->body);
}

/// What the page says of what was done: its first paragraph.
Task<OrFault<std::string>> submit(Ports ports, UcApp app, QueryFields form) {
  const OrFault<std::vector<std::string>> cells =
      co_await ask_cer(ports, std::move(app), std::move(form), slow_answer);
  if (!cells) co_return tl::make_unexpected(cells.error());
  // Behind the heading.
  co_return cells->size() < 2 ? std::string{} : (*cells)[1];
}

/// `CER/0beef/0000…` of `PID:CER,SN:0beef,UUID:0000…`.
std::string udi_of(std::string_view text) {
  const auto part = [&](std::string_view name) {
    const std::size_t begin = text.find(name);
    if (begin == std::string_view::npos) return std::string{};
    const std::string_view rest = text.substr(begin + name.size());
    return std::string{rest.substr(0, rest.find_first_of(",; "))};
  };
  if (text.find("PID:") == std::string_view::npos) return {};
  return part("PID:") + '/' + part("SN:") + '/' + part("UUID:");
}

}  // namespace

std::vector<std::string> cells_of(std::string_view page) {
  constexpr std::array<std::string_view, 4> kinds{"th", "td", "p", "h1"};
  std::vector<std::string> cells;
  for (std::size_t open = page.find('<'); open != std::string_view::npos;
       open = page.find('<', open + 1)) {
    const std::size_t close = page.find('>', open);
    if (close == std::string_view::npos) break;
    const std::string_view tag = page.substr(open + 1, close - open - 1);
    if (std::ranges::find(kinds, tag.substr(0, tag.find(' '))) == kinds.end()) continue;
    const std::size_t end = std::min(page.find('<', close), page.size());
    cells.push_back(unescaped(page.substr(close + 1, end - close - 1)));
  }
  return cells;
}

Task<OrFault<SmartLicenseStatus>> cer_status(Ports ports, UcApp app) {
  const OrFault<std::vector<std::string>> cells =
      co_await ask_cer(ports, std::move(app), {}, seconds(60));
  if (!cells) co_return tl::make_unexpected(cells.error());
  SmartLicenseStatus status;
  status.registration = labelled(*cells, "Registration Status");
  if (status.registration.empty()) co_return fail(FaultCode::CAA1037, "no Registration Status");
  status.authorization = labelled(*cells, "License Authorization Status");
  status.smart_account = labelled(*cells, "Smart Account");
  status.virtual_account = labelled(*cells, "Virtual Account");
  status.udi = udi_of(labelled(*cells, "Product UDI"));
  co_return status;
}

Task<OrFault<TransportSettings>> cer_transport() { co_return TransportSettings{}; }

Task<OrFault<std::string>> cer_set_transport(Ports ports, UcApp app, TransportSettings settings,
                                             StoredProxy login) {
  QueryFields form{
      {"formname", "licTransport"},     {"hiddenaction", "updateTransport"},
      {"transportMode", settings.mode}, {"transportUrl", settings.mode == "1" ? settings.url : ""},
      {"httpHost", settings.host},      {"httpPort", settings.port}};
  if (settings.mode == "2" && !login.user.empty()) {
    form.push_back({"proxyUser", login.user});
    form.push_back({"proxyPasswd", login.password.text});
  }
  const OrFault<std::string> said = co_await submit(ports, std::move(app), std::move(form));
  if (!said || said->find("successfully") != std::string::npos) co_return said;
  co_return fail(FaultCode::CAA1036, *said);
}

Task<OrFault<std::string>> cer_register(Ports ports, UcApp app, Secret token) {
  return submit(
      ports, std::move(app),
      {{"formname", "licRegistration"}, {"hiddenaction", "registerLic"}, {"regToken", token.text}});
}

Task<OrFault<std::string>> cer_deregister(Ports ports, UcApp app) {
  return submit(ports, std::move(app),
                {{"formname", "licRegistration"}, {"hiddenaction", "deregisterLic"}});
}

}  // namespace slsim
