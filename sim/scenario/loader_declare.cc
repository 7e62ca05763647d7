// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_declare.h"

#include <fmt/format.h>

#include <ranges>

#include "sim/scenario/loader_step.h"
#include "sim/scenario/merge.h"

namespace slsim {
namespace {

/// Walks what the tables describe and takes down every name that is given.
class Declarer {
 public:
  Declarer(CaseContext& context, std::optional<std::size_t> step)
      : context_{context}, step_{step} {}

  /// What the actor is told to make is within it, where such things are.
  void within(std::string_view kind, std::string name) {
    outer_.emplace_back(kind, std::move(name));
  }

  void map(const Node& node, std::span<const Argument> table) {
    const std::size_t depth = outer_.size();
    if (const Argument* naming = naming_argument(table)) {
      if (const Node* name = node.find(naming->name)) one(*name, naming->type, node, table, true);
    }
    for (const Entry& entry : node.entries) {
      const Argument* argument = find_argument(table, entry.key);
      if (argument == nullptr || argument == naming_argument(table)) continue;
      values(entry.value, argument->type, node, table);
    }
    outer_.resize(depth);
  }

  void section(const Node& node, const Argument& argument) {
    values(node, argument.type, nowhere(), {});
  }

  /// A single value, of a scalar that stands for a verb's arguments.
  void main(const Node& node, const Type& type) {
    if (type.base == Type::Base::declares) one(node, type, nowhere(), {}, false);
  }

 private:
  static const Node& nowhere() {
    static const Node node;
    return node;
  }

  void values(const Node& node, const Type& type, const Node& map_around,
              std::span<const Argument> table) {
    if (type.form == Type::Form::one) return entry(node, type, map_around, table);
    for (const Node& item : node.items) entry(item, type, map_around, table);
    for (const Entry& item : node.entries) entry(item.value, type, map_around, table);
  }

  void entry(const Node& node, const Type& type, const Node& map_around,
             std::span<const Argument> table) {
    if (type.base == Type::Base::shape) map(node, type.shape->arguments);
    if (type.base == Type::Base::declares) one(node, type, map_around, table, false);
  }

  void one(const Node& node, const Type& type, const Node& map_around,
           std::span<const Argument> table, bool names_the_map) {
    if (node.kind != Node::Kind::scalar || !lone_value_name(node).empty()) return;
    if (wrong_name(context_.registry, type, node.text)) return;  // The reader says so.
    const std::string outer = outer_of(type, map_around, table);
    const Named* taken = context_.names.add(type.kind, node.text, outer, node.mark, step_);
    // A step may give a name again: what had it may be gone, or the step is to be refused.
    if (taken != nullptr && !step_) return refuse_second(node, type.kind, taken->mark);
    std::string full = outer.empty() ? node.text : outer + "/" + node.text;
    context_.declared[&node] = full;
    if (names_the_map) outer_.emplace_back(type.kind, full);
    add_actor(node, type.kind, full);
  }

  /// The thing within which a name is given: the map around, one beside it, or the only one.
  std::string outer_of(const Type& type, const Node& map_around,
                       std::span<const Argument> table) const {
    if (type.within.empty()) return {};
    for (const auto& [kind, name] : std::views::reverse(outer_)) {
      if (kind == type.within) return name;
    }
    for (const Argument& argument : table) {
      if (argument.type.base != Type::Base::refers || argument.type.kind != type.within) continue;
      const Node* beside = map_around.find(argument.name);
      if (beside == nullptr || beside->kind != Node::Kind::scalar) continue;
      const Named* named = context_.names.find(type.within, beside->text);
      return named == nullptr ? beside->text : named->full;
    }
    const Named* only = context_.names.only(type.within);
    return only == nullptr ? "" : only->full;
  }

  void refuse_second(const Node& node, std::string_view kind, Mark first) {
    const std::string place = first.file == node.mark.file
                                  ? fmt::format("line {}", first.line)
                                  : fmt::format("{}:{}; to change it put the change under 'patch:'",
                                                context_.paths[first.file], first.line);
    context_.refuse(node, fmt::format("the {} {} is named twice, first on {}", in_words(kind),
                                      shown(node.text), place));
  }

