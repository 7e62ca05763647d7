// SPDX-License-Identifier: Apache-2.0
// What products say, as any program can say it over HTTP.
#include <nlohmann/json.hpp>

#include "core/agent/json.h"
#include "core/x509/identity.h"
#include "sim/authority/rest/handlers.h"

namespace slsim {
namespace {

HttpResponse agent_answer(int status, std::string body) {
  return {status, {{"Content-Type", std::string{agent_media_type}}}, std::move(body)};
}

const Certificate* certificate_in(const AgentReply& reply) {
  if (const auto* registered = std::get_if<RegisterReply>(&reply)) return &registered->certificate;
  if (const auto* renewed = std::get_if<RenewIdReply>(&reply)) return &renewed->certificate;
  return nullptr;
}

/// `"pem": true` in a request asks for the bytes of the certificate too.
bool wants_bytes(const RestCall& call) {
  const Json body = Json::parse(call.request.body, nullptr, false);
  return body.is_object() && body.value("pem", Json{}) == true;
}

std::string with_bytes(const RestCall& call, const AgentReply& reply) {
  std::string body = encode_agent(reply);
  const Certificate* certificate = certificate_in(reply);
  if (certificate == nullptr || !wants_bytes(call)) return body;
  const InstanceId holder = instance_of(certificate->serial);
  const auto pem = identity_pem(*certificate, call.authority.details(holder).udi);
  if (!pem) return body;
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(body);
  json["certificate"]["pem"] = *pem;
  return json.dump();
}

}  // namespace

HttpResponse rest_product(RestCall& call) {
  const auto request = decode_agent_request(call.request.body);
  if (!request) {
    const Problem problem{ProblemCode::msgparse, request.error()};
    return agent_answer(400, encode_agent(AgentReply{problem}));
  }
  const AgentReply reply = call.authority.answer_product(call.context, *request, "outside");
  return agent_answer(200, with_bytes(call, reply));
}

}  // namespace slsim
