// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/loader_external.h"
#include "sim/scenario/loader_matchers.h"
#include "sim/scenario/loader_plan.h"
#include "sim/scenario/loader_step.h"

namespace slsim {
namespace {

using When = Expectation::When;

class ExpectationReader {
 public:
  ExpectationReader(CaseContext& context, Plan& plan)
      : context_{context}, plan_{plan}, reader_{context} {
    first_turn_.resize(plan.steps.size(), Instant::max());
    for (const Turn& turn : plan.turns) {
      first_turn_[turn.step] = std::min(first_turn_[turn.step], turn.at);
    }
  }

  void read(const Node& item) {
    if (item.kind != Node::Kind::map) {
      context_.refuse(item, fmt::format("an expectation is {}; expected a map such as {{at: 1d, "
                                        "cm1: {{registration: registered}}}}",
                                        shown(item)));
      return;
    }
    Expectation expectation;
    expectation.position = {item.mark.line, item.mark.column};
    context_.uses.clear();
    read_time(item, expectation);
    if (const Entry* actor = find_actor(context_, item, expectation_keys(), "expectation")) {
      const FoundTarget found = *find_target(context_, actor->key);
      expectation.target = found.target;
      context_.told = std::string_view{actor->key}.substr(0, actor->key.find('/'));
      expectation.kind = found.kind;
      expectation.text = fmt::format("{}: {}", actor->key, one_line(actor->value));
      read_tests(*actor, *found.kind, expectation);
    }
    check_uses(expectation);
    plan_.expectations.push_back(std::move(expectation));
  }

 private:
  void read_time(const Node& item, Expectation& expectation) {
    const Entry* time = nullptr;
    for (const Entry& entry : item.entries) {
      const auto words = expectation_keys();
      if (std::ranges::find(words, entry.key) == words.end()) continue;
      if (time != nullptr) {
        context_.mistakes.add(entry.mark, fmt::format("{} beside {}; expected one of at, within, "
                                                      "always and never",
                                                      entry.key, time->key));
        return;
      }
      time = &entry;
    }
    expectation.from = Instant::max();
    expectation.to = Instant::max();
    if (time == nullptr) return;
    if (time->key == "at") {
      const auto at = reader_.read_instant(time->value, TimeRules::Date::begins, "at");
      if (at) expectation.from = expectation.to = *at;
      return;
    }
    expectation.when = time->key == "within"   ? When::within
                       : time->key == "always" ? When::always
                                               : When::not_once;
    read_window(*time, expectation);
  }

  void read_window(const Entry& window, Expectation& expectation) {
    const Node& ends = window.value;
    if (ends.kind != Node::Kind::list || ends.items.size() != 2) {
      context_.refuse(ends, fmt::format("{} is {}; expected two times, such as [0d, 90d]",
                                        window.key, shown(ends)));
      return;
    }
    const auto from = reader_.read_instant(ends.items[0], TimeRules::Date::begins, window.key);
    const auto to = reader_.read_instant(ends.items[1], TimeRules::Date::ends, window.key);
    if (!from || !to) return;
    const bool last_included = expectation.when == When::within;
    if (*to < *from) {
      context_.refuse(ends, fmt::format("{} ends before it begins; expected the earlier time first",
                                        window.key));
    } else if (*to == *from && !last_included) {
      context_.refuse(ends, fmt::format("{} goes up to but without its second time and so holds no "
                                        "instant; expected a later one",
                                        window.key));
    }
    expectation.from = *from;
    expectation.to = *to;
  }

  void read_tests(const Entry& actor, const ActorKind& kind, Expectation& expectation) {
    if (actor.value.kind != Node::Kind::map || actor.value.entries.empty()) {
      context_.refuse(actor.value,
                      fmt::format("{} is expected to be {}; expected a map of fields, "
                                  "such as {{{}: …}}",
                                  actor.key, shown(actor.value),
                                  kind.fields.empty() ? "field" : kind.fields.front().name));
      return;
    }
    for (const Entry& entry : actor.value.entries) {
      if (refuse_elsewhere(context_, kind, entry.key, entry.mark)) continue;
      const Verb* verb = kind.verb(entry.key);
      if (const Field* field = kind.field(entry.key)) {
        auto matcher = read_matcher(context_, entry.value, field->type, field->name);
        if (!matcher) continue;
        expectation.fields.push_back(
            {{entry.mark.line, entry.mark.column}, field, *std::move(matcher)});
      } else if (verb != nullptr && verb->reads()) {
        read_reading(entry, *verb, actor.value, expectation);
      } else if (kind.has_answer_key(entry.key)) {
        check_answer_key(entry, kind, actor.value);
      } else {
        refuse_field(entry, kind);
      }
    }
  }

  void read_reading(const Entry& entry, const Verb& verb, const Node& tests,
                    Expectation& expectation) {
    Arguments arguments = read_arguments(context_, verb, entry.value);
    const Node* answer = tests.find(verb.answer_key);
    if (answer == nullptr) {
      context_.mistakes.add(entry.mark, fmt::format("{} alone expects nothing; expected '{}:' "
                                                    "beside it",
                                                    verb.name, verb.answer_key));
      return;
    }
    auto matcher = read_matcher(context_, *answer, verb.answer, verb.answer_key);
    if (!matcher) return;
    expectation.readings.push_back(
        {{entry.mark.line, entry.mark.column}, &verb, std::move(arguments), *std::move(matcher)});
  }

  /// An answer belongs to exactly one reading verb beside it.
  void check_answer_key(const Entry& answer, const ActorKind& kind, const Node& tests) {
    std::vector<std::string_view> verbs;
    std::size_t beside = 0;
    for (const Verb& verb : kind.verbs) {
      if (!verb.reads() || verb.answer_key != answer.key) continue;
      verbs.push_back(verb.name);
      if (tests.find(verb.name) != nullptr) ++beside;
    }
    if (beside == 1) return;
    context_.mistakes.add(answer.mark,
                          fmt::format("{} stands beside {} verbs that it could answer; "
                                      "expected one: {}",
                                      answer.key, beside, one_of(verbs)));
  }

  void refuse_field(const Entry& entry, const ActorKind& kind) {
    std::vector<std::string_view> known;
    for (const Field& field : kind.fields) known.push_back(field.name);
    for (const Verb& verb : kind.verbs) {
      if (verb.reads()) known.push_back(verb.name);
    }
    context_.mistakes.add(
        entry.mark,
        fmt::format("{} has no field {}; expected {}{}", in_words(kind.name), shown(entry.key),
                    known.empty() ? "none" : one_of(known), did_you_mean(entry.key, known)));
  }

  void check_uses(const Expectation& expectation) {
    for (const Use& use : context_.uses) {
      const Instant made = first_turn_[use.maker];
      if (made == Instant::max() || made <= expectation.from) continue;
      context_.mistakes.add(use.mark,
                            fmt::format("{} does not exist yet; the step on line {} makes it later",
                                        shown(use.name), plan_.steps[use.maker].position.line));
    }
  }

  CaseContext& context_;
  Plan& plan_;
  ValueReader reader_;
  std::vector<Instant> first_turn_;  // By step.
};

}  // namespace

void read_expectations(CaseContext& context, const Node& expect, Plan& plan) {
  if (expect.kind == Node::Kind::nothing) return;
  if (expect.kind != Node::Kind::list) {
    context.refuse(expect,
                   fmt::format("expect is {}; expected a list of expectations", shown(expect)));
    return;
  }
  ExpectationReader reader{context, plan};
  for (const Node& item : expect.items) reader.read(item);
}

}  // namespace slsim