  void add_actor(const Node& node, std::string_view kind_name, const std::string& full) {
    const ActorKind* kind = context_.registry.kind(kind_name);
    if (kind == nullptr || step_) return;
    const bool is_sub = full.find('/') != std::string::npos;
    if (kind->host) context_.hosts.insert(full);
    if (is_sub) return;
    const auto [there, fresh] =
        context_.actor_index.emplace(full, static_cast<std::uint32_t>(context_.actors.size()));
    if (!fresh) {
      context_.refuse(node, fmt::format("{} is the name of a {} already; expected another one",
                                        shown(full), context_.actors[there->second].kind->name));
      return;
    }
    context_.actors.push_back({full, kind});
    for (const std::string_view host : kind->hosts) {
      context_.hosts.insert(full + "/" + std::string{host});
    }
  }

  CaseContext& context_;
  std::optional<std::size_t> step_;
  std::vector<std::pair<std::string_view, std::string>> outer_;  // Kind and full name.
};

void declare_fixed(CaseContext& context) {
  for (const ActorKind& kind : context.registry.kinds) {
    if (!kind.fixed) continue;
    const std::string name{kind.name};
    context.actor_index.emplace(name, static_cast<std::uint32_t>(context.actors.size()));
    context.actors.push_back({name, &kind});
    if (kind.host) context.hosts.insert(name);
    for (const std::string_view host : kind.hosts) {
      context.hosts.insert(name + "/" + std::string{host});
    }
  }
}

void declare_as(CaseContext& context, const Node& name, std::size_t step, const Verb& verb) {
  if (name.kind != Node::Kind::scalar || !is_value_name(name.text)) {
    context.refuse(name, fmt::format("as is {}; expected a name of letters, digits and '_', no "
                                     "digit first",
                                     shown(name)));
    return;
  }
  const auto& given = context.value_names;
  if (std::ranges::find(given, name.text) != given.end()) {
    context.refuse(name,
                   fmt::format("${} is a value of the cases; expected another name", name.text));
  } else if (verb.answer.base == Type::Base::nothing) {
    context.refuse(name, fmt::format("{} gives no result that could be kept", verb.name));
  } else {
    const auto [there, fresh] = context.kept.emplace(name.text, Kept{name.mark, step, &verb});
    if (!fresh) {
      context.refuse(name, fmt::format("as: {} is here twice, first on line {}", name.text,
                                       there->second.mark.line));
    }
  }
}

}  // namespace

void declare_world(CaseContext& context, const Node* world) {
  declare_fixed(context);
  if (world == nullptr) return;
  // In the order of the file, which is the order of ActorIds.
  Declarer declarer{context, std::nullopt};
  for (const Entry& entry : world->entries) {
    const Argument* argument = find_argument(context.registry.world->arguments, entry.key);
    if (argument != nullptr) declarer.section(entry.value, *argument);
  }
}

void declare_steps(CaseContext& context, const Node* steps) {
  if (steps == nullptr) return;
  for (std::size_t i = 0; i < steps->items.size(); ++i) {
    const Node& item = steps->items[i];
    const Entry* actor = actor_entry(item, step_keys());
    const auto target = actor == nullptr ? std::nullopt : find_target(context, actor->key);
    const auto call = target ? find_call(*target->kind, actor->value) : std::nullopt;
    if (!call) continue;  // Said when the step is read.
    if (const Node* as = item.find("as")) declare_as(context, *as, i, *call->verb);
    if (call->entry == nullptr) continue;
    Declarer declarer{context, i};
    declarer.within(target->kind->name, actor->key);
    const Argument* main = call->verb->main_argument();
    switch (spelling(*call->verb, call->entry->value)) {
      case Spelling::main:
        if (main != nullptr) declarer.main(call->entry->value, main->type);
        break;
      case Spelling::named:
        declarer.map(call->entry->value, call->verb->arguments);
        break;
      case Spelling::none:
        break;
    }
  }
}

}  // namespace slsim
