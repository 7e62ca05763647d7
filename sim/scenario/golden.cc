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
/// Lines of each side that a difference shows, and of what both have before it.
constexpr std::size_t lines_of_difference = 8;
constexpr std::size_t lines_before = 3;

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

/// The lines of one side that the other lacks, as far as they are shown.
void append_side(std::string& text, char sign, std::span<const std::string_view> lines) {
  const std::size_t shown = std::min(lines.size(), lines_of_difference);
  for (std::size_t i = 0; i < shown; ++i) text += fmt::format("{} {}\n", sign, lines[i]);
  if (lines.size() > shown) text += fmt::format("{} ... {} more\n", sign, lines.size() - shown);
}

/// What is between the lines that both begin with and those that both end with.
std::string difference(std::string_view kept, std::string_view now) {
  const std::vector<std::string_view> old = split(kept);
  const std::vector<std::string_view> fresh = split(now);
  const std::size_t least = std::min(old.size(), fresh.size());
  std::size_t head = 0;
  while (head < least && old[head] == fresh[head]) ++head;
  std::size_t tail = 0;
  while (tail < least - head && old[old.size() - 1 - tail] == fresh[fresh.size() - 1 - tail]) {
    ++tail;
  }
  std::string text = fmt::format("@@ line {} @@\n", head + 1);
  for (std::size_t i = head - std::min(head, lines_before); i < head; ++i) {
    text += fmt::format("  {}\n", old[i]);
  }
  append_side(text, '-', std::span{old}.subspan(head, old.size() - tail - head));
  append_side(text, '+', std::span{fresh}.subspan(head, fresh.size() - tail - head));
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

std::optional<Failure> compare_golden(const std::optional<std::string>& kept,
                                      const RunResult& result) {
  if (kept && *kept == result.golden) return std::nullopt;
  const std::string path = golden_path(result.path, result.name);
  Failure failure;
  failure.kind = Failure::Kind::golden;
  failure.at = result.start;
  failure.text =
      kept ? "the journal differs from " + path + " (-: kept, +: now)" : path + " is not there yet";
  if (kept) failure.excerpt = difference(*kept, result.golden);
  return failure;
}

}  // namespace slsim
