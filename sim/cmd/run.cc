// SPDX-License-Identifier: Apache-2.0
// slsim run
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "live/files.h"
#include "live/pool.h"
#include "sim/cmd/command.h"
#include "sim/cmd/outputs.h"
#include "sim/cmd/run_options.h"
#include "sim/cmd/selection.h"
#include "sim/scenario/golden.h"
#include "sim/scenario/runner.h"

namespace slsim {
namespace {

using Plans = std::vector<std::shared_ptr<const Plan>>;

constexpr std::size_t most_golden_bytes = 1U << 20U;

/// The cases that are to be played, of those that were named.
Plans pick(Plans plans, const RunFlags& flags) {
  if (flags.filter) {
    std::erase_if(plans,
                  [&](const auto& plan) { return !fits_glob(*flags.filter, plan->address()); });
  }
  return plans;
}

Plans shard(const Plans& plans, const Shard& shard) {
  Plans part;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (shard.has(i)) part.push_back(plans[i]);
  }
  return part;
}

/// Two cases that would keep one golden, if there are such.
std::optional<std::string> golden_clash(const Plans& plans) {
  std::map<std::string, std::string> owners;
  for (const auto& plan : plans) {
    if (!plan->golden) continue;
    const auto [owner, fresh] =
        owners.emplace(golden_path(plan->path, plan->name), plan->address());
    if (!fresh) {
      return fmt::format("{} and {} would both keep {}: give one another name", owner->second,
                         plan->address(), owner->first);
    }
  }
  return std::nullopt;
}

class Runs {
 public:
  Runs(const Invocation& invocation, const RunFlags& flags, Plans plans)
      : invocation_{invocation},
        flags_{flags},
        plans_{std::move(plans)},
        outputs_{invocation, flags} {}

  ExitCode play(const std::vector<FileMistakes>& mistakes) {
    for (const FileMistakes& one : mistakes) outputs_.add_mistakes(one);
    if (plans_.empty()) outputs_.note("no case falls to this shard\n");
    std::vector<std::optional<RunResult>> results(plans_.size());
    run_jobs(
        plans_.size(), flags_.threads, [&](std::size_t i) { results[i] = play_one(plans_[i]); },
        [&](std::size_t i) {
          end_one(*std::exchange(results[i], std::nullopt), i);
          return true;
        });
    progress_.clear();
    std::string problems = outputs_.finish();
    say_time();
    if (!problems.empty()) {
      problems.pop_back();
      return invocation_.misuse(problems);
    }
    if (!mistakes.empty()) return misused;
    if (outputs_.worst() == Verdict::broken) return broken;
    return outputs_.worst() == Verdict::failed ? failed : passed;
  }

 private:
  /// On any thread.
  [[nodiscard]] RunResult play_one(const std::shared_ptr<const Plan>& plan) const {
    const RunOptions options{.keep_journal = flags_.journal.has_value()};
    const auto played = flags_.seed ? with_seed(plan, *flags_.seed) : plan;
    return flags_.verify ? run_twice(played, options) : run(played, options);
  }

  void end_one(RunResult result, std::size_t index) {
    progress_.clear();
    if (plans_[index]->golden && !flags_.seed) follow_golden(result);
    outputs_.add(result);
    progress_.show(fmt::format("{} of {} cases", index + 1, plans_.size()));
  }

  void follow_golden(RunResult& result) {
    const std::string path = golden_path(result.path, result.name);
    const auto kept = read_file(path, most_golden_bytes);
    auto difference = kept ? compare_golden(*kept, result) : std::nullopt;
    if (kept && !difference) return;
    const bool good = result.verdict() == Verdict::passed;
    if (flags_.accept && good) return write_golden(path, result);
    if (difference) {
      if (!flags_.accept) difference->text += "; `slsim run --accept` writes it";
      result.failures.push_back(std::move(*difference));
    } else if (kind_of(path) != PathKind::absent) {
      Failure failure;
      failure.kind = Failure::Kind::golden;
      failure.at = result.start;
      failure.text = fmt::format("{} cannot be read: {}", path, kept.error());
      result.failures.push_back(std::move(failure));
    } else if (good) {
      // What was never kept cannot differ.
      outputs_.note(fmt::format("{} is not kept yet; `slsim run --accept` writes it\n", path));
    }
  }

  void write_golden(const std::string& path, RunResult& result) {
    const auto why = write_file(path, result.golden);
    if (!why) return outputs_.note(fmt::format("wrote {}\n", path));
    Failure failure;
    failure.kind = Failure::Kind::golden;
    failure.at = result.start;
    failure.text = fmt::format("{} cannot be written: {}", path, *why);
    result.failures.push_back(std::move(failure));
  }

  /// Ends the last line of the table. The same run takes another time each time, so that this is
  /// for people only.
  void say_time() const {
    if (flags_.quiet || flags_.json || plans_.empty()) return;
    const Stream& stream = flags_.journal == "-" ? invocation_.err : invocation_.out;
    const auto seconds = static_cast<double>(progress_.elapsed().count()) / 1000;
    stream.write(stream.is_terminal() ? fmt::format(" in {:.2f} s\n", seconds) : "\n");
  }

  const Invocation& invocation_;
  const RunFlags& flags_;
  Plans plans_;
  Outputs outputs_;
  Progress progress_{Stream::err()};
};

/// Nothing is played; whoever waits for JUnit XML gets to know why.
ExitCode report_mistakes(const Invocation& invocation, const RunFlags& flags,
                         const std::vector<FileMistakes>& mistakes) {
  if (!flags.junit) return misused;
  JunitReport report;
  for (const FileMistakes& one : mistakes) report.add_unreadable(one.path, one.text);
  const auto why = write_file(*flags.junit, report.text());
  return why ? invocation.misuse(fmt::format("{}: {}", *flags.junit, *why)) : misused;
}

ExitCode run_cases(const Invocation& invocation) {
  const auto flags = read_run_flags(invocation.flags);
  if (!flags) return invocation.misuse(flags.error());
  const std::vector<std::string>& paths = invocation.flags.arguments();
  if (paths.empty()) return invocation.misuse("run what? name a file, a folder, or a file::case");
  Selection selection = select(paths, flags->threads);
  if (!selection.mistakes.empty()) {
    invocation.err.write(describe(selection.mistakes));
    if (!flags->keep_going) return report_mistakes(invocation, *flags, selection.mistakes);
  }
  Plans plans = pick(std::move(selection.plans), *flags);
  if (plans.empty() && selection.mistakes.empty()) {
    return invocation.misuse(
        flags->filter ? fmt::format("no case fits --filter {}", shell_quote(*flags->filter))
                      : "no scenario there: " + fmt::format("{}", fmt::join(paths, " ")));
  }
  if (const auto clash = golden_clash(plans)) return invocation.misuse(*clash);
  return Runs{invocation, *flags, shard(plans, flags->shard)}.play(selection.mistakes);
}

}  // namespace

const Command& run_command() {
  static const Command command{
      "run",
      "PATH[::CASE]... [flags]",
      "plays scenarios and says whether what they expect came true",
      "Plays every case of the files named, or only CASE of one, or all files in and below a\n"
      "folder. All files are checked before any is played.\n"
      "\n"
      "examples:\n"
      "  slsim run scenarios --junit results.xml\n"
      "  slsim run 'scenarios/lapse/ninety-days.yaml::contact back in time' --journal -\n"
      "\n"
      "A case passes when all its steps and expectations came true. A failure shows where it\n"
      "stands in the file, what was there instead, and the command that plays it alone.\n",
      run_flags(),
      run_cases};
  return command;
}

}  // namespace slsim
