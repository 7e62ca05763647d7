// SPDX-License-Identifier: Apache-2.0
// What a value is made of, as far as its bytes are concerned.
//
// Aggregates are taken apart by themselves. A class with private members lists them:
//   template <class Archive> void persist(Archive& archive) { archive(these_, and_those_); }
// It is given to both directions; `Archive::reads` tells them apart where they differ.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/bytes/members.h"

namespace slsim {

/// Makes values that are to be read into. A friend of classes that nobody else makes empty.
struct Blank {
  template <class T>
  [[nodiscard]] static T make() {
    if constexpr (std::is_aggregate_v<T>) {
      return T{};
    } else {
      return T();
    }
  }
};

template <class T, class Archive>
concept Persists = requires(T& value, Archive& archive) { value.persist(archive); };

/// `is_a<std::optional, T>`
template <template <class...> class Pattern, class T>
inline constexpr bool is_a = false;
template <template <class...> class Pattern, class... Parts>
inline constexpr bool is_a<Pattern, Pattern<Parts...>> = true;

template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;

template <class T>
inline constexpr bool is_time = false;
template <class Clock, class Period>
inline constexpr bool is_time<std::chrono::time_point<Clock, Period>> = true;
template <class Count, class Period>
inline constexpr bool is_time<std::chrono::duration<Count, Period>> = true;

/// Whether it has keys and no order that anybody else has given it.
template <class T>
inline constexpr bool is_sorted = is_a<std::map, T> || is_a<std::multimap, T> || is_a<std::set, T>;

template <class T>
constexpr bool is_flat();

struct AreFlat {
  template <class... Members>
  std::bool_constant<(is_flat<std::remove_const_t<Members>>() && ...)> operator()(
      Members&... /*members*/) const {
    return {};
  }
};

/// Whether its bytes in memory are all that it is: numbers, and aggregates of such without gaps.
template <class T>
constexpr bool is_flat() {
  if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> || is_time<T>) {
    return true;
  } else if constexpr (is_array<T>) {
    return is_flat<typename T::value_type>();
  } else if constexpr (std::is_aggregate_v<T> && std::is_trivially_copyable_v<T> &&
                       std::has_unique_object_representations_v<T>) {
    return decltype(with_members(std::declval<T&>(), AreFlat{}))::value;
  } else {
    return false;
  }
}

}  // namespace slsim
