// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_names.h"

#include <iterator>
#include <utility>

namespace slsim {

const Named* GivenNames::add(std::string_view kind, std::string_view name, std::string_view outer,
                             Mark mark, std::optional<std::size_t> step) {
  Kind& names = kinds_[std::string{kind}];
  std::string full = outer.empty() ? std::string{name} : std::string{outer} + "/";
  if (!outer.empty()) full += name;
  const auto [place, fresh] = names.by_full.emplace(full, Named{full, mark, step});
  if (!fresh) return &place->second;
  names.by_last.emplace(name, std::move(full));
  ++count_;
  return nullptr;
}

const GivenNames::Kind* GivenNames::kind(std::string_view name) const {
  const auto found = kinds_.find(name);
  return found == kinds_.end() ? nullptr : &found->second;
}

const Named* GivenNames::find(std::string_view kind_name, std::string_view text) const {
  const Kind* names = kind(kind_name);
  if (names == nullptr) return nullptr;
  const auto full = names->by_full.find(text);
  if (full != names->by_full.end()) return &full->second;
  const auto [first, last] = names->by_last.equal_range(text);
  const bool one = first != last && std::next(first) == last;
  return one ? &names->by_full.find(first->second)->second : nullptr;
}

std::vector<std::string_view> GivenNames::meanings(std::string_view kind_name,
                                                   std::string_view text) const {
  std::vector<std::string_view> meanings;
  const Kind* names = kind(kind_name);
  if (names == nullptr) return meanings;
  const auto [first, last] = names->by_last.equal_range(text);
  for (auto it = first; it != last; ++it) meanings.push_back(it->second);
  return meanings;
}

std::vector<std::string_view> GivenNames::all(std::string_view kind_name) const {
  std::vector<std::string_view> all;
  const Kind* names = kind(kind_name);
  if (names == nullptr) return all;
  for (auto it = names->by_last.begin(); it != names->by_last.end();) {
    const auto next = names->by_last.upper_bound(it->first);
    const bool one = std::next(it) == next;
    for (; it != next; ++it) all.push_back(one ? it->first : it->second);
  }
  return all;
}

std::vector<std::string_view> GivenNames::all_in_full(std::string_view kind_name) const {
  std::vector<std::string_view> all;
  const Kind* names = kind(kind_name);
  if (names == nullptr) return all;
  for (const auto& [full, named] : names->by_full) all.push_back(full);
  return all;
}

const Named* GivenNames::only(std::string_view kind_name) const {
  const Kind* names = kind(kind_name);
  const bool one = names != nullptr && names->by_full.size() == 1;
  return one ? &names->by_full.begin()->second : nullptr;
}

}  // namespace slsim
