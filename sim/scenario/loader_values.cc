// SPDX-License-Identifier: Apache-2.0
// Single values by their types.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/scenario/loader_case.h"
#include "sim/scenario/loader_external.h"
#include "sim/scenario/loader_rules.h"

namespace slsim {
namespace {

template <class Number>
std::optional<Number> to_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

std::optional<Ratio> to_ratio(std::string_view text) {
  if (text == "0" || text == "1") return Ratio{text == "1" ? 1U : 0U, 1};
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto part = to_number<std::uint32_t>(text.substr(0, slash));
  const auto whole = to_number<std::uint32_t>(text.substr(slash + 1));
  if (!part || !whole || *whole == 0 || *part > *whole) return std::nullopt;
  return Ratio{*part, *whole};
}

}  // namespace

void CaseContext::refuse(const Node& node, std::string why) {
  if (node.stood) {
    why += fmt::format(" (as ${} on line {})", node.stood->name, node.stood->used.line);
  }
  mistakes.add(node.mark, std::move(why));
}

std::vector<std::string_view> CaseContext::actor_names() const {
  std::vector<std::string_view> all;
  all.reserve(actors.size());
  for (const PlannedActor& actor : actors) all.push_back(actor.name);
  return all;
}

Value ValueReader::expected(const Node& node, std::string_view what, std::string_view wanted) {
  context_.refuse(node, fmt::format("{} is {}; expected {}", what, shown(node), wanted));
  return {};
}

Value ValueReader::read(const Node& node, const Type& type, std::string_view what) {
  if (auto result = read_result(node, type, what)) return *std::move(result);
  switch (type.form) {
    case Type::Form::one:
      return read_one(node, type, what);
    case Type::Form::list:
      return read_list(node, type, what);
    case Type::Form::by_license:
    case Type::Form::by_name:
      break;
  }
  return read_keyed(node, type, what);
}

Value ValueReader::read_one(const Node& node, const Type& type, std::string_view what) {
  if (type.base == Type::Base::shape) return read_section(node, type, what);
  if (type.base == Type::Base::anything) return read_anything(node, what);
  if (node.kind != Node::Kind::scalar) return expected(node, what, describe(type));
  switch (type.base) {
    case Type::Base::flag:
      return read_flag(node, what);
    case Type::Base::number:
      return read_number(node, type, what);
    case Type::Base::text:
      return read_text(node, what);
    case Type::Base::duration:
    case Type::Base::shift:
    case Type::Base::moment:
    case Type::Base::deadline:
      return read_time(node, type, what);
    case Type::Base::ratio:
      return read_ratio(node, what);
    case Type::Base::choice:
      return read_word(node, type.words, what);
    case Type::Base::license:
      return read_word(node, license_words(), what);
    case Type::Base::host: {
      if (context_.hosts.contains(node.text)) return node.text;
      const std::vector<std::string_view> hosts{context_.hosts.begin(), context_.hosts.end()};
      return read_word(node, hosts, what);
    }
    default:
      return read_reference(node, type, what);
  }
}

Value ValueReader::read_flag(const Node& node, std::string_view what) {
  if (node.plain() && (node.text == "true" || node.text == "false")) return node.text == "true";
  return expected(node, what,
                  node.quoted ? "true or false, and what is in quotes is text" : "true or false");
}

Value ValueReader::read_number(const Node& node, const Type& type, std::string_view what) {
  const auto number = to_number<std::int64_t>(node.text);
  if (node.quoted && number) {
    return expected(node, what, describe(type) + ", and what is in quotes is text");
  }
  if (!number || *number < type.least || *number > type.most) {
    return expected(node, what, describe(type));
  }
  return *number;
}

Value ValueReader::read_text(const Node& node, std::string_view what) {
  if (!node.quoted) {
    std::string_view pasted;
    for_each_value_name(node.text, [&](std::string_view name) {
      const auto& known = context_.value_names;
      if (std::ranges::find(known, name) != known.end()) pasted = name;
    });
    if (!pasted.empty()) {
      return expected(node, what,
                      fmt::format("${} as the whole value or inside a time, or quotes around a "
                                  "text that means the letters",
                                  pasted));
    }
  }
  return node.text;
}

Value ValueReader::read_time(const Node& node, const Type& type, std::string_view what) {
  if (type.base == Type::Base::duration || type.base == Type::Base::shift) {
    const Node* with = &context_.given.with;
    const auto duration = type.base == Type::Base::shift ? read_shift(node.text, with)
                                                         : read_duration(node.text, with);
    if (!duration) {
      context_.refuse(node, fmt::format("{}: {}", what, duration.error()));
      return {};
    }
    if (duration->count() < type.least || duration->count() > type.most) {
      return expected(node, what, describe(type));
    }
    return *duration;
  }
  const bool ends = type.base == Type::Base::deadline;
  const TimeRules rules{.start = context_.start,
                        .date = ends ? TimeRules::Date::ends : TimeRules::Date::begins,
                        .with = &context_.given.with};
  const auto at = read_time_of(node, rules, what);
  return at ? Value{*at} : Value{};
}

std::optional<Instant> ValueReader::read_time_of(const Node& node, const TimeRules& rules,
                                                 std::string_view what) {
  if (node.kind != Node::Kind::scalar) {
    expected(node, what, describe(Type::moment()));
    return std::nullopt;
  }
  const auto at = slsim::read_time(node.text, rules);
  if (at) return *at;
  context_.refuse(node, fmt::format("{}: {}", what, at.error()));
  return std::nullopt;
}

std::optional<Instant> ValueReader::read_instant(const Node& node, TimeRules::Date date,
                                                 std::string_view what) {
  return read_time_of(node,
                      {.start = context_.start,
                       .before = context_.before,
                       .date = date,
                       .from_start = true,
                       .with = &context_.given.with},
                      what);
}

Value ValueReader::read_ratio(const Node& node, std::string_view what) {
  const auto ratio = to_ratio(node.text);
  if (!ratio) return expected(node, what, "a ratio such as 1/20, from 0 to 1");
  return *ratio;
}

Value ValueReader::read_word(const Node& node, std::span<const std::string_view> words,
                             std::string_view what) {
  if (std::ranges::find(words, node.text) != words.end()) return node.text;
  return expected(node, what, one_of(words) + did_you_mean(node.text, words));
}

/// Others may have a thing of the same name.
Value ValueReader::read_own(const Node& node, const Type& type, std::string_view what) {
  const std::string before = std::string{context_.told} + "/";
  const Named* named = context_.names.find(type.kind, before + node.text);
  if (named != nullptr && named->full == before + node.text) {
    if (named->step) context_.uses.push_back({node.mark, named->full, *named->step});
    return named->full;
  }
  std::vector<std::string_view> own;
  for (const std::string_view full : context_.names.all_in_full(type.kind)) {
    if (full.starts_with(before)) own.push_back(full.substr(before.size()));
  }
  const std::string wanted =
      fmt::format("the name of a {} of {}", in_words(type.kind), context_.told);
  if (own.empty()) return expected(node, what, wanted + "; there is none");
  return expected(node, what,
                  fmt::format("{}: {}{}", wanted, one_of(own), did_you_mean(node.text, own)));
}

Value ValueReader::read_reference(const Node& node, const Type& type, std::string_view what) {
  if (type.base == Type::Base::declares) {
    if (const auto wrong = wrong_name(context_.registry, type, node.text)) {
      return expected(node, what, *wrong);
    }
    const auto declared = context_.declared.find(&node);
    return declared == context_.declared.end() ? Value{node.text} : Value{declared->second};
  }
  if (type.base == Type::Base::actor) {
    if (find_target(context_, node.text)) return node.text;
    const auto known = context_.actor_names();
    return expected(node, what, "an actor: " + one_of(known) + did_you_mean(node.text, known));
  }
  if (type.own) return read_own(node, type, what);
  if (const Named* named = context_.names.find(type.kind, node.text)) {
    if (named->step) context_.uses.push_back({node.mark, named->full, *named->step});
    return named->full;
  }
  if (type.text_too && node.quoted) return node.text;
  if (is_named_elsewhere(context_, type.kind)) return node.text;
  const auto meanings = context_.names.meanings(type.kind, node.text);
  if (meanings.size() > 1) return expected(node, what, "the name in full: " + one_of(meanings));
  const auto known = context_.names.all(type.kind);
  const std::string kind = in_words(type.kind);
  if (known.empty())
    return expected(node, what, fmt::format("the name of a {}; there is none", kind));
  return expected(
      node, what,
      fmt::format("the name of a {}: {}{}", kind, one_of(known), did_you_mean(node.text, known)));
}

}  // namespace slsim
