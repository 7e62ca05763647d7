// SPDX-License-Identifier: Apache-2.0
// CSV by RFC 4180: quotes around what has commas, quotes or line ends in it, quotes doubled.
#include "client/estate/import.h"

namespace slsim {
namespace {

constexpr std::size_t most_bytes = 16'777'216;
constexpr std::size_t most_rows = 100'000;

struct Row {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

class Rows {
 public:
  explicit Rows(std::string_view text) : text_{text} {}

  /// Absent at the end.
  std::optional<Row> next() {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) step();
    if (at_ >= text_.size()) return std::nullopt;
    Row row{line_, {}};
    do {
      row.cells.push_back(cell());
    } while (at_ < text_.size() && text_[at_] == ',' && step());
    return row;
  }
  [[nodiscard]] bool broken() const { return broken_; }
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  bool step() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
    return true;
  }
  std::string cell() {
    std::string value;
    if (at_ < text_.size() && text_[at_] == '"') {
      step();
      while (at_ < text_.size()) {
        if (text_[at_] == '"') {
          step();
          if (at_ >= text_.size() || text_[at_] != '"') break;
        }
        value += text_[at_];
        step();
      }
      broken_ |=
          at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r';
      while (broken_ && at_ < text_.size()) step();
      return value;
    }
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      value += text_[at_];
      step();
    }
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool broken_ = false;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

tl::expected<ImportedEstate, std::string> parse_estate_csv(std::string_view text) {
  if (text.size() > most_bytes) return tl::make_unexpected("the file is too long");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Rows rows{text};
  const std::optional<Row> head = rows.next();
  if (!head) return tl::make_unexpected("line 1: the names of the columns are missing");
  ImportedEstate estate;
  std::vector<std::string> mistakes;
  while (const std::optional<Row> row = rows.next()) {
    const std::string where = "line " + std::to_string(row->line);
    if (estate.clusters.size() >= most_rows) return tl::make_unexpected(where + ": too many rows");
    if (row->cells.size() != head->cells.size()) {
      mistakes.push_back(where + ": " + std::to_string(row->cells.size()) + " cells under " +
                         std::to_string(head->cells.size()) + " columns");
      continue;
    }
    ClusterFields fields;
    for (std::size_t i = 0; i < row->cells.size(); ++i) {
      fields.fields.emplace_back(head->cells[i], row->cells[i]);
    }
    estate.clusters.push_back(cluster_of(fields, where, mistakes));
  }
  if (rows.broken()) {
    mistakes.push_back("line " + std::to_string(rows.line()) + ": text behind a closing quote");
  }
  if (!mistakes.empty()) return tl::make_unexpected(joined(mistakes));
  return estate;
}

}  // namespace slsim
