// SPDX-License-Identifier: Apache-2.0
// Whatever stands in a file that somebody carries between a satellite and the cloud: it is read or
// refused, and what was read is written so that it reads back the same. Signatures are made good
// here, since nothing gets far behind a bad one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/agent/sync_file.h"
#include "core/agent/sync_text.h"
#include "core/result/check.h"

namespace slsim {
namespace {

constexpr std::string_view key = satellite_product_key;

void read_all(std::string_view file) {
  (void)registration_in(file);
  if (const auto registration = read_registration_file(file)) {
    const std::string written = write_file(*registration);
    CHECK(read_registration_file(written).has_value(), "a registration reads back");
  }
  if (const auto authorization = read_authorization_file(file)) {
    const std::string written = write_file(*authorization);
    CHECK(read_authorization_file(written).has_value(), "an authorization reads back");
  }
  if (const auto request = read_request_file(file, key)) {
    const std::string written = write_file(*request, key);
    const auto again = read_request_file(written, key);
    CHECK(again.has_value() && write_file(*again, key) == written, "a request reads back");
  }
  if (const auto reply = read_response_file(file, key)) {
    const std::string written = write_file(*reply, key);
    const auto again = read_response_file(written, key);
    CHECK(again.has_value() && write_file(*again, key) == written, "a response reads back");
  }
}

}  // namespace
}  // namespace slsim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  slsim::read_all(bytes);
  slsim::read_all(slsim::SyncWriter{bytes}.signed_by(slsim::key));
  return 0;
}
