// SPDX-License-Identifier: Apache-2.0
// The members of an aggregate, one after the other, without anybody having listed them: a member
// that is added is there of itself. C++20 can bind them only by their number, which is found by
// trying how many values the aggregate can be made of.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <type_traits>
#include <utility>

namespace slsim {

inline constexpr std::size_t most_members = 32;

/// Becomes whatever a member is.
struct Anything {
  template <class T>
  operator T() const {  // NOLINT(*-explicit-constructor)
    std::abort();       // Never called.
  }
};
template <std::size_t>
using AnyMember = Anything;

template <class T, std::size_t... I>
constexpr bool made_of(std::index_sequence<I...>) {
  return requires { T{AnyMember<I>{}...}; };
}
template <class T, std::size_t N>
constexpr std::size_t count_members() {
  if constexpr (N == 0 || made_of<T>(std::make_index_sequence<N>{})) {
    return N;
  } else {
    return count_members<T, N - 1>();
  }
}

/// How many members the aggregate T has.
template <class T>
inline constexpr std::size_t member_count = [] {
  static_assert(std::is_aggregate_v<T>, "a class says by persist() what it is made of");
  constexpr std::size_t count = count_members<T, most_members + 1>();
  static_assert(count <= most_members, "a longer row is wanted below");
  return count;
}();

/// Calls `use` with all members of `object`, in their order.
template <class T, class Use>
// NOLINTNEXTLINE(readability-function-size): a row for each count.
decltype(auto) with_members(T& object, Use&& use) {
  constexpr std::size_t count = member_count<std::remove_const_t<T>>;
  // clang-format off
#define SLSIM_BIND(number, ...)           \
  if constexpr (count == (number)) {      \
    auto& [__VA_ARGS__] = object;         \
    return use(__VA_ARGS__);              \
  }
  if constexpr (count == 0) return use();
  SLSIM_BIND(1, a)
  SLSIM_BIND(2, a, b)
  SLSIM_BIND(3, a, b, c)
  SLSIM_BIND(4, a, b, c, d)
  SLSIM_BIND(5, a, b, c, d, e)
  SLSIM_BIND(6, a, b, c, d, e, f)
  SLSIM_BIND(7, a, b, c, d, e, f, g)
  SLSIM_BIND(8, a, b, c, d, e, f, g, h)
  SLSIM_BIND(9, a, b, c, d, e, f, g, h, i)
  SLSIM_BIND(10, a, b, c, d, e, f, g, h, i, j)
  SLSIM_BIND(11, a, b, c, d, e, f, g, h, i, j, k)
  SLSIM_BIND(12, a, b, c, d, e, f, g, h, i, j, k, l)
  SLSIM_BIND(13, a, b, c, d, e, f, g, h, i, j, k, l, m)
  SLSIM_BIND(14, a, b, c, d, e, f, g, h, i, j, k, l, m, n)
  SLSIM_BIND(15, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
  SLSIM_BIND(16, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
  SLSIM_BIND(17, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)
  SLSIM_BIND(18, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r)
  SLSIM_BIND(19, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s)
  SLSIM_BIND(20, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)
  SLSIM_BIND(21, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u)
  SLSIM_BIND(22, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v)
  SLSIM_BIND(23, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w)
  SLSIM_BIND(24, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x)
  SLSIM_BIND(25, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y)
  SLSIM_BIND(26, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z)
  SLSIM_BIND(27, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa)
  SLSIM_BIND(28, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa,
             bb)
  SLSIM_BIND(29, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa,
             bb, cc)
  SLSIM_BIND(30, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa,
             bb, cc, dd)
  SLSIM_BIND(31, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa,
             bb, cc, dd, ee)
  SLSIM_BIND(32, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa,
             bb, cc, dd, ee, ff)
#undef SLSIM_BIND
  // clang-format on
}

}  // namespace slsim
