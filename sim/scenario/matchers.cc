// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/matchers.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/regex.h"

namespace slsim {
namespace {

/// Of lists, maps and nothing; -1 of what cannot be counted.
std::int64_t entry_count(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::list:
      return std::ssize(value.list());
    case Value::Kind::map:
      return std::ssize(value.map());
    case Value::Kind::absent:
      return 0;
    default:
      return -1;
  }
}

std::string got(const Value& actual) {
  constexpr std::size_t enough = 2000;  // A screen of command line output.
  if (actual.absent()) return "nothing";
  std::string text = print(actual);
  if (text.size() > enough) {
    text.resize(enough);
    text += " …";
  }
  return text;
}

std::string plain_mismatch(const Matcher& matcher, const Value& actual) {
  return fmt::format("expected {}, got {}", matcher.describe(), got(actual));
}

const Value& entry(const Value& map, const std::string& key) {
  static const Value nothing;
  const Value* value = map.find(key);
  return value == nullptr ? nothing : *value;
}

std::string entries_mismatch(const Matcher& matcher, const Value& actual) {
  if (actual.kind() != Value::Kind::map) return plain_mismatch(matcher, actual);
  std::string text;
  for (std::size_t i = 0; i < matcher.parts.size(); ++i) {
    const auto why = matcher.parts[i].mismatch(entry(actual, matcher.keys[i]));
    if (why) text += (text.empty() ? "" : "; ") + quote(matcher.keys[i]) + ": " + *why;
  }
  return text;
}

std::string elements_mismatch(const Matcher& matcher, const Value& actual) {
  if (actual.kind() != Value::Kind::list || actual.list().size() != matcher.parts.size()) {
    return plain_mismatch(matcher, actual);
  }
  for (std::size_t i = 0; i < matcher.parts.size(); ++i) {
    if (const auto why = matcher.parts[i].mismatch(actual.list()[i])) {
      return fmt::format("entry {}: {}", i + 1, *why);
    }
  }
  return plain_mismatch(matcher, actual);
}

std::string join(const std::vector<Matcher>& parts, std::string_view between) {
  std::string text;
  for (const Matcher& part : parts) {
    if (!text.empty()) text += between;
    text += part.describe();
  }
  return text;
}

std::string describe_entries(const Matcher& matcher) {
  std::string text;
  for (std::size_t i = 0; i < matcher.parts.size(); ++i) {
    text += fmt::format("{}{}: {}", i == 0 ? "" : ", ", quote(matcher.keys[i]),
                        matcher.parts[i].describe());
  }
  return "{" + text + "}";
}

bool elements_hold(const Matcher& matcher, const Value& actual) {
  return actual.kind() == Value::Kind::list && actual.list().size() == matcher.parts.size() &&
         std::ranges::equal(matcher.parts, actual.list(),
                            [](const Matcher& part, const Value& v) { return part.holds(v); });
}

bool entries_hold(const Matcher& matcher, const Value& actual) {
  if (actual.kind() != Value::Kind::map) return false;
  for (std::size_t i = 0; i < matcher.parts.size(); ++i) {
    if (!matcher.parts[i].holds(entry(actual, matcher.keys[i]))) return false;
  }
  return true;
}

}  // namespace

bool Matcher::holds(const Value& actual) const {
  const auto comparable = [&] { return actual.kind() == value.kind(); };
  const auto is_text = [&] { return actual.kind() == Value::Kind::text; };
  switch (kind) {
    case Kind::equals:
      return actual == value;
    case Kind::gt:
      return comparable() && actual > value;
    case Kind::ge:
      return comparable() && actual >= value;
    case Kind::lt:
      return comparable() && actual < value;
    case Kind::le:
      return comparable() && actual <= value;
    case Kind::no:
      return !parts.front().holds(actual);
    case Kind::contains:
      return is_text() && value.kind() == Value::Kind::text &&
             actual.text().find(value.text()) != std::string::npos;
    case Kind::matches:
      return is_text() && regex->found_in(actual.text());
    case Kind::has:
      return actual.kind() == Value::Kind::list &&
             std::ranges::any_of(actual.list(),
                                 [&](const Value& v) { return parts.front().holds(v); });
    case Kind::count:
      return entry_count(actual) >= 0 && parts.front().holds(entry_count(actual));
    case Kind::absent:
      return actual.absent();
    case Kind::all:
      return std::ranges::all_of(parts, [&](const Matcher& part) { return part.holds(actual); });
    case Kind::entries:
      return entries_hold(*this, actual);
    case Kind::elements:
      break;
  }
  return elements_hold(*this, actual);
}

std::optional<std::string> Matcher::mismatch(const Value& actual) const {
  if (holds(actual)) return std::nullopt;
  if (kind == Kind::entries) return entries_mismatch(*this, actual);
  if (kind == Kind::elements) return elements_mismatch(*this, actual);
  if (kind == Kind::count && entry_count(actual) >= 0) {
    return fmt::format("expected {}, got {}: {}", describe(), entry_count(actual), got(actual));
  }
  return plain_mismatch(*this, actual);
}

std::string Matcher::describe() const {
  switch (kind) {
    case Kind::equals:
      return print(value);
    case Kind::gt:
      return "more than " + print(value);
    case Kind::ge:
      return "at least " + print(value);
    case Kind::lt:
      return "less than " + print(value);
    case Kind::le:
      return "at most " + print(value);
    case Kind::no:
      return "not " + parts.front().describe();
    case Kind::contains:
      return "a text with " + print(value);
    case Kind::matches:
      return fmt::format("a text that matches {}", print(value));
    case Kind::has:
      return "a list with " + parts.front().describe();
    case Kind::count:
      return parts.front().describe() + " entries";
    case Kind::absent:
      return "nothing";
    case Kind::all:
      return join(parts, " and ");
    case Kind::entries:
      return describe_entries(*this);
    case Kind::elements:
      break;
  }
  return "[" + join(parts, ", ") + "]";
}

Matcher Matcher::with_results(const Value::Map& results) const {
  Matcher copy = *this;
  copy.value = slsim::with_results(value, results);
  for (Matcher& part : copy.parts) part = part.with_results(results);
  return copy;
}

}  // namespace slsim
