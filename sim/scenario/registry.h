// SPDX-License-Identifier: Apache-2.0
// How everything that a scenario can name is described: the actors' verbs and fields and the
// sections of `world:`. The loader, `slsim schema`, the documents, the hints on misspelled words
// and `ctl do` all come from these tables, so that none of them can disagree with another. Tables
// are constants; a plan points into them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/journal/event.h"
#include "core/result/problem.h"
#include "core/settings/settings.h"
#include "sim/scenario/arguments.h"
#include "sim/scenario/type.h"
#include "sim/scenario/value.h"

namespace slsim {

class World;

/// Whom a verb or a question is for: an actor, or one of its subscribers.
struct Target {
  ActorId actor;
  std::string sub;  ///< `sub1` of `cm1/sub1`; empty for the actor itself.
  auto operator<=>(const Target&) const = default;
};

/// What was refused, as far as the refuser says it.
struct Refusal {
  Problem problem;
  int http = 0;      ///< Status of the refusing interface; 0: none has one.
  std::string code;  ///< The product's or the mediator's own code, such as CAA1048; empty: none.
};

/// The world goes on before the answer is there; ask it again with this number.
struct Ticket {
  std::uint64_t number = 0;
  auto operator<=>(const Ticket&) const = default;
};

/// Done with a result (often absent), refused, or not yet decided.
using Outcome = std::variant<Value, Refusal, Ticket>;

struct Verb {
  std::string_view name;
  std::string_view help;  ///< One sentence that begins with a verb.
  std::span<const Argument> arguments;
  Outcome (*run)(World&, const Target&, const Arguments&) = nullptr;
  /// What it gives to `as:` and to expectations; nothing for most.
  Type answer = {};
  /// The key beside the verb that states what an expectation wants of its answer (`prints`,
  /// `answers`). A verb with one only reads, and may stand in an expectation.
  std::string_view answer_key = {};
  /// The argument that a lone scalar stands for; empty: the first.
  std::string_view main = {};

  [[nodiscard]] bool reads() const { return !answer_key.empty(); }
  /// Null when there are no arguments.
  [[nodiscard]] const Argument* main_argument() const;
};

struct Field {
  std::string_view name;
  Type type;
  std::string_view help;
  Value (*read)(const World&, const Target&) = nullptr;
};

/// A kind of actor. Names given in `world:` to things of a kind (an argument of
/// Type::declares(name)) are actors of it.
struct ActorKind {
  std::string_view name;  ///< `cluster`; of a fixed one also the actor's own name: `cssm`.
  std::string_view help;
  std::span<const Verb> verbs;
  std::span<const Field> fields;
  bool fixed = false;  ///< There is always exactly one.
  bool host = false;   ///< The network knows it under its name.
  /// Hosts of a group beside its own name: `gateway` for `cssm/gateway`.
  std::span<const std::string_view> hosts = {};
  /// The kind of what its name and a slash lead to (`subscriber` for `cm1/sub1`); declared within
  /// it; empty: none.
  std::string_view subs = {};
  /// Which settings one actor of the kind may have for itself.
  std::optional<SettingScope> settings = {};

  [[nodiscard]] const Verb* verb(std::string_view word) const;
  [[nodiscard]] const Field* field(std::string_view word) const;
  /// The reading verb of that answer key.
  [[nodiscard]] bool has_answer_key(std::string_view word) const;
};

/// Fixed kinds first, in the order of their ActorIds: cssm, network, mediator, outside.
[[nodiscard]] std::span<const ActorKind> actor_kinds();
/// What may stand under `world:`. A key with the name of a fixed actor is that actor's section.
[[nodiscard]] const Shape& world_shape();

/// The tables that a loader works by.
struct Registry {
  std::span<const ActorKind> kinds;
  const Shape* world = nullptr;

  [[nodiscard]] const ActorKind* kind(std::string_view name) const;
};

}  // namespace slsim
