// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cuc/cupi.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/http/uri.h"
#include "sim/ucapps/skin.h"
#include "sim/ucapps/transport_form.h"

namespace slsim {
namespace {

constexpr std::string_view base = "/vmrest";

struct CupiCall {
  Cluster& cluster;
  Context& context;
  const HttpRequest& request;
  CupiFormat format;  ///< Of the answer.
  bool on_subscriber;
};

std::string_view media_type(CupiFormat format) {
  return format == CupiFormat::json ? "application/json" : "application/xml";
}

HttpResponse document(const CupiElement& root, CupiFormat format) {
  return {200, {{"Content-Type", std::string{media_type(format)}}}, print_cupi(root, format)};
}

std::string_view code_word(int status) {
  switch (status) {
    case 400:
      return "INVALID_PARAMETER";
    case 401:
      return "NOT_AUTHORIZED";
    case 404:
      return "NOT_FOUND";
    case 405:
      return "METHOD_NOT_ALLOWED";
    case 501:
      return "NOT_IMPLEMENTED";
    default:
      return "INTERNAL_SERVER_ERROR";
  }
}

HttpResponse error(int status, std::string_view message, CupiFormat format) {
  const CupiElement root{
      "ErrorDetails",
      {},
      {{"errors",
        {},
        {{"code", std::string{code_word(status)}}, {"message", std::string{message}}}}}};
  return {status, {{"Content-Type", std::string{media_type(format)}}}, print_cupi(root, format)};
}

/// HCM-F's table of what the interface answers.
int status_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::invalid_argument:
    case ProblemCode::unsupported:
    case ProblemCode::nullccoidtoken:
    case ProblemCode::token_invalid:
    case ProblemCode::token_expired:
    case ProblemCode::token_exhausted:
    case ProblemCode::token_revoked:
      return 400;
    case ProblemCode::already_registered:
    case ProblemCode::not_registered:
    case ProblemCode::reserved:
    case ProblemCode::reservationinprogress:
    case ProblemCode::not_allowed:
    case ProblemCode::subscriber_node:
      return 405;
    default:
      return 500;
  }
}

/// The causes of HTTP 500 in the words of that table; other refusals in their own.
std::string_view message_of(const Problem& problem) {
  if (problem.code == ProblemCode::couldnotvalidatetrustchain) return "Invalid trust chain pool";
  if (problem.code == ProblemCode::timed_out) return "Communication timeout";
  if (is_sending_failure(problem.code)) return "Communication send error";
  if (problem.code == ProblemCode::service_stopped) return "Smart License server is not running";
  return problem.detail;
}

HttpResponse refusal(const Problem& problem, CupiFormat format) {
  return error(status_of(problem.code), message_of(problem), format);
}

HttpOutcome refused(const CupiCall& call, const Problem& problem) {
  return {.answer = refusal(problem, call.format)};
}

CupiFormat format_of(std::string_view media) {
  return media.find("json") == std::string_view::npos ? CupiFormat::xml : CupiFormat::json;
}

CupiFormat answer_format(const HttpRequest& request) {
  const std::string* accept = find_header(request.headers, "Accept");
  return accept == nullptr ? CupiFormat::xml : format_of(*accept);
}

/// By its type, and where none is said by its looks.
Result<CupiFields> body_of(const CupiCall& call) {
  const std::string* type = find_header(call.request.headers, "Content-Type");
  const std::string& body = call.request.body;
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  const bool marked_up = first != std::string::npos && body[first] == '<';
  const CupiFormat format = type != nullptr ? format_of(*type)
                            : marked_up     ? CupiFormat::xml
                                            : CupiFormat::json;
  auto fields = read_cupi(body, format);
  if (!fields) return refuse(ProblemCode::invalid_argument, fields.error());
  return *std::move(fields);
}

std::string field(const CupiFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string{} : found->second;
}

HttpOutcome started(const CupiCall& call, std::string_view operation,
                    const Result<Cluster::Ticket>& ticket) {
  if (!ticket) return refused(call, ticket.error());
  return {.ticket = *ticket,
          .operation = std::string{operation},
          .dialect = std::string{media_type(call.format)}};
}

