// SPDX-License-Identifier: Apache-2.0
// Whatever keys are typed: lines within their limit, and words of which the command table makes a
// command with as many arguments as it takes, or none.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/result/check.h"
#include "live/line_editor.h"
#include "sim/ucapps/cli_commands.h"
#include "sim/ucapps/cli_line.h"

namespace slsim {
namespace {

constexpr std::size_t longest = 300;

void look_at(const std::string& line) {
  CHECK(line.size() <= longest, "a line within its limit");
  const std::vector<std::string> words = words_of_line(line);
  std::size_t letters = 0;
  for (const std::string& word : words) letters += word.size();
  CHECK(letters <= line.size(), "words of nothing but what was typed");
  if (const CliCommand* command = find_command(words)) {
    CHECK(begins_with(words, command->words), "a command that was typed");
  }
  if (!questions_of(line).empty()) {
    CHECK(find_command(words) != nullptr, "questions of a command");
  }
}

}  // namespace
}  // namespace slsim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slsim::LineEditor editor{slsim::longest};
  for (std::size_t i = 0; i < size; ++i) {
    const auto step = editor.take(static_cast<char>(data[i]));
    if (step.line) slsim::look_at(step.line->text);
  }
  return 0;
}
