// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/version.h"

namespace slsim {
namespace {

/// Takes what it understands off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_{text} {}

  /// One to four digits, so that nothing overflows.
  std::optional<int> number() {
    int value = 0;
    std::size_t digits = 0;
    while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') {
      if (digits == 4) return std::nullopt;
      value = value * 10 + (rest_[digits++] - '0');
    }
    if (digits == 0) return std::nullopt;
    rest_.remove_prefix(digits);
    return value;
  }
  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace

std::optional<ProductVersion> find_version(std::string_view text) {
  ProductVersion version;
  Reader reader{text};
  const auto read = [&reader](int& part) {
    const std::optional<int> number = reader.number();
    part = number.value_or(0);
    return number.has_value();
  };
  if (!read(version.train)) return std::nullopt;
  if (reader.take(".")) {
    if (!read(version.point)) return std::nullopt;
    if (reader.take("(")) {
      if (!read(version.maintenance) || !reader.take(")")) return std::nullopt;
    } else if (reader.take(".") && !read(version.maintenance)) {
      return std::nullopt;
    }
  }
  if ((reader.take("SU") || reader.take("su")) && !read(version.service_update)) {
    return std::nullopt;
  }
  return reader.done() ? std::optional{version} : std::nullopt;
}

}  // namespace slsim
