// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "tests/unit/tidy/rules.h"

namespace slsim {
namespace {

struct Layer {
  std::string_view folder;
  std::vector<std::string_view> may_include;  ///< Besides itself.
};

/// Which folder may include which. The longest folder that fits a file counts.
const std::vector<Layer>& layers() {
  static const std::vector<Layer> table = [] {
    const std::vector<std::string_view> service{"core", "sim/kernel", "sim/licensing"};
    std::vector<std::string_view> authority = service;
    authority.emplace_back("sim/authority");
    const std::vector<std::string_view> scenario{"core",          "sim/kernel", "sim/licensing",
                                                 "sim/authority", "sim/cssm",   "sim/satellite",
                                                 "sim/ucapps",    "sim/plm",    "client"};
    std::vector<std::string_view> reader = scenario;
    reader.emplace_back("sim/scenario");
    return std::vector<Layer>{
        {"core", {}},
        {"live", {"core"}},
        {"client", {"core"}},
        {"client/cmd", {"core", "client", "live"}},
        {"sim/kernel", {"core"}},
        {"sim/licensing", {"core"}},
        {"sim/authority", service},
        {"sim/cssm", authority},
        {"sim/satellite", authority},
        {"sim/ucapps", service},
        {"sim/plm", service},
        {"sim/scenario", scenario},
        {"sim/report", reader},
        {"sim/search", reader},
        {"sim/serve", reader},
        {"sim/cmd", {"core", "live", "client", "sim"}},
        {"tests", {"core", "live", "client", "sim"}},
    };
  }();
  return table;
}

const Layer* layer_of(const SourceFile& file) {
  const Layer* found = nullptr;
  for (const Layer& layer : layers()) {
    if (!file.under(layer.folder)) continue;
    if (found == nullptr || found->folder.size() < layer.folder.size()) found = &layer;
  }
  return found;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string{word};
  return text.empty() ? "nothing" : text;
}

/// Headers that cost a second or more each time they are compiled.
constexpr std::array costly{"yaml-cpp/", "nlohmann/", "boost/",    "httplib.h",
                            "regex",     "iostream",  "sqlite3.h", "date/"};

constexpr std::array c_headers{
    "assert.h", "complex.h",  "ctype.h",  "errno.h",     "fenv.h",    "float.h",   "inttypes.h",
    "limits.h", "locale.h",   "math.h",   "memory.h",    "poll.h",    "sched.h",   "setjmp.h",
    "signal.h", "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h",  "stdint.h",
    "stdio.h",  "stdlib.h",   "string.h", "strings.h",   "tgmath.h",  "threads.h", "time.h",
    "uchar.h",  "unistd.h",   "wchar.h",  "wctype.h"};

}  // namespace

Findings includes_point_one_way(const SourceFile& file) {
  Findings findings;
  if (!file.cpp()) return findings;
  const Layer* layer = layer_of(file);
  if (layer == nullptr) {
    return {{file.path, 1, "stands in no known folder",
             "add its layer to the table in tests/unit/tidy"}};
  }
  for (const Include& include : includes_of(file)) {
    if (!include.quoted || lies_under(include.path, layer->folder)) continue;
    const auto allows = [&](std::string_view folder) { return lies_under(include.path, folder); };
    if (std::ranges::any_of(layer->may_include, allows)) continue;
    findings.push_back({file.path, include.line, "includes " + include.path,
                        std::string{layer->folder} + " may include " + joined(layer->may_include) +
                            ": move what both need to the left, or reach it through a port"});
  }
  return findings;
}

Findings includes_are_full_paths(const SourceFile& file) {
  Findings findings;
  if (!file.cpp()) return findings;
  constexpr std::array roots{"core/", "live/", "client/", "sim/", "tests/"};
  for (const Include& include : includes_of(file)) {
    const bool ours = std::ranges::any_of(
        roots, [&](const char* root) { return include.path.starts_with(root); });
    if (ours == include.quoted) continue;
    findings.push_back({file.path, include.line, "includes " + include.path,
                        "ours in quotes with the whole path from the root, others' in <>"});
  }
  return findings;
}

Findings costly_headers_stay_in_sources(const SourceFile& file) {
  Findings findings;
  if (!file.header()) return findings;
  for (const Include& include : includes_of(file)) {
    const bool test_framework =
        include.path.starts_with("gtest") || include.path.starts_with("gmock");
    const bool dear = std::ranges::any_of(costly, [&](std::string_view header) {
      return header.ends_with('/') ? include.path.starts_with(header) : include.path == header;
    });
    if (include.path == "nlohmann/json_fwd.hpp") continue;
    const bool misplaced = test_framework && !file.under("tests");
    if (!dear && !misplaced) continue;
    findings.push_back({file.path, include.line, "a header includes <" + include.path + ">",
                        "include it in the .cc and declare what the header needs"});
  }
  return findings;
}

Findings headers_open_as_agreed(const SourceFile& file) {
  Findings findings;
  if (!file.cpp() && !file.path.ends_with(".def")) return findings;
  if (!file.text.starts_with("// SPDX-License-Identifier: Apache-2.0\n")) {
    findings.push_back(
        {file.path, 1, "has no licence line", "begin with // SPDX-License-Identifier: Apache-2.0"});
  }
  if (!file.header()) return findings;
  const std::vector<std::string_view> lines = lines_of(file.text);
  if (lines.size() < 2 || !lines[1].starts_with("// ")) {
    findings.push_back({file.path, 2, "does not say what it is",
                        "a paragraph after the licence line: what it is and what it promises"});
  }
  if (file.code.find("#pragma once") == std::string::npos) {
    findings.push_back({file.path, 1, "has no guard", "add #pragma once"});
  }
  return findings;
}

Findings headers_are_not_named_like_those_of_c(const SourceFile& file) {
  const bool clashes =
      std::ranges::any_of(c_headers, [&](std::string_view name) { return file.name() == name; });
  if (!clashes) return {};
  return {{file.path, 1, "is named like a header of C",
           "rename it: on somebody's include path it would hide the real one"}};
}

}  // namespace slsim
