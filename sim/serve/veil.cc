// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/veil.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "core/http/base64.h"
#include "core/http/hash.h"
#include "core/http/uri.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

/// Deeper than any call that is served.
constexpr int depth_limit = 64;

constexpr std::string_view secret_words[] = {"secret", "password", "passwd"};

/// The hash of the password of an administrator of Emergency Responder ends such a path.
constexpr std::string_view probe = "/cerappservices/export/authenticate/status/";

/// `secret`, `client_secret`, `proxyPassword`, `httpProxyPasswd`.
bool is_secret(std::string_view key) {
  return std::ranges::any_of(secret_words, [&](std::string_view ending) {
    return key.size() >= ending.size() &&
           same_ignoring_case(key.substr(key.size() - ending.size()), ending);
  });
}

bool same_letter(char a, char b) { return same_ignoring_case({&a, 1}, {&b, 1}); }

/// Whether there may be secrets in what cannot be read.
bool speaks_of_secrets(std::string_view text) {
  return std::ranges::any_of(secret_words, [&](std::string_view word) {
    return !std::ranges::search(text, word, same_letter).empty();
  });
}

/// Stands for what cannot be read: as long, and cannot be read either.
std::string unreadable(const std::string& text) {
  std::string stand_in(text.size(), ' ');
  stand_in.front() = text[text.find_first_not_of(" \r\n\t")];
  return stand_in;
}

/// The next node in the order of the document.
pugi::xml_node next_in(pugi::xml_node node) {
  if (const pugi::xml_node child = node.first_child()) return child;
  while (node && !node.next_sibling()) node = node.parent();
  return node ? node.next_sibling() : node;
}

bool is_reference(const Node& node) { return node.plain() && node.text.starts_with('$'); }

/// Clusters whose world says nothing have these passwords, which docs/SCENARIOS.md tells everybody.
bool is_default(std::string_view secret) { return secret == "admin" || secret == "platform"; }

void set_text(Node& scalar, std::string text) {
  scalar.text = std::move(text);
  scalar.quoted = true;
}

}  // namespace

std::string Veil::of(std::string_view secret) {
  if (secret.empty() || is_default(secret)) return std::string{secret};
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
  if (is_secret(key) && value.kind == Node::Kind::scalar) {
    if (!is_reference(value)) set_text(value, of(value.text));
    return;
  }
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
  Node* path = call.find("path");
  if (path == nullptr) return;
  if (path->text.starts_with(probe)) return set_text(*path, probe_path(path->text));
  if (path->text.find('?') < path->text.size()) {
    const std::size_t query = path->text.find('?') + 1;
    set_text(*path, path->text.substr(0, query) + form(path->text.substr(query)));
  }
}

/// With the hash of what the password is called instead; one that is no such hash is none of ours.
std::string Veil::probe_path(const std::string& path) const {
  const std::size_t last = path.rfind('/') + 1;
  const std::string_view hash = std::string_view{path}.substr(last);
  for (const std::string_view open : {"admin", "platform"}) {
    if (hash == sha256_hex(open) || hash == md5_hex(open)) return path;
  }
  for (const auto& [secret, name] : names_) {
    if (hash == sha256_hex(secret)) return path.substr(0, last) + sha256_hex(name);
    if (hash == md5_hex(secret)) return path.substr(0, last) + md5_hex(name);
  }
  return path.substr(0, last) + "unknown";
}

void Veil::cover_headers(Node& headers) {
  for (Entry& entry : headers.entries) {
    if (!same_ignoring_case(entry.key, "authorization")) continue;
    if (is_reference(entry.value)) continue;
    const std::string_view login = credentials_of(entry.value.text, "Basic");
    // Access tokens that this session gave out are written by their names; this is none of them.
    set_text(entry.value, login.empty() ? "Bearer unknown" : basic(login));
  }
}

void Veil::cover_body(Node& body) {
  if (body.kind != Node::Kind::scalar) return cover(body);
  const std::size_t first = body.text.find_first_not_of(" \r\n\t");
  if (first == std::string::npos) return;
  const char begin = body.text[first];
  if (begin == '<') return set_text(body, xml(body.text));
  set_text(body, begin == '{' || begin == '[' ? json(body.text) : form(body.text));
}

std::string Veil::basic(std::string_view coded) {
  const auto login = from_base64(coded);
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

Veil::Covered Veil::cover_json(Json& json, int depth) {
  if (depth == 0) return Covered::too_deep;
  Covered covered = Covered::nothing;
  for (const auto& [name, value] : json.items()) {
    if (value.is_structured()) {
      covered = std::max(covered, cover_json(value, depth - 1));
    } else if (json.is_object() && is_secret(name)) {
      // No handler takes anything but a text for a secret.
      value = value.is_string() ? Json(of(value.get<std::string>())) : Json(0);
      covered = std::max(covered, Covered::something);
    }
  }
  return covered;
}

std::string Veil::json(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  const Covered covered = json.is_discarded() ? Covered::too_deep : cover_json(json, depth_limit);
  if (covered == Covered::something) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  const bool hides = covered == Covered::too_deep && speaks_of_secrets(text);
  return hides ? unreadable(text) : text;
}

std::string Veil::xml(const std::string& text) {
  if (!speaks_of_secrets(text)) return text;
  pugi::xml_document document;
  constexpr unsigned all = pugi::parse_full | pugi::parse_ws_pcdata;
  if (!document.load_buffer(text.data(), text.size(), all)) return unreadable(text);
  for (pugi::xml_node node = document.first_child(); node; node = next_in(node)) {
    for (pugi::xml_attribute attribute : node.attributes()) {
      if (is_secret(attribute.name())) attribute.set_value(of(attribute.value()).c_str());
    }
    if (!is_secret(node.name()) || !node.first_child()) continue;
    const std::string covered = of(node.text().get());
    node.remove_children();
    node.text().set(covered.c_str());
  }
  std::ostringstream written;
  document.save(written, "", pugi::format_raw | pugi::format_no_declaration);
  return written.str();
}

}  // namespace slsim
