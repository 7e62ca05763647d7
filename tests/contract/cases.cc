// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/http/uri.h"

namespace slsim {
namespace {

using Kept = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view world = R"(slsim: 1
seed: 11
start: 2026-01-05T08:00:00Z
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        name: Partner Example
        users: [{name: ann, password: pw, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3, owner: ann}]
        virtual_accounts:
          - name: va-1
            licenses:
              - {license: UCM_Basic, quantity: 10}
              - {license: UCM_Enhanced, quantity: 5, kind: term, until: 60d, subscription: Sub1}
            tokens: [{name: t1, expires: 30d}]
          - {name: va 2}
          - {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 4}]}
      - {domain: other.example, virtual_accounts: [{name: hidden}]}
  satellites:
    - name: sat1
      accounts:
        - {name: la 1, smart_account: partner.example, virtual_account: va-sat, sync: never, virtual_accounts: [east],
           users: [{name: sue, password: pw}], clients: [{id: here, secret: s4, owner: sue}], tokens: [{name: t2}]}
  clusters:
    - {name: cm1, version: "14", licenses: {UCM_Basic: 3, UCM_Enhanced: 7}}
    - {name: cuc1, product: cuc, version: "14", licenses: {CUC_BasicMessaging: 4}, subscribers: [sub1]}
    - {name: cer1, product: cer, version: "14", licenses: {CER_USER: 5}}
)";

/// `${x}` by what was kept as x.
std::string filled(std::string_view text, const Kept& kept) {
  std::string out;
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${")) {
    const std::size_t end = text.find('}', at);
    out += text.substr(0, at);
    const auto known = kept.find(text.substr(at + 2, end - at - 2));
    if (known != kept.end()) out += known->second;
    text.remove_prefix(end + 1);
  }
  return out += text;
}

HttpRequest request_of(const Exchange& exchange, const Kept& kept) {
  HttpRequest request{.method = std::string{exchange.method}};
  set_target(request, filled(exchange.target, kept));
  request.body = filled(exchange.body, kept);
  for (std::string_view rest = exchange.headers; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::size_t colon = line.find(": ");
    request.headers.push_back(
        {std::string{line.substr(0, colon)}, std::string{line.substr(colon + 2)}});
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  const bool anonymous = find_header(request.headers, "Authorization") != nullptr;
  const std::string_view bearer = exchange.host == "cssm/api" ? "bearer" : "local_bearer";
  const bool wanted = exchange.host == "cssm/api" || exchange.host == "sat1";
  if (!anonymous && wanted && kept.contains(bearer)) {
    request.headers.push_back({"Authorization", "Bearer " + kept.find(bearer)->second});
  }
  if (request.body.starts_with('{'))
    request.headers.push_back({"Content-Type", "application/json"});
  return request;
}

void keep(Kept& kept, std::string_view what, const HttpResponse& answer) {
  const std::size_t equals = what.find('=');
  const auto body = nlohmann::json::parse(answer.body, nullptr, false);
  const nlohmann::json::json_pointer pointer{std::string{what.substr(equals + 1)}};
  if (body.is_discarded() || !body.contains(pointer)) return;
  const auto& found = body.at(pointer);
  kept[std::string{what.substr(0, equals)}] =
      found.is_string() ? found.get<std::string>() : found.dump();
}

}  // namespace

std::string_view contract_world() { return world; }

std::uint16_t contract_port(std::string_view host) { return host == "sat1" ? 8443 : 443; }

Conversation play_contract(const AskHost& ask,
                           const std::function<void(const Exchange&, const HttpResponse&)>& judge) {
  Kept kept;
  Conversation played;
  for (const Exchange& exchange : contract_exchanges()) {
    const HttpResponse answer = ask(exchange.host, request_of(exchange, kept));
    judge(exchange, answer);
    if (!exchange.keep.empty()) keep(kept, exchange.keep, answer);
    const std::string* type = find_header(answer.headers, "Content-Type");
    played.transcript +=
        fmt::format("# {}\n{} {} {}\n{} {}\n", exchange.name, exchange.host, exchange.method,
                    exchange.target, answer.status, type == nullptr ? "-" : *type);
    if (exchange.host != "admin" && !answer.body.empty()) played.transcript += answer.body + "\n";
    played.transcript += "\n";
  }
  played.digest = kept["digest"];
  return played;
}

std::string golden_transcript_path() {
  return SLSIM_SOURCE_DIR "/tests/contract/transcript.golden";
}

std::string golden_transcript() {
  const std::ifstream file{golden_transcript_path()};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace slsim
