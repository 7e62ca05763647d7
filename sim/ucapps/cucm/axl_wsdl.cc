// SPDX-License-Identifier: Apache-2.0
// The description of the operations that are served, written from what is known of them.
#include <fmt/format.h>

#include <array>

#include "sim/licensing/version.h"
#include "sim/ucapps/cucm/axl.h"
#include "sim/ucapps/cucm/axl_users.h"

namespace slsim {
namespace {

struct Described {
  std::string_view operation;
  std::string_view request;  ///< Names of its elements, with `?` behind those that may be left out.
  std::string_view answer;   ///< A complex element beside `return`, or nothing.
  bool smart = true;         ///< From schema 12.5 on.
};
constexpr std::array described{
    Described{"doSmartLicenseRegister", "token force", ""},
    Described{"doSmartLicenseReRegister", "token", ""},
    Described{"doSmartLicenseDeRegister", "", ""},
    Described{"doSmartLicenseRenewAuthorization", "", ""},
    Described{"doSmartLicenseRenewRegistration", "", ""},
    Described{"doSmartEntitlementRequest", "", ""},
    Described{"doUpdateLicenseUsage", "", "", false},
    Described{"listLicensedUser", "", "", false},
    Described{"getLicensedUser", "", "", false},
    Described{"listUnassignedDevice", "", "", false},
    Described{"getSmartLicenseStatus", "", "LicenseDetails"},
    Described{"getTransportSettings", "", "TransportSettings"},
    Described{"doUpdateTransportSettings",
              "transportMode url httpHost httpPort enableProxyAuthentication? proxyUserName? "
              "proxyPassword?",
              ""},
};

template <class Visit>
void each_word(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) visit(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

std::string strings(std::string_view names) {
  std::string text;
  each_word(names, [&](std::string_view name) {
    const bool optional = name.ends_with('?');
    if (optional) name.remove_suffix(1);
    text +=
        fmt::format(R"(<xsd:element name="{}" type="xsd:{}"{}/>)", name,
                    name == "force" ? "boolean" : "string", optional ? R"( minOccurs="0")" : "");
  });
  return text;
}

std::string complex_element(std::string_view name, const std::string& inside,
                            std::string_view occurs = "") {
  return fmt::format(R"(<xsd:element name="{}"{}><xsd:complexType><xsd:sequence>{}</xsd:sequence>)"
                     "</xsd:complexType></xsd:element>",
                     name, occurs, inside);
}

constexpr std::string_view any_number = R"( minOccurs="0" maxOccurs="unbounded")";

std::string license_details() {
  const std::string entitlement =
      complex_element("Entitlement",
                      R"(<xsd:element name="Tag" type="xsd:string"/>)"
                      R"(<xsd:element name="Count" type="xsd:integer"/>)"
                      R"(<xsd:element name="Status" type="xsd:string"/>)",
                      any_number);
  return complex_element(
      "LicenseDetails",
      strings("SmartLicensing") +
          complex_element("Registration",
                          strings("Status? SmartAccount? VirtualAccount? LastRenewalAttempt? "
                                  "NextRenewalAttempt? LastRenewalStatus? "
                                  "RegistrationFailedReason? RegistrationExpires? ProductUDI? "
                                  "ExportControlFunctionality?")) +
          complex_element("Authorization",
                          strings("Status? LastCommunicationAttempt? NextCommunicationAttempt? "
                                  "LastCommunicationStatus? AuthorizationFailedReason? "
                                  "AuthorizationExpires? EvaluationPeriodRemaining?")) +
          complex_element("LicenseStatus", entitlement));
}

std::string transport_settings() {
  return complex_element("TransportSettings",
                         strings("transportmode transportUrl transportGatewayUrl httpHost httpPort "
                                 "proxyAuthenticationEnabled? proxyUserName? proxyPassword?"));
}

/// `name` and every element of a row, all of which may be left out.
std::string rows(const AxlUserQuery& query, std::string_view schema, std::string_view name,
                 std::string_view occurs) {
  std::string names;
  for (const std::string_view element : axl_row_elements(query, schema)) {
    names += fmt::format("{}? ", element);
  }
  return complex_element(name, strings(names), occurs);
}

std::string query_request(const AxlUserQuery& query, std::string_view schema) {
  if (!query.lists) return strings(query.criterion);
  return complex_element("searchCriteria", strings(fmt::format("{}?", query.criterion))) +
         rows(query, schema, "returnedTags", "") + strings("skip? first?");
}

std::string query_answer(const AxlUserQuery& query, std::string_view schema) {
  return complex_element("return", rows(query, schema, query.row, any_number));
}

std::string answer_of(const Described& it, std::string_view schema) {
  if (const auto* query = find_axl_user_query(it.operation)) return query_answer(*query, schema);
  const std::string details = it.answer == "LicenseDetails"      ? license_details()
                              : it.answer == "TransportSettings" ? transport_settings()
                                                                 : "";
  return details + strings("return?");
}

constexpr ProductVersion first_smart_schema{12, 5};
/// Of logins at the proxy, whose elements are those that may be left out.
constexpr ProductVersion first_login_schema{14, 0};

/// Without what the release does not know yet.
std::string elements_of(const Described& it, const ProductVersion& release,
                        std::string_view schema) {
  if (const auto* query = find_axl_user_query(it.operation)) return query_request(*query, schema);
  std::string_view names = it.request;
  if (release < first_login_schema) {
    const std::size_t later = names.find('?');
    if (later != std::string_view::npos) names = names.substr(0, names.rfind(' ', later));
  }
  return strings(names);
}

/// `14.0` for release 14SU2.
std::string schema_of_release(std::string_view release) {
  const auto version = find_version(release).value_or(ProductVersion{});
  return fmt::format("{}.{}", version.train, version.point);
}

}  // namespace

std::string axl_wsdl(std::string_view release, std::string_view target) {
  const std::string schema = schema_of_release(release);
  const std::string space = "http://www.cisco.com/AXL/API/" + schema;
  std::string types;
  std::string messages;
  std::string ports;
  std::string bindings;
  const ProductVersion version = find_version(release).value_or(ProductVersion{});
  for (const Described& it : described) {
    if (it.smart && version < first_smart_schema) continue;
    types += complex_element(it.operation, elements_of(it, version, schema)) +
             complex_element(fmt::format("{}Response", it.operation), answer_of(it, schema));
    messages += fmt::format(
        "<message name=\"{0}In\"><part name=\"axlParams\" element=\"s0:{0}\"/></message>"
        "<message name=\"{0}Out\"><part name=\"axlParams\" element=\"s0:{0}Response\"/></message>",
        it.operation);
    ports += fmt::format(
        "<operation name=\"{0}\"><input message=\"s0:{0}In\"/><output message=\"s0:{0}Out\"/>"
        "</operation>",
        it.operation);
    bindings += fmt::format(
        "<operation name=\"{0}\"><soap:operation soapAction=\"CUCM:DB ver={1} {0}\" "
        "style=\"document\"/><input><soap:body use=\"literal\"/></input><output><soap:body "
        "use=\"literal\"/></output></operation>",
        it.operation, schema);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" "
      "xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:s0=\"{0}\" "
      "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"{0}\">"
      "<types><xsd:schema targetNamespace=\"{0}\" elementFormDefault=\"unqualified\">{1}"
      "</xsd:schema></types>{2}<portType name=\"AXLPort\">{3}</portType>"
      "<binding name=\"AXLAPIBinding\" type=\"s0:AXLPort\"><soap:binding style=\"document\" "
      "transport=\"http://schemas.xmlsoap.org/soap/http\"/>{4}</binding>"
      "<service name=\"AXLAPIService\"><port name=\"AXLPort\" binding=\"s0:AXLAPIBinding\">"
      "<soap:address location=\"https://{5}/axl/\"/></port></service></definitions>\n",
      space, types, messages, ports, bindings, target);
}

}  // namespace slsim
