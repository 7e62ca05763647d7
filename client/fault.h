// SPDX-License-Identifier: Apache-2.0
// What goes wrong, as a value with a published code: jobs show it, commands end with it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace slsim {

enum class FaultCode : std::uint8_t {
#define MEDIATOR_CODE(code, ...) code,
#include "client/codes.def"
#undef MEDIATOR_CODE
};

struct FaultInfo {
  FaultCode code;
  std::string_view name;    ///< `CAA1048`
  std::string_view text;    ///< As published.
  std::string_view advice;  ///< What to do about it.
};
[[nodiscard]] std::span<const FaultInfo> all_faults();
[[nodiscard]] const FaultInfo& info(FaultCode code);
[[nodiscard]] std::optional<FaultCode> find_fault(std::string_view name);

struct Fault {
  FaultCode code;
  std::string detail;  ///< What was said and by whom. Never a secret.
  bool operator==(const Fault&) const = default;
};
/// `CAA1048 Product Registration Token is either …: detail`
[[nodiscard]] std::string print(const Fault& fault);

template <class T>
using OrFault = tl::expected<T, Fault>;

[[nodiscard]] inline tl::unexpected<Fault> fail(FaultCode code, std::string detail = {}) {
  return tl::make_unexpected(Fault{code, std::move(detail)});
}

}  // namespace slsim
