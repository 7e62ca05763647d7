// SPDX-License-Identifier: Apache-2.0
// Whatever an administrator types as a code of a reservation: it is read or refused, and what was
// read is written so that it reads back the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/result/check.h"
#include "sim/licensing/reservation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const slsim::Udi device{"UCM", "0beef", "0123456789abcdef0123456789a0beef"};
  if (const auto grant = slsim::read_authorization_code(text, device)) {
    const auto again = slsim::read_authorization_code(slsim::authorization_code(*grant), device);
    CHECK(again && *again == *grant, "an authorization code reads back");
  }
  if (const auto asks = slsim::read_request_code(text)) {
    CHECK(!asks->pid.empty() && !asks->sn.empty(), "a request code names a device");
  }
  return 0;
}
