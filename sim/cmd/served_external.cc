// SPDX-License-Identifier: Apache-2.0
// A served world whose CSSM is another program: what is asked of it goes out when everything before
// it is kept, and time stands until the answer is there.
#include <utility>

#include "sim/cmd/served_world.h"

namespace slsim {

bool ServedWorld::asks_external() const {
  const auto& calls = session_.external_calls();
  return external_ != nullptr && listens_ && !calls.empty() &&
         calls.back().number > external_asked_;
}

void ServedWorld::ask_external() {
  for (const ExternalCssm::Call& call : session_.external_calls()) {
    if (call.number <= external_asked_) continue;
    external_asked_ = call.number;
    external_->ask(call.request, [this, world = external_world_,
                                  number = call.number](Result<HttpResponse> answer) {
      thread_->post([this, world, number, answer = std::move(answer)] {
        if (world == external_world_) external_answered(number, answer);
        return WorldThread::Then{};
      });
    });
  }
}

void ServedWorld::external_answered(std::uint64_t number, const Result<HttpResponse>& answer) {
  log_.info("external answer",
            {{"call", std::to_string(number)},
             {"status", answer ? std::to_string(answer->status)
                               : std::string{word(answer.error().code).text()}}});
  session_.answer_external(number, answer);
  // The time that went by meanwhile is nobody's.
  if (!session_.held()) anchor();
}

/// Another session stands in the place of the one that asked.
void ServedWorld::forget_external() {
  ++external_world_;
  external_asked_ = 0;
}

}  // namespace slsim
