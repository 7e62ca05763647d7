// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cucm/axl.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/http/uri.h"
#include "sim/licensing/version.h"
#include "sim/ucapps/cucm/axl_users.h"
#include "sim/ucapps/texts.h"
#include "sim/ucapps/transport_form.h"

namespace slsim {
namespace {

enum class AxlFailures : std::uint8_t { text, fault };

constexpr std::string_view space_base = "http://www.cisco.com/AXL/API/";

/// Smart operations exist from this schema on (AXL developer documentation, schema differences).
constexpr ProductVersion first_smart_schema{12, 5};

/// The schemas that there are.
constexpr std::array schemas{ProductVersion{11, 0}, ProductVersion{11, 5}, ProductVersion{12, 0},
                             ProductVersion{12, 5}, ProductVersion{14, 0}, ProductVersion{15, 0}};

/// Schemas that a release takes: its own and those of the releases before, down to these (AXL
/// versioning pages of 14 and 15; for 12.x by analogy).
ProductVersion oldest_schema(const ProductVersion& release) {
  return release.train >= 15 ? ProductVersion{12, 0} : ProductVersion{11, 0};
}

std::optional<ProductVersion> schema_version(std::string_view text) {
  return find_version(text.ends_with(".0") && !text.starts_with("11") && !text.starts_with("12")
                          ? text.substr(0, text.size() - 2)
                          : text);
}

bool takes_schema(const Cluster& cluster, std::string_view schema) {
  const auto release = find_version(cluster.options().version);
  const auto asked = schema_version(schema);
  if (!release || !asked) return false;
  const ProductVersion own{release->train, release->point};
  const ProductVersion wanted{asked->train, asked->point};
  return std::ranges::find(schemas, wanted) != schemas.end() && wanted <= own &&
         wanted >= oldest_schema(own);
}

SoapElement axl_error(std::string_view message, std::string_view request) {
  // The code of a failure without one of its own (AXL developer guide).
  return {
      "axlError",
      {},
      {{"axlcode", "-1"}, {"axlmessage", std::string{message}}, {"request", std::string{request}}}};
}

HttpResponse fault(std::string_view message, std::string_view request) {
  return soap_fault(SoapVersion::soap_1_1, message, axl_error(message, request));
}

HttpResponse answer(std::string_view schema, std::string_view operation,
                    std::vector<SoapElement> children) {
  return soap_answer(SoapVersion::soap_1_1, fmt::format("{}{}", space_base, schema),
                     {fmt::format("{}Response", operation), {}, std::move(children)});
}

struct AxlCall {
  Cluster& cluster;
  Context& context;
  const SoapCall& soap;
  std::string schema;
};

HttpOutcome started(const AxlCall& call, const Result<Cluster::Ticket>& ticket) {
  if (ticket && *ticket != 0)
    return {.ticket = *ticket, .operation = call.soap.operation, .dialect = call.schema};
  const std::optional<Problem> problem =
      ticket ? std::optional<Problem>{} : std::optional{ticket.error()};
  return {.answer = axl_answer_to(call.cluster, {call.soap.operation, call.schema, problem})};
}

HttpOutcome ended(const AxlCall& call, const Result<void>& result) {
  const std::optional<Problem> problem =
      result ? std::optional<Problem>{} : std::optional{result.error()};
  return {.answer = axl_answer_to(call.cluster, {call.soap.operation, call.schema, problem})};
}

HttpOutcome missing(const AxlCall& call, std::string_view field) {
  return {.answer = fault(fmt::format("{} is missing", field), call.soap.operation)};
}

/// As the schema limits it.
constexpr std::size_t longest_token = 255;

HttpOutcome token_too_long(const AxlCall& call) {
  return {.answer = fault(fmt::format("token has more than {} characters", longest_token),
                          call.soap.operation)};
}

HttpOutcome register_product(AxlCall& call) {
  for (const std::string_view field : {"token", "force"}) {
    if (!call.soap.has(field)) return missing(call, field);
  }
  if (call.soap.field("token").size() > longest_token) return token_too_long(call);
  const std::string_view force = call.soap.field("force");
  return started(call,
                 call.cluster.register_product(call.context, std::string{call.soap.field("token")},
                                               force == "true" || force == "1"));
}

HttpOutcome register_again(AxlCall& call) {
  if (!call.soap.has("token")) return missing(call, "token");
  if (call.soap.field("token").size() > longest_token) return token_too_long(call);
  return started(call, call.cluster.register_product(call.context,
                                                     std::string{call.soap.field("token")}, true));
}

HttpOutcome deregister(AxlCall& call) {
  return started(call, call.cluster.deregister(call.context));
}

HttpOutcome renew_authorization(AxlCall& call) {
  return started(call, call.cluster.renew_authorization(call.context));
}

HttpOutcome renew_registration(AxlCall& call) {
  return started(call, call.cluster.renew_registration(call.context));
}

HttpOutcome update_usage(AxlCall& call) {
  return started(call, call.cluster.update_usage(call.context));
}

/// Asks the licence service, as Unity Connection's details do.
HttpOutcome status(AxlCall& call) {
  if (call.cluster.condition() == Cluster::Condition::service_stopped) {
    return ended(call, refuse(ProblemCode::service_stopped,
                              fmt::format("Cisco Smart License Manager is not running on {}",
                                          call.cluster.host_name())));
  }
  return {.answer = answer(
              call.schema, call.soap.operation,
              {axl_license_details(call.cluster, call.context.now()), {"return", "Successful."}})};
}

HttpOutcome transport(AxlCall& call) {
  return {.answer = answer(call.schema, call.soap.operation,
                           {axl_transport_settings(call.cluster, call.context, call.schema),
                            {"return", "Successful."}})};
}

TransportForm transport_form(const SoapCall& soap) {
  TransportForm form{std::string{soap.field("transportMode")}, std::string{soap.field("url")},
                     std::string{soap.field("httpHost")}, std::string{soap.field("httpPort")}};
  if (soap.field("enableProxyAuthentication") != "false") {
    form.proxy_login = BasicLogin{std::string{soap.field("proxyUserName")},
                                  std::string{soap.field("proxyPassword")}};
  }
  return form;
}

HttpOutcome update_transport(AxlCall& call) {
  for (const std::string_view field : {"transportMode", "url", "httpHost", "httpPort"}) {
    if (!call.soap.has(field)) return missing(call, field);
  }
  if (call.schema == "12.5") {
    for (const std::string_view later :
         {"enableProxyAuthentication", "proxyUserName", "proxyPassword"}) {
      if (!call.soap.has(later)) continue;
      return {.answer =
                  fault(fmt::format("{} is not known in schema 12.5", later), call.soap.operation)};
    }
  }
  Result<Transport> wanted =
      wanted_transport(call.context, call.cluster, transport_form(call.soap));
  if (!wanted) return ended(call, tl::make_unexpected(wanted.error()));
  return ended(call, call.cluster.set_transport(call.context, *std::move(wanted)));
}

HttpOutcome user_query(const AxlCall& call) {
  auto rows = axl_user_query(call.cluster, call.soap, call.schema);
  if (!rows) return {.answer = fault(rows.error().detail, call.soap.operation)};
  return {.answer = answer(call.schema, call.soap.operation, {{"return", {}, *std::move(rows)}})};
}

struct AxlOperation {
  std::string_view name;
  HttpOutcome (*run)(AxlCall&);
};
constexpr AxlOperation operations[] = {
    {"doSmartLicenseRegister", register_product},
    {"doSmartLicenseReRegister", register_again},
    {"doSmartLicenseDeRegister", deregister},
    {"doSmartLicenseRenewAuthorization", renew_authorization},
    {"doSmartLicenseRenewRegistration", renew_registration},
    {"doSmartEntitlementRequest", update_usage},
    {"doUpdateLicenseUsage", update_usage},
    {"getSmartLicenseStatus", status},
    {"getTransportSettings", transport},
    {"doUpdateTransportSettings", update_transport},
};

/// `14.0` of `http://www.cisco.com/AXL/API/14.0`.
std::string schema_of(const SoapCall& soap) {
  const std::string_view space = soap.name_space;
  return space.starts_with(space_base) ? std::string{space.substr(space_base.size())} : "";
}

HttpOutcome dispatch(Cluster& cluster, Context& context, const SoapCall& soap) {
  AxlCall call{cluster, context, soap, schema_of(soap)};
  if (!takes_schema(cluster, call.schema)) {
    return {.answer =
                fault(fmt::format("The specified AXL version {} is not supported", call.schema),
                      soap.operation)};
  }
  if (is_axl_user_query(soap.operation)) return user_query(call);
  const bool smart = soap.operation != "doUpdateLicenseUsage";
  const auto* found = std::ranges::find(operations, soap.operation, &AxlOperation::name);
  if (found == std::end(operations) ||
      (smart && schema_version(call.schema).value_or(ProductVersion{}) < first_smart_schema)) {
    return {.answer = fault(
                fmt::format("Operation {} is not known in schema {}", soap.operation, call.schema),
                soap.operation)};
  }
  return found->run(call);
}

}  // namespace

bool is_axl(std::string_view path) { return path == "/axl" || path.starts_with("/axl/"); }

HttpOutcome call_axl(Cluster& cluster, Context& context, HostId node, const HttpRequest& request) {
  if (node != cluster.options().publisher) {
    return {.answer = fault(fmt::format("Product is in subscriber Node: {}. Ask its publisher",
                                        context.kernel().network.host_name(node)),
                            "")};
  }
  if (!has_login(request, cluster.options().admin)) {
    return {.answer = login_wanted("Cisco Administrative XML")};
  }
  const auto path = path_segments(request.path);
  if (path && path->size() == 2 && path->back() == "AXLAPI.wsdl") {
    const std::string* host = find_header(request.headers, "Host");
    return {.answer =
                HttpResponse{200,
                             {{"Content-Type", "text/xml"}},
                             axl_wsdl(cluster.options().version,
                                      host == nullptr ? cluster.options().name + ":8443" : *host)}};
  }
  if (!path || path->size() != 1) return {.answer = HttpResponse{404, {}, {}}};
  if (request.method != "POST") {
    return {.answer = HttpResponse{200,
                                   {{"Content-Type", "text/html"}},
                                   "<html><body>Cisco CallManager: AXL Web Service<br>The AXL Web "
                                   "Service is working and accepting requests. Use HTTP POST to "
                                   "send a request.</body></html>"}};
  }
  const auto soap = read_soap(request.body);
  if (!soap) return {.answer = fault(soap.error(), "")};
  return dispatch(cluster, context, *soap);
}

std::optional<HttpResponse> axl_answer_to(const Cluster& cluster, const EndedCall& call) {
  const bool registering =
      call.operation == "doSmartLicenseRegister" || call.operation == "doSmartLicenseReRegister";
  if (registering && !call.problem && cluster.settings().flag(Setting::axl_drops_register)) {
    return std::nullopt;
  }
  if (!call.problem) {
    std::string text = call.operation == "doUpdateLicenseUsage" ? "true" : "Successful.";
    if (call.orphan_left) text += fmt::format("\n{}", orphan_warning);
    return answer(call.dialect, call.operation, {{"return", std::move(text)}});
  }
  if (cluster.settings().choice<AxlFailures>(Setting::axl_failures) == AxlFailures::fault) {
    return fault(call.problem->detail, call.operation);
  }
  return answer(call.dialect, call.operation, {{"return", call.problem->detail}});
}

}  // namespace slsim
