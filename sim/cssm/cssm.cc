// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/cssm.h"

#include <memory>
#include <string>
#include <utility>

#include "core/agent/json.h"
#include "sim/cssm/rest/rest.h"

namespace slsim {
namespace {

AgentReply answer_of(Result<SatelliteAuthorization> result) {
  if (!result) return result.error();
  return SatelliteAuthorizationAnswer{
      std::make_shared<const SatelliteAuthorization>(*std::move(result))};
}

AgentReply answer_of(Result<SyncReply> result) {
  if (!result) return result.error();
  return SyncAnswer{std::make_shared<const SyncReply>(*std::move(result))};
}

/// What a satellite of another program says, by the way of products.
std::optional<AgentRequest> said_by_satellite(const HttpCall& call) {
  const HttpRequest& request = *call.request;
  const bool to_products = request.path == agent_path || request.path == "/SmartTransport";
  if (request.method != "POST" || !to_products) return std::nullopt;
  const auto names = [&](std::string_view word) {
    return request.body.find(word) != std::string::npos;
  };
  if (!names("register_satellite") && !names("synchronize")) return std::nullopt;
  auto said = decode_agent_request(request.body);
  if (!said) return std::nullopt;  // The authority says what is wrong with it.
  return *std::move(said);
}

}  // namespace

std::optional<AgentReply> Cssm::answer_satellite(Context& context, const AgentRequest& request,
                                                 std::string_view from) {
  AgentReply reply;
  if (const auto* call = std::get_if<SatelliteRegistrationCall>(&request)) {
    reply = answer_of(satellites_.enroll(authority_, context, *call->request));
  } else if (const auto* sync = std::get_if<SyncCall>(&request)) {
    reply = answer_of(satellites_.synchronize(authority_, context, *sync->request));
  } else {
    return std::nullopt;
  }
  if (const auto* problem = std::get_if<Problem>(&reply)) {
    context.record(Level::fault, "refused"_w,
                   {{"from"_w, context.intern(from)},
                    {"request"_w, word(request)},
                    {"class"_w, word(problem->code)}});
  }
  return reply;
}

void Cssm::on_request(Context& context, const RequestArrival& arrival) {
  const std::string_view from = context.kernel().network.host_name(arrival.sender);
  if (auto reply = answer_satellite(context, arrival.request, from)) {
    return context.reply(arrival.exchange, *std::move(reply));
  }
  const auto* call = std::get_if<HttpCall>(&arrival.request);
  const auto said = call == nullptr ? std::nullopt : said_by_satellite(*call);
  const auto reply = said ? answer_satellite(context, *said, from) : std::nullopt;
  if (call == nullptr) return authority_.on_request(context, arrival);
  const HttpResponse answer = reply
                                  ? HttpResponse{200,
                                                 {{"Content-Type", std::string{agent_media_type}}},
                                                 encode_agent(*reply)}
                                  : answer_cssm_rest(authority_, context, *call->request);
  context.reply(arrival.exchange, http_answer(answer));
}

void Cssm::on_timer(Context& context, std::uint32_t kind, std::uint64_t argument) {
  const auto desk = static_cast<DeskTimer>(kind);
  if (desk == DeskTimer::deadline || desk == DeskTimer::authorization_ready) {
    return satellites_.on_timer(authority_, context, desk, argument);
  }
  authority_.on_timer(context, kind, argument);
}

}  // namespace slsim
