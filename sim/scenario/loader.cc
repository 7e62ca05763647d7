// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/scenario/loader_plan.h"
#include "sim/scenario/loader_rules.h"

namespace slsim {
namespace {

/// Work is bounded by this many values, over all cases.
constexpr std::size_t most_values = 5'000'000;

/// Whether the rest of the file is worth reading.
bool check_head(const Node& root, Mistakes& mistakes) {
  if (root.kind == Node::Kind::nothing) {
    mistakes.add({0, 1, 1}, "the file is empty; expected a scenario that begins with 'slsim: 1'");
    return false;
  }
  if (root.kind != Node::Kind::map) {
    mistakes.add(root.mark, fmt::format("the file is {}; expected a map that begins with "
                                        "'slsim: 1'",
                                        shown(root)));
    return false;
  }
  const Node* version = root.find("slsim");
  if (version == nullptr) {
    mistakes.add(root.mark,
                 fmt::format("the file does not say its language version; expected 'slsim: {}'",
                             language_version));
    return true;
  }
  if (version->plain() && version->text == std::to_string(language_version)) return true;
  mistakes.add(version->mark, fmt::format("language version {} is not supported; expected {}",
                                          shown(*version), language_version));
  return false;
}

void refuse_unknown_keys(const Node& root, Mistakes& mistakes) {
  const auto known = file_keys();
  for (const Entry& entry : root.entries) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    mistakes.add(entry.mark,
                 fmt::format("a scenario has no key {}; expected {}{}", shown(entry.key),
                             one_of(known), did_you_mean(entry.key, known)));
  }
}

/// A mistake of some cases names them; one of all cases is the file's.
class CaseMistakes {
 public:
  explicit CaseMistakes(std::span<const Case> cases) : cases_{cases} {}

  void add(const Mistakes& mistakes, std::size_t index) {
    for (const Mistakes::Entry& entry : mistakes.entries()) {
      std::vector<std::size_t>& in = in_[entry];
      if (in.empty() || in.back() != index) in.push_back(index);
    }
  }

  void move_to(Mistakes& mistakes) const {
    for (const auto& [entry, in] : in_) {
      mistakes.add(entry.mark, in.size() == cases_.size() ? entry.text : entry.text + names(in));
    }
  }

 private:
  [[nodiscard]] std::string names(const std::vector<std::size_t>& in) const {
    constexpr std::size_t enough = 3;
    std::string text = in.size() == 1 ? " (case " : " (cases ";
    for (std::size_t i = 0; i < std::min(in.size(), enough); ++i) {
      text += (i == 0 ? "" : ", ") + shown(cases_[in[i]].name);
    }
    return text + (in.size() > enough ? ", …)" : ")");
  }

  std::span<const Case> cases_;
  std::map<Mistakes::Entry, std::vector<std::size_t>> in_;
};

void load_cases(const Node& root, std::span<const Case> cases,
                const std::vector<std::string>& paths, const Registry& registry, Loaded& loaded,
                Mistakes& mistakes) {
  const std::vector<std::string_view> names = value_names(cases);
  CaseMistakes of_cases{cases};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Mistakes own;
    CaseContext context{registry, cases[i], paths, names, own};
    if (cases[i].with.entries.empty()) {
      loaded.plans.push_back(read_plan(context, root));
    } else {
      Node filled = root;
      const bool put = put_values(filled, cases[i], YamlLimits{}.nodes, own);
      if (put) loaded.plans.push_back(read_plan(context, filled));
    }
    of_cases.add(own, i);
  }
  of_cases.move_to(mistakes);
}

}  // namespace

Loaded load_scenario(const std::string& path, std::string_view text, const FileReader& read,
                     const Registry& registry, const YamlLimits& limits) {
  Loaded loaded;
  Mistakes mistakes;
  std::vector<std::string> paths{path};
  auto root = parse_yaml(text, 0, mistakes, limits);
  if (root && check_head(*root, mistakes)) {
    refuse_unknown_keys(*root, mistakes);
    const bool complete = include_worlds(*root, read, *registry.world, paths, mistakes);
    const std::vector<Case> cases = read_cases(*root, mistakes);
    refuse_unused_values(*root, cases, mistakes);
    if (cases.size() > 1 && count_nodes(*root) * cases.size() > most_values) {
      mistakes.add(root->find("cases")->mark,
                   fmt::format("{} cases of {} values are too many; expected at most {} in all",
                               cases.size(), count_nodes(*root), most_values));
    } else if (complete) {
      load_cases(*root, cases, paths, registry, loaded, mistakes);
    }
  }
  loaded.mistakes = mistakes.sorted(paths);
  if (!loaded.mistakes.empty()) loaded.plans.clear();
  return loaded;
}

}  // namespace slsim
