// SPDX-License-Identifier: Apache-2.0
// Steps that are given one at a time, to a world that is there already: each knows what the world
// and the steps before it have named, and misspelled words get the hints that files get.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/text.h"
#include "sim/scenario/loader_case.h"

namespace slsim {

class StepLoader {
 public:
  /// `setup` is a scenario without cases and includes. REQUIRES: it loads without a mistake, and
  /// the registry's tables outlive this.
  StepLoader(std::string_view setup, Instant start, const Registry& registry);

  /// `cm1: {register: t1}`, with `as: name` if its result is to be kept, at `now`; or everything
  /// that is wrong with it, a line each.
  [[nodiscard]] Parsed<Step> read(std::string_view text, Instant now);
  /// How many names the world and all steps have given to things and results.
  [[nodiscard]] std::size_t names() const { return known_.names.count() + known_.kept.size(); }

 private:
  /// What is known so far: the parts of a CaseContext that last.
  struct Known {
    GivenNames names;
    std::map<std::string, Kept, std::less<>> kept;
    std::vector<PlannedActor> actors;
    std::map<std::string, std::uint32_t, std::less<>> actor_index;
    std::set<std::string, std::less<>> hosts;
    bool external = false;
  };
  [[nodiscard]] CaseContext lend(Mistakes& mistakes);
  void take_back(CaseContext&& context);

  Registry registry_;
  Instant start_;
  Case no_case_;
  std::vector<std::string> paths_{"do"};
  Known known_;
};

}  // namespace slsim
