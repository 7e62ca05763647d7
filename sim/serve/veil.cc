// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/veil.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/http/base64.h"
#include "core/http/uri.h"

namespace slsim {
namespace {

bool is_secret(std::string_view key) {
  return key == "secret" || key == "password" || key == "client_secret";
}

/// Clusters whose world says nothing have these passwords, which docs/SCENARIOS.md tells everybody.
bool is_default(std::string_view secret) { return secret == "admin" || secret == "platform"; }

void set_text(Node& scalar, std::string text) {
  scalar.text = std::move(text);
  scalar.quoted = true;
}

bool bears_literal(std::string_view value) {
  return value.starts_with("Bearer ") && !value.substr(value.find(' ') + 1).starts_with('$');
}

}  // namespace

std::string Veil::of(std::string_view secret) {
  if (is_default(secret)) return std::string{secret};
  const auto known = names_.find(secret);
  if (known != names_.end()) return known->second;
  std::string name = fmt::format("secret-{}", names_.size() + 1);
  names_.emplace(secret, name);
  return name;
}

void Veil::cover(Node& yaml) {
  for (Node& item : yaml.items) cover(item);
  for (Entry& entry : yaml.entries) cover_value(entry.key, entry.value);
}

void Veil::cover_value(std::string_view key, Node& value) {
  const bool text = value.kind == Node::Kind::scalar && !value.text.starts_with('$');
  if (is_secret(key) && text) return set_text(value, of(value.text));
  if (key == "request" || key == "post") return cover_call(value);
  // Of proxies a map from user to password; of accounts a list.
  if (key == "users" && value.kind == Node::Kind::map) {
    for (Entry& user : value.entries) set_text(user.value, of(user.value.text));
    return;
  }
  cover(value);
}

void Veil::cover_call(Node& call) {
  if (Node* headers = call.find("headers")) cover_headers(*headers);
  if (Node* body = call.find("body")) cover_body(*body);
  if (Node* path = call.find("path"); path != nullptr && path->text.find('?') < path->text.size()) {
    const std::size_t query = path->text.find('?') + 1;
    set_text(*path, path->text.substr(0, query) + form(path->text.substr(query)));
  }
}

void Veil::cover_headers(Node& headers) {
  for (Entry& entry : headers.entries) {
    if (!same_ignoring_case(entry.key, "authorization")) continue;
    const std::string& value = entry.value.text;
    if (value.starts_with("Basic ")) {
      set_text(entry.value, basic(value));
    } else if (bears_literal(value)) {
      // Not one that this session gave out: those are written by their names.
      set_text(entry.value, "Bearer unknown");
    }
  }
}

void Veil::cover_body(Node& body) {
  if (body.kind != Node::Kind::scalar) return cover(body);
  const std::size_t first = body.text.find_first_not_of(" \r\n\t");
  if (first == std::string::npos) return;
  set_text(body, body.text[first] == '{' ? object(body.text) : form(body.text));
}

std::string Veil::basic(std::string_view value) {
  const std::size_t scheme = value.find(' ') + 1;
  const auto login = from_base64(value.substr(scheme));
  const std::size_t colon = login ? login->find(':') : std::string::npos;
  if (colon == std::string::npos) return "Basic unknown";
  return "Basic " + base64(login->substr(0, colon + 1) + of(login->substr(colon + 1)));
}

/// Nothing but the secrets is written anew.
std::string Veil::form(std::string_view text) {
  std::string covered;
  while (!text.empty()) {
    const std::string_view field = text.substr(0, text.find('&'));
    const std::size_t equals = field.find('=');
    const auto read = parse_query(field);
    if (read && read->size() == 1 && equals != std::string_view::npos &&
        is_secret(read->front().name)) {
      covered += field.substr(0, equals + 1);
      covered += of(read->front().value);
    } else {
      covered += field;
    }
    text.remove_prefix(field.size());
    if (!text.empty()) covered += '&';
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
  }
  return covered;
}

std::string Veil::object(const std::string& text) {
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!json.is_object()) return text;
  bool changed = false;
  for (const auto& [name, value] : json.items()) {
    if (!is_secret(name) || !value.is_string()) continue;
    value = of(value.get<std::string>());
    changed = true;
  }
  return changed ? json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
                 : text;
}

}  // namespace slsim
