// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/docs.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/settings/settings.h"
#include "core/time/text.h"
#include "sim/scenario/loader_case.h"
#include "sim/scenario/loader_rules.h"
#include "sim/scenario/registry_check.h"

namespace slsim {
namespace {

/// A cell of a table: no line breaks, no bars of its own.
std::string cell(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|') safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

/// How a shape is shown: in a table of its own under this heading, or at once.
std::string heading(const Shape& shape) {
  return shape.name == "world" ? "World" : "World: " + in_words(shape.name);
}

std::string link(const Shape& shape) {
  std::string anchor;
  for (const char c : heading(shape)) {
    if (c == ':') continue;
    anchor += c == ' ' ? '-' : c == 'W' ? 'w' : c;
  }
  return fmt::format("[{}](#{})", in_words(shape.name), anchor);
}

enum class Shapes : std::uint8_t { linked, in_place };

std::string words_of(const Type& type, Shapes shapes);

std::string in_place(const Shape& shape) {
  std::string keys;
  for (const Argument& argument : shape.arguments) {
    keys += fmt::format("{}`{}`: {}", keys.empty() ? "" : "; ", argument.name,
                        words_of(argument.type, Shapes::in_place));
  }
  return fmt::format("({})", keys);
}

std::string words_of(const Type& type, Shapes shapes) {
  std::string one = describe(type.entry());
  if (type.base == Type::Base::choice) {
    one.clear();
    for (const std::string_view word : type.words) {
      one += fmt::format("{}`{}`", one.empty() ? "" : ", ", word);
    }
  }
  if (type.shape != nullptr) {
    one = shapes == Shapes::linked ? link(*type.shape) : "a map " + in_place(*type.shape);
  }
  switch (type.form) {
    case Type::Form::one:
      return one;
    case Type::Form::list:
      return "a list, each entry " + one;
    case Type::Form::by_license:
      return "a map from licence keys, each value " + one;
    case Type::Form::by_name:
      break;
  }
  return "a map from names, each value " + one;
}

/// Whether a lone value is enough, and there is something else that could be meant.
bool is_lone_value(const Verb& verb, const Argument& argument) {
  return verb.arguments.size() > 1 && &argument == verb.main_argument() &&
         std::ranges::none_of(verb.arguments, [&](const Argument& other) {
           return &other != &argument && other.need == Need::required;
         });
}

std::string argument_list(const Verb& verb) {
  std::string list;
  for (const Argument& argument : verb.arguments) {
    list += fmt::format("{}`{}`{}: {}{}", list.empty() ? "" : "<br>", argument.name,
                        is_lone_value(verb, argument) ? " (a lone value)" : "",
                        words_of(argument.type, Shapes::in_place),
                        argument.need == Need::required ? ", required" : "");
    if (!argument.fallback.empty()) list += fmt::format(", default `{}`", argument.fallback);
  }
  return list;
}

std::string verb_row(const Verb& verb) {
  std::string help{verb.help};
  if (verb.reads()) {
    help += fmt::format(" In expectations: its `{}` is {}.", verb.answer_key,
                        words_of(verb.answer, Shapes::in_place));
  } else if (verb.answer.base != Type::Base::nothing) {
    help += fmt::format(" `as:` keeps {}.", words_of(verb.answer, Shapes::in_place));
  }
  return fmt::format("| `{}` | {} | {} |\n", verb.name, cell(argument_list(verb)), cell(help));
}

std::string setting_value(const SettingInfo& info, std::int64_t value) {
  switch (info.type) {
    case SettingType::duration:
      return print(Duration{value});
    case SettingType::number:
      return std::to_string(value);
    case SettingType::flag:
      return value != 0 ? "true" : "false";
    case SettingType::choice:
      break;
  }
  return std::string{info.choices[static_cast<std::size_t>(value)]};
}

std::string setting_default(const SettingInfo& info) {
  std::string text = fmt::format("`{}`", setting_value(info, info.fallback));
  if (info.cuc_fallback) text += fmt::format(", cuc `{}`", setting_value(info, *info.cuc_fallback));
  if (info.cer_fallback) text += fmt::format(", cer `{}`", setting_value(info, *info.cer_fallback));
  return text;
}

std::string setting_type(const SettingInfo& info) {
  switch (info.type) {
    case SettingType::duration:
      return "duration";
    case SettingType::number:
      return "number";
    case SettingType::flag:
      return "true or false";
    case SettingType::choice:
      break;
  }
  std::string words;
  for (const std::string_view word : info.choices) {
    words += fmt::format("{}`{}`", words.empty() ? "" : ", ", word);
  }
  return words;
}

struct Part {
  std::size_t begin;
  std::size_t end;
};

std::optional<Part> find_part(std::string_view page, std::string_view name) {
  const std::string opening = fmt::format("<!-- generated: {} -->\n", name);
  const std::size_t at = page.find(opening);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t begin = at + opening.size();
  const std::size_t end = page.find(fmt::format("<!-- end of {} -->", name), begin);
  if (end == std::string_view::npos) return std::nullopt;
  return Part{begin, end};
}

}  // namespace

std::string actors_as_markdown(const Registry& registry) {
  std::string page;
  for (const ActorKind& kind : registry.kinds) {
    page += fmt::format("\n### `{}`\n\n{}\n", kind.name, kind.help);
    if (!kind.verbs.empty()) page += "\n| verb | arguments | what it does |\n| --- | --- | --- |\n";
    for (const Verb& verb : kind.verbs) page += verb_row(verb);
    if (!kind.fields.empty()) page += "\n| field | is | what it shows |\n| --- | --- | --- |\n";
    for (const Field& field : kind.fields) {
      page += fmt::format("| `{}` | {} | {} |\n", field.name,
                          cell(words_of(field.type, Shapes::in_place)), cell(field.help));
    }
  }
  return page + "\n";
}

std::string world_as_markdown(const Registry& registry) {
  std::string page;
  for (const Shape* shape : shapes_below(*registry.world)) {
    page += fmt::format("\n### {}\n\n{}\n\n| key | is | what it says |\n| --- | --- | --- |\n",
                        heading(*shape), shape->help);
    for (const Argument& argument : shape->arguments) {
      std::string help{argument.help};
      if (argument.need == Need::required) help += " Required.";
      if (!argument.fallback.empty()) help += fmt::format(" Default `{}`.", argument.fallback);
      page += fmt::format("| `{}` | {} | {} |\n", argument.name,
                          cell(words_of(argument.type, Shapes::linked)), cell(help));
    }
  }
  return page + "\n";
}

std::string problems_as_markdown() {
  std::string page = "\nThe classes of `refused: {class: …}`:";
  for (const std::string_view word : problem_words()) page += fmt::format(" `{}`", word);
  return page + ".\n\n";
}

std::string settings_as_markdown() {
  constexpr std::pair<SettingScope, std::string_view> scopes[] = {
      {SettingScope::product, "Products"},
      {SettingScope::cssm, "CSSM"},
      {SettingScope::satellite, "Satellite"},
      {SettingScope::network, "Network"},
      {SettingScope::run, "Runs"}};
  std::string page;
  for (const auto& [scope, title] : scopes) {
    const auto here = [&](const SettingInfo& info) { return info.scope == scope; };
    if (std::ranges::none_of(all_settings(), here)) continue;
    page += fmt::format(
        "\n## {}\n\n| setting | is | default | what it turns | where the default "
        "comes from |\n| --- | --- | --- | --- | --- |\n",
        title);
    for (const SettingInfo& info : all_settings()) {
      if (!here(info)) continue;
      page += fmt::format("| `{}` | {} | {} | {} | {} |\n", info.name, setting_type(info),
                          setting_default(info), cell(info.help), cell(info.source));
    }
  }
  return page + "\n";
}

std::optional<std::string> generated_part(std::string_view page, std::string_view name) {
  const auto part = find_part(page, name);
  if (!part) return std::nullopt;
  return std::string{page.substr(part->begin, part->end - part->begin)};
}

std::string with_generated_part(std::string_view page, std::string_view name,
                                std::string_view text) {
  const auto part = find_part(page, name);
  if (!part) return std::string{page};
  std::string replaced{page.substr(0, part->begin)};
  replaced += text;
  replaced += page.substr(part->end);
  return replaced;
}

}  // namespace slsim
