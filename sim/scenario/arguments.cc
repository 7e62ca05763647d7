// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/arguments.h"

#include <algorithm>

#include "core/result/check.h"

namespace slsim {

const Value& Arguments::at(std::string_view name) const {
  const Value* value = find(name);
  CHECK(value != nullptr, "an argument that is asked for was given");
  return *value;
}

const Argument& Arguments::argument(std::string_view name) const {
  const auto found = std::ranges::find(table_, name, &Argument::name);
  CHECK(found != table_.end(), "an argument that is asked for is in the table");
  return *found;
}

std::size_t Arguments::choice_index(std::string_view name) const {
  const auto words = argument(name).type.words;
  const auto found = std::ranges::find(words, std::string_view{text(name)});
  CHECK(found != words.end(), "a choice is one of its words");
  return static_cast<std::size_t>(found - words.begin());
}

License Arguments::license(std::string_view name) const {
  const auto license = find_license(text(name));
  CHECK(license.has_value(), "a licence is one of the catalog");
  return *license;
}

Counts Arguments::counts(std::string_view name) const {
  Counts counts;
  if (!has(name)) return counts;
  for (const auto& [key, count] : at(name).map()) {
    const auto license = find_license(key);
    CHECK(license.has_value(), "a licence is one of the catalog");
    counts.set(*license, static_cast<std::int32_t>(count.number()));
  }
  return counts;
}

Arguments Arguments::nested(std::string_view name) const {
  const Shape* shape = argument(name).type.shape;
  CHECK(shape != nullptr, "what is nested has a shape");
  const Value* value = find(name);
  return {shape->arguments, value == nullptr ? Value{Value::Map{}} : *value};
}

std::vector<Arguments> Arguments::each(std::string_view name) const {
  const Shape* shape = argument(name).type.shape;
  CHECK(shape != nullptr, "what is nested has a shape");
  std::vector<Arguments> entries;
  const Value* value = find(name);
  if (value == nullptr) return entries;
  entries.reserve(value->list().size());
  for (const Value& entry : value->list()) entries.emplace_back(shape->arguments, entry);
  return entries;
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
  std::vector<std::string> texts;
  const Value* value = find(name);
  if (value == nullptr) return texts;
  for (const Value& entry : value->list()) texts.push_back(entry.text());
  return texts;
}

}  // namespace slsim
