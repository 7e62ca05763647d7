// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/golden.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "core/time/text.h"

namespace slsim {
namespace {

/// A retry is a handful of events that come round together.
constexpr std::size_t longest_round = 4;
/// Lines that a difference shows, and around each of them what both sides have.
constexpr std::size_t changes_shown = 20;
constexpr std::size_t lines_around = 1;

/// One line to be: an event and how often it came again.
struct Line {
  std::size_t event;  // In Journal::events.
  std::size_t times;
  Instant last;
};

/// The same but for when it was, and for the instants that it tells of.
bool repeats(const Event& a, const Event& b) {
  if (a.name != b.name || a.count != b.count) return false;
  for (std::size_t i = 0; i < a.count; ++i) {
    const FieldValue& x = a.fields[i].value;
    const FieldValue& y = b.fields[i].value;
    if (a.fields[i].key != b.fields[i].key || x.kind() != y.kind()) return false;
    if (x.kind() == FieldValue::Kind::instant) continue;
    const bool same =
        x.kind() == FieldValue::Kind::word ? x.word() == y.word() : x.bits() == y.bits();
    if (!same) return false;
  }
  return true;
}

/// How many events from `at` on are whole rounds of the first `round` of them.
std::size_t covered(const Journal& journal, std::span<const std::size_t> events, std::size_t at,
                    std::size_t round) {
  std::size_t end = at + round;
  while (end < events.size() &&
         repeats(journal.events()[events[end]], journal.events()[events[end - round]])) {
    ++end;
  }
  return (end - at) / round * round;
}

/// The lines of one actor, whose events these are.
void fold(const Journal& journal, std::span<const std::size_t> events, std::vector<Line>& lines) {
  for (std::size_t at = 0; at < events.size();) {
    std::size_t round = 1;
    std::size_t most = covered(journal, events, at, 1);
    for (std::size_t other = 2; other <= longest_round && at + 2 * other <= events.size();
         ++other) {
      const std::size_t count = covered(journal, events, at, other);
      if (count >= 2 * other && count > most) {
        round = other;
        most = count;
      }
    }
    for (std::size_t i = 0; i < round; ++i) {
      const std::size_t last = at + most - round + i;
      lines.push_back({events[at + i], most / round, journal.events()[events[last]].at});
    }
    at += most;
  }
}

std::string text_of(const Journal& journal, const Line& line) {
  std::string text = journal.print(journal.events()[line.event]);
  if (line.times > 1) text += fmt::format("  [{} times, last {}]", line.times, print(line.last));
  return text;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// A line that both have, or one of them alone.
struct DiffLine {
  char sign = ' ';
  std::size_t number = 0;  // Of the kept text; where it would stand, of a line that is new.
  std::string_view text;
};

/// The shortest way from one to the other: by the longest common subsequence, which for the few
/// hundred lines of a golden is no work.
std::vector<DiffLine> diff(std::span<const std::string_view> old,
                           std::span<const std::string_view> fresh) {
  const std::size_t width = fresh.size() + 1;
  std::vector<std::uint32_t> common((old.size() + 1) * width, 0);  // Of what is left of both.
  for (std::size_t i = old.size(); i-- > 0;) {
    for (std::size_t j = fresh.size(); j-- > 0;) {
      common[i * width + j] =
          old[i] == fresh[j] ? common[(i + 1) * width + j + 1] + 1
                             : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::vector<DiffLine> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < old.size() || j < fresh.size()) {
    const bool both = i < old.size() && j < fresh.size() && old[i] == fresh[j];
    const bool gone =
        !both && i < old.size() &&
        (j == fresh.size() || common[(i + 1) * width + j] >= common[i * width + j + 1]);
    lines.push_back({both   ? ' '
                     : gone ? '-'
                            : '+',
                     i + 1, j < fresh.size() && !gone ? fresh[j] : old[i]});
    if (both || gone) ++i;
    if (both || !gone) ++j;
  }
  return lines;
}

/// As `diff -u` shows it, as far as a person reads it.
std::string difference(std::string_view kept, std::string_view actual) {
  // A kept text that somebody made longer than we write them is cut.
  std::vector<std::string_view> old = split(kept);
  old.resize(std::min(old.size(), 2 * golden_lines));
  const std::vector<DiffLine> lines = diff(old, split(actual));
  const auto changed = [&](std::size_t i) { return i < lines.size() && lines[i].sign != ' '; };
  const auto near_change = [&](std::size_t i) {
    for (std::size_t k = i - std::min(i, lines_around); k <= i + lines_around; ++k) {
      if (changed(k)) return true;
    }
    return false;
  };
  std::string text;
  std::size_t shown = 0;
  bool gap = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (shown == changes_shown && changed(i)) {
      const auto rest =
          std::ranges::count_if(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.end(),
                                [](const DiffLine& line) { return line.sign != ' '; });
      return text + fmt::format("... and {} lines more that differ\n", rest);
    }
    if (!near_change(i)) {
      gap = true;
      continue;
    }
    if (gap) text += fmt::format("@@ line {} @@\n", lines[i].number);
    gap = false;
    text += fmt::format("{} {}\n", lines[i].sign, lines[i].text);
    if (changed(i)) ++shown;
  }
  return text;
}

}  // namespace

std::string golden_text(const Journal& journal) {
  std::vector<std::vector<std::size_t>> by_actor(journal.actor_count());
  for (std::size_t i = 0; i < journal.events().size(); ++i) {
    const Event& event = journal.events()[i];
    if (event.level != Level::message) by_actor[event.actor.index].push_back(i);
  }
  std::vector<Line> lines;
  for (const auto& events : by_actor) fold(journal, events, lines);
  std::ranges::sort(lines, {}, &Line::event);
  const bool all = lines.size() <= golden_lines;
  const std::size_t shown = all ? lines.size() : golden_lines - 1;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += text_of(journal, lines[i]) + '\n';
  if (all) return text;
  std::string rest;
  for (std::size_t i = shown; i < lines.size(); ++i) rest += text_of(journal, lines[i]) + '\n';
  return text + fmt::format("... and {} more lines, in sum {:016x}\n", lines.size() - shown,
                            stable_hash(rest));
}

std::string golden_path(std::string_view path, std::string_view case_name) {
  if (path.ends_with(".yaml")) path.remove_suffix(5);
  std::string golden{path};
  if (!case_name.empty()) golden += '.';
  for (const char c : case_name) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    const bool other = (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '+';
    golden += letter || other ? c : '-';
  }
  return golden + ".journal";
}

std::optional<Failure> compare_golden(const std::string& kept, const RunResult& result) {
  if (kept == result.golden) return std::nullopt;
  Failure failure;
  failure.kind = Failure::Kind::golden;
  failure.at = result.start;
  failure.text =
      "the journal differs from " + golden_path(result.path, result.name) + " (-: kept, +: now)";
  failure.excerpt = difference(kept, result.golden);
  return failure;
}

}  // namespace slsim
