// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_matchers.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/loader_rules.h"
#include "sim/scenario/merge.h"
#include "sim/scenario/regex.h"

namespace slsim {
namespace {

using Kind = Matcher::Kind;

bool has_order(const Type& type) {
  switch (type.base) {
    case Type::Base::number:
    case Type::Base::duration:
    case Type::Base::shift:
    case Type::Base::moment:
    case Type::Base::deadline:
    case Type::Base::ratio:
    case Type::Base::anything:
      return type.form == Type::Form::one;
    default:
      return false;
  }
}

bool has_letters(const Type& type) {
  switch (type.base) {
    case Type::Base::text:
    case Type::Base::choice:
    case Type::Base::license:
    case Type::Base::declares:
    case Type::Base::refers:
    case Type::Base::host:
    case Type::Base::actor:
    case Type::Base::anything:
      return type.form == Type::Form::one;
    default:
      return false;
  }
}

bool is_list(const Type& type) {
  return type.form == Type::Form::list || type.base == Type::Base::anything;
}

bool has_entries(const Type& type) {
  return type.form != Type::Form::one || type.base == Type::Base::anything ||
         type.base == Type::Base::shape;
}

bool is_matcher_word(const Entry& entry) {
  const auto words = matcher_words();
  return !entry.quoted && std::ranges::find(words, entry.key) != words.end();
}

/// `count` is a word to ask a list by, and a key of what a cluster shows of a licence.
bool is_key(const Entry& entry, const Type& type) {
  return type.base == Type::Base::shape && type.form == Type::Form::one &&
         find_argument(type.shape->arguments, entry.key) != nullptr;
}

class MatcherReader {
 public:
  explicit MatcherReader(CaseContext& context) : context_{context}, values_{context} {}

  std::optional<Matcher> read(const Node& node, const Type& type, std::string_view what) {
    const auto is_word = [&](const Entry& entry) {
      return is_matcher_word(entry) && !is_key(entry, type);
    };
    const bool words = node.kind == Node::Kind::map && !node.entries.empty() &&
                       (!has_entries(type) || std::ranges::all_of(node.entries, is_word));
    if (words) return read_words(node, type, what);
    if (node.kind == Node::Kind::nothing) {
      context_.refuse(node, fmt::format("{} is nothing; expected {}, or {{absent: true}}", what,
                                        describe(type)));
      return std::nullopt;
    }
    if (node.kind == Node::Kind::list && is_list(type)) return read_elements(node, type, what);
    if (node.kind == Node::Kind::map && has_entries(type) && type.form != Type::Form::list) {
      return read_entries(node, type, what);
    }
    if (type.form == Type::Form::list && node.kind != Node::Kind::list &&
        lone_value_name(node).empty()) {
      context_.refuse(node, fmt::format("{} is {}; expected a list, {{has: …}} or {{count: …}}",
                                        what, shown(node)));
      return std::nullopt;
    }
    return read_equals(node, type, what);
  }

 private:
  std::optional<Matcher> read_equals(const Node& node, const Type& type, std::string_view what) {
    const std::size_t before = context_.mistakes.entries().size();
    Value value = values_.read(node, type, what);
    if (context_.mistakes.entries().size() != before) return std::nullopt;
    return Matcher{.kind = Kind::equals, .value = std::move(value)};
  }

  std::optional<Matcher> read_elements(const Node& node, const Type& type, std::string_view what) {
    Matcher matcher{.kind = Kind::elements};
    const std::string entry = fmt::format("an entry of {}", what);
    for (const Node& item : node.items) {
      auto part = read(item, type.entry(), entry);
      if (part) matcher.parts.push_back(*std::move(part));
    }
    return matcher.parts.size() == node.items.size() ? std::optional{std::move(matcher)}
                                                     : std::nullopt;
  }

  std::optional<Matcher> read_entries(const Node& node, const Type& type, std::string_view what) {
    Matcher matcher{.kind = Kind::entries};
    for (const Entry& entry : node.entries) {
      std::optional<std::string> key = entry.key;
      Type of_entry = type.entry();
      if (type.form != Type::Form::one) {
        key = values_.read_key(entry, type, what);
      } else if (type.base == Type::Base::shape) {
        const Argument* argument = find_argument(type.shape->arguments, entry.key);
        if (argument == nullptr) {
          refuse_key(entry, type, what);
          continue;
        }
        of_entry = argument->type;
      }
      auto part = read(entry.value, of_entry, entry.key);
      if (!key || !part) continue;
      matcher.keys.push_back(*std::move(key));
      matcher.parts.push_back(*std::move(part));
    }
    return matcher.parts.size() == node.entries.size() ? std::optional{std::move(matcher)}
                                                       : std::nullopt;
  }

  void refuse_key(const Entry& entry, const Type& type, std::string_view what) {
    std::vector<std::string_view> known;
    for (const Argument& argument : type.shape->arguments) known.push_back(argument.name);
    context_.mistakes.add(entry.mark,
                          fmt::format("{} has no {}; expected {}{}", what, shown(entry.key),
                                      one_of(known), did_you_mean(entry.key, known)));
  }

