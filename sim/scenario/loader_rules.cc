// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slsim {
namespace {

constexpr std::size_t longest_name = 200;

constexpr std::string_view words_of_files[] = {"slsim",   "seed",     "start", "end",   "golden",
                                               "settled", "settings", "world", "steps", "expect",
                                               "cases",   "include",  "patch"};
constexpr std::string_view words_of_steps[] = {"at", "every", "times", "refused", "as"};
constexpr std::string_view words_of_expectations[] = {"at", "within", "always", "never"};
constexpr std::string_view words_of_matchers[] = {
    "gt", "ge", "lt", "le", "between", "not", "contains", "matches", "has", "count", "absent"};
constexpr std::string_view other_words[] = {"name", "with", "class", "http", "code", "text"};

bool among(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_reserved(const Registry& registry, std::string_view name) {
  const ActorKind* kind = registry.kind(name);
  return (kind != nullptr && kind->fixed) || among(name, words_of_files) ||
         among(name, words_of_steps) || among(name, words_of_expectations) ||
         among(name, words_of_matchers) || among(name, other_words);
}

bool is_actor_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_sub_kind(const Registry& registry, std::string_view name) {
  return std::ranges::any_of(registry.kinds,
                             [&](const ActorKind& kind) { return kind.subs == name; });
}

Value::Kind value_kind(Type::Base base) {
  switch (base) {
    case Type::Base::nothing:
      return Value::Kind::absent;
    case Type::Base::flag:
      return Value::Kind::flag;
    case Type::Base::number:
      return Value::Kind::number;
    case Type::Base::duration:
    case Type::Base::shift:
      return Value::Kind::duration;
    case Type::Base::moment:
    case Type::Base::deadline:
      return Value::Kind::instant;
    case Type::Base::ratio:
      return Value::Kind::ratio;
    case Type::Base::shape:
    case Type::Base::settings:
    case Type::Base::anything:
      return Value::Kind::map;
    default:
      return Value::Kind::text;
  }
}

bool is_name(const Type& type) {
  return type.base == Type::Base::refers || type.base == Type::Base::declares;
}

}  // namespace

std::span<const std::string_view> file_keys() { return words_of_files; }
std::span<const std::string_view> step_keys() { return words_of_steps; }
std::span<const std::string_view> expectation_keys() { return words_of_expectations; }
std::span<const std::string_view> matcher_words() { return words_of_matchers; }

std::optional<std::string> wrong_name(const Registry& registry, const Type& type,
                                      std::string_view name) {
  const bool names_an_actor =
      registry.kind(type.kind) != nullptr || is_sub_kind(registry, type.kind);
  if (names_an_actor) {
    if (name.empty() || name.size() > longest_name || !std::ranges::all_of(name, is_actor_letter)) {
      return "lower case letters, digits, '-' and '_'";
    }
    if (is_reserved(registry, name)) return "a name that is not a word of the language";
    return std::nullopt;
  }
  // What is named within another thing comes last in its full name, where a slash is no riddle.
  const bool slashes = !type.within.empty();
  const auto bad = [slashes](char c) {
    return (c == '/' && !slashes) || static_cast<unsigned char>(c) < ' ' || c == '\x7f';
  };
  if (name.empty() || name.size() > longest_name || std::ranges::any_of(name, bad)) {
    return fmt::format("a name of 1 to {} letters{}", longest_name, slashes ? "" : " without '/'");
  }
  return std::nullopt;
}

std::optional<FoundTarget> find_target(const CaseContext& context, std::string_view name) {
  const std::size_t slash = name.find('/');
  const auto found = context.actor_index.find(name.substr(0, slash));
  if (found == context.actor_index.end()) return std::nullopt;
  const ActorKind* actor = context.actors[found->second].kind;
  const ActorId id{found->second};
  if (slash == std::string_view::npos) return FoundTarget{{id, {}}, actor};
  const Named* sub = context.names.find(actor->subs, name);
  const ActorKind* kind = context.registry.kind(actor->subs);
  if (sub == nullptr || kind == nullptr || sub->full != name) return std::nullopt;
  return FoundTarget{{id, std::string{name.substr(slash + 1)}}, kind};
}

bool fits(const Type& given, const Type& wanted) {
  if (wanted.base == Type::Base::anything) return true;
  if (given.form != wanted.form) return false;
  if (is_name(wanted)) {
    return is_name(given) ? given.kind == wanted.kind
                          : wanted.text_too && given.base == Type::Base::text;
  }
  return value_kind(given.base) == value_kind(wanted.base);
}

std::span<const std::string_view> problem_words() {
  // ProblemCode ends with invalid_argument.
  static const auto words = [] {
    std::array<std::string_view, static_cast<std::size_t>(ProblemCode::invalid_argument) + 1> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = word(static_cast<ProblemCode>(i)).text();
    return all;
  }();
  return words;
}

}  // namespace slsim
