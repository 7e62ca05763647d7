// SPDX-License-Identifier: Apache-2.0
// One case of a scenario file, typed and checked: everything that a world needs to be built, played
// and judged. No YAML is left in it and all times are instants; verbs, fields and kinds point into
// the registry's tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/journal/event.h"
#include "core/result/problem.h"
#include "core/settings/settings.h"
#include "core/time/instant.h"
#include "sim/scenario/arguments.h"
#include "sim/scenario/matchers.h"
#include "sim/scenario/registry.h"

namespace slsim {

/// Counted from 1, as editors do.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  auto operator<=>(const Position&) const = default;
};

/// An actor of the plan; its place in Plan::actors is its ActorId.
struct PlannedActor {
  std::string name;
  const ActorKind* kind = nullptr;
};

/// A setting that the file changes: for everybody, for a product, or for one actor. The narrowest
/// wins.
struct SettingAssignment {
  Setting setting{};
  std::int64_t value = 0;  ///< As Settings::set takes it.
  std::optional<Product> product;
  std::optional<ActorId> actor;
};

/// What a step's refusal must be: exactly one of the first three is given.
struct RefusedAs {
  std::optional<ProblemCode> problem;
  std::optional<int> http;
  std::optional<std::string> code;
  std::optional<Matcher> text;  ///< Of the problem's detail.
};

struct Step {
  Position position;
  std::string text;  ///< `cm1: {register: t1}`, on one line, with the case's values in place.
  Target target;
  const ActorKind* kind = nullptr;  ///< The target's; of `cm1/sub1` that of subscribers.
  const Verb* verb = nullptr;
  Arguments arguments;
  std::optional<RefusedAs> refused;
  std::string as;  ///< The name under which its result is kept; empty: it is not.
};

/// A step at one of its times (`every`, `times`).
struct Turn {
  Instant at;
  std::uint32_t step = 0;   ///< In Plan::steps.
  std::uint32_t round = 0;  ///< Counted from 0.
};

struct FieldTest {
  Position position;
  const Field* field = nullptr;
  Matcher matcher;
};

/// A reading verb in an expectation, and what its answer must be.
struct ReadingTest {
  Position position;
  const Verb* verb = nullptr;
  Arguments arguments;
  Matcher matcher;
};

struct Expectation {
  enum class When : std::uint8_t {
    at,        ///< At `from`, after everything that happens at that instant.
    within,    ///< At some instant from `from` to `to`, both included.
    always,    ///< At every instant from `from` up to but without `to`.
    not_once,  ///< `never:`: at none of these.
  };

  Position position;
  std::string
      text;  ///< `cm1: {registration: registered}`, on one line, with the case's values in place.
  When when = When::at;
  Instant from;
  Instant to;  ///< Of `at` the same as `from`.
  Target target;
  const ActorKind* kind = nullptr;
  // All of these hold at once.
  std::vector<FieldTest> fields;
  std::vector<ReadingTest> readings;
};

struct Plan {
  std::string path;
  std::string name;  ///< Of the case; empty in a file without cases.
  std::int64_t version = 1;
  std::uint64_t seed = 1;
  Instant start;
  Instant end;
  bool golden = false;
  bool settled = false;  ///< Each step begins after everything due at its instant has happened.
  std::vector<SettingAssignment> settings;  ///< Widest first: file, products, actors.
  Arguments world;                          ///< By the registry's world.
  /// Where the file says that CSSM is another program, which only a live server can reach.
  std::optional<Position> external = {};
  std::vector<PlannedActor> actors;
  std::vector<Step> steps;                ///< In the order of the file.
  std::vector<Turn> turns;                ///< In the order of play.
  std::vector<Expectation> expectations;  ///< In the order of the file.

  /// `path.yaml::case name`, or `path.yaml`.
  [[nodiscard]] std::string address() const { return name.empty() ? path : path + "::" + name; }
  [[nodiscard]] std::optional<ActorId> find_actor(std::string_view actor) const;
};

}  // namespace slsim
