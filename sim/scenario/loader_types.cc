// SPDX-License-Identifier: Apache-2.0
// Types in words.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/agent/license.h"
#include "core/time/text.h"
#include "sim/scenario/loader_case.h"

namespace slsim {
namespace {

std::string bounded(std::string_view noun, const Type& type, std::string (*spell)(std::int64_t)) {
  const bool low = type.least != std::numeric_limits<std::int64_t>::min();
  const bool high = type.most != Type::unbounded;
  if (low && high) {
    return fmt::format("{} from {} to {}", noun, spell(type.least), spell(type.most));
  }
  if (low) return fmt::format("{} of at least {}", noun, spell(type.least));
  if (high) return fmt::format("{} of at most {}", noun, spell(type.most));
  return std::string{noun};
}

std::string spell_number(std::int64_t number) { return std::to_string(number); }
std::string spell_duration(std::int64_t number) { return print(Duration{number}); }

std::string describe_one(const Type& type) {
  switch (type.base) {
    case Type::Base::nothing:
      return "nothing";
    case Type::Base::flag:
      return "true or false";
    case Type::Base::number:
      return bounded("a whole number", type, spell_number);
    case Type::Base::text:
      return "a text";
    case Type::Base::duration:
      return bounded("a duration such as 1d12h", type, spell_duration);
    case Type::Base::shift:
      return "a duration such as 50m, or -50m for the other way";
    case Type::Base::moment:
    case Type::Base::deadline:
      return "a time such as 40d or 2026-01-05T08:00:00Z";
    case Type::Base::ratio:
      return "a ratio such as 1/20";
    case Type::Base::choice:
      return one_of(type.words);
    case Type::Base::license:
      return "a licence key such as UCM_Enhanced";
    case Type::Base::declares:
      return "a name";
    case Type::Base::refers:
      return fmt::format("the name of a {}", in_words(type.kind));
    case Type::Base::host:
      return "a host";
    case Type::Base::actor:
      return "an actor";
    case Type::Base::shape:
    case Type::Base::settings:
      return "a map";
    case Type::Base::anything:
      break;
  }
  return "a value";
}

}  // namespace

std::string in_words(std::string_view identifier) {
  std::string words{identifier};
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string describe(const Type& type) {
  switch (type.form) {
    case Type::Form::one:
      return describe_one(type);
    case Type::Form::list:
      return "a list, each entry " + describe_one(type);
    case Type::Form::by_license:
      return "a map from licence keys, each value " + describe_one(type);
    case Type::Form::by_name:
      break;
  }
  return "a map from names, each value " + describe_one(type);
}

std::span<const std::string_view> license_words() {
  static const auto words = [] {
    std::array<std::string_view, license_count> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = word(static_cast<License>(i)).text();
    return all;
  }();
  return words;
}

}  // namespace slsim
