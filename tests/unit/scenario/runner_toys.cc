// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scenario/runner_toys.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/result/check.h"

namespace slsim {
namespace {

constexpr std::string_view class_words[] = {"token_expired", "not_found"};

Outcome give(World&, const Target&, const Arguments& arguments) {
  if (arguments.text("value") != "nothing") return arguments.at("value");
  return Refusal{{ProblemCode::not_found, "has nothing to give"}, 404, ""};
}

Outcome refuse_it(World&, const Target&, const Arguments& arguments) {
  const bool expired = arguments.text("class") == "token_expired";
  return Refusal{{expired ? ProblemCode::token_expired : ProblemCode::not_found,
                  arguments.text_or("text", "")},
                 static_cast<int>(arguments.number_or("http", 0)),
                 arguments.text_or("code", "")};
}

Outcome note(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  context.record(Level::change, "noted"_w, {{"word"_w, context.intern(arguments.text("word"))}});
  return Value{};
}

Outcome say(World&, const Target&, const Arguments& arguments) {
  if (arguments.text("text") == "nothing") {
    return Refusal{{ProblemCode::not_found, "has nothing to say"}, 404, ""};
  }
  return Value{arguments.text("text")};
}

Outcome damage(World& world, const Target&, const Arguments&) {
  // No verb can: that is what the invariant says.
  ++const_cast<AuthorityState&>(world.cssm().state()).instances.count;  // NOLINT
  return Value{};
}

Value noted(const World& world, const Target& target) {
  const auto events = world.journal().recent(target.actor);
  if (events.empty()) return {};
  return world.journal().names().text(events.back().fields[0].value.name());
}

Value age(const World& world, const Target&) { return world.now() - world.plan().start; }

constexpr Argument give_arguments[] = {{"value", Type::text(), "What.", Need::required}};
constexpr Argument refuse_arguments[] = {{"class", Type::choice(class_words), "As what."},
                                         {"http", Type::number(), "Status."},
                                         {"code", Type::text(), "Code."},
                                         {"text", Type::text(), "Why."}};
constexpr Argument word_arguments[] = {{"word", Type::text(), "What.", Need::required}};
constexpr Argument say_arguments[] = {{"text", Type::text(), "What.", Need::required}};
constexpr Argument damage_arguments[] = {{"really", Type::flag(), "Yes.", Need::required}};

constexpr Verb toy_verbs[] = {
    {"give", "Gives.", give_arguments, give, Type::text()},
    {"refuse", "Refuses.", refuse_arguments, refuse_it},
    {"note", "Notes.", word_arguments, note},
    {"say", "Says.", say_arguments, say, Type::text(), "says"},
    {"damage", "Breaks.", damage_arguments, damage},
};
constexpr Field toy_fields[] = {
    {"noted", Type::text(), "The last word noted.", noted},
    {"age", Type::duration(), "Since the start.", age},
};

std::span<const ActorKind> toy_kinds() {
  static const std::vector<ActorKind> kinds = [] {
    std::vector<ActorKind> copy(actor_kinds().begin(), actor_kinds().end());
    const auto outside = std::ranges::find(copy, "outside", &ActorKind::name);
    outside->verbs = toy_verbs;
    outside->fields = toy_fields;
    return copy;
  }();
  return kinds;
}

}  // namespace

const std::string_view small_world = R"(
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses: [{license: UCM_Enhanced, quantity: 10}]
            tokens: [{name: t1, expires: 30d}]
  clusters:
    - {name: cm1, product: cucm, version: "12.5", mode: enterprise, licenses: {UCM_Enhanced: 10}}
)";

std::string with_small_world(std::string_view rest) {
  return std::string{small_world} + std::string{rest};
}

std::vector<std::shared_ptr<const Plan>> load_toys(std::string_view text) {
  const FileReader no_files = [](const std::string&) -> Parsed<std::string> {
    return tl::make_unexpected("no such file");
  };
  Loaded loaded = load_scenario("toy.yaml", "slsim: 1\n" + std::string{text}, no_files,
                                {toy_kinds(), &world_shape()});
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  std::vector<std::shared_ptr<const Plan>> plans;
  for (Plan& plan : loaded.plans) plans.push_back(std::make_shared<const Plan>(std::move(plan)));
  return plans;
}

std::shared_ptr<const Plan> load_toy(std::string_view text) {
  const auto plans = load_toys(text);
  EXPECT_EQ(plans.size(), 1U);
  CHECK(!plans.empty(), "a toy without mistakes");
  return plans.front();
}

RunResult play_toy(std::string_view text, const RunOptions& options) {
  return run(load_toy(text), options);
}

std::vector<std::string> texts_of(const RunResult& result) {
  std::vector<std::string> texts;
  for (const Failure& failure : result.failures) texts.push_back(failure.text);
  return texts;
}

}  // namespace slsim
