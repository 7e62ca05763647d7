// SPDX-License-Identifier: Apache-2.0
// For building worlds: what the loader has checked cannot be refused. If it is, the tables and the
// service disagree, and the program ends.
#pragma once

#include <type_traits>
#include <utility>

#include "core/result/check.h"
#include "core/result/problem.h"

namespace slsim {

template <class T>
T expect(Result<T> result) {
  CHECK(result.has_value(), result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace slsim
