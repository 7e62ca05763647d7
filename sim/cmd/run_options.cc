// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/run_options.h"

#include <fmt/format.h>

#include <limits>

#include "live/pool.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

constexpr std::uint64_t most_threads = 1024;
constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

constexpr Flag flags_of_run[] = {
    {"filter", "GLOB", "only cases whose `path::case` fits, such as '*lapse*'"},
    {"seed", "N", "plays with this seed instead of the file's; goldens are not compared"},
    {"jobs", "N", "so many at a time (default: one for each processor)"},
    {"shard", "I/N", "only the I-th of N equal parts, counted from 1"},
    {"verify", "", "plays each case twice and names the first event that differs"},
    {"accept", "", "writes goldens anew where every expectation holds"},
    {"junit", "FILE", "writes results as JUnit XML"},
    {"journal", "FILE",
     "writes every event: to a file, to files in a folder (DIR/),\nor to stdout (-)"},
    {"keep-going", "", "plays the good files although others have mistakes"},
    {"quiet", "", "says nothing unless something failed"},
    {"json", "", "prints a JSON object for each case, one a line"},
};

tl::unexpected<std::string> wrong(std::string why) { return tl::make_unexpected(std::move(why)); }

}  // namespace

std::span<const Flag> run_flags() { return flags_of_run; }

tl::expected<Shard, std::string> read_shard(const FlagValues& flags) {
  const auto text = flags.find("shard");
  if (!text) return Shard{};
  const std::size_t slash = text->find('/');
  if (slash != std::string::npos) {
    const auto parts = parse_number(std::string_view{*text}.substr(slash + 1), 1, largest);
    const auto part = parse_number(std::string_view{*text}.substr(0, slash), 1, parts.value_or(1));
    if (part && parts) return Shard{*part, *parts};
  }
  return wrong(
      fmt::format("--shard {}: expected I/N with I from 1 to N, such as 2/5", shown(*text)));
}

tl::expected<unsigned, std::string> read_jobs(const FlagValues& flags) {
  const auto text = flags.find("jobs");
  if (!text) return processor_count();
  const auto number = parse_number(*text, 1, most_threads);
  if (number) return static_cast<unsigned>(*number);
  return wrong(
      fmt::format("--jobs {}: expected a number from 1 to {}", shown(*text), most_threads));
}

tl::expected<RunFlags, std::string> read_run_flags(const FlagValues& flags) {
  RunFlags read;
  const auto jobs = read_jobs(flags);
  if (!jobs) return wrong(jobs.error());
  read.threads = *jobs;
  read.filter = flags.find("filter");
  if (const auto seed = flags.find("seed")) {
    read.seed = parse_number(*seed, 0, largest);
    if (!read.seed) return wrong(fmt::format("--seed {}: expected a whole number", shown(*seed)));
  }
  const auto shard = read_shard(flags);
  if (!shard) return wrong(shard.error());
  read.shard = *shard;
  read.verify = flags.has("verify");
  read.accept = flags.has("accept");
  read.keep_going = flags.has("keep-going");
  read.quiet = flags.has("quiet");
  read.json = flags.has("json");
  read.junit = flags.find("junit");
  read.journal = flags.find("journal");
  if (read.accept && read.seed) return wrong("--accept and --seed exclude each other");
  if (read.json && read.journal == "-") {
    return wrong("--json and --journal - both want stdout: give the journal a file");
  }
  return read;
}

}  // namespace slsim
