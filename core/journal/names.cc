// SPDX-License-Identifier: Apache-2.0
#include "core/journal/names.h"

namespace slsim {

NameId Names::intern(std::string_view text) {
  const auto found = index_.find(text);
  if (found != index_.end()) return {found->second};
  const auto id = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({std::string{text}, stable_hash(text)});
  index_.emplace(text, id);
  return {id};
}

}  // namespace slsim
