// SPDX-License-Identifier: Apache-2.0
#include "client/uc/soap.h"

#include <algorithm>
#include <pugixml.hpp>

#include "client/uc/app.h"
#include "core/http/markup.h"

namespace slsim {
namespace {

constexpr std::size_t longest_answer = 4'194'304;
constexpr int deepest_answer = 32;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool read_element(const pugi::xml_node& node, XmlElement& element, int left) {
  if (left == 0) return false;
  element.name = local_name(node.name());
  element.text = node.text().get();
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    element.children.emplace_back();
    if (!read_element(child, element.children.back(), left - 1)) return false;
  }
  return true;
}

std::string said_by(const XmlElement& body) {
  for (const char* name : {"axlmessage", "faultstring", "Text"}) {
    std::string text = body.text_of(name);
    if (!text.empty()) return text;
  }
  return "a fault without words";
}

OrFault<XmlElement> body_of(const HttpResponse& answer, SoapFlavour flavour) {
  // Of the platform nothing but the License Mode is asked, and no code tells its login alone.
  const bool refused = answer.status == 401 || answer.status == 403;
  if (refused && flavour == SoapFlavour::paws) {
    return fail(FaultCode::SLMCT1002, "the platform refuses this login");
  }
  if (answer.status == 401) return fail(FaultCode::CAA1035);
  if (answer.status == 403) return fail(FaultCode::CAA1039);
  if (answer.status == 404 || answer.status == 501) {
    return fail(FaultCode::CAA1045, "HTTP " + std::to_string(answer.status));
  }
  std::optional<XmlElement> root = parse_xml(answer.body);
  const XmlElement* body = root ? root->find("Body") : nullptr;
  if (body == nullptr && answer.status != 200) {
    return fail(FaultCode::CAA1036, "HTTP " + std::to_string(answer.status));
  }
  if (body == nullptr) return fail(FaultCode::CAA1037);
  if (body->find("Fault") != nullptr) return fail(FaultCode::CAA1036, said_by(*body));
  return *body;
}

}  // namespace

const XmlElement* XmlElement::find(std::string_view wanted) const {
  if (name == wanted) return this;
  for (const XmlElement& child : children) {
    if (const XmlElement* found = child.find(wanted)) return found;
  }
  return nullptr;
}

std::string XmlElement::text_of(std::string_view wanted) const {
  const XmlElement* found = find(wanted);
  return found == nullptr ? std::string{} : found->text;
}

std::optional<XmlElement> parse_xml(std::string_view text) {
  if (text.size() > longest_answer) return std::nullopt;
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) return std::nullopt;
  XmlElement root;
  if (!document.document_element() ||
      !read_element(document.document_element(), root, deepest_answer)) {
    return std::nullopt;
  }
  return root;
}

std::string print_envelope(const SoapQuestion& question) {
  const std::string_view space = question.flavour == SoapFlavour::axl
                                     ? "http://schemas.xmlsoap.org/soap/envelope/"
                                     : "http://www.w3.org/2003/05/soap-envelope";
  std::string text = R"(<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv=")";
  text.append(space).append("\" xmlns:ns=\"").append(question.name_space);
  text.append("\"><soapenv:Body><ns:").append(question.operation).append(">");
  // AXL's fields have no namespace, those of PAWS that of the service (elementFormDefault).
  const std::string_view prefix = question.flavour == SoapFlavour::axl ? "" : "ns:";
  for (const auto& [name, value] : question.fields) {
    text.append("<").append(prefix).append(name).append(">").append(escape_markup(value));
    text.append("</").append(prefix).append(name).append(">");
  }
  text.append("</ns:").append(question.operation).append("></soapenv:Body></soapenv:Envelope>");
  return text;
}

Task<OrFault<XmlElement>> ask_soap(Ports ports, SoapQuestion question, Credential credential) {
  HttpExchange exchange{.to = {true, question.host, question.port}, .request = {}};
  exchange.patience = question.patience;
  exchange.request.method = "POST";
  exchange.request.path = question.path;
  exchange.request.body = print_envelope(question);
  HttpHeaders& headers = exchange.request.headers;
  headers.push_back(basic_login(credential));
  if (question.flavour == SoapFlavour::axl) {
    headers.push_back({"Content-Type", "text/xml; charset=utf-8"});
    headers.push_back({"SOAPAction", '"' + question.action + '"'});
  } else {
    headers.push_back({"Content-Type", "application/soap+xml; charset=utf-8"});
  }
  const Result<HttpResponse> answer = co_await ports.http.send(std::move(exchange));
  if (!answer) co_return tl::make_unexpected(unreached(answer.error()));
  co_return body_of(*answer, question.flavour);
}

}  // namespace slsim
