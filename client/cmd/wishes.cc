// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/wishes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace slsim {
namespace {

constexpr std::size_t most = 100'000;
constexpr std::string_view between = " \t,\r";

std::string take_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(between), line.size()));
  const std::size_t end = std::min(line.find_first_of(between), line.size());
  std::string word{line.substr(0, end)};
  line.remove_prefix(end);
  return word;
}

}  // namespace

tl::expected<std::vector<ClusterWish>, std::string> parse_wishes(std::string_view text) {
  std::vector<ClusterWish> wishes;
  std::set<std::string> names;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = line.substr(0, line.find('#'));
    ClusterWish wish{take_word(line)};
    wish.target = take_word(line);
    if (wish.cluster.empty()) continue;
    if (!take_word(line).empty()) {
      return tl::make_unexpected(fmt::format("line {}: more than CLUSTER and VA", number));
    }
    if (!names.insert(wish.cluster).second) {
      return tl::make_unexpected(fmt::format("line {}: {} again", number, wish.cluster));
    }
    if (wishes.size() == most) return tl::make_unexpected(fmt::format("more than {}", most));
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

}  // namespace slsim
