// SPDX-License-Identifier: Apache-2.0
#include "live/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace slsim {
namespace {

/// What stands before the tables in the script: it finds the words of the command, without flags
/// and their values.
constexpr std::string_view head = R"(# bash completion of {0}: source <({0} completion bash)
_{0}() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} i words=() choices=
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${{COMP_WORDS[i]}} in
      {1}) ((++i)) ;;
      -*) ;;
      *) words+=("${{COMP_WORDS[i]}}") ;;
    esac
  done
  case $prev in
)";

constexpr std::string_view tail = R"(  esac
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur")
}}
complete -o filenames -F _{0} {0}
)";

bool is_file(std::string_view value) {
  return value.find("FILE") != std::string_view::npos ||
         value.find("PATH") != std::string_view::npos ||
         value.find("DIR") != std::string_view::npos;
}

/// `hcs hcs-le enterprise` of `VA hcs|hcs-le|enterprise`.
std::string alternatives(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string word{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.find('|') == std::string::npos || word.find("..") != std::string::npos) continue;
    std::erase_if(word, [](char c) { return c == '[' || c == ']'; });
    std::ranges::replace(word, '|', ' ');
    words += (words.empty() ? "" : " ") + word;
  }
  return words;
}

std::string first_word(std::string_view name) {
  return std::string{name.substr(0, name.find(' '))};
}

/// What follows the flag.
std::string of_value(const CompletedFlag& flag) {
  const std::string words = alternatives(flag.value);
  if (!words.empty()) {
    return fmt::format(R"(mapfile -t COMPREPLY < <(compgen -W "{}" -- "$cur"); return)", words);
  }
  if (is_file(flag.value)) {
    return "mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return";
  }
  return "return";
}

std::string of_command(const CompletedCommand& command) {
  std::string choices = alternatives(command.arguments);
  for (const CompletedFlag& flag : command.flags) choices += fmt::format(" --{}", flag.name);
  std::string line =
      fmt::format("choices=\"{}\"", choices.substr(choices.starts_with(' ') ? 1 : 0));
  if (is_file(command.arguments)) {
    line += "; [[ $cur == -* ]] || { mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return; }";
  }
  return line;
}

}  // namespace

std::string bash_completion(std::string_view program,
                            const std::vector<CompletedCommand>& commands) {
  std::map<std::string, std::string> values;            // What follows a flag.
  std::map<std::string, std::set<std::string>> second;  // Words behind the first one.
  std::set<std::string> first;
  for (const CompletedCommand& command : commands) {
    const std::string begin = first_word(command.name);
    first.insert(begin);
    if (begin.size() < command.name.size()) {
      second[begin].insert(std::string{command.name.substr(begin.size() + 1)});
    }
    for (const CompletedFlag& flag : command.flags) {
      if (!flag.value.empty()) values.emplace(fmt::format("--{}", flag.name), of_value(flag));
    }
  }
  std::vector<std::string> with_value;
  with_value.reserve(values.size());
  for (const auto& [flag, follows] : values) with_value.push_back(flag);
  std::string text = fmt::format(head, program, fmt::join(with_value, " | "));
  for (const auto& [flag, follows] : values) text += fmt::format("    {}) {} ;;\n", flag, follows);
  text += "  esac\n  case \"${words[*]:0:2}\" in\n";
  for (const CompletedCommand& command : commands) {
    const bool two = command.name.find(' ') != std::string_view::npos;
    text += fmt::format("    \"{}\"{}) {} ;;\n", command.name, two ? "" : "*", of_command(command));
  }
  for (const auto& [begin, words] : second) {
    text += fmt::format("    \"{}\") choices=\"{}\" ;;\n", begin, fmt::join(words, " "));
  }
  text += fmt::format("    \"\") choices=\"{}\" ;;\n", fmt::join(first, " "));
  return text + fmt::format(tail, program);
}

}  // namespace slsim
