// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/explain.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/result/check.h"

namespace slsim {
namespace {

/// How people say it; the journal has the words.
std::string_view phrase(How how) {
  switch (how) {
    case How::reserved:
      return "reserved";
    case How::own:
      return "own";
    case How::higher_tier:
      return "higher tier";
    case How::hcs_parent:
      return "HCS parent";
    case How::newer_release:
      return "newer release";
  }
  CHECK(false, "a way of serving of the enumeration");
  return "";
}

/// Columns as wide as their widest cell; those of numbers end flush, as numbers do.
template <std::size_t N>
class Table {
 public:
  using Row = std::array<std::string, N>;
  Table(Row head, std::array<bool, N> numbers) : numbers_{numbers} { add(std::move(head)); }
  void add(Row row) {
    for (std::size_t i = 0; i < N; ++i) widths_[i] = std::max(widths_[i], row[i].size());
    rows_.push_back(std::move(row));
  }
  [[nodiscard]] std::string print() const {
    std::string text;
    for (const Row& row : rows_) {
      for (std::size_t i = 0; i < N; ++i) {
        const std::string padding(widths_[i] - row[i].size(), ' ');
        if (i > 0) text += "  ";
        text += numbers_[i] ? padding + row[i] : row[i] + padding;
      }
      text.erase(text.find_last_not_of(' ') + 1);
      text += '\n';
    }
    return text;
  }

 private:
  std::array<bool, N> numbers_;
  std::array<std::size_t, N> widths_{};
  std::vector<Row> rows_;
};

std::string key(License license) { return std::string{word(license).text()}; }

/// A demand takes a row for each that served it, and one more if it is short.
std::string print_demands(const Allocation& allocation) {
  Table<5> table{{"demand", "wanted", "served from", "how", "quantity"},
                 {false, true, false, false, true}};
  for (const ExplainedDemand& demand : explained_demands(allocation)) {
    std::string name = key(demand.license);
    std::string wanted = std::to_string(demand.demanded);
    for (const Served& row : demand.served) {
      table.add({std::exchange(name, ""), std::exchange(wanted, ""), key(row.from),
                 std::string{phrase(row.how)}, std::to_string(row.quantity)});
    }
    if (demand.short_of > 0) {
      table.add({name, wanted, "nobody", "SHORT", std::to_string(demand.short_of)});
    }
  }
  return table.print();
}

std::string print_pool(const Allocation& allocation) {
  Table<4> table{{"license", "owned", "in use", "available"}, {false, true, true, true}};
  for (const License license : all_licenses) {
    const std::int64_t owned = allocation.pool.owned[license];
    const std::int64_t in_use = allocation.in_use[license];
    const bool unlimited = allocation.unlimited(license);
    if (owned == 0 && in_use == 0 && !unlimited) continue;
    table.add({key(license), unlimited ? "unlimited" : std::to_string(owned),
               std::to_string(in_use),
               unlimited ? "unlimited" : std::to_string(allocation.available(license))});
  }
  return table.print();
}

}  // namespace

std::vector<ExplainedDemand> explained_demands(const Allocation& allocation) {
  std::vector<ExplainedDemand> result;
  for (const License license : all_licenses) {
    const Demand& demand = allocation.demand;
    const std::int64_t wanted = demand.pooled[license] + demand.reserved[license];
    if (wanted == 0) continue;
    result.push_back({license, wanted, allocation.served_of(license),
                      allocation.short_of[license] + allocation.reserved_short_of[license]});
  }
  return result;
}

std::string explain(const Allocation& allocation) {
  return print_demands(allocation) + '\n' + print_pool(allocation);
}

}  // namespace slsim
