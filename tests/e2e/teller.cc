// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/teller.h"

#include <chrono>
#include <cstdlib>
#include <utility>

#include "live/http_client.h"

namespace slsim {

Teller::Teller(const std::string& admin, std::function<std::string(int)> step_of)
    : origin_{*parse_origin(admin)}, step_of_{std::move(step_of)} {
  thread_ = std::thread{[this] { work(); }};
}

Teller::~Teller() {
  stopping_ = true;
  thread_.join();
}

void Teller::work() {
  constexpr int accepted = 202;
  for (int turn = 0; !stopping_; ++turn) {
    const auto answer =
        fetch(origin_, {"POST", "/v1/do", {}, {{"Content-Type", "text/plain"}}, step_of_(turn)});
    if (answer && answer->status == accepted) ++begun_;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

int kills_wanted(int otherwise) {
  const char* text = std::getenv("SLSIM_KILLS");         // NOLINT(concurrency-mt-unsafe)
  return text == nullptr ? otherwise : std::atoi(text);  // NOLINT(cert-err34-c)
}

}  // namespace slsim
