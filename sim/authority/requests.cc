// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/requests.h"

#include <algorithm>

namespace slsim {

Word word(AccessLevel level) {
  return level == AccessLevel::public_access ? "public"_w : "private"_w;
}

Word word(Precedence precedence) {
  return precedence == Precedence::longest_term_first ? "longest_term_first"_w
                                                      : "longest_term_last"_w;
}

std::size_t TransferReport::failed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(lines, [](const auto& line) { return line.has_value(); }));
}

std::string_view status_text(const LicenseRow& row) {
  return row.in_compliance ? "In Compliance" : "Out Of Compliance";
}

}  // namespace slsim
