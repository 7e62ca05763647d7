// SPDX-License-Identifier: Apache-2.0
// The commands that act, by subject.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "sim/ucapps/cli_type.h"

namespace slsim {

/// A command being carried out.
struct Typing {
  Cluster& cluster;
  Context& context;
  const TypedLine& typed;
  std::span<const std::string> arguments;  ///< The words behind the command's own.
};

/// A set of products.
[[nodiscard]] constexpr std::uint8_t only(Product product) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(product));
}
inline constexpr std::uint8_t every_product = 7;

struct CliCommand {
  std::string_view words;
  int privilege = 4;  ///< The least that may type it.
  std::size_t least = 0;
  std::size_t most = 0;  ///< Of arguments.
  CliOutcome (*run)(Typing&) = nullptr;
  std::span<const CliQuestion> questions = {};
  std::uint8_t products = every_product;  ///< Which have it.
};

[[nodiscard]] std::span<const CliCommand> license_commands();
[[nodiscard]] std::span<const CliCommand> transport_commands();
[[nodiscard]] std::span<const CliCommand> reservation_commands();
[[nodiscard]] std::span<const CliCommand> system_commands();
[[nodiscard]] std::span<const CliCommand> database_commands();
[[nodiscard]] std::span<const CliCommand> encryption_commands();

/// The command that the words begin with; null when there is none.
[[nodiscard]] const CliCommand* find_command(std::span<const std::string> words);

[[nodiscard]] inline CliOutcome said(std::string text) { return {{std::move(text), {}}, 0}; }
[[nodiscard]] inline CliOutcome refused_command(Problem problem) {
  return {refused_line(std::move(problem)), 0};
}
[[nodiscard]] inline CliOutcome said_or_refused(const Result<void>& result, std::string text) {
  return result ? said(std::move(text)) : refused_command(result.error());
}

}  // namespace slsim
