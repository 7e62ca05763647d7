// SPDX-License-Identifier: Apache-2.0
// Whatever bytes come as a message of the product protocol, they are a message or a sentence; and
// what was read is written so that it reads back the same.
#include <cstddef>
#include <cstdint>

#include "core/agent/json.h"
#include "core/result/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (const auto request = slsim::decode_agent_request(bytes)) {
    const std::string written = slsim::encode_agent(*request);
    const auto again = slsim::decode_agent_request(written);
    CHECK(again.has_value() && slsim::encode_agent(*again) == written, "it reads back the same");
  }
  if (const auto reply = slsim::decode_agent_reply(bytes)) {
    const std::string written = slsim::encode_agent(*reply);
    CHECK(slsim::decode_agent_reply(written).has_value(), "it reads back");
  }
  return 0;
}
