// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/packages.h"

namespace slsim {
namespace {

struct Package {
  std::string_view beginning;  ///< Of its file name: endings differ by release.
  std::span<const std::string_view> roots;
};

constexpr std::string_view present_root[] = {"identrust_commercial_root_ca_1"};
constexpr Package packages[] = {
    {"ciscocm.slm_quovadis_rootCA_decommission_v1.0.", {}},
    {"ciscocm.slm_quovadis_rootCA_decommission_v1.1.", present_root},
};

}  // namespace

std::span<const std::string_view> roots_of_package(std::string_view package) {
  for (const Package& known : packages) {
    if (package.starts_with(known.beginning)) return known.roots;
  }
  return {};
}

}  // namespace slsim
