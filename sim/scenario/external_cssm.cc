// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/external_cssm.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "core/agent/json.h"

namespace slsim {
namespace {

HttpRequest as_bytes(const AgentRequest& said) {
  if (const auto* call = std::get_if<HttpCall>(&said)) return *call->request;
  return {.method = "POST",
          .path = std::string{agent_path},
          .headers = {{"Content-Type", std::string{agent_media_type}}},
          .body = encode_agent(said)};
}

AgentReply reply_of(bool passed_on, const Result<HttpResponse>& answer) {
  if (!answer) return answer.error();
  if (passed_on) return HttpAnswer{std::make_shared<const HttpResponse>(*answer)};
  auto reply = decode_agent_reply(answer->body);
  if (reply) return *std::move(reply);
  return Problem{ProblemCode::commresponse, fmt::format("HTTP {} is no answer of an authority: {}.",
                                                        answer->status, reply.error())};
}

}  // namespace

void ExternalCssm::on_request(Context& context, const RequestArrival& arrival) {
  waiting_.push_back({++asked_, as_bytes(arrival.request), arrival.exchange,
                      std::holds_alternative<HttpCall>(arrival.request)});
  context.record(Level::message, "external_call"_w,
                 {{"call"_w, static_cast<std::int64_t>(asked_)},
                  {"from"_w, context.intern(context.kernel().network.host_name(arrival.sender))},
                  {"request"_w, word(arrival.request)}});
}

Result<void> ExternalCssm::answer(Context& context, std::uint64_t number,
                                  const Result<HttpResponse>& answer) {
  const auto found = std::ranges::find(waiting_, number, &Call::number);
  if (found == waiting_.end()) {
    return refuse(ProblemCode::not_found, fmt::format("No call {} waits for an answer.", number));
  }
  const Call call = std::move(*found);
  waiting_.erase(found);
  AgentReply reply = reply_of(call.passed_on, answer);
  context.record(Level::message, "external_answer"_w,
                 {{"call"_w, static_cast<std::int64_t>(call.number)}, {"outcome"_w, word(reply)}});
  context.reply(call.exchange, std::move(reply));
  return {};
}

}  // namespace slsim
