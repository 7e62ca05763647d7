// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/outputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/json.h"
#include "sim/scenario/golden.h"

namespace slsim {
namespace {

bool is_folder(const std::string& path) {
  return path.ends_with('/') || kind_of(path) == PathKind::directory;
}

/// `DIR/scenarios.lapse.case-name.journal`
std::string journal_path(std::string folder, const RunResult& result) {
  if (!folder.ends_with('/')) folder += '/';
  std::string name = golden_path(result.path, result.name);
  while (name.starts_with('/') || name.starts_with("./") || name.starts_with("../")) {
    name.erase(0, name.find('/') + 1);
  }
  std::ranges::replace(name, '/', '.');
  return folder + name;
}

}  // namespace

Outputs::Outputs(const Invocation& invocation, const RunFlags& flags)
    : invocation_{invocation}, flags_{flags} {
  if (!flags.journal || flags.journal == "-") return;
  if (!is_folder(*flags.journal)) {
    journal_ = std::make_unique<NewFile>(*flags.journal);
  } else if (const auto why = make_directory(*flags.journal)) {
    problems_ += fmt::format("{}: {}\n", *flags.journal, *why);
  }
}

std::string Outputs::replay(const RunResult& result, std::string_view program) const {
  std::string command =
      fmt::format("{} run {}", shell_quote(program), shell_quote(result.address()));
  if (flags_.seed) command += fmt::format(" --seed {}", *flags_.seed);
  if (flags_.verify) command += " --verify";
  return command;
}

/// Stdout, unless something for a program goes there.
void Outputs::say(std::string_view text) const {
  (flags_.journal == "-" ? invocation_.err : invocation_.out).write(text);
}

void Outputs::add_mistakes(const FileMistakes& mistakes) {
  if (flags_.junit) junit_.add_unreadable(mistakes.path, mistakes.text);
}

void Outputs::add(const RunResult& result) {
  worst_ = std::max(worst_, result.verdict());
  lines_.push_back(case_line(result));
  if (flags_.junit) {
    const Painter plain = [](Tone, std::string_view text) { return std::string{text}; };
    junit_.add(result, describe_failures(result, replay(result, "slsim"), plain));
  }
  if (result.journal) write_journal(result);
  if (flags_.json) {
    invocation_.out.write(to_json(result));
  } else {
    say(describe_failures(result, replay(result, invocation_.program), invocation_.painter()));
  }
}

void Outputs::note(std::string_view text) {
  if (!flags_.json && !flags_.quiet) say(text);
}

void Outputs::write_journal(const RunResult& result) {
  constexpr std::size_t piece = 1U << 20U;
  std::unique_ptr<NewFile> own;
  const bool to_stdout = flags_.journal == "-";
  const std::string path = journal_path(*flags_.journal, result);
  if (!to_stdout && !journal_) own = std::make_unique<NewFile>(path);
  std::string text = fmt::format("# {} seed={}\n", result.address(), result.seed);
  const auto pass_on = [&] {
    if (to_stdout) {
      invocation_.out.write(text);
    } else {
      (own ? own : journal_)->append(text);
    }
    text.clear();
  };
  for (const Event& event : result.journal->events()) {
    text += result.journal->print(event) + '\n';
    if (text.size() > piece) pass_on();
  }
  pass_on();
  if (!own) return;
  if (const auto why = own->finish()) problems_ += fmt::format("{}: {}\n", path, *why);
}

std::string Outputs::finish() {
  if (!flags_.json && !flags_.quiet && !lines_.empty()) {
    say(describe_cases(lines_, invocation_.painter()));
  }
  if (journal_) {
    if (const auto why = journal_->finish()) {
      problems_ += fmt::format("{}: {}\n", *flags_.journal, *why);
    }
  }
  if (flags_.junit) {
    if (const auto why = write_file(*flags_.junit, junit_.text())) {
      problems_ += fmt::format("{}: {}\n", *flags_.junit, *why);
    }
  }
  return problems_;
}

}  // namespace slsim
