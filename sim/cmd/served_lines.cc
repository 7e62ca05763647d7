// SPDX-License-Identifier: Apache-2.0
// Command lines of a served world.
#include <future>
#include <utility>

#include "sim/cmd/served_world.h"

namespace slsim {
namespace {

CliAnswer gone() {
  return {{}, Problem{ProblemCode::powered_off, "the world that was asked is no more"}};
}

}  // namespace

bool ServedWorld::logs_in(const std::string& node, const BasicLogin& login) {
  bool in = false;
  thread_->call([&] { in = session_.logs_in(node, login); });
  log_.info("login", {{"host", node}, {"user", login.user}, {"admitted", in ? "yes" : "no"}});
  return in;
}

std::optional<CliAnswer> ServedWorld::look_up(const std::string& node, const TypedLine& typed) {
  std::optional<CliAnswer> answer = gone();
  thread_->call([&] {
    follow_wall();
    answer = session_.look_up(node, typed);
  });
  return answer;
}

CliAnswer ServedWorld::type(const std::string& node, const TypedLine& typed) {
  auto promise = std::make_shared<std::promise<CliAnswer>>();
  std::future<CliAnswer> answer = promise->get_future();
  thread_->post([this, node, typed, promise]() -> WorldThread::Then {
    follow_wall();
    log_.info("typed", {{"host", node}});
    const Session::Typed begun = session_.type(node, typed);
    if (!begun.answer) {
      lines_.push_back({begun.number, promise});
      return {};
    }
    return [promise, text = *begun.answer] { promise->set_value(text); };
  });
  promise.reset();
  // When the world ends before the answer, the promise goes with it.
  try {
    return answer.get();
  } catch (const std::future_error&) {
    return gone();
  }
}

void ServedWorld::collect_lines() {
  std::erase_if(lines_, [&](const OpenLine& open) {
    const auto answer = session_.typed(open.number);
    if (answer) open.answer->set_value(*answer);
    return answer.has_value();
  });
}

void ServedWorld::let_lines_go() {
  for (const OpenLine& open : std::exchange(lines_, {})) open.answer->set_value(gone());
}

}  // namespace slsim
