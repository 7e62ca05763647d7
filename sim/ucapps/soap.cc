// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/soap.h"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>
#include <utility>

#include "core/http/base64.h"

namespace slsim {
namespace {

constexpr std::string_view soap_1_1_space = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::string_view soap_1_2_space = "http://www.w3.org/2003/05/soap-envelope";

tl::unexpected<std::string> refused(std::string why) { return tl::make_unexpected(std::move(why)); }

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// What the prefix of `node` stands for there.
std::string space_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string attribute =
      colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string{name.substr(0, colon)};
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const auto found = at.attribute(attribute.c_str())) return found.value();
  }
  return {};
}

pugi::xml_node first_element(const pugi::xml_node& parent) {
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() == pugi::node_element) return child;
  }
  return {};
}

bool too_deep(const pugi::xml_node& node, int left) {
  const auto children = node.children();
  return left == 0 || std::any_of(children.begin(), children.end(),
                                  [&](const auto& child) { return too_deep(child, left - 1); });
}

void add_leaves(const pugi::xml_node& parent, SoapCall& call) {
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    if (first_element(child)) {
      add_leaves(child, call);
    } else {
      call.fields.emplace(local_name(child.name()), child.text().get());
    }
  }
}

void add_element(pugi::xml_node parent, const SoapElement& element) {
  pugi::xml_node node = parent.append_child(element.name.c_str());
  if (!element.text.empty()) node.text().set(element.text.c_str());
  for (const SoapElement& child : element.children) add_element(node, child);
}

class Envelope {
 public:
  explicit Envelope(SoapVersion version) : version_{version} {
    pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node envelope = document_.append_child("soapenv:Envelope");
    const bool old = version == SoapVersion::soap_1_1;
    envelope.append_attribute("xmlns:soapenv") =
        std::string{old ? soap_1_1_space : soap_1_2_space}.c_str();
    body_ = envelope.append_child("soapenv:Body");
  }
  [[nodiscard]] pugi::xml_node body() const { return body_; }
  [[nodiscard]] HttpResponse take(int status) const {
    std::ostringstream text;
    document_.save(text, "", pugi::format_raw);
    const bool old = version_ == SoapVersion::soap_1_1;
    return {
        status,
        {{"Content-Type", old ? "text/xml;charset=UTF-8" : "application/soap+xml;charset=UTF-8"}},
        text.str()};
  }

 private:
  SoapVersion version_;
  pugi::xml_document document_;
  pugi::xml_node body_;
};

}  // namespace

std::string_view SoapCall::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

Parsed<SoapCall> read_soap(std::string_view body) {
  if (body.size() > soap_request_limit) return refused("the request is too long");
  pugi::xml_document document;
  // Entities of a document type are never expanded: pugixml knows none but the five of XML.
  const auto parsed = document.load_buffer(body.data(), body.size());
  if (!parsed) return refused(std::string{"the request is no XML: "} + parsed.description());
  if (too_deep(document, soap_depth_limit)) return refused("the request is too deep");
  const pugi::xml_node envelope = first_element(document);
  const std::string space = space_of(envelope);
  if (local_name(envelope.name()) != "Envelope" ||
      (space != soap_1_1_space && space != soap_1_2_space)) {
    return refused("the request is no SOAP envelope");
  }
  SoapCall call;
  call.version = space == soap_1_1_space ? SoapVersion::soap_1_1 : SoapVersion::soap_1_2;
  for (const pugi::xml_node& child : envelope.children()) {
    if (local_name(child.name()) != "Body") continue;
    const pugi::xml_node operation = first_element(child);
    call.operation = local_name(operation.name());
    call.name_space = space_of(operation);
    add_leaves(operation, call);
  }
  if (call.operation.empty()) return refused("the envelope has no operation in its body");
  return call;
}

HttpResponse soap_answer(SoapVersion version, std::string_view name_space,
                         const SoapElement& root) {
  const Envelope envelope{version};
  pugi::xml_node node = envelope.body().append_child(("ns:" + root.name).c_str());
  node.append_attribute("xmlns:ns") = std::string{name_space}.c_str();
  for (const SoapElement& child : root.children) add_element(node, child);
  return envelope.take(200);
}

HttpResponse soap_fault(SoapVersion version, std::string_view text, const SoapElement& detail) {
  const Envelope envelope{version};
  pugi::xml_node fault = envelope.body().append_child("soapenv:Fault");
  const std::string words{text};
  if (version == SoapVersion::soap_1_1) {
    fault.append_child("faultcode").text().set("soapenv:Server");
    fault.append_child("faultstring").text().set(words.c_str());
  } else {
    fault.append_child("soapenv:Code").append_child("soapenv:Value").text().set("soapenv:Receiver");
    fault.append_child("soapenv:Reason").append_child("soapenv:Text").text().set(words.c_str());
  }
  if (!detail.name.empty()) {
    add_element(fault.append_child(version == SoapVersion::soap_1_1 ? "detail" : "soapenv:Detail"),
                detail);
  }
  return envelope.take(500);
}

bool has_login(const HttpRequest& request, const BasicLogin& login) {
  const std::string* header = find_header(request.headers, "Authorization");
  if (header == nullptr) return false;
  const auto given = from_base64(credentials_of(*header, "Basic"));
  return given && *given == login.user + ":" + login.password;
}

HttpResponse login_wanted(std::string_view realm) {
  return {401,
          {{"WWW-Authenticate", "Basic realm=\"" + std::string{realm} + "\""},
           {"Content-Type", "text/html"}},
          "<html><body><h1>HTTP Status 401</h1></body></html>"};
}

}  // namespace slsim
