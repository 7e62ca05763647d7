// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/runner_result.h"

#include <algorithm>

#include "core/time/text.h"

namespace slsim {

Word word(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::step:
      return "step"_w;
    case Failure::Kind::expectation:
      return "expectation"_w;
    case Failure::Kind::golden:
      return "golden"_w;
    case Failure::Kind::runaway:
      return "runaway"_w;
    case Failure::Kind::unstable:
      return "unstable"_w;
    case Failure::Kind::invariant:
      break;
  }
  return "invariant"_w;
}

Word word(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed"_w;
    case Verdict::failed:
      return "failed"_w;
    case Verdict::broken:
      break;
  }
  return "broken"_w;
}

Verdict RunResult::verdict() const {
  if (failures.empty()) return Verdict::passed;
  const bool broken = std::ranges::any_of(failures, [](const Failure& failure) {
    return failure.kind == Failure::Kind::invariant || failure.kind == Failure::Kind::unstable;
  });
  return broken ? Verdict::broken : Verdict::failed;
}

std::string print_offset(Instant at, Instant start) {
  return print(at - start) + " (" + print(at) + ")";
}

}  // namespace slsim
