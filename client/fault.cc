// SPDX-License-Identifier: Apache-2.0
#include "client/fault.h"

#include <algorithm>
#include <array>

namespace slsim {
namespace {

constexpr std::array faults{
#define MEDIATOR_CODE(code, text, advice) FaultInfo{FaultCode::code, #code, text, advice},
#include "client/codes.def"
#undef MEDIATOR_CODE
};

}  // namespace

std::span<const FaultInfo> all_faults() { return faults; }

const FaultInfo& info(FaultCode code) { return faults[static_cast<std::size_t>(code)]; }

std::optional<FaultCode> find_fault(std::string_view name) {
  const auto found = std::ranges::find(faults, name, &FaultInfo::name);
  if (found == faults.end()) return std::nullopt;
  return found->code;
}

std::string print(const Fault& fault) {
  const FaultInfo& about = info(fault.code);
  std::string text{about.name};
  text.append(" ").append(about.text);
  if (!fault.detail.empty()) text.append(": ").append(fault.detail);
  return text;
}

}  // namespace slsim
