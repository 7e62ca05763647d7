// SPDX-License-Identifier: Apache-2.0
// What is known while one case of a file is read, and the reading of values by their types. Every
// mistake is noted and reading goes on, so that all of them are found at once.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/cases.h"
#include "sim/scenario/loader_names.h"
#include "sim/scenario/plan.h"
#include "sim/scenario/times.h"

namespace slsim {

/// What a step keeps with `as:`.
struct Kept {
  Mark mark;
  std::size_t step = 0;
  const Verb* verb = nullptr;
};

/// That a step or an expectation needs what a step makes.
struct Use {
  Mark mark;
  std::string name;
  std::size_t maker = 0;  ///< A step.
};

struct CaseContext {
  const Registry& registry;
  const Case& given;
  std::span<const std::string> paths;
  std::span<const std::string_view> value_names;  ///< Of all cases.
  Mistakes& mistakes;

  Instant start{};
  const Instant* before = nullptr;  ///< The time of the step before.
  GivenNames names = {};
  std::map<const Node*, std::string> declared = {};  ///< Full names, by the scalar that gives them.
  std::map<std::string, Kept, std::less<>> kept = {};
  std::vector<PlannedActor> actors = {};
  std::map<std::string, std::uint32_t, std::less<>> actor_index = {};
  std::set<std::string, std::less<>> hosts = {};
  std::optional<ActorId> owner = {};  ///< Whose section of the world is being read.
  std::vector<SettingAssignment> settings = {};
  std::vector<Use> uses = {};  ///< Of the step or expectation that is being read.
  std::string_view told = {};  ///< The actor of the step or expectation that is being read.
  bool external = false;       ///< CSSM is another program, which knows its own names.

  /// Notes a mistake about `node`, naming the value of the case that stands there, if one does.
  void refuse(const Node& node, std::string why);
  [[nodiscard]] std::vector<std::string_view> actor_names() const;
};

class ValueReader {
 public:
  explicit ValueReader(CaseContext& context) : context_{context} {}

  /// What `node` says of `what`, which is of `type`. Absent, with a mistake noted, when it says
  /// something else.
  Value read(const Node& node, const Type& type, std::string_view what);
  /// A map with the keys of `table`; `what` is what it describes.
  Value read_map(const Node& map, std::span<const Argument> table, std::string_view what);
  /// `prefixed`: `cucm.name` may be told from `name`.
  void read_settings(const Node& map, bool prefixed);
  /// A time of a step or an expectation.
  std::optional<Instant> read_instant(const Node& node, TimeRules::Date date,
                                      std::string_view what);
  /// Whether the node is `$name` of a result that fits; notes a mistake when the name means
  /// nothing.
  std::optional<Value> read_result(const Node& node, const Type& type, std::string_view what);
  /// A key of a map by licence or by name, as it is in full; nothing when it means nothing.
  std::optional<std::string> read_key(const Entry& entry, const Type& type, std::string_view what);

  /// What is wrong with values that are each of their types, if the shape looks at that.
  void check_section(const Node& node, const Shape& shape, const Value& value);

 private:
  Value read_one(const Node& node, const Type& type, std::string_view what);
  Value read_list(const Node& node, const Type& type, std::string_view what);
  Value read_keyed(const Node& node, const Type& type, std::string_view what);
  Value read_flag(const Node& node, std::string_view what);
  Value read_number(const Node& node, const Type& type, std::string_view what);
  Value read_text(const Node& node, std::string_view what);
  std::optional<Instant> read_time_of(const Node& node, const TimeRules& rules,
                                      std::string_view what);
  Value read_time(const Node& node, const Type& type, std::string_view what);
  Value read_ratio(const Node& node, std::string_view what);
  Value read_word(const Node& node, std::span<const std::string_view> words, std::string_view what);
  Value read_reference(const Node& node, const Type& type, std::string_view what);
  Value read_own(const Node& node, const Type& type, std::string_view what);
  Value read_section(const Node& node, const Type& type, std::string_view what);
  Value read_anything(const Node& node, std::string_view what);
  Value expected(const Node& node, std::string_view what, std::string_view wanted);
  void read_setting(const Entry& entry, bool prefixed);
  void fill_in(const Node& map, std::span<const Argument> table, Value::Map& values,
               std::string_view what);

  CaseContext& context_;
};

/// What a type is called to a person: `a whole number from 1 to 65535`, `the name of a token`.
[[nodiscard]] std::string describe(const Type& type);
/// `virtual account` of virtual_account.
[[nodiscard]] std::string in_words(std::string_view identifier);
/// The keys of a licence catalog, as files spell them.
[[nodiscard]] std::span<const std::string_view> license_words();

}  // namespace slsim
