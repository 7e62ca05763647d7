// SPDX-License-Identifier: Apache-2.0
// The expectations of a plan as it is played. A window is looked at when it opens, when it closes
// and at every instant at which anything happens in between; a field that moves with time alone
// (days that are left) is therefore seen at those instants only. `always` and `never` close one
// millisecond before their end, which does not belong to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/scenario/runner_result.h"
#include "sim/scenario/world.h"

namespace slsim {

class Windows {
 public:
  /// REQUIRES: `plan` outlives this.
  explicit Windows(const Plan& plan);

  /// The first instant after `now` at which a window opens or closes; `never` after the last.
  [[nodiscard]] Instant next_edge(Instant now);
  /// Whether every instant at which something happens has to be looked at.
  [[nodiscard]] bool any_open() const { return !open_.empty(); }
  /// Looks at everything that has to be looked at now. Called when all that happens at this instant
  /// has happened, for each instant that is an edge or at which something happened in a window.
  void look(World& world, const Value::Map& results, std::vector<Failure>& failures);
  /// How many have been decided.
  [[nodiscard]] std::size_t judged() const { return judged_; }

 private:
  /// What one field or reading showed.
  struct Sight {
    Value value;  // Of a refused reading the refusal, as text.
    bool holds = false;
    bool refused = false;
  };
  /// An expectation while it is open.
  struct Open {
    std::uint32_t index;  // In Plan::expectations.
    bool uses_results;
    std::vector<Sight> sights;  // Of its fields, then of its readings.
    std::vector<Sighting> seen;
  };
  enum class State : std::uint8_t { open, kept, failed };

  void open_due(Instant now);
  [[nodiscard]] State judge(Open& open, World& world, const Value::Map& results) const;
  void see(Open& open, World& world, const Value::Map& results) const;
  [[nodiscard]] Failure failure_of(Open& open, const World& world, const Value::Map& results) const;

  const Plan* plan_;
  std::vector<Instant> edges_;         // Sorted, each once.
  std::vector<std::uint32_t> coming_;  // By `from`, then by place in the file; from next_ on.
  std::size_t next_edge_ = 0;
  std::size_t next_ = 0;
  std::vector<Open> open_;  // By place in the file.
  std::size_t judged_ = 0;
};

/// `at 40d`, `within [2d, 2d12h]`, counted from the start.
[[nodiscard]] std::string print_when(const Expectation& expectation, Instant start);

}  // namespace slsim
