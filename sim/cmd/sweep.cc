// SPDX-License-Identifier: Apache-2.0
// slsim sweep
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "live/pool.h"
#include "sim/cmd/command.h"
#include "sim/cmd/run_options.h"
#include "sim/cmd/selection.h"
#include "sim/scenario/mistakes.h"
#include "sim/scenario/times.h"
#include "sim/search/sweep.h"

namespace slsim {
namespace {

constexpr Flag flags_of_sweep[] = {
    {"seeds", "A..B", "the seeds, both included, such as 1..1000"},
    {"jobs", "N", "so many at a time (default: one for each processor)"},
    {"shard", "I/N", "only the I-th of N equal parts, counted from 1"},
    {"heal", "T",
     "when all that is over, such as 40d: from then on the file's expectations have to hold"},
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
  std::vector<std::string> disturbances;
  RunResult result;
};

std::string describe(const Invocation& invocation, const Find& find) {
  const Failure& failure = find.result.failures.front();
  const bool broke = find.result.verdict() == Verdict::broken;
  std::string text = fmt::format(
      "{} seed {} of {}\n  {} at {}\n", invocation.painter()(Tone::bad, broke ? "BROKEN" : "FAIL"),
      find.seed, find.result.address(), failure.text, print_offset(failure.at, find.result.start));
  return text;
}

/// A case, and when its disturbances end; without that it is disturbed to its end.
struct Swept {
  std::shared_ptr<const Plan> plan;
  std::optional<Instant> heal;
};

struct SweepFlags {
  Seeds seeds;
  unsigned threads = 1;
  Shard shard;
  bool verify = false;
  bool json = false;
};

class Sweep {
 public:
  Sweep(const Invocation& invocation, std::vector<Swept> plans, const SweepFlags& flags)
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
      const bool healed = plans_.front().heal.has_value();
      invocation_.out.write(fmt::format("{} of {}: no invariant broke{}, {} events\n",
                                        count_of(count, "run"), count_of(plans_.size(), "case"),
                                        healed ? ", all came true after healing" : "", events_));
    }
    return passed;
  }

 private:
  /// The place among all runs of the i-th that is ours.
  [[nodiscard]] std::size_t place(std::size_t i) const {
    return i * flags_.shard.parts + flags_.shard.part - 1;
  }
  [[nodiscard]] Disturbed disturbed(std::size_t i) const {
    const Swept& swept = plans_[place(i) % plans_.size()];
    return disturb(*swept.plan, seed_of(i), swept.heal);
  }
  [[nodiscard]] std::uint64_t seed_of(std::size_t i) const {
    return flags_.seeds.first + place(i) / plans_.size();
  }

  void run_piece(std::size_t first, std::size_t part, std::size_t whole) {
    std::vector<RunResult> results(part);
    run_jobs(
        part, flags_.threads,
        [&](std::size_t i) { results[i] = play_disturbed(disturbed(first + i), flags_.verify); },
        [&](std::size_t i) {
          const RunResult result = std::exchange(results[i], {});
          events_ += result.events;
          progress_.show(fmt::format("{} of {}, seed {}", first + i + 1, count_of(whole, "run"),
                                     seed_of(first + i)));
          if (flags_.json) invocation_.out.write(to_json_line(result));
          if (result.failures.empty()) return true;
          found_ = Find{seed_of(first + i), disturbed(first + i).added, result};
          return false;
        });
  }

  void report() const {
    std::string text = describe(invocation_, *found_) + "  disturbed by\n";
    for (const std::string& step : found_->disturbances) text += "    " + step + "\n";
    const auto heal = invocation_.flags.find("heal");
    text += fmt::format("  replay: {} sweep {} --seeds {}..{}{}\n",
                        shell_quote(invocation_.program), shell_quote(found_->result.address()),
                        found_->seed, found_->seed, heal ? " --heal " + shell_quote(*heal) : "");
    (flags_.json ? invocation_.err : invocation_.out).write(text);
  }

  const Invocation& invocation_;
  std::vector<Swept> plans_;
  SweepFlags flags_;
  Progress progress_{Stream::err()};
  std::uint64_t events_ = 0;
  std::optional<Find> found_;
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

/// When a case's disturbances end. Some expectation has to be left to be judged.
tl::expected<Instant, std::string> read_heal(std::string_view text, const Plan& plan) {
  TimeRules rules;
  rules.start = plan.start;
  rules.from_start = true;
  const auto heal = read_time(text, rules);
  if (!heal) return tl::make_unexpected("--heal: " + heal.error());
  const bool judged = std::ranges::any_of(
      plan.expectations, [&](const Expectation& expectation) { return expectation.from >= *heal; });
  if (judged) return *heal;
  return tl::make_unexpected(
      fmt::format("--heal {}: {} expects nothing from then on", shown(text), plan.address()));
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
  std::vector<Swept> plans;
  for (std::shared_ptr<const Plan>& plan : selection.plans) {
    Swept& swept = plans.emplace_back(std::move(plan), std::nullopt);
    const auto text = invocation.flags.find("heal");
    if (!text) continue;
    const auto heal = read_heal(*text, *swept.plan);
    if (!heal) return invocation.misuse(heal.error());
    swept.heal = *heal;
  }
  return Sweep{invocation, std::move(plans), *flags}.run();
}

}  // namespace

const Command& sweep_command() {
  static const Command command{
      "sweep",
      "PATH[::CASE]... --seeds A..B [flags]",
      "plays scenarios under many seeds, disturbed, to find what breaks",
      "For each seed the network is slowed, loses requests and answers and is cut now and then,\n"
      "clocks go wrong, and steps of one instant change places. The simulator's own invariants "
      "have\n"
      "to hold; what the file expects is not judged, but from --heal on, when nothing disturbs "
      "any\n"
      "more. Stops at the first seed at which something went wrong and shows what disturbed it.\n"
      "\n"
      "examples:\n"
      "  slsim sweep scenarios/compliance --seeds 1..1000\n"
      "  slsim sweep scenarios/satellite/convergence.yaml --seeds 1..1000 --heal 60d\n",
      flags_of_sweep,
      sweep};
  return command;
}

}  // namespace slsim
