// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/value.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/time/text.h"

namespace slsim {
namespace {

std::strong_ordering compare(const Value::List& a, const Value::List& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

std::strong_ordering compare(const Value::Map& a, const Value::Map& b) {
  const auto by_key_then_value = [](const auto& x, const auto& y) {
    const auto keys = x.first <=> y.first;
    return std::is_neq(keys) ? keys : x.second <=> y.second;
  };
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(),
                                                by_key_then_value);
}

std::strong_ordering compare(Ratio a, Ratio b) {
  const std::uint64_t left = std::uint64_t{a.part} * b.whole;
  const std::uint64_t right = std::uint64_t{b.part} * a.whole;
  return left <=> right;
}

/// Whether YAML reads a plain `text` as something else than these very letters, or not at all.
bool needs_quotes(std::string_view text) {
  constexpr std::string_view never_first = " !&*-?|>@%`\"'#,[]{}:=$";
  constexpr std::string_view never_inside = ",[]{}#?\n\t\r\"\\";
  if (text.empty() || text.back() == ' ' || text.back() == ':') return true;
  if (never_first.find(text.front()) != std::string_view::npos) return true;
  if (text.find_first_of(never_inside) != std::string_view::npos) return true;
  if (text.find(": ") != std::string_view::npos) return true;
  for (const std::string_view word : {"true", "false", "null", "Null", "NULL", "~"}) {
    if (text == word) return true;
  }
  // Anything that begins like a number is told from one by its quotes: `"12.5"`.
  const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  return std::ranges::any_of(text, control) ||
         text.find_first_not_of("0123456789.+") == std::string_view::npos;
}

std::string print(const Value::List& list) {
  std::string text = "[";
  for (const Value& item : list) text += (text.size() > 1 ? ", " : "") + print(item);
  return text + "]";
}

std::string print(const Value::Map& map) {
  std::string text = "{";
  for (const auto& [key, value] : map) {
    text += (text.size() > 1 ? ", " : "") + quote(key) + ": " + print(value);
  }
  return text + "}";
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  if (kind() != Kind::map) return nullptr;
  const auto found = map().find(key);
  return found == map().end() ? nullptr : &found->second;
}

std::strong_ordering Value::operator<=>(const Value& other) const {
  if (kind() != other.kind()) return kind() <=> other.kind();
  switch (kind()) {
    case Kind::absent:
      return std::strong_ordering::equal;
    case Kind::flag:
      return flag() <=> other.flag();
    case Kind::number:
      return number() <=> other.number();
    case Kind::ratio:
      return compare(ratio(), other.ratio());
    case Kind::text:
      return text() <=> other.text();
    case Kind::duration:
      return duration().count() <=> other.duration().count();
    case Kind::instant:
      return instant().time_since_epoch().count() <=> other.instant().time_since_epoch().count();
    case Kind::list:
      return compare(list(), other.list());
    case Kind::map:
      return compare(map(), other.map());
    case Kind::result:
      break;
  }
  return result() <=> other.result();
}

std::string quote(std::string_view text) {
  if (!needs_quotes(text)) return std::string{text};
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') {
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string print(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::absent:
      return "absent";
    case Value::Kind::flag:
      return value.flag() ? "true" : "false";
    case Value::Kind::number:
      return std::to_string(value.number());
    case Value::Kind::ratio:
      return fmt::format("{}/{}", value.ratio().part, value.ratio().whole);
    case Value::Kind::text:
      return quote(value.text());
    case Value::Kind::duration:
      return print(value.duration());
    case Value::Kind::instant:
      return print(value.instant());
    case Value::Kind::list:
      return print(value.list());
    case Value::Kind::map:
      return print(value.map());
    case Value::Kind::result:
      break;
  }
  return "$" + value.result();
}

std::string_view name_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::absent:
      return "nothing";
    case Value::Kind::flag:
      return "true or false";
    case Value::Kind::number:
      return "a number";
    case Value::Kind::ratio:
      return "a ratio";
    case Value::Kind::text:
      return "a text";
    case Value::Kind::duration:
      return "a duration";
    case Value::Kind::instant:
      return "an instant";
    case Value::Kind::list:
      return "a list";
    case Value::Kind::map:
      return "a map";
    case Value::Kind::result:
      break;
  }
  return "a result";
}

Value with_results(const Value& value, const Value::Map& results) {
  switch (value.kind()) {
    case Value::Kind::result: {
      const auto found = results.find(value.result());
      return found == results.end() ? Value{} : found->second;
    }
    case Value::Kind::list: {
      Value::List list;
      list.reserve(value.list().size());
      for (const Value& item : value.list()) list.push_back(with_results(item, results));
      return list;
    }
    case Value::Kind::map: {
      Value::Map map;
      for (const auto& [key, item] : value.map()) map.emplace(key, with_results(item, results));
      return map;
    }
    default:
      return value;
  }
}

}  // namespace slsim
