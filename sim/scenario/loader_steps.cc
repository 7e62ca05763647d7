// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/scenario/loader_external.h"
#include "sim/scenario/loader_matchers.h"
#include "sim/scenario/loader_plan.h"
#include "sim/scenario/loader_step.h"

namespace slsim {
namespace {

constexpr std::int64_t most_turns = 100'000;  // Of all steps together.

class StepReader {
 public:
  StepReader(CaseContext& context, Plan& plan, Instant before)
      : context_{context}, plan_{plan}, reader_{context}, before_{before} {}

  void read(const Node& item) {
    const auto index = static_cast<std::uint32_t>(plan_.steps.size());
    Step step;
    step.position = {item.mark.line, item.mark.column};
    context_.uses.clear();
    context_.before = &before_;
    if (item.kind == Node::Kind::map) {
      add_turns(item, index, read_at(item));
      read_call(item, step);
      read_rest(item, step);
    } else {
      context_.refuse(item, fmt::format("a step is {}; expected a map such as {{at: 1d, cm1: "
                                        "{{register: t1}}}}",
                                        shown(item)));
    }
    context_.before = nullptr;
    for (const Use& use : context_.uses) uses_.emplace_back(index, use);
    plan_.steps.push_back(std::move(step));
  }

  void finish() {
    std::ranges::stable_sort(plan_.turns, {}, &Turn::at);
    std::vector<std::size_t> first(plan_.steps.size(), plan_.turns.size());
    for (std::size_t i = plan_.turns.size(); i-- > 0;) first[plan_.turns[i].step] = i;
    for (const auto& [user, use] : uses_) {
      const bool never_made = first[use.maker] == plan_.turns.size();  // Said already.
      if (never_made || first[use.maker] < first[user]) continue;
      context_.mistakes.add(use.mark,
                            fmt::format("{} does not exist yet; the step on line {} makes it later",
                                        shown(use.name), plan_.steps[use.maker].position.line));
    }
  }

 private:
  std::optional<Instant> read_at(const Node& item) {
    const Node* at = item.find("at");
    return at == nullptr ? before_ : reader_.read_instant(*at, TimeRules::Date::begins, "at");
  }

  void add_turns(const Node& item, std::uint32_t index, std::optional<Instant> at) {
    const Node* every_node = item.find("every");
    const Node* times_node = item.find("times");
    Duration every{};
    std::int64_t times = 1;
    if ((every_node == nullptr) != (times_node == nullptr)) {
      context_.refuse(every_node != nullptr ? *every_node : *times_node,
                      "every and times go together; expected both, such as every: 1d, times: 10");
    } else if (every_node != nullptr) {
      Type positive = Type::duration();
      positive.least = 1;
      const Value gap = reader_.read(*every_node, positive, "every");
      const Value count = reader_.read(*times_node, Type::number(1, most_turns), "times");
      if (gap.kind() != Value::Kind::duration || count.kind() != Value::Kind::number) return;
      every = gap.duration();
      times = count.number();
    }
    if (!at) return;
    if (every.count() > 0 && (last_instant - *at) / every < times - 1) {
      context_.refuse(*times_node,
                      fmt::format("times is {}, which leads beyond the year 9999", times));
      return;
    }
    turns_ += times;
    if (turns_ > most_turns) {
      context_.mistakes.add(
          item.mark, fmt::format("more than {} steps, counting what is repeated", most_turns));
      return;
    }
    for (std::int64_t round = 0; round < times; ++round) {
      plan_.turns.push_back({*at + round * every, index, static_cast<std::uint32_t>(round)});
    }
    before_ = *at + (times - 1) * every;
  }

  void read_call(const Node& item, Step& step) {
    const Entry* actor = find_actor(context_, item, step_keys(), "step");
    if (actor == nullptr) return;
    const FoundTarget found = *find_target(context_, actor->key);
    step.target = found.target;
    context_.told = std::string_view{actor->key}.substr(0, actor->key.find('/'));
    step.kind = found.kind;
    step.text = fmt::format("{}: {}", actor->key, one_line(actor->value));
    const auto call = find_call(*found.kind, actor->value);
    if (!call) return refuse_call(*found.kind, *actor);
    if (refuse_elsewhere(context_, *found.kind, call->verb->name, call->mark)) return;
    static const Node nothing;
    Node none = nothing;
    none.mark = call->mark;
    step.verb = call->verb;
    step.arguments =
        read_arguments(context_, *call->verb, call->entry == nullptr ? none : call->entry->value);
  }

