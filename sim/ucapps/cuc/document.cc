// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cuc/document.h"

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

void add_xml(pugi::xml_node node, const CupiElement& element) {
  if (!element.text.empty()) node.text().set(element.text.c_str());
  for (const CupiElement& child : element.children) {
    if (child.name.starts_with('@')) {
      node.append_attribute(child.name.substr(1).c_str()) = child.text.c_str();
    } else {
      add_xml(node.append_child(child.name.c_str()), child);
    }
  }
}

std::string print_xml(const CupiElement& root) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  add_xml(document.append_child(root.name.c_str()), root);
  std::ostringstream text;
  document.save(text, "", pugi::format_raw);
  return text.str();
}

Json json_of(const CupiElement& element) {
  if (element.children.empty()) return element.text;
  Json json = Json::object();
  for (const CupiElement& child : element.children) {
    if (child.listed) {
      json[child.name].push_back(json_of(child));
    } else {
      json[child.name] = json_of(child);
    }
  }
  return json;
}

Parsed<CupiFields> read_xml(std::string_view body) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(body.data(), body.size());
  if (!parsed) {
    return tl::make_unexpected(std::string{"the body is no XML: "} + parsed.description());
  }
  CupiFields fields;
  for (const pugi::xml_node& child : document.document_element().children()) {
    if (child.type() == pugi::node_element) fields.emplace(child.name(), child.text().get());
  }
  return fields;
}

Parsed<CupiFields> read_json(std::string_view body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) return tl::make_unexpected(std::string{"the body is no JSON object"});
  CupiFields fields;
  for (const auto& [name, value] : json.items()) {
    if (value.is_structured()) return tl::make_unexpected(name + " is no scalar");
    fields.emplace(name, value.is_string() ? value.get<std::string>()
                         : value.is_null() ? std::string{}
                                           : value.dump());
  }
  return fields;
}

}  // namespace

std::string print_cupi(const CupiElement& root, CupiFormat format) {
  if (format == CupiFormat::xml) return print_xml(root);
  if (root.children.empty()) return "{}";
  return json_of(root).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Parsed<CupiFields> read_cupi(std::string_view body, CupiFormat format) {
  if (body.size() > cupi_request_limit) {
    return tl::make_unexpected(std::string{"the body is too long"});
  }
  return format == CupiFormat::xml ? read_xml(body) : read_json(body);
}

}  // namespace slsim
