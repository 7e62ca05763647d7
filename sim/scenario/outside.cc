// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/outside.h"

#include <utility>

namespace slsim {

namespace {

/// Whoever has been let in is as good as any of the proxy's users.
std::optional<ProxyUse> way_of(const Kernel& kernel, const Outside::Call& call) {
  std::optional<ProxyUse> via = call.via;
  if (!via || !call.admitted) return via;
  const auto& users = kernel.network.proxy(via->host)->users;
  if (!users.empty()) via->login = Login{users.begin()->first, users.begin()->second};
  return via;
}

}  // namespace

std::uint32_t Outside::ask(Context context, Call call) {
  const std::uint32_t number = next_++;
  open_.emplace(number, Open{std::move(call.keep)});
  const SendOptions options{.name = context.intern(call.to),
                            .wall = context.now(),
                            .proxy = way_of(context.kernel(), call),
                            .judges = false,
                            .at_once = call.at_once,
                            .patience = call.patience};
  context.send(host_, options, std::move(call.http), number);
  return number;
}

void Outside::on_answer(const AnswerArrival& arrival) {
  if (const auto call = open_.find(arrival.tag); call != open_.end()) {
    call->second.answer = arrival.answer;
  }
}

std::optional<Outside::Answered> Outside::take(std::uint32_t call) {
  const auto found = open_.find(call);
  if (found == open_.end() || !found->second.answer) return std::nullopt;
  Answered answered{std::move(*found->second.answer), std::move(found->second.keep)};
  open_.erase(found);
  const auto* http = std::get_if<HttpAnswer>(&answered.answer);
  last_ = http == nullptr ? nullptr : http->response;
  return answered;
}

}  // namespace slsim
