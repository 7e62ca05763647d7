// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/registry.h"

#include <algorithm>

namespace slsim {
namespace {

template <class Row>
const Row* find_row(std::span<const Row> rows, std::string_view name) {
  const auto found = std::ranges::find(rows, name, &Row::name);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const Argument* Verb::main_argument() const {
  if (main.empty()) return arguments.empty() ? nullptr : &arguments.front();
  return find_row(arguments, main);
}

const Verb* ActorKind::verb(std::string_view word) const { return find_row(verbs, word); }

const Field* ActorKind::field(std::string_view word) const { return find_row(fields, word); }

bool ActorKind::has_answer_key(std::string_view word) const {
  return std::ranges::any_of(
      verbs, [&](const Verb& verb) { return verb.reads() && verb.answer_key == word; });
}

const ActorKind* Registry::kind(std::string_view name) const { return find_row(kinds, name); }

}  // namespace slsim
