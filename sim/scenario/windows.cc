// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/time/text.h"
#include "sim/scenario/steps.h"

namespace slsim {
namespace {

using When = Expectation::When;

/// Of a window the last changes say most.
constexpr std::size_t sightings_kept = 6;

/// The last instant at which the expectation is looked at.
Instant last_look(const Expectation& expectation) {
  const bool end_excluded = expectation.when == When::always || expectation.when == When::not_once;
  return end_excluded ? expectation.to - milliseconds(1) : expectation.to;
}

void add_missing(const Matcher& matcher, const Value::Map& results,
                 std::vector<std::string>& missing) {
  for (std::string& name : missing_results(matcher.value, results)) {
    missing.push_back(std::move(name));
  }
  for (const Matcher& part : matcher.parts) add_missing(part, results, missing);
}

/// Names of results in what the expectation wants that `results` lacks.
std::vector<std::string> missing_names(const Expectation& expectation, const Value::Map& results) {
  std::vector<std::string> missing;
  for (const FieldTest& test : expectation.fields) add_missing(test.matcher, results, missing);
  for (const ReadingTest& test : expectation.readings) {
    add_missing(test.matcher, results, missing);
    for (std::string& name : missing_results(test.arguments.values(), results)) {
      missing.push_back(std::move(name));
    }
  }
  return missing;
}

/// The answer, or the refusal.
Outcome read(World& world, const Expectation& expectation, const ReadingTest& test,
             const Value::Map& results) {
  Outcome outcome = test.verb->run(world, expectation.target, test.arguments.with_results(results));
  const auto* ticket = std::get_if<Ticket>(&outcome);
  if (ticket == nullptr) return outcome;
  if (!world.play_instant()) {
    if (auto collected = world.collect(*ticket)) return *collected;
  }
  return Refusal{{ProblemCode::timed_out, "no answer at this instant"}, 0, ""};
}

std::string shown(const Value& value) {
  const bool lines =
      value.kind() == Value::Kind::text && value.text().find('\n') != std::string::npos;
  return lines ? value.text() : print(value);
}

/// `cli: show license all`
std::string name_of(const ReadingTest& test) {
  const Argument* main = test.verb->main_argument();
  std::string name{test.verb->name};
  if (main == nullptr) return name;
  const Value* value = test.arguments.find(main->name);
  return value == nullptr ? name : name + ": " + print(*value);
}

/// `nothing; there are va-1, va-2` of a key that is not there.
std::string not_there(const Value::Map& map) {
  std::string keys;
  for (const auto& [key, value] : map) keys += (keys.empty() ? "" : ", ") + quote(key);
  return keys.empty() ? "nothing" : "nothing; there is " + keys;
}

/// What does not hold, down to the keys and entries that do not: `virtual_accounts.va-1.in_use`.
void add_mismatches(const std::string& what, const Matcher& matcher, const Value& actual,
                    std::vector<Mismatch>& mismatches) {
  if (matcher.kind == Matcher::Kind::entries && actual.kind() == Value::Kind::map) {
    for (std::size_t i = 0; i < matcher.parts.size(); ++i) {
      const Value* entry = actual.find(matcher.keys[i]);
      const std::string name = what + "." + quote(matcher.keys[i]);
      if (entry != nullptr) {
        add_mismatches(name, matcher.parts[i], *entry, mismatches);
      } else if (!matcher.parts[i].holds({})) {
        mismatches.push_back({name, matcher.parts[i].describe(), not_there(actual.map())});
      }
    }
  } else if (!matcher.holds(actual)) {
    mismatches.push_back({what, matcher.describe(), shown(actual)});
  }
}

}  // namespace

Windows::Windows(const Plan& plan) : plan_{&plan} {
  for (std::uint32_t i = 0; i < plan.expectations.size(); ++i) {
    coming_.push_back(i);
    edges_.push_back(plan.expectations[i].from);
    edges_.push_back(std::max(plan.expectations[i].from, last_look(plan.expectations[i])));
  }
  std::ranges::stable_sort(coming_, {}, [&](std::uint32_t i) { return plan.expectations[i].from; });
  std::ranges::sort(edges_);
  const auto repeated = std::ranges::unique(edges_);
  edges_.erase(repeated.begin(), repeated.end());
}

Instant Windows::next_edge(Instant now) {
  while (next_edge_ < edges_.size() && edges_[next_edge_] <= now) ++next_edge_;
  return next_edge_ < edges_.size() ? edges_[next_edge_] : never;
}

void Windows::open_due(Instant now) {
  const auto uses_results = [](const Expectation& expectation) {
    return !missing_names(expectation, {}).empty();
  };
  bool opened = false;
  for (; next_ < coming_.size(); ++next_, opened = true) {
    const std::uint32_t index = coming_[next_];
    const Expectation& expectation = plan_->expectations[index];
    if (expectation.from > now) break;
    open_.push_back({index, uses_results(expectation), {}, {}});
  }
  if (opened) std::ranges::sort(open_, {}, &Open::index);
}

void Windows::look(World& world, const Value::Map& results, std::vector<Failure>& failures) {
  open_due(world.now());
  if (open_.empty()) return;
  std::erase_if(open_, [&](Open& open) {
    const State state = judge(open, world, results);
    if (state == State::failed) failures.push_back(failure_of(open, world, results));
    if (state != State::open) ++judged_;
    return state != State::open;
  });
}

void Windows::see(Open& open, World& world, const Value::Map& results) const {
  const Expectation& expectation = plan_->expectations[open.index];
  const auto holds = [&](const Matcher& matcher, const Value& value) {
    return open.uses_results ? matcher.with_results(results).holds(value) : matcher.holds(value);
  };
  std::vector<Sight> sights;
  sights.reserve(expectation.fields.size() + expectation.readings.size());
  for (const FieldTest& test : expectation.fields) {
    const Value value = test.field->read(world, expectation.target);
    sights.push_back({value, holds(test.matcher, value)});
  }
  for (const ReadingTest& test : expectation.readings) {
    const Outcome outcome = read(world, expectation, test, results);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
      sights.push_back({"refused as " + describe(*refusal), false, true});
    } else {
      const auto& value = std::get<Value>(outcome);
      sights.push_back({value, holds(test.matcher, value)});
    }
  }
  const bool changed = !std::ranges::equal(sights, open.sights, {}, &Sight::value, &Sight::value);
  open.sights = std::move(sights);
  if (!changed || expectation.when != When::within) return;
  std::string text;
  for (const Sight& sight : open.sights) text += (text.empty() ? "" : ", ") + print(sight.value);
  open.seen.push_back({world.now(), std::move(text)});
  if (open.seen.size() > sightings_kept) open.seen.erase(open.seen.begin());
}

