// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/udi.h"

#include <fmt/format.h>

#include "sim/licensing/catalog.h"

namespace slsim {

Udi new_udi(Context& context, std::string_view box, Product product) {
  RandomStream& stream = context.chance(fmt::format("udi/{}", box));
  // Drawn one after the other: compilers differ in the order of arguments.
  const std::uint64_t second_half = stream.next();
  const std::uint64_t first_half = stream.next();
  const std::string uuid = fmt::format("{:016x}{:016x}", first_half, second_half);
  // The last five characters of the UUID are the SN in every published sample of Unified CM.
  return {std::string{pid_of(product)}, uuid.substr(uuid.size() - 5), uuid};
}

}  // namespace slsim