  std::optional<Matcher> read_words(const Node& node, const Type& type, std::string_view what) {
    Matcher all{.kind = Kind::all};
    for (const Entry& entry : node.entries) {
      auto part = read_word(entry, type, what);
      if (part) all.parts.push_back(*std::move(part));
    }
    if (all.parts.size() != node.entries.size()) return std::nullopt;
    if (all.parts.size() == 1) return Matcher{all.parts.front()};
    return all;
  }

  std::optional<Matcher> refuse_word(const Entry& entry, const Type& type, std::string_view what) {
    context_.mistakes.add(entry.mark, fmt::format("{} cannot be asked of {}, which is {}",
                                                  shown(entry.key), what, describe(type)));
    return std::nullopt;
  }

  std::optional<Matcher> read_word(const Entry& entry, const Type& type, std::string_view what) {
    const std::string& word = entry.key;
    if (!is_matcher_word(entry)) {
      const auto words = matcher_words();
      context_.mistakes.add(
          entry.mark,
          fmt::format("{} is {}; expected it, or one of {}, in place of {}{}", what, describe(type),
                      one_of(words), shown(word), did_you_mean(word, words)));
      return std::nullopt;
    }
    if (word == "not") return wrap(Kind::no, read(entry.value, type, what));
    if (word == "absent") return read_absent(entry, what);
    if (word == "has") {
      if (!is_list(type)) return refuse_word(entry, type, what);
      return wrap(Kind::has, read(entry.value, type.entry(), fmt::format("an entry of {}", what)));
    }
    if (word == "count") {
      if (!has_entries(type)) return refuse_word(entry, type, what);
      return wrap(Kind::count,
                  read(entry.value, Type::number(), fmt::format("the count of {}", what)));
    }
    if (word == "contains" || word == "matches") {
      return has_letters(type) ? read_letters(entry, what) : refuse_word(entry, type, what);
    }
    if (!has_order(type)) return refuse_word(entry, type, what);
    return word == "between" ? read_between(entry, type, what) : read_order(entry, type, what);
  }

  static std::optional<Matcher> wrap(Kind kind, std::optional<Matcher> part) {
    if (!part) return std::nullopt;
    Matcher matcher{.kind = kind};
    matcher.parts.push_back(*std::move(part));
    return matcher;
  }

  std::optional<Matcher> read_absent(const Entry& entry, std::string_view what) {
    const Value absent = values_.read(entry.value, Type::flag(), fmt::format("absent of {}", what));
    if (absent.kind() != Value::Kind::flag) return std::nullopt;
    Matcher matcher{.kind = Kind::absent};
    return absent.flag() ? std::optional{matcher} : wrap(Kind::no, matcher);
  }

  std::optional<Matcher> read_letters(const Entry& entry, std::string_view what) {
    auto matcher = read_equals(entry.value, Type::text(), fmt::format("{} of {}", entry.key, what));
    if (!matcher) return std::nullopt;
    matcher->kind = entry.key == "contains" ? Kind::contains : Kind::matches;
    if (matcher->kind == Kind::contains) return matcher;
    if (matcher->value.kind() != Value::Kind::text) {
      context_.refuse(entry.value, "matches is a result; expected an expression written here");
      return std::nullopt;
    }
    auto regex = Regex::compile(matcher->value.text());
    if (!regex) {
      context_.refuse(entry.value, fmt::format("{} is no regular expression: {}",
                                               shown(entry.value), regex.error()));
      return std::nullopt;
    }
    matcher->regex = *std::move(regex);
    return matcher;
  }

  std::optional<Matcher> read_order(const Entry& entry, const Type& type, std::string_view what) {
    auto matcher = read_equals(entry.value, type, fmt::format("{} of {}", entry.key, what));
    if (!matcher) return std::nullopt;
    matcher->kind = entry.key == "gt"   ? Kind::gt
                    : entry.key == "ge" ? Kind::ge
                    : entry.key == "lt" ? Kind::lt
                                        : Kind::le;
    return matcher;
  }

  std::optional<Matcher> read_between(const Entry& entry, const Type& type, std::string_view what) {
    const Node& ends = entry.value;
    if (ends.kind != Node::Kind::list || ends.items.size() != 2) {
      context_.refuse(
          ends, fmt::format("between of {} is {}; expected [lowest, highest]", what, shown(ends)));
      return std::nullopt;
    }
    auto low = read_equals(ends.items[0], type, what);
    auto high = read_equals(ends.items[1], type, what);
    if (!low || !high) return std::nullopt;
    const bool known = low->value.kind() == high->value.kind();
    if (known && low->value.kind() != Value::Kind::result && high->value < low->value) {
      context_.refuse(ends, fmt::format("between of {} ends before it begins; expected [lowest, "
                                        "highest]",
                                        what));
      return std::nullopt;
    }
    low->kind = Kind::ge;
    high->kind = Kind::le;
    Matcher both{.kind = Kind::all};
    both.parts = {*std::move(low), *std::move(high)};
    return both;
  }

  CaseContext& context_;
  ValueReader values_;
};

}  // namespace

std::optional<Matcher> read_matcher(CaseContext& context, const Node& node, const Type& type,
                                    std::string_view what) {
  return MatcherReader{context}.read(node, type, what);
}

}  // namespace slsim
