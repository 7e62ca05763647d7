// SPDX-License-Identifier: Apache-2.0
// CSSM where another program is it: what is asked of its hosts leaves the world as bytes, and what
// comes back enters it as a step, so that a world that is played again needs nobody. A value; who
// carries the bytes is the affair of whoever plays the world, and time stands meanwhile.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/kernel/context.h"

namespace slsim {

/// `world: cssm: external:` of a world whose file holds all answers.
inline constexpr std::string_view external_recorded = "recorded";

class ExternalCssm {
 public:
  struct Call {
    std::uint64_t number = 0;  ///< Counted from 1.
    HttpRequest request;
    ExchangeId exchange;
    bool passed_on = false;  ///< It was a call over HTTP; else a message of the product protocol.
  };

  void on_request(Context&, const RequestArrival&);
  /// Asked and not answered yet, in the order in which they were asked.
  [[nodiscard]] const std::vector<Call>& waiting() const { return waiting_; }
  /// What came of one of these: an answer, or a code of the network.
  Result<void> answer(Context&, std::uint64_t number, const Result<HttpResponse>& answer);

  template <class Archive>
  void persist(Archive& archive) {
    archive(asked_, waiting_);
  }

 private:
  std::uint64_t asked_ = 0;
  std::vector<Call> waiting_;
};

}  // namespace slsim
