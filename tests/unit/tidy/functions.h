// SPDX-License-Identifier: Apache-2.0
// How long functions are, measured by matching braces. It knows our style, not the language: it is
// right where functions have a parameter list before their brace, which is everywhere here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slsim {

struct FunctionSpan {
  std::string name;
  std::size_t line = 0;   ///< Of the first word of its head.
  std::size_t lines = 0;  ///< From there to its closing brace, both included.
};

/// A declaration of one thing outside of functions, in one piece: `int counter = 0`.
struct Declaration {
  std::size_t line = 0;
  std::string text;      ///< Up to its initialiser, in one line.
  bool in_type = false;  ///< A member of a class, else at namespace scope.
};

struct Outline {
  std::vector<FunctionSpan> functions;
  std::vector<Declaration> declarations;
};

/// Of code without comments and literals.
[[nodiscard]] Outline outline(std::string_view code);

}  // namespace slsim
