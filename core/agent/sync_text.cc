// SPDX-License-Identifier: Apache-2.0
#include "core/agent/sync_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/http/hash.h"
#include "core/time/text.h"

namespace slsim {
namespace {

constexpr std::string_view signature_name = "signature: ";
constexpr std::size_t signature_letters = 64;
constexpr std::size_t longest_text = 4096;

}  // namespace

SyncWriter::SyncWriter(std::string_view title) : text_{title} {}

SyncWriter& SyncWriter::line(std::string_view name) {
  text_ += '\n';
  text_ += name;
  text_ += ':';
  return *this;
}

SyncWriter& SyncWriter::row() {
  text_ += "\n-";
  return *this;
}

SyncWriter& SyncWriter::text(std::string_view value) {
  text_ += " \"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text_ += '\\';
    if (c == '\n') {
      text_ += "\\n";
    } else {
      text_ += c;
    }
  }
  text_ += '"';
  return *this;
}

SyncWriter& SyncWriter::word(std::string_view value) {
  text_ += ' ';
  text_ += value;
  return *this;
}

SyncWriter& SyncWriter::number(std::uint64_t value) {
  std::array<char, 20> letters{};
  const auto end = std::to_chars(letters.data(), letters.data() + letters.size(), value).ptr;
  return word({letters.data(), static_cast<std::size_t>(end - letters.data())});
}

SyncWriter& SyncWriter::instant(Instant value) { return word(print(value)); }

SyncWriter& SyncWriter::counts(const Counts& value) {
  number(value.size());
  for (const Counts::Entry& entry : value) {
    word(slsim::word(entry.license).text());
    number(static_cast<std::uint64_t>(entry.count));
  }
  return *this;
}

std::string SyncWriter::signed_by(std::string_view key) && {
  text_ += '\n';
  const std::string signature = hmac_sha256_hex(text_, key);
  text_ += signature_name;
  text_ += signature;
  text_ += '\n';
  return std::move(text_);
}

void SyncReader::refuse(std::string_view expected) {
  if (good()) wrong_ = fmt::format("line {}: expected {}", at_line_ + 1, expected);
}

void SyncReader::expect(std::string_view literal, std::string_view expected) {
  if (!good()) return;
  if (!rest_.starts_with(literal)) return refuse(expected);
  rest_.remove_prefix(literal.size());
}

void SyncReader::line(std::string_view name) {
  expect("\n", "the end of the line");
  ++at_line_;
  expect(name, name);
  expect(":", "a colon");
}

void SyncReader::row() {
  expect("\n", "the end of the line");
  ++at_line_;
  expect("-", "a row");
}

std::string SyncReader::text() {
  expect(" \"", "a text");
  std::string value;
  while (good()) {
    const std::size_t plain = std::min(rest_.find_first_of("\"\\\n"), rest_.size());
    value += rest_.substr(0, plain);
    rest_.remove_prefix(plain);
    const bool escaped = rest_.size() > 1 && rest_.front() == '\\';
    if (rest_.empty() || rest_.front() == '\n' || value.size() > longest_text) {
      refuse("the end of a text");
    } else if (!escaped) {
      rest_.remove_prefix(1);
      return value;
    } else {
      value += rest_[1] == 'n' ? '\n' : rest_[1];
      rest_.remove_prefix(2);
    }
  }
  return {};
}

std::string_view SyncReader::word() {
  expect(" ", "a value");
  if (!good()) return {};
  const std::string_view value = rest_.substr(0, rest_.find_first_of(" \n"));
  rest_.remove_prefix(value.size());
  return value;
}

std::uint64_t SyncReader::number() {
  const std::string_view letters = word();
  std::uint64_t value = 0;
  const auto read = std::from_chars(letters.data(), letters.data() + letters.size(), value);
  if (read.ec != std::errc{} || read.ptr != letters.data() + letters.size()) {
    refuse("a whole number");
  }
  return good() ? value : 0;
}

std::uint64_t SyncReader::rows() {
  const std::uint64_t count = number();
  if (count > rest_.size()) refuse("as many rows as it says");
  return good() ? count : 0;
}

Instant SyncReader::instant() {
  const std::string_view letters = word();
  if (letters == "never") return never;
  const auto at = parse_instant(letters);
  if (!at) refuse("an instant such as 2026-01-05T08:00:00Z");
  return at.value_or(Instant{});
}

Counts SyncReader::counts() {
  Counts value;
  const std::uint64_t size = number();
  if (size > Counts::capacity) refuse("at most eight licences");
  for (std::uint64_t i = 0; good() && i < size; ++i) {
    const auto license = find_license(word());
    const std::uint64_t count = number();
    if (!license || count > std::uint64_t{std::numeric_limits<std::int32_t>::max()}) {
      refuse("a licence and how many");
    } else {
      value.set(*license, static_cast<std::int32_t>(count));
    }
  }
  return value;
}

void SyncReader::end() {
  if (good() && rest_ != "\n") refuse("the signature");
}

SignedContent signed_content(std::string_view text, std::string_view title, std::string_view key) {
  // Whoever carries a file may add empty lines to its end.
  while (text.ends_with("\n\n") || text.ends_with('\r') || text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  if (!text.starts_with(title)) return {{}, fmt::format("it does not begin with \"{}\"", title)};
  const std::size_t place = text.rfind(signature_name);
  const std::size_t whole = place + signature_name.size() + signature_letters + 1;
  if (place == std::string_view::npos || text.size() != whole || text.back() != '\n') {
    return {{}, "it is cut short: its last line is no signature"};
  }
  const std::string_view signed_part = text.substr(0, place);
  const std::string_view signature = text.substr(place + signature_name.size(), signature_letters);
  if (signature != hmac_sha256_hex(signed_part, key)) {
    return {{}, "its signature is not good: something in it was changed"};
  }
  return {signed_part.substr(title.size()), {}};
}

}  // namespace slsim
