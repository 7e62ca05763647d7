// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace slsim {
namespace {

constexpr std::size_t longest_word = 64;  // Longer ones are no slip of the finger.

char folded(char c) {
  if (c == '-') return '_';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters to change, insert, drop or swap with their neighbour to make one of the other; case, and
/// `-` for `_`, do not count. REQUIRES: neither is longer than longest_word.
std::size_t distance(std::string_view a, std::string_view b) {
  using Row = std::array<std::size_t, longest_word + 1>;
  Row before_last{};
  Row last{};
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    Row row{};
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                           folded(a[i - 2]) == folded(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

/// Whether a name consists of several words, and this is one of them: `transport`, `set_transport`.
bool is_word_of(std::string_view word, std::string_view name) {
  const std::size_t at = name.find(word);
  if (word.size() < 3 || at == std::string_view::npos) return false;
  const std::size_t behind = at + word.size();
  return (at == 0 || name[at - 1] == '_') && (behind == name.size() || name[behind] == '_');
}

}  // namespace

std::string print(const Mistake& mistake) {
  return fmt::format("{}:{}:{}: {}", mistake.path, mistake.line, mistake.column, mistake.text);
}

void Mistakes::add(Mark mark, std::string text) {
  if (entries_.size() < most) entries_.push_back({mark, std::move(text)});
}

std::vector<Mistake> Mistakes::sorted(std::span<const std::string> paths) const {
  std::vector<Entry> entries = entries_;
  std::ranges::sort(entries);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  std::vector<Mistake> mistakes;
  mistakes.reserve(entries.size());
  for (Entry& entry : entries) {
    mistakes.push_back(
        {paths[entry.mark.file], entry.mark.line, entry.mark.column, std::move(entry.text)});
  }
  return mistakes;
}

std::string shown(std::string_view word) {
  constexpr std::size_t enough = 60;
  std::string clean{word.substr(0, enough)};
  if (word.size() > enough) {
    // Not in the middle of a letter of several bytes.
    while (!clean.empty() && (static_cast<unsigned char>(clean.back()) & 0xC0U) == 0x80U) {
      clean.pop_back();
    }
    if (!clean.empty() && static_cast<unsigned char>(clean.back()) >= 0xC0U) clean.pop_back();
    clean += "…";
  }
  const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  std::ranges::replace_if(clean, control, '?');
  return "'" + clean + "'";
}

std::string one_of(std::span<const std::string_view> words) {
  constexpr std::size_t enough = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), enough); ++i) {
    const bool last = i + 1 == words.size();
    text += fmt::format("{}{}", i == 0 ? "" : last ? " or " : ", ", words[i]);
  }
  return words.size() > enough ? text + ", …" : text;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  if (word.size() > longest_word) return "";
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
  for (const std::string_view candidate : known) {
    if (candidate.size() > longest_word) continue;
    const std::size_t far = distance(word, candidate);
    if (far >= least || far >= word.size()) continue;
    least = far;
    nearest = candidate;
  }
  if (!nearest.empty()) return fmt::format("; did you mean '{}'?", nearest);
  constexpr std::size_t enough = 4;
  std::string names;
  std::size_t count = 0;
  for (const std::string_view candidate : known) {
    if (!is_word_of(word, candidate) || ++count > enough) continue;
    names += fmt::format("{}'{}'", names.empty() ? "" : " or ", candidate);
  }
  return names.empty() ? "" : fmt::format("; did you mean {}?", names);
}

}  // namespace slsim
