// SPDX-License-Identifier: Apache-2.0
#include "sim/report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/time/text.h"

namespace slsim {
namespace {

/// The first failures of a case explain the later ones.
constexpr std::size_t failures_shown = 12;
/// Of what an actor printed.
constexpr std::size_t lines_shown = 60;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void append_block(std::string& out, std::string_view indent, std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  const std::size_t shown = std::min(lines.size(), lines_shown);
  for (std::size_t i = 0; i < shown; ++i) out += fmt::format("{}{}\n", indent, lines[i]);
  if (lines.size() > shown) out += fmt::format("{}... {} more\n", indent, lines.size() - shown);
}

/// `expected  authorized`; what has several lines follows in lines of its own.
void append_row(std::string& out, std::string_view name, std::string_view text) {
  if (text.find('\n') == std::string_view::npos) {
    out += fmt::format("      {:<9} {}\n", name, text);
  } else {
    out += fmt::format("      {}\n", name);
    append_block(out, "        | ", text);
  }
}

std::string where(const RunResult& result, const Failure& failure) {
  if (failure.position.line == 0) return result.path;
  return fmt::format("{}:{}:{}", result.path, failure.position.line, failure.position.column);
}

std::string headline(const RunResult& result, const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::invariant:
      return fmt::format("an invariant of the simulator broke (seed {}): {}", result.seed,
                         failure.text);
    case Failure::Kind::runaway:
      return "stopped as a runaway: " + failure.text;
    default:
      return failure.text;
  }
}

void append_failure(std::string& out, const RunResult& result, const Failure& failure,
                    const Painter& paint) {
  out += fmt::format("  {}: {}\n", where(result, failure),
                     paint(Tone::strong, headline(result, failure)));
  for (const Mismatch& mismatch : failure.mismatches) {
    if (!mismatch.what.empty()) out += fmt::format("    {}\n", mismatch.what);
    append_row(out, "expected", mismatch.expected);
    append_row(out, "actual", paint(Tone::bad, mismatch.actual));
  }
  const bool of_an_instant =
      failure.kind != Failure::Kind::golden && failure.kind != Failure::Kind::unstable;
  if (of_an_instant) append_row(out, "when", print_offset(failure.at, result.start));
  for (const Sighting& sighting : failure.seen) {
    append_row(out, "seen",
               fmt::format("{} from {}", sighting.text, print_offset(sighting.from, result.start)));
  }
  append_block(out, "    ", failure.excerpt);
  if (failure.recent.empty()) return;
  out += fmt::format("    last events of {}\n", failure.actor);
  for (const std::string& line : failure.recent) {
    out += "      " + paint(Tone::faint, line) + "\n";
  }
}

struct Row {
  std::string name;
  Verdict verdict = Verdict::passed;
  std::size_t cases = 0;
  std::size_t failed = 0;
  std::size_t steps = 0;
  std::size_t expectations = 0;
  Duration simulated{};
};

void add(Row& row, const CaseLine& line) {
  ++row.cases;
  row.failed += line.verdict == Verdict::passed ? 0 : 1;
  row.verdict = std::max(row.verdict, line.verdict);
  row.steps += line.steps;
  row.expectations += line.expectations;
  row.simulated += line.simulated;
}

std::vector<Row> rows_of(std::span<const CaseLine> cases, bool one_file) {
  std::vector<Row> rows;
  const std::string* path = nullptr;
  for (const CaseLine& line : cases) {
    const bool fresh = one_file || path == nullptr || *path != line.path;
    if (fresh) {
      rows.emplace_back();
      rows.back().name = one_file && !line.name.empty() ? line.path + "::" + line.name : line.path;
    }
    path = &line.path;
    add(rows.back(), line);
  }
  return rows;
}

std::string mark(Verdict verdict, const Painter& paint) {
  switch (verdict) {
    case Verdict::passed:
      return paint(Tone::good, "ok    ");
    case Verdict::failed:
      return paint(Tone::bad, "FAIL  ");
    case Verdict::broken:
      break;
  }
  return paint(Tone::bad, "BROKEN");
}

}  // namespace

std::string count_of(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string describe_failures(const RunResult& result, std::string_view replay,
                              const Painter& paint) {
  if (result.failures.empty()) return {};
  const bool broken = result.verdict() == Verdict::broken;
  std::string out = paint(Tone::bad, broken ? "BROKEN" : "FAIL") + " " + result.address() + "\n";
  const std::size_t shown = std::min(result.failures.size(), failures_shown);
  for (std::size_t i = 0; i < shown; ++i) append_failure(out, result, result.failures[i], paint);
  const std::size_t rest = result.failures.size() - shown + result.failures_left_out;
  if (rest > 0) out += fmt::format("  and {} more\n", count_of(rest, "failure"));
  out += fmt::format("  replay: {}\n\n", replay);
  return out;
}

CaseLine case_line(const RunResult& result) {
  return {result.path,  result.name,         result.verdict(),
          result.steps, result.expectations, result.end - result.start};
}

std::string describe_cases(std::span<const CaseLine> cases, const Painter& paint) {
  const bool one_file = std::ranges::all_of(
      cases, [&](const CaseLine& line) { return line.path == cases.front().path; });
  const std::vector<Row> rows = rows_of(cases, one_file);
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.name.size());
  // The columns of a table, in their order. NOLINTNEXTLINE(bugprone-easily-swappable-parameters)
  const auto numbers = [&](std::string_view count, std::string_view steps,
                           std::string_view expectations, std::string_view simulated) {
    const std::string files = one_file ? "" : fmt::format("{:>7}", count);
    return fmt::format("{}{:>7}{:>14} {:>11}", files, steps, expectations, simulated);
  };
  std::string out =
      paint(Tone::faint, fmt::format("{:<{}}{}", "", width + 7,
                                     numbers("cases", "steps", "expectations", "simulated"))) +
      "\n";
  Row sum;
  for (const Row& row : rows) {
    out += fmt::format("{} {:<{}}{}\n", mark(row.verdict, paint), row.name, width,
                       numbers(std::to_string(row.cases), std::to_string(row.steps),
                               std::to_string(row.expectations), print(row.simulated)));
  }
  for (const CaseLine& line : cases) add(sum, line);
  const std::string verdict = sum.failed == 0
                                  ? paint(Tone::good, count_of(sum.cases, "case") + " passed")
                                  : paint(Tone::bad, fmt::format("{} of {} failed", sum.failed,
                                                                 count_of(sum.cases, "case")));
  out += fmt::format("{}: {}, {}, {} simulated", verdict, count_of(sum.steps, "step"),
                     count_of(sum.expectations, "expectation"), print(sum.simulated));
  return out;
}

}  // namespace slsim
