// SPDX-License-Identifier: Apache-2.0
// What became of one case: the verdict, and for each thing that went wrong what a person needs to
// see why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/journal/journal.h"
#include "core/time/instant.h"
#include "sim/scenario/plan.h"

namespace slsim {

/// A field, a reading or an outcome that was not as expected. Texts of several lines are as the
/// actor gave them.
struct Mismatch {
  std::string what;  ///< `authorization`, `cli: show license all`; empty: the step itself.
  std::string expected;
  std::string actual;
  bool operator==(const Mismatch&) const = default;
};

/// What a window saw, from that instant on.
struct Sighting {
  Instant from;
  std::string text;
  bool operator==(const Sighting&) const = default;
};

struct Failure {
  enum class Kind : std::uint8_t {
    step,         ///< It was refused and should not have been, or the other way round.
    expectation,  ///< It did not come true.
    golden,       ///< The journal differs from the one that is kept.
    runaway,      ///< The world did not come to rest.
    unstable,     ///< Played again, the case went another way.
    invariant,    ///< A law of the simulator's own broke: a bug of ours.
  };

  Kind kind = Kind::expectation;
  Position position;  ///< In the file; of the case as a whole line 0.
  std::string text;   ///< `at 1d cm1: {authorization: authorized}`, or a sentence.
  Instant at;         ///< When it showed.
  std::vector<Mismatch> mismatches;
  std::vector<Sighting> seen;       ///< In a window that closed in vain: the last few changes.
  std::string excerpt;              ///< Lines that are shown as they are: what differs from what.
  std::string actor;                ///< Whose `recent` are; empty: nobody's.
  std::vector<std::string> recent;  ///< Its last changes and faults, oldest first.
};

[[nodiscard]] Word word(Failure::Kind kind);

enum class Verdict : std::uint8_t {
  passed,
  failed,  ///< An expectation, a golden, or a runaway that was stopped.
  broken,  ///< An invariant: nothing else that was seen can be trusted.
};

[[nodiscard]] Word word(Verdict verdict);

struct RunResult {
  std::string path;
  std::string name;  ///< Of the case; empty in a file without cases.
  std::uint64_t seed = 1;
  std::vector<Failure> failures;  ///< In the order in which they showed; the first thousand.
  std::size_t failures_left_out = 0;
  std::uint64_t digest = 0;
  Instant start;
  Instant end;  ///< How far it came.
  std::uint64_t events = 0;
  std::size_t steps = 0;           ///< That were played.
  std::size_t expectations = 0;    ///< That were judged.
  std::string golden;              ///< Of a plan that keeps one, what this run would keep.
  std::optional<Journal> journal;  ///< With all events; on request.

  [[nodiscard]] Verdict verdict() const;
  /// `path.yaml::case name`, or `path.yaml`.
  [[nodiscard]] std::string address() const { return name.empty() ? path : path + "::" + name; }
};

/// `40d (2026-02-14T08:00:00Z)`: an instant as files count it, and as a date.
[[nodiscard]] std::string print_offset(Instant at, Instant start);

}  // namespace slsim
