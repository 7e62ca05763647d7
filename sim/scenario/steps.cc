// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/time/text.h"

namespace slsim {
namespace {

/// More than this tells a reader nothing new.
constexpr std::size_t lines_shown = 8;

void add_missing(const Value& value, const Value::Map& results, std::vector<std::string>& missing) {
  switch (value.kind()) {
    case Value::Kind::result:
      if (!results.contains(value.result()) &&
          std::ranges::find(missing, value.result()) == missing.end()) {
        missing.push_back(value.result());
      }
      break;
    case Value::Kind::list:
      for (const Value& item : value.list()) add_missing(item, results, missing);
      break;
    case Value::Kind::map:
      for (const auto& [key, item] : value.map()) add_missing(item, results, missing);
      break;
    default:
      break;
  }
}

/// What `refused:` asks for.
std::string describe(const RefusedAs& refused) {
  std::string parts;
  if (refused.problem) parts = fmt::format("class: {}", word(*refused.problem).text());
  if (refused.http) parts = fmt::format("http: {}", *refused.http);
  if (refused.code) parts = fmt::format("code: {}", quote(*refused.code));
  if (refused.text) parts += fmt::format(", text: {}", refused.text->describe());
  return "{" + parts + "}";
}

bool fits(const RefusedAs& wanted, const Refusal& refusal) {
  return (!wanted.problem || *wanted.problem == refusal.problem.code) &&
         (!wanted.http || *wanted.http == refusal.http) &&
         (!wanted.code || *wanted.code == refusal.code) &&
         (!wanted.text || wanted.text->holds(refusal.problem.detail));
}

/// What is wrong with the outcome, if anything is.
std::optional<Mismatch> judge(const Step& step, const Outcome& outcome) {
  const auto* refusal = std::get_if<Refusal>(&outcome);
  if (refusal == nullptr) {
    if (!step.refused) return {};
    return Mismatch{"", "refused as " + describe(*step.refused), "it was not refused"};
  }
  const std::string actual = "refused as " + describe(*refusal);
  if (!step.refused) return Mismatch{"", "not refused", actual};
  if (fits(*step.refused, *refusal)) return {};
  return Mismatch{"", "refused as " + describe(*step.refused), actual};
}

Failure failure_of(const World& world, const Turn& turn, Mismatch mismatch) {
  const Plan& plan = world.plan();
  const Step& step = plan.steps[turn.step];
  Failure failure;
  failure.kind = Failure::Kind::step;
  failure.position = step.position;
  failure.text = fmt::format("at {} {}", print(turn.at - plan.start), step.text);
  failure.at = world.now();
  failure.mismatches.push_back(std::move(mismatch));
  failure.actor = world.journal().actor_name(step.target.actor);
  failure.recent = recent_lines(world, step.target.actor);
  return failure;
}

}  // namespace

Instant Steps::next_at() const {
  return next_ < plan_->turns.size() ? plan_->turns[next_].at : never;
}

void Steps::play(World& world, std::vector<Failure>& failures) {
  bool more = true;
  while (more && next_at() <= world.now()) {
    more = !plan_->settled;
    const Turn& turn = plan_->turns[next_++];
    const Step& step = plan_->steps[turn.step];
    const std::vector<std::string> missing = missing_results(step.arguments.values(), results_);
    if (!missing.empty()) {
      failures.push_back(failure_of(
          world, turn,
          {"$" + missing.front(), "what an earlier step kept with `as:`",
           "not known yet: that step failed or has no result so far; a later `at:` may help"}));
      continue;
    }
    end(world, turn, step.verb->run(world, step.target, step.arguments.with_results(results_)),
        failures);
  }
}

void Steps::end(const World& world, const Turn& turn, const Outcome& outcome,
                std::vector<Failure>& failures) {
  if (const auto* ticket = std::get_if<Ticket>(&outcome)) {
    waiting_.push_back({turn, *ticket});
    return;
  }
  const Step& step = plan_->steps[turn.step];
  if (auto mismatch = judge(step, outcome)) {
    failures.push_back(failure_of(world, turn, std::move(*mismatch)));
  }
  if (const auto* value = std::get_if<Value>(&outcome); value != nullptr && !step.as.empty()) {
    results_.insert_or_assign(step.as, *value);
  }
}

void Steps::collect(World& world, std::vector<Failure>& failures) {
  if (waiting_.empty()) return;
  for (const Waiting& waiting : std::exchange(waiting_, {})) {
    if (const auto outcome = world.collect(waiting.ticket)) {
      end(world, waiting.turn, *outcome, failures);
    } else {
      waiting_.push_back(waiting);
    }
  }
}

void Steps::give_up(const World& world, std::vector<Failure>& failures) {
  for (const Waiting& waiting : std::exchange(waiting_, {})) {
    const Step& step = plan_->steps[waiting.turn.step];
    const std::string open = world.kernel().network.describe_open(world.kernel());
    failures.push_back(failure_of(
        world, waiting.turn,
        {"", step.refused ? "refused as " + describe(*step.refused) : "done by the end of the run",
         open.empty() ? "still without an outcome" : "still waits for: " + open}));
  }
}

std::string describe(const Refusal& refusal) {
  std::string text = fmt::format("{{class: {}", word(refusal.problem.code).text());
  if (refusal.http != 0) text += fmt::format(", http: {}", refusal.http);
  if (!refusal.code.empty()) text += fmt::format(", code: {}", quote(refusal.code));
  text += "}";
  return refusal.problem.detail.empty() ? text : text + ": " + refusal.problem.detail;
}

std::vector<std::string> missing_results(const Value& value, const Value::Map& results) {
  std::vector<std::string> missing;
  add_missing(value, results, missing);
  return missing;
}

std::vector<std::string> recent_lines(const World& world, ActorId actor) {
  const std::vector<Event> events = world.journal().recent(actor);
  std::vector<std::string> lines;
  const std::size_t first = events.size() > lines_shown ? events.size() - lines_shown : 0;
  for (std::size_t i = first; i < events.size(); ++i) {
    lines.push_back(world.journal().print(events[i]));
  }
  return lines;
}

}  // namespace slsim
