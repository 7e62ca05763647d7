// SPDX-License-Identifier: Apache-2.0
#include "core/journal/names.h"

namespace slsim {

NameId Names::intern(std::string_view text) {
  const auto found = index_.find(text);
  if (found != index_.end()) return {found->second};
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  hashes_.push_back(stable_hash(text));
  index_.emplace(text, id);
  return {id};
}

}  // namespace slsim