// Of the service's calls.

HttpOutcome details(CupiCall& call) {
  if (!call.on_subscriber && call.cluster.condition() == Cluster::Condition::service_stopped) {
    return refused(call, {ProblemCode::service_stopped, {}});
  }
  return {.answer = document(cupi_license_details(call.cluster, call.context.now()), call.format)};
}

HttpOutcome show_transport(CupiCall& call) {
  const ClusterOptions& options = call.cluster.options();
  const TransportForm form = shown_transport(call.context, call.cluster);
  CupiElement settings{"TransportSetting",
                       {},
                       {{"transportMode", form.mode},
                        {"transportUrl", form.url},
                        {"httpHost", form.http_host},
                        {"httpPort", form.http_port},
                        {"isPrivacyEnabled", options.share_host_name ? "false" : "true"}}};
  if (knows_proxy_login(release_of(options))) {
    settings.children.push_back({"isProxyAuthReq", form.proxy_login ? "true" : "false"});
    settings.children.push_back(
        {"httpProxyUser", form.proxy_login ? form.proxy_login->user : std::string{}});
  }
  return {.answer = document(settings, call.format)};
}

BasicLogin present_login(CupiCall& call) {
  const auto& via = call.cluster.options().transport.via;
  if (!via || !via->login) return {};
  const Names& names = call.context.kernel().journal.names();
  return {std::string{names.text(via->login->user)}, std::string{names.text(via->login->password)}};
}

/// What is not named stays as it is.
Result<TransportForm> transport_form(CupiCall& call, const CupiFields& fields) {
  TransportForm form = shown_transport(call.context, call.cluster);
  const bool later = knows_proxy_login(release_of(call.cluster.options()));
  BasicLogin login = present_login(call);
  bool with_login = form.proxy_login.has_value();
  for (const auto& [name, value] : fields) {
    if (name == "transportMode") {
      // Direct is the default address unless another is given.
      if (value != form.mode && !fields.contains("transportUrl")) form.url.clear();
      form.mode = value;
    } else if (name == "transportUrl") {
      form.url = value;
    } else if (name == "httpHost") {
      form.http_host = value;
    } else if (name == "httpPort") {
      form.http_port = value;
    } else if (later && name == "isProxyAuthReq") {
      with_login = value == "true";
    } else if (later && name == "httpProxyUser") {
      login.user = value;
    } else if (later && name == "httpProxyPasswd") {
      login.password = value;
    } else if (name != "isPrivacyEnabled") {
      return refuse(ProblemCode::invalid_argument, fmt::format("{} is not known", name));
    }
  }
  form.proxy_login = with_login ? std::optional{login} : std::nullopt;
  return form;
}

HttpOutcome set_transport(CupiCall& call) {
  const auto fields = body_of(call);
  if (!fields) return refused(call, fields.error());
  const auto form = transport_form(call, *fields);
  if (!form) return refused(call, form.error());
  auto wanted = wanted_transport(call.context, call.cluster, *form);
  if (!wanted) return refused(call, wanted.error());
  if (auto done = call.cluster.set_transport(call.context, *std::move(wanted)); !done) {
    return refused(call, done.error());
  }
  if (const std::string hide = field(*fields, "isPrivacyEnabled"); !hide.empty()) {
    call.cluster.set_share_host_name(call.context, hide != "true");
  }
  return {.answer = HttpResponse{}};
}

HttpOutcome register_product(CupiCall& call) {
  const auto fields = body_of(call);
  if (!fields) return refused(call, fields.error());
  const std::string force = field(*fields, "force");
  if (field(*fields, "token").empty()) {
    return refused(call, {ProblemCode::invalid_argument, "token is missing"});
  }
  if (!force.empty() && force != "true" && force != "false") {
    return refused(call, {ProblemCode::invalid_argument, "force: expected true or false"});
  }
  return started(
      call, "register",
      call.cluster.register_product(call.context, field(*fields, "token"), force == "true"));
}

HttpOutcome deregister(CupiCall& call) {
  return started(call, "deregister", call.cluster.deregister(call.context));
}

