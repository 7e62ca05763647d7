// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/registry_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/scenario/loader_case.h"

namespace slsim {
namespace {

class Checker {
 public:
  explicit Checker(const Registry& registry) : registry_{registry} {}

  void kind(const ActorKind& kind) {
    std::set<std::string_view> verbs;
    std::set<std::string_view> in_expectations;
    const std::string where{kind.name};
    for (const Verb& verb : kind.verbs) {
      unique(verbs, verb.name, where);
      if (verb.reads()) in_expectations.insert(verb.name);
      if (verb.reads()) type(verb.answer, where + "." + std::string{verb.answer_key});
      if (verb.reads() && kind.field(verb.answer_key) != nullptr) {
        slip(where, fmt::format("{} is a field and an answer", verb.answer_key));
      }
      call(verb, fmt::format("{}.{}", where, verb.name));
    }
    for (const Field& field : kind.fields) {
      unique(in_expectations, field.name, where);
      type(field.type, fmt::format("{}.{}", where, field.name));
      if (field.read == nullptr) slip(where, fmt::format("{} cannot be read", field.name));
      if (field.help.empty()) slip(where, fmt::format("{} has no help", field.name));
    }
    if (!kind.subs.empty() && registry_.kind(kind.subs) == nullptr) {
      slip(where, fmt::format("{} is no kind", kind.subs));
    }
  }

  void shape(const Shape& shape) {
    std::set<std::string_view> names;
    for (const Shape* below : shapes_below(shape)) {
      unique(names, below->name, "world");
      table(below->arguments, std::string{below->name});
    }
  }

  std::vector<std::string> take() { return std::move(slips_); }

 private:
  void slip(std::string_view where, std::string what) {
    slips_.push_back(fmt::format("{}: {}", where, what));
  }

  void unique(std::set<std::string_view>& words, std::string_view word, std::string_view where) {
    if (!words.insert(word).second) slip(where, fmt::format("{} is there twice", word));
  }

  void call(const Verb& verb, const std::string& where) {
    table(verb.arguments, where);
    if (verb.run == nullptr) slip(where, "cannot be run");
    if (verb.help.empty()) slip(where, "has no help");
    if (!verb.main.empty() && verb.main_argument() == nullptr) {
      slip(where, fmt::format("has no argument {}", verb.main));
    }
  }

  void table(std::span<const Argument> arguments, const std::string& where) {
    std::set<std::string_view> names;
    for (const Argument& argument : arguments) {
      unique(names, argument.name, where);
      type(argument.type, where + "." + std::string{argument.name});
      fallback(argument, where);
      if (argument.help.empty()) slip(where, fmt::format("{} has no help", argument.name));
    }
  }

  void fallback(const Argument& argument, const std::string& where) {
    if (argument.fallback.empty()) return;
    if (argument.need == Need::required) {
      slip(where, fmt::format("{} is required and has a fallback", argument.name));
    }
    Mistakes mistakes;
    const Case no_case;
    CaseContext context{registry_, no_case, {}, {}, mistakes};
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = argument.fallback;
    (void)ValueReader{context}.read(node, argument.type, argument.name);
    for (const auto& entry : mistakes.entries()) slip(where, "fallback: " + entry.text);
  }

  void type(const Type& type, const std::string& where) {
    if (type.base == Type::Base::shape && type.shape == nullptr) slip(where, "has no shape");
    if (type.base == Type::Base::choice && type.words.empty()) slip(where, "has no words");
    if (type.least > type.most) slip(where, "has no numbers between its bounds");
    const bool named = type.base == Type::Base::refers || type.base == Type::Base::declares;
    if (named && type.kind.empty()) slip(where, "names things of no kind");
  }

  const Registry& registry_;
  std::vector<std::string> slips_;
};

void add_shapes(const Shape& shape, std::vector<const Shape*>& shapes) {
  if (std::ranges::find(shapes, &shape) != shapes.end()) return;
  shapes.push_back(&shape);
  for (const Argument& argument : shape.arguments) {
    if (argument.type.shape != nullptr) add_shapes(*argument.type.shape, shapes);
  }
}

}  // namespace

std::vector<const Shape*> shapes_below(const Shape& root) {
  std::vector<const Shape*> shapes;
  add_shapes(root, shapes);
  return shapes;
}

std::vector<std::string> check_registry(const Registry& registry) {
  Checker checker{registry};
  for (const ActorKind& kind : registry.kinds) checker.kind(kind);
  checker.shape(*registry.world);
  return checker.take();
}

}  // namespace slsim
