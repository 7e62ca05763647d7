// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/tidy/functions.h"
#include "tests/unit/tidy/rules.h"

namespace slsim {
namespace {

struct BannedWord {
  std::string_view pattern;
  std::string_view remedy;
};

/// One finding for each place where `pattern` fits.
void search(const SourceFile& file, const std::string& text, const BannedWord& word,
            Findings& findings) {
  const std::regex pattern{std::string{word.pattern}};
  for (auto it = std::sregex_iterator{text.begin(), text.end(), pattern};
       it != std::sregex_iterator{}; ++it) {
    const auto offset = static_cast<std::size_t>(it->position());
    findings.push_back(
        {file.path, line_at(text, offset), "says `" + it->str() + "`", std::string{word.remedy}});
  }
}

/// Where pointers are keys that are looked up and never walked, with what makes that right.
constexpr std::array<std::string_view, 1> looked_up_only{
    "sim/scenario/loader_case.h",  // Nodes of one file: two may agree in all but their identity.
};

using Folders = std::span<const std::string_view>;
constexpr std::array<std::string_view, 8> inside_a_world{
    "core",     "sim/kernel",    "sim/licensing", "sim/authority",
    "sim/cssm", "sim/satellite", "sim/ucapps",    "sim/plm"};
constexpr std::array<std::string_view, 3> hosts{"live", "sim/cmd", "client/cmd"};
constexpr std::array<std::string_view, 3> measuring{"tests/bench", "tests/e2e", "tests/contract"};

bool in_any(const SourceFile& file, Folders folders) {
  return std::ranges::any_of(folders, [&](std::string_view folder) { return file.under(folder); });
}

constexpr std::array unrepeatable{
    BannedWord{R"(\b(system|steady|high_resolution|file|utc)_clock\b)",
               "time comes from the Timeline; wall clocks live in live/"},
    BannedWord{R"(\b(gettimeofday|clock_gettime|localtime(_r)?|gmtime(_r)?|mktime)\b)",
               "time comes from the Timeline; wall clocks live in live/"},
    BannedWord{R"(\btime\s*\(\s*(nullptr|NULL|0)\s*\))",
               "time comes from the Timeline; wall clocks live in live/"},
    BannedWord{R"(\b(sleep_for|sleep_until|usleep|nanosleep)\b)",
               "schedule an event; nothing below a host sleeps"},
    BannedWord{R"(\brandom_device\b|\bgetrandom\b|\bgetentropy\b)",
               "draw from a named RandomStream; entropy lives in live/"},
    BannedWord{R"(\bmt19937(_64)?\b|minstd_rand0?\b|_engine\b|\bs?rand\s*\()",
               "draw from a named RandomStream: its output is specified and 16 bytes wide"},
    BannedWord{R"(_distribution\b|\bstd::shuffle\b|\bstd::sample\b)",
               "use RandomStream: what these do differs between standard libraries"},
    BannedWord{R"(\bstd::hash\b)", "use stable_hash: std::hash is not specified"},
};

constexpr std::array outside{
    BannedWord{R"(\bstd::(thread|jthread|async|mutex|atomic\w*|condition_variable\w*|future)\b)",
               "a world is played by one thread; threads live in live/"},
    BannedWord{R"(\b(secure_)?(getenv|setenv|putenv)\b)", "the host reads the environment"},
    BannedWord{R"(\bhttplib\b)", "the library is an adapter's affair, in live/"},
    BannedWord{R"(#\s*include\s*<(sys/|netinet/|arpa/|netdb|poll|unistd|fcntl|pthread|thread)\S*)",
               "what the operating system gives is reached through live/"},
    BannedWord{R"(\b(std::)?(basic_)?[io]?fstream\b|\bf(re)?open\s*\(|\bpopen\s*\()",
               "hand in the text; files are opened by the host"},
    BannedWord{R"(\bdirectory_iterator\b|\bcurrent_path\b|\bfilesystem::(exists|is_\w+)\b)",
               "hand in what was found; the file system is the host's"},
    BannedWord{R"(\bstd::(cout|cerr|clog|cin|puts|printf)\b|\bfmt::print\b)",
               "answer a string or a value; the host prints it"},
};

constexpr std::array unordered{
    BannedWord{R"(unordered_\w+)", "use a sorted vector or std::map: iteration must have an order"},
    BannedWord{R"(\breinterpret_cast\s*<\s*(std::)?u?intptr_t\b)",
               "addresses differ from run to run"},
};

constexpr BannedWord pointer_key{R"(\b(multi)?(map|set)\s*<\s*(const\s+)?[\w:]+(\s+const)?\s*\*)",
                                 "key by an id: the order of addresses differs from run to run"};

constexpr std::array style{
    BannedWord{R"(\bthrow\b)", "return a Result; we throw nothing"},
    BannedWord{R"(\b[A-Z]\w*(Impl|Manager|Singleton)\b)", "name it by what it is"},
    // Others' namespaces are opened to declare what a header names without including it.
    BannedWord{R"(\bnamespace\s+(?!(slsim|std|fmt|re2|YAML)\s*\{)\w[\w:]*\s*\{)",
               "everything is in slsim, without sub-namespaces"},
};
constexpr BannedWord the_question{R"([sS]imulat\w*|SIMULAT\w*)",
                                  "nothing that acts in a world asks whether it is simulated"};

/// Whether the declaration begins with a word after which it declares no variable.
bool no_variable(const std::string& text) {
  static const std::regex other{
      R"(^(__extension__ )?(using|typedef|template|class|struct|union|enum|friend|extern)\b)"
      R"(|^(static_assert|namespace)\b)"};
  static const std::regex constant{R"(\b(const|constexpr|consteval|constinit)\b)"};
  return text.find('(') != std::string::npos || std::regex_search(text, other) ||
         std::regex_search(text, constant);
}

/// A replaced operator new of a test counts its calls, and nobody can hand it anything.
bool counts_allocations(const SourceFile& file) {
  return file.under("tests") && file.name().find("allocations") != std::string_view::npos;
}

constexpr std::string_view keep_in_world{"make it a member of the value that needs it, or const"};

}  // namespace

Findings the_outside_stays_outside(const SourceFile& file) {
  Findings findings;
  if (!file.cpp() || in_any(file, hosts)) return findings;
  if (!in_any(file, measuring)) {
    for (const BannedWord& word : unrepeatable) search(file, file.code, word, findings);
  }
  if (!file.under("tests")) {
    for (const BannedWord& word : outside) search(file, file.code, word, findings);
  }
  return findings;
}

Findings order_is_never_left_to_chance(const SourceFile& file) {
  Findings findings;
  if (!file.cpp()) return findings;
  for (const BannedWord& word : unordered) search(file, file.code, word, findings);
  if (!in_any(file, looked_up_only)) search(file, file.code, pointer_key, findings);
  if (in_any(file, inside_a_world)) {
    search(file, file.code,
           {R"(\b(double|float)\b)", "integers and Ratio: they round alike everywhere"}, findings);
  }
  return findings;
}

Findings nothing_is_put_off(const SourceFile& file) {
  // In two pieces each, so that this file does not find itself.
  static const std::string words = std::string{R"(\b(TO)"} + R"(DO|FIX)" + R"(ME|HA)" + R"(CK|X)" +
                                   R"(XX)\b|\b[Ff]or )" + R"(now\b)";
  Findings findings;
  search(file, file.text, {words, "do it, or leave it out and say so in an issue"}, findings);
  return findings;
}

Findings style_words(const SourceFile& file) {
  Findings findings;
  if (!file.cpp()) return findings;
  for (const BannedWord& word : style) search(file, file.code, word, findings);
  if (in_any(file, inside_a_world) || file.under("live") || file.under("client")) {
    search(file, file.code, the_question, findings);
  }
  search(file, file.text,
         {R"([@\\])"
          R"(param\b)",
          "say it in a sentence"},
         findings);
  return findings;
}

Findings no_mutable_statics(const SourceFile& file) {
  Findings findings;
  if (!file.cpp() || counts_allocations(file)) return findings;
  search(file, file.code, {R"(\bthread_local\b)", keep_in_world}, findings);
  // A local or member `static` that is no function and not constant.
  search(file, file.code,
         {R"(\bstatic\s+(?![^;{}=(]*\b(const|constexpr|constinit|consteval)\b)[^;{}=()]*[;{=])",
          keep_in_world},
         findings);
  for (const Declaration& declaration : outline(file.code).declarations) {
    if (declaration.in_type || no_variable(declaration.text)) continue;
    if (declaration.text.starts_with("static ")) continue;  // Found above.
    findings.push_back({file.path, declaration.line,
                        "keeps mutable state at namespace scope: " + declaration.text,
                        std::string{keep_in_world}});
  }
  return findings;
}

}  // namespace slsim
