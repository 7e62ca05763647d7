// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/regex.h"

#include <re2/re2.h>

namespace slsim {

Regex::Regex(std::unique_ptr<const re2::RE2> expression) : expression_{std::move(expression)} {}
Regex::~Regex() = default;

tl::expected<std::shared_ptr<const Regex>, std::string> Regex::compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  auto expression =
      std::make_unique<const re2::RE2>(re2::StringPiece{pattern.data(), pattern.size()}, options);
  if (!expression->ok()) return tl::make_unexpected(expression->error());
  return std::make_shared<const Regex>(std::move(expression));
}

bool Regex::found_in(std::string_view text) const {
  return re2::RE2::PartialMatch({text.data(), text.size()}, *expression_);
}

}  // namespace slsim