  void refuse_call(const ActorKind& kind, const Entry& actor) {
    std::vector<std::string_view> known;
    for (const Verb& verb : kind.verbs) known.push_back(verb.name);
    const Node& value = actor.value;
    if (value.kind == Node::Kind::map && value.entries.size() > 1) {
      context_.mistakes.add(value.entries[1].mark,
                            fmt::format("{} is told a second thing in one step; expected a step of "
                                        "its own",
                                        actor.key));
    }
    const bool word = value.kind == Node::Kind::scalar;
    const bool named = value.kind == Node::Kind::map && !value.entries.empty();
    if (!word && !named) {
      context_.refuse(value,
                      fmt::format("{} is told {}; expected a verb with its arguments, such "
                                  "as {{{}: …}}",
                                  actor.key, shown(value), known.empty() ? "verb" : known.front()));
      return;
    }
    const std::string& verb = word ? value.text : value.entries.front().key;
    if (kind.verb(verb) != nullptr) return;
    context_.mistakes.add(
        word ? value.mark : value.entries.front().mark,
        fmt::format("{} has no verb {}; expected {}{}", in_words(kind.name), shown(verb),
                    known.empty() ? "none" : one_of(known), did_you_mean(verb, known)));
  }

  void read_rest(const Node& item, Step& step) {
    const Node* refused = item.find("refused");
    const Node* as = item.find("as");
    if (refused != nullptr) step.refused = read_refused(*refused);
    if (as == nullptr) return;
    step.as = as->text;
    if (refused != nullptr) {
      context_.refuse(*as,
                      "a step that is refused has no result; expected as or refused, not both");
    }
  }

  std::optional<RefusedAs> read_refused(const Node& node) {
    constexpr std::string_view keys[] = {"class", "http", "code", "text"};
    if (node.kind != Node::Kind::map) {
      context_.refuse(node, fmt::format("refused is {}; expected one of {{class: token_expired}}, "
                                        "{{http: 405}} and {{code: CAA1048}}",
                                        shown(node)));
      return std::nullopt;
    }
    RefusedAs refused;
    std::size_t reasons = 0;
    for (const Entry& entry : node.entries) {
      if (std::ranges::find(keys, entry.key) == std::end(keys)) {
        context_.mistakes.add(entry.mark,
                              fmt::format("refused has no key {}; expected {}{}", shown(entry.key),
                                          one_of(keys), did_you_mean(entry.key, keys)));
        continue;
      }
      if (entry.key == "text") {
        refused.text = read_matcher(context_, entry.value, Type::text(), "text");
      } else {
        ++reasons;
        read_reason(entry, refused);
      }
    }
    if (reasons != 1) {
      context_.refuse(node, fmt::format("refused gives {} reasons; expected exactly one of class, "
                                        "http and code",
                                        reasons));
    }
    return refused;
  }

  void read_reason(const Entry& entry, RefusedAs& refused) {
    if (entry.key == "http") {
      const Value status = reader_.read(entry.value, Type::number(400, 599), "http");
      if (status.kind() == Value::Kind::number) refused.http = static_cast<int>(status.number());
      return;
    }
    const bool is_class = entry.key == "class";
    const Value word = reader_.read(
        entry.value, is_class ? Type::choice(problem_words()) : Type::text(), entry.key);
    if (word.kind() != Value::Kind::text) return;
    if (!is_class) {
      refused.code = word.text();
      return;
    }
    const auto words = problem_words();
    const auto index = std::ranges::find(words, std::string_view{word.text()}) - words.begin();
    refused.problem = static_cast<ProblemCode>(index);
  }

  CaseContext& context_;
  Plan& plan_;
  ValueReader reader_;
  Instant before_;
  std::int64_t turns_ = 0;
  std::vector<std::pair<std::uint32_t, Use>> uses_;
};

}  // namespace

void read_steps(CaseContext& context, const Node& steps, Plan& plan) {
  if (steps.kind == Node::Kind::nothing) return;
  if (steps.kind != Node::Kind::list) {
    context.refuse(steps, fmt::format("steps is {}; expected a list of steps", shown(steps)));
    return;
  }
  StepReader reader{context, plan, context.start};
  for (const Node& item : steps.items) reader.read(item);
  reader.finish();
}

Step read_step(CaseContext& context, const Node& item, Instant now) {
  Plan plan;
  StepReader reader{context, plan, now};
  reader.read(item);
  return std::move(plan.steps.front());
}

}  // namespace slsim
