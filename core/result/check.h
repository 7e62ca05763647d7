// SPDX-License-Identifier: Apache-2.0
// For states in which going on would be unsafe: CHECK is on in every build, prints where and what
// to stderr and aborts. What a person or a peer can cause is never a CHECK but a Problem.
#pragma once

namespace slsim {

/// Prints `file:line: CHECK failed: what (condition)` and aborts.
[[noreturn]] void check_failed(const char* file, int line, const char* condition, const char* what);

}  // namespace slsim

/// CHECK(to >= now_, "time does not go back"): `what` says what ought to hold.
#define CHECK(condition, what) \
  ((condition) ? static_cast<void>(0) : ::slsim::check_failed(__FILE__, __LINE__, #condition, what))
