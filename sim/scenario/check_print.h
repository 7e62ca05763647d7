// SPDX-License-Identifier: Apache-2.0
// What `slsim check --print` shows: each case of a file after includes, patches and the case's
// values, as YAML that loads again to the same plan, with the place where each line came from.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/include.h"
#include "sim/scenario/registry.h"
#include "sim/scenario/yaml.h"

namespace slsim {

/// REQUIRES: load_scenario finds no mistake in it. All cases, or the one named `only`.
[[nodiscard]] std::string print_merged(const std::string& path, std::string_view text,
                                       const FileReader& read, const Registry& registry,
                                       std::string_view only = {});

/// What a case begins with: seed, start, settings and world, without steps, expectations and
/// places. REQUIRES: as above; the file has one case, or `only` names one.
[[nodiscard]] std::string print_setup(const std::string& path, std::string_view text,
                                      const FileReader& read, const Registry& registry,
                                      std::string_view only = {});

/// A map's entries as YAML, a line each.
[[nodiscard]] std::string print_tree(const Node& map);

}  // namespace slsim
