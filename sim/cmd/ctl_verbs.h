// SPDX-License-Identifier: Apache-2.0
// The verbs of `slsim ctl`: what each asks the admin interface, and how its answer is shown.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/http/message.h"
#include "sim/cmd/flags.h"

namespace slsim {

/// What stands behind the verb.
struct CtlWords {
  std::vector<std::string> words;
  const FlagValues& flags;
  [[nodiscard]] std::string first() const { return words.empty() ? std::string{} : words.front(); }
  [[nodiscard]] std::string joined() const;
};

struct CtlVerb {
  std::string_view name;
  std::string_view arguments;
  std::string_view help;
  std::size_t least = 0;  ///< Arguments.
  std::size_t most = 0;
  HttpRequest (*request)(const CtlWords&) = nullptr;
  /// For people; null: the answer as it is.
  std::string (*show)(std::string_view body) = nullptr;
};

[[nodiscard]] std::span<const CtlVerb> ctl_verbs();

/// `2026-01-01T00:00:00Z cm1 registration from=unregistered` of a line of the journal in JSON.
[[nodiscard]] std::string show_event(std::string_view line);
/// The sentence of an answer that refuses, whatever form it has.
[[nodiscard]] std::string show_refusal(const HttpResponse& answer);

}  // namespace slsim
