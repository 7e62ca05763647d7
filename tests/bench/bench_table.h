// SPDX-License-Identifier: Apache-2.0
// What every benchmark needs: a clock that is monotonic, and a table for people to read. Figures of
// one table come from one run on one machine, and are worth most as ratios to its baseline.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace slsim {

/// Runs from its construction on.
class Stopwatch {
 public:
  [[nodiscard]] double nanoseconds() const { return monotonic() - begin_; }
  [[nodiscard]] double seconds() const { return nanoseconds() / 1e9; }
  /// What this thread has computed meanwhile: the measure for work that never waits, since it
  /// leaves out the time in which the machine did something else.
  [[nodiscard]] double cpu_nanoseconds() const { return computed() - computed_; }

 private:
  static double monotonic() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::nano>(since).count();
  }
  static double computed() {
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  }

  double begin_ = monotonic();
  double computed_ = computed();
};

/// A title, then aligned columns: names to the left, figures to the right. Prints as Markdown, so
/// that a page of docs/decisions can take it as it is.
class BenchTable {
 public:
  BenchTable(std::string title, std::vector<std::string> columns)
      : title_{std::move(title)}, rows_{std::move(columns)} {}

  /// The first cell names the row. REQUIRES: as many cells as there are columns.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  void print() const {
    std::vector<std::size_t> widths(rows_.front().size(), 3);
    for (const auto& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    fmt::print("{}\n\n", title_);
    print_row(rows_.front(), widths);
    std::vector<std::string> rule;
    rule.reserve(widths.size());
    for (const std::size_t width : widths) {
      rule.push_back(std::string(width - 1, '-') + (rule.empty() ? "-" : ":"));
    }
    print_row(rule, widths);
    for (std::size_t i = 1; i < rows_.size(); ++i) print_row(rows_[i], widths);
    fmt::print("\n");
  }

 private:
  static void print_row(const std::vector<std::string>& row,
                        const std::vector<std::size_t>& widths) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      fmt::print("| {} ", i == 0 ? fmt::format("{:<{}}", row[i], widths[i])
                                 : fmt::format("{:>{}}", row[i], widths[i]));
    }
    fmt::print("|\n");
  }

  std::string title_;
  std::vector<std::vector<std::string>> rows_;  ///< The first is the head.
};

}  // namespace slsim