Windows::State Windows::judge(Open& open, World& world, const Value::Map& results) const {
  const Expectation& expectation = plan_->expectations[open.index];
  // An `always` or `never` over no instant at all.
  if (last_look(expectation) < expectation.from) return State::kept;
  if (open.uses_results && !missing_names(expectation, results).empty()) return State::failed;
  see(open, world, results);
  const bool holds = std::ranges::all_of(open.sights, &Sight::holds);
  const bool last = world.now() >= last_look(expectation);
  switch (expectation.when) {
    case When::at:
      return holds ? State::kept : State::failed;
    case When::within:
      if (holds) return State::kept;
      return last ? State::failed : State::open;
    case When::always:
      if (!holds) return State::failed;
      break;
    case When::not_once:
      if (holds) return State::failed;
      break;
  }
  return last ? State::kept : State::open;
}

Failure Windows::failure_of(Open& open, const World& world, const Value::Map& results) const {
  const Expectation& expectation = plan_->expectations[open.index];
  Failure failure;
  failure.kind = Failure::Kind::expectation;
  failure.position = expectation.position;
  failure.text = print_when(expectation, plan_->start) + " " + expectation.text;
  failure.at = world.now();
  failure.actor = world.journal().actor_name(expectation.target.actor);
  failure.recent = recent_lines(world, expectation.target.actor);
  if (open.seen.size() > 1) failure.seen = std::move(open.seen);
  for (const std::string& name : missing_names(expectation, results)) {
    failure.mismatches.push_back({"$" + name, "what an earlier step kept with `as:`",
                                  "not known: that step failed or has no result so far"});
  }
  if (!failure.mismatches.empty()) return failure;
  const bool forbidden = expectation.when == When::not_once;
  const std::size_t fields = expectation.fields.size();
  for (std::size_t i = 0; i < open.sights.size(); ++i) {
    const Sight& sight = open.sights[i];
    if (sight.holds != forbidden) continue;
    const bool field = i < fields;
    const Matcher& plain =
        field ? expectation.fields[i].matcher : expectation.readings[i - fields].matcher;
    const Matcher wanted = open.uses_results ? plain.with_results(results) : plain;
    const std::string what = field ? std::string{expectation.fields[i].field->name}
                                   : name_of(expectation.readings[i - fields]);
    if (forbidden) {
      failure.mismatches.push_back({what, "never " + wanted.describe(), shown(sight.value)});
    } else if (sight.refused) {
      failure.mismatches.push_back({what, wanted.describe(), shown(sight.value)});
    } else {
      add_mismatches(what, wanted, sight.value, failure.mismatches);
    }
  }
  return failure;
}

std::string print_when(const Expectation& expectation, Instant start) {
  const std::string from = print(expectation.from - start);
  const std::string to = print(expectation.to - start);
  switch (expectation.when) {
    case When::at:
      return "at " + from;
    case When::within:
      return fmt::format("within [{}, {}]", from, to);
    case When::always:
      return fmt::format("always [{}, {}]", from, to);
    case When::not_once:
      break;
  }
  return fmt::format("never [{}, {}]", from, to);
}

}  // namespace slsim
