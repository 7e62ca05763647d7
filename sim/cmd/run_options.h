// SPDX-License-Identifier: Apache-2.0
// The flags of `slsim run` as values, checked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "sim/cmd/flags.h"

namespace slsim {

/// One of so many equal parts, counted from 1.
struct Shard {
  std::uint64_t part = 1;
  std::uint64_t parts = 1;
  /// Whether the case of that place in the selection is in it.
  [[nodiscard]] bool has(std::size_t index) const { return index % parts == part - 1; }
};

struct RunFlags {
  std::optional<std::string> filter;
  std::optional<std::uint64_t> seed;
  unsigned threads = 1;
  Shard shard;
  bool verify = false;
  bool accept = false;
  bool keep_going = false;
  bool quiet = false;
  bool json = false;
  std::optional<std::string> junit;
  std::optional<std::string> journal;
};

[[nodiscard]] std::span<const Flag> run_flags();
[[nodiscard]] tl::expected<RunFlags, std::string> read_run_flags(const FlagValues& flags);

/// `--shard`, or everything.
[[nodiscard]] tl::expected<Shard, std::string> read_shard(const FlagValues& flags);

/// `--jobs`, or as many as there are processors.
[[nodiscard]] tl::expected<unsigned, std::string> read_jobs(const FlagValues& flags);

}  // namespace slsim
