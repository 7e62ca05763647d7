// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/cssm.h"

#include <memory>
#include <utility>

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

}  // namespace

void Cssm::on_request(Context& context, const RequestArrival& arrival) {
  AgentReply reply;
  if (const auto* call = std::get_if<SatelliteRegistrationCall>(&arrival.request)) {
    reply = answer_of(satellites_.enroll(authority_, context, *call->request));
  } else if (const auto* sync = std::get_if<SyncCall>(&arrival.request)) {
    reply = answer_of(satellites_.synchronize(authority_, context, *sync->request));
  } else {
    return authority_.on_request(context, arrival);
  }
  if (const auto* problem = std::get_if<Problem>(&reply)) {
    context.record(Level::fault, "refused"_w,
                   {{"from"_w, context.intern(context.kernel().network.host_name(arrival.sender))},
                    {"request"_w, word(arrival.request)},
                    {"class"_w, word(problem->code)}});
  }
  context.reply(arrival.exchange, std::move(reply));
}

void Cssm::on_timer(Context& context, std::uint32_t kind, std::uint64_t argument) {
  const auto desk = static_cast<DeskTimer>(kind);
  if (desk == DeskTimer::deadline || desk == DeskTimer::authorization_ready) {
    return satellites_.on_timer(authority_, context, desk, argument);
  }
  authority_.on_timer(context, kind, argument);
}

}  // namespace slsim
