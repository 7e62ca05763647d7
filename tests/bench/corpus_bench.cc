// SPDX-License-Identifier: Apache-2.0
// What the scenarios that we ship cost: CPU to load a file and to play a case, on average and of
// the slowest. Takes a folder; `scenarios` without one.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "live/files.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr std::size_t most_bytes = 64U << 20U;
constexpr std::size_t slowest_shown = 5;

struct Cost {
  std::string name;
  double milliseconds = 0;
  double events = 0;
};

struct Costs {
  std::vector<Cost> loads;
  std::vector<Cost> plays;
};

void measure(const std::string& path, Costs& costs) {
  const FileReader read = [](const std::string& file) { return read_file(file, most_bytes); };
  const auto text = read(path);
  if (!text) return;
  const Stopwatch loading;
  Loaded loaded = load_scenario(path, *text, read, {actor_kinds(), &world_shape()});
  costs.loads.push_back({path, loading.cpu_nanoseconds() / 1e6, 0});
  for (Plan& plan : loaded.plans) {
    const auto shared = std::make_shared<const Plan>(std::move(plan));
    const Stopwatch playing;
    const RunResult result = run(shared);
    costs.plays.push_back(
        {shared->address(), playing.cpu_nanoseconds() / 1e6, static_cast<double>(result.events)});
  }
}

void add_sum(BenchTable& table, std::string name, const std::vector<Cost>& costs) {
  double sum = 0;
  double most = 0;
  double events = 0;
  for (const Cost& cost : costs) {
    sum += cost.milliseconds;
    most = std::max(most, cost.milliseconds);
    events += cost.events;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, costs.size()));
  table.add({std::move(name), std::to_string(costs.size()), fmt::format("{:.2f}", sum / count),
             fmt::format("{:.2f}", most),
             events == 0 ? "-" : fmt::format("{:.0f}", sum * 1e6 / events)});
}

int bench(const std::string& folder) {
  const auto files = list_files(folder, ".yaml");
  if (!files) {
    fmt::print(stderr, "{}: {}\n", folder, files.error());
    return 2;
  }
  Costs costs;
  for (const std::string& path : *files) measure(path, costs);
  BenchTable table{"The corpus: CPU on one core (budget: 10 ms a case on average)",
                   {"", "number", "average ms", "most ms", "ns an event"}};
  add_sum(table, "load a file", costs.loads);
  add_sum(table, "play a case", costs.plays);
  std::ranges::sort(costs.plays, std::greater{}, &Cost::milliseconds);
  costs.plays.resize(std::min(costs.plays.size(), slowest_shown));
  for (const Cost& cost : costs.plays) add_sum(table, cost.name, {cost});
  table.print();
  return 0;
}

}  // namespace
}  // namespace slsim

int main(int argc, char** argv) { return slsim::bench(argc > 1 ? argv[1] : "scenarios"); }
