// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/selection.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>

#include "live/files.h"
#include "live/pool.h"
#include "sim/report/text.h"
#include "sim/scenario/external_cssm.h"
#include "sim/scenario/loader.h"

namespace slsim {
namespace {

/// The loader has a limit of its own, lower, and says it better.
constexpr std::size_t most_bytes = 64U << 20U;

/// A file to load: all its cases, or those named.
struct Wanted {
  std::string path;
  bool all = false;
  bool listed = false;  ///< Found in a folder.
  std::vector<std::string> cases;
};

struct File {
  std::vector<std::shared_ptr<const Plan>> plans;
  std::optional<FileMistakes> mistakes;
};

Wanted& wanted(std::vector<Wanted>& files, const std::string& path) {
  const auto found = std::ranges::find(files, path, &Wanted::path);
  if (found != files.end()) return *found;
  files.push_back({path, false, false, {}});
  return files.back();
}

FileMistakes mistake(const std::string& path, const std::string& text) {
  return {path, path + ": " + text, 1};
}

void add_folder(const std::string& path, std::vector<Wanted>& files,
                std::vector<FileMistakes>& mistakes) {
  std::vector<std::string> found;
  for (const std::string_view ending : {".yaml", ".yml"}) {
    const auto listed = list_files(path, ending);
    if (!listed) {
      mistakes.push_back(mistake(path, listed.error()));
      return;
    }
    found.insert(found.end(), listed->begin(), listed->end());
  }
  std::ranges::sort(found);
  for (const std::string& file : found) {
    // Folders are seldom named twice, and looking for each file costs the square of their number.
    files.push_back({file, true, true, {}});
  }
}

std::vector<Wanted> list_wanted(const std::vector<std::string>& addresses,
                                std::vector<FileMistakes>& mistakes) {
  std::vector<Wanted> files;
  for (const std::string& text : addresses) {
    const Address address = parse_address(text);
    if (!address.case_name && kind_of(address.path) == PathKind::directory) {
      add_folder(address.path, files, mistakes);
      continue;
    }
    Wanted& file = wanted(files, address.path);
    if (address.case_name) {
      file.cases.push_back(*address.case_name);
    } else {
      file.all = true;
    }
  }
  return files;
}

bool has_line_with_key(std::string_view text, std::string_view key) {
  const std::string begin = std::string{key} + ":";
  return text.starts_with(begin) || text.find("\n" + begin) != std::string_view::npos;
}

bool is_shared_world(std::string_view text) {
  return has_line_with_key(text, "world") &&
         std::ranges::none_of(std::array{"slsim", "steps", "expect", "cases"},
                              [&](std::string_view key) { return has_line_with_key(text, key); });
}

std::string no_such_case(const std::string& name,
                         const std::vector<std::shared_ptr<const Plan>>& plans) {
  std::vector<std::string_view> names;
  for (const auto& plan : plans) {
    if (!plan->name.empty()) names.push_back(plan->name);
  }
  if (names.empty()) return fmt::format("no case {}: it has none", shown(name));
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = fmt::format("; there are {}", one_of(names));
  return fmt::format("no case {}{}", shown(name), hint);
}

void pick_cases(const Wanted& wanted_file, File& file) {
  std::vector<std::shared_ptr<const Plan>> picked;
  for (const std::string& name : wanted_file.cases) {
    const bool known =
        std::ranges::any_of(file.plans, [&](const auto& plan) { return plan->name == name; });
    if (known) continue;
    file.mistakes = mistake(wanted_file.path, no_such_case(name, file.plans));
    file.plans.clear();
    return;
  }
  for (const auto& plan : file.plans) {
    if (std::ranges::find(wanted_file.cases, plan->name) != wanted_file.cases.end()) {
      picked.push_back(plan);
    }
  }
  file.plans = std::move(picked);
}

/// Only a live server reaches another program.
std::optional<FileMistakes> needs_sockets(const Plan& plan) {
  if (!plan.external) return std::nullopt;
  const Position at = *plan.external;
  const std::string place =
      at.line == 0 ? plan.path : fmt::format("{}:{}:{}", plan.path, at.line, at.column);
  return FileMistakes{
      plan.path,
      fmt::format("{}: CSSM is another program here, which only `slsim serve` reaches; expected "
                  "external: {}, with its answers among the steps, as `slsim ctl save` writes it",
                  place, external_recorded),
      1};
}

File load(const Wanted& wanted_file, Purpose purpose) {
  File file;
  const auto text = read_file(wanted_file.path, most_bytes);
  if (!text) {
    file.mistakes = mistake(wanted_file.path, text.error());
    return file;
  }
  if (wanted_file.listed && is_shared_world(*text)) return file;
  Loaded loaded =
      load_scenario(wanted_file.path, *text, read_scenario, {actor_kinds(), &world_shape()});
  if (!loaded.mistakes.empty()) {
    file.mistakes = FileMistakes{wanted_file.path, {}, loaded.mistakes.size()};
    for (const Mistake& one : loaded.mistakes) {
      file.mistakes->text += (file.mistakes->text.empty() ? "" : "\n") + print(one);
    }
    return file;
  }
  for (Plan& plan : loaded.plans) {
    if (purpose == Purpose::play) file.mistakes = needs_sockets(plan);
    if (file.mistakes) return file;
    file.plans.push_back(std::make_shared<const Plan>(std::move(plan)));
  }
  if (!wanted_file.all) pick_cases(wanted_file, file);
  return file;
}

}  // namespace

Address parse_address(std::string_view text) {
  const std::size_t colons = text.find("::");
  if (colons == std::string_view::npos) return {std::string{text}, std::nullopt};
  return {std::string{text.substr(0, colons)}, std::string{text.substr(colons + 2)}};
}

Selection select(const std::vector<std::string>& addresses, unsigned threads, Purpose purpose) {
  Selection selection;
  const std::vector<Wanted> files = list_wanted(addresses, selection.mistakes);
  selection.files = files.size();
  std::vector<File> loaded(files.size());
  run_jobs(
      files.size(), threads, [&](std::size_t i) { loaded[i] = load(files[i], purpose); },
      [&](std::size_t i) {
        if (loaded[i].mistakes) selection.mistakes.push_back(std::move(*loaded[i].mistakes));
        for (auto& plan : loaded[i].plans) selection.plans.push_back(std::move(plan));
        return true;
      });
  return selection;
}

bool fits_glob(const std::string& pattern, const std::string& text) {
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

std::string describe(const std::vector<FileMistakes>& mistakes) {
  std::string text;
  std::size_t count = 0;
  for (const FileMistakes& one : mistakes) {
    text += one.text + "\n";
    count += one.count;
  }
  return text +
         fmt::format("{} in {}\n", count_of(count, "mistake"), count_of(mistakes.size(), "file"));
}

tl::expected<std::string, std::string> read_scenario(const std::string& path) {
  return read_file(path, most_bytes);
}

}  // namespace slsim
