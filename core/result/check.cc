// SPDX-License-Identifier: Apache-2.0
#include "core/result/check.h"

#include <cstdio>
#include <cstdlib>

namespace slsim {

void check_failed(const char* file, int line, const char* condition, const char* what) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s (%s)\n", file, line, what, condition);
  std::abort();
}

}  // namespace slsim