HttpOutcome renew_auth(CupiCall& call) {
  return started(call, "renewAuth", call.cluster.renew_authorization(call.context));
}

HttpOutcome renew_id(CupiCall& call) {
  return started(call, "renewID", call.cluster.renew_registration(call.context));
}

/// What the transcription service needs to know comes with a registration.
HttpOutcome configure_nuance(CupiCall& call) {
  if (call.cluster.standing().registration != Registration::registered) {
    return refused(call, {ProblemCode::not_registered,
                          fmt::format("{} is {}", call.cluster.host_name(),
                                      word(call.cluster.standing().registration).text())});
  }
  call.context.record(Level::change, "speechview_configured"_w);
  return {.answer = HttpResponse{}};
}

struct CupiOperation {
  std::string_view method;
  std::string_view name;
  HttpOutcome (*run)(CupiCall&);
};
constexpr CupiOperation operations[] = {
    {"GET", "licensedetails", details},
    {"GET", "transportsettings", show_transport},
    {"PUT", "transportsettings", set_transport},
    {"PUT", "register", register_product},
    {"PUT", "deregister", deregister},
    {"PUT", "renewAuth", renew_auth},
    {"PUT", "renewID", renew_id},
    {"PUT", "configurenuancecerts", configure_nuance},
};

HttpOutcome smart_license(CupiCall& call, std::string_view name) {
  bool known = false;
  for (const CupiOperation& operation : operations) {
    if (operation.name != name) continue;
    known = true;
    if (operation.method != call.request.method) continue;
    if (call.on_subscriber && operation.method == "PUT") {
      return refused(call, {ProblemCode::subscriber_node, "Product is in subscriber Node"});
    }
    return operation.run(call);
  }
  return {.answer = error(known ? 405 : 404,
                          known ? fmt::format("{} is not allowed here", call.request.method)
                                : fmt::format("there is no {}", name),
                          call.format)};
}

HttpOutcome counts(CupiCall& call, std::string_view tag_name) {
  if (call.request.method != "GET") {
    return {.answer = error(405, "licence counts are read only", call.format)};
  }
  const CupiElement found = tag_name.empty() ? cupi_status_counts(call.cluster)
                                             : cupi_status_count(call.cluster, tag_name);
  if (!found.name.empty()) return {.answer = document(found, call.format)};
  return {.answer = error(404, fmt::format("there is no {}", tag_name), call.format)};
}

}  // namespace

bool is_cupi(std::string_view path) {
  return path == base || (path.starts_with(base) && path[base.size()] == '/');
}

HttpOutcome call_cupi(Cluster& cluster, Context& context, HostId node, const HttpRequest& request) {
  CupiCall call{cluster, context, request, answer_format(request),
                node != cluster.options().publisher};
  if (!has_login(request, cluster.options().admin)) {
    HttpResponse answer = error(401, "The user may not use this interface", call.format);
    answer.headers.push_back({"WWW-Authenticate", "Basic realm=\"Cisco Unity Connection\""});
    return {.answer = std::move(answer)};
  }
  const auto path = path_segments(request.path);
  if (!path || !knows_smart_interface(release_of(cluster.options()))) {
    return {.answer = error(404, "there is nothing", call.format)};
  }
  if (path->size() == 3 && (*path)[1] == "smartlicense") return smart_license(call, (*path)[2]);
  if (path->size() >= 2 && path->size() <= 3 && (*path)[1] == "licensestatuscounts") {
    return counts(call, path->size() == 3 ? std::string_view{(*path)[2]} : std::string_view{});
  }
  context.record(Level::change, "cupi_not_served"_w);
  return {.answer = error(501, "This call is not simulated", call.format)};
}

HttpResponse cupi_answer_to(const Cluster& cluster, const EndedCall& call) {
  const CupiFormat format = format_of(call.dialect);
  if (call.problem) return refusal(*call.problem, format);
  // The product has let go all the same, and says what became of its message.
  const auto& last = cluster.agent().last(Operation::deregister);
  if (call.orphan_left && last && last->problem) return refusal(*last->problem, format);
  return {200, {{"Content-Type", std::string{call.dialect}}}, {}};
}

}  // namespace slsim
