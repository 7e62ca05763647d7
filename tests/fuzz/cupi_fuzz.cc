// SPDX-License-Identifier: Apache-2.0
// Whatever a client sends to Unity Connection's interface as a document: it is read or refused, and
// what was read says the same when it is printed and read again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/result/check.h"
#include "sim/ucapps/cuc/document.h"

namespace slsim {
namespace {

void read_and_print(std::string_view body, CupiFormat format) {
  const auto fields = read_cupi(body, format);
  if (!fields) {
    CHECK(!fields.error().empty(), "a refusal says why");
    return;
  }
  CupiElement root{"Document"};
  for (const auto& [name, value] : *fields) root.children.push_back({name, value});
  const std::string printed = print_cupi(root, CupiFormat::json);
  const auto again = read_cupi(printed, CupiFormat::json);
  CHECK(printed.size() > cupi_request_limit || again.has_value(), "what was printed can be read");
}

}  // namespace
}  // namespace slsim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body{reinterpret_cast<const char*>(data), size};
  slsim::read_and_print(body, slsim::CupiFormat::xml);
  slsim::read_and_print(body, slsim::CupiFormat::json);
  return 0;
}
