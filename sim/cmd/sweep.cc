// SPDX-License-Identifier: Apache-2.0
// slsim sweep
#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "live/pool.h"
#include "sim/cmd/command.h"
#include "sim/cmd/run_options.h"
#include "sim/cmd/selection.h"
#include "sim/scenario/mistakes.h"
#include "sim/search/sweep.h"

namespace slsim {
namespace {

constexpr Flag flags_of_sweep[] = {
    {"seeds", "A..B", "the seeds, both included, such as 1..1000"},
    {"jobs", "N", "so many at a time (default: one for each processor)"},
    {"shard", "I/N", "only the I-th of N equal parts, counted from 1"},
    {"verify", "", "plays each run twice: both have to be the same"},
    {"json", "", "a line of JSON for each run, with its digest"},
};

struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t last = 1;
};

/// At most so many seeds that they can be counted, several times over.
constexpr std::uint64_t most_seeds = 1'000'000'000;

std::optional<Seeds> parse_seeds(std::string_view text) {
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto first = parse_number(text.substr(0, dots), 0, largest);
  if (!first) return std::nullopt;
  const auto last = parse_number(text.substr(dots + 2), *first, largest);
  if (!last || *last - *first >= most_seeds) return std::nullopt;
  return Seeds{*first, *last};
}

std::string to_json_line(const RunResult& result) {
  return nlohmann::ordered_json{{"case", result.address()},
                                {"seed", result.seed},
                                {"verdict", word(result.verdict()).text()},
                                {"digest", fmt::format("{:016x}", result.digest)},
                                {"events", result.events}}
             .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

/// A seed at which something went wrong.
struct Find {
  std::uint64_t seed = 0;
  RunResult result;
};

std::string describe(const Invocation& invocation, const Find& find) {
  const Failure& failure = find.result.failures.front();
  const bool runaway = find.result.verdict() == Verdict::failed;
  std::string text =
      fmt::format("{} seed {} of {}\n  {} at {}\n",
                  invocation.painter()(Tone::bad, runaway ? "FAIL" : "BROKEN"), find.seed,
                  find.result.address(), failure.text, print_offset(failure.at, find.result.start));
  return text;
}

struct SweepFlags {
  Seeds seeds;
  unsigned threads = 1;
  Shard shard;
  bool verify = false;
  bool json = false;
};

class Sweep {
 public:
  Sweep(const Invocation& invocation, std::vector<std::shared_ptr<const Plan>> plans,
        const SweepFlags& flags)
      : invocation_{invocation}, plans_{std::move(plans)}, flags_{flags} {}

  /// Seed by seed, and for each the cases in the order of the files.
  ExitCode run() {
    const std::size_t all = (flags_.seeds.last - flags_.seeds.first + 1) * plans_.size();
    const std::size_t before = flags_.shard.part - 1;
    const std::size_t count =
        all <= before ? 0 : (all - before + flags_.shard.parts - 1) / flags_.shard.parts;
    // A piece at a time, so that results do not pile up.
    constexpr std::size_t piece = 4096;
    for (std::size_t done = 0; done < count && !found_; done += piece) {
      run_piece(done, std::min(piece, count - done), count);
    }
    progress_.clear();
    if (found_) {
      report();
      return found_->result.verdict() == Verdict::broken ? broken : failed;
    }
    if (!flags_.json) {
      invocation_.out.write(fmt::format("{} of {}: no invariant broke, {} events\n",
                                        count_of(count, "run"), count_of(plans_.size(), "case"),
                                        events_));
    }
    return passed;
  }

 private:
  /// The place among all runs of the i-th that is ours.
  [[nodiscard]] std::size_t place(std::size_t i) const {
    return i * flags_.shard.parts + flags_.shard.part - 1;
  }
  [[nodiscard]] const Plan& plan_of(std::size_t i) const {
    return *plans_[place(i) % plans_.size()];
  }
  [[nodiscard]] std::uint64_t seed_of(std::size_t i) const {
    return flags_.seeds.first + place(i) / plans_.size();
  }

  [[nodiscard]] RunResult play(std::size_t i) const {
    return play_disturbed(disturb(plan_of(i), seed_of(i)), flags_.verify);
  }

  void run_piece(std::size_t done, std::size_t count, std::size_t all) {
    std::vector<RunResult> results(count);
    run_jobs(
        count, flags_.threads, [&](std::size_t i) { results[i] = play(done + i); },
        [&](std::size_t i) {
          const RunResult result = std::exchange(results[i], {});
          events_ += result.events;
          progress_.show(fmt::format("{} of {}, seed {}", done + i + 1, count_of(all, "run"),
                                     seed_of(done + i)));
          if (flags_.json) invocation_.out.write(to_json_line(result));
          if (result.failures.empty()) return true;
          found_ = Find{seed_of(done + i), result};
          found_plan_ = &plan_of(done + i);
          return false;
        });
  }

  void report() const {
    std::string text = describe(invocation_, *found_) + "  disturbed by\n";
    for (const std::string& step : disturb(*found_plan_, found_->seed).added) {
      text += "    " + step + "\n";
    }
    text += fmt::format("  replay: {} sweep {} --seeds {}..{}\n", shell_quote(invocation_.program),
                        shell_quote(found_->result.address()), found_->seed, found_->seed);
    (flags_.json ? invocation_.err : invocation_.out).write(text);
  }

  const Invocation& invocation_;
  std::vector<std::shared_ptr<const Plan>> plans_;
  SweepFlags flags_;
  Progress progress_{Stream::err()};
  std::uint64_t events_ = 0;
  std::optional<Find> found_;
  const Plan* found_plan_ = nullptr;
};

tl::expected<SweepFlags, std::string> read_flags(const FlagValues& flags) {
  const auto wrong = [](std::string text) { return tl::make_unexpected(std::move(text)); };
  SweepFlags read;
  const auto text = flags.find("seeds");
  if (!text) return wrong("sweep needs --seeds A..B, such as --seeds 1..1000");
  const auto seeds = parse_seeds(*text);
  if (!seeds) {
    return wrong(
        fmt::format("--seeds {}: expected A..B with A not above B, such as 1..1000", shown(*text)));
  }
  read.seeds = *seeds;
  const auto jobs = read_jobs(flags);
  if (!jobs) return wrong(jobs.error());
  read.threads = *jobs;
  const auto shard = read_shard(flags);
  if (!shard) return wrong(shard.error());
  read.shard = *shard;
  read.verify = flags.has("verify");
  read.json = flags.has("json");
  return read;
}

ExitCode sweep(const Invocation& invocation) {
  const std::vector<std::string>& paths = invocation.flags.arguments();
  if (paths.empty()) return invocation.misuse("sweep needs a file, a file::case or a folder");
  const auto flags = read_flags(invocation.flags);
  if (!flags) return invocation.misuse(flags.error());
  Selection selection = select(paths, flags->threads);
  if (!selection.mistakes.empty()) {
    invocation.err.write(describe(selection.mistakes));
    return misused;
  }
  if (selection.plans.empty()) return invocation.misuse("no scenario there: " + paths.front());
  return Sweep{invocation, std::move(selection.plans), *flags}.run();
}

}  // namespace

const Command& sweep_command() {
  static const Command command{
      "sweep",
      "PATH[::CASE]... --seeds A..B [flags]",
      "plays scenarios under many seeds, disturbed, to find what breaks",
      "For each seed the network is slowed, loses requests and answers and is cut now and then,\n"
      "clocks go wrong, and steps of one instant change places. Expectations are not judged: only\n"
      "the simulator's own invariants have to hold. Stops at the first seed that breaks one and\n"
      "shows what disturbed it.\n"
      "\n"
      "example:\n"
      "  slsim sweep scenarios/compliance.yaml --seeds 1..1000\n",
      flags_of_sweep,
      sweep};
  return command;
}

}  // namespace slsim
