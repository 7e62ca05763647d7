// SPDX-License-Identifier: Apache-2.0
// Start to exit of `slsim`, as a shell sees it: the program of this build beside this one. The
// baseline is a program that does nothing.
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "live/files.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr int runs = 200;

/// Three clusters and 400 days, with cuts on the way: a scenario as people write them.
constexpr std::string_view scenario = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses:
              - {license: UCM_Enhanced, quantity: 100}
              - {license: CUC_BasicMessaging, quantity: 100}
              - {license: CER_USER, quantity: 100}
            tokens: [{name: t1, expires: 30d}]
  clusters:
    - {name: ucm, product: cucm, licenses: {UCM_Enhanced: 11}}
    - {name: cuc, product: cuc, licenses: {CUC_BasicMessaging: 11}}
    - {name: cer, product: cer, licenses: {CER_USER: 11}}
steps:
  - {at: 0d, ucm: {register: t1}}
  - {at: 0d, cuc: {register: t1}}
  - {at: 0d, cer: {register: t1}}
  - {at: 200d, network: {cut: {from: ucm}}}
  - {at: 210d, network: {heal: {}}}
expect:
  - {at: 1d, ucm: {registration: registered}}
  - {always: [1d, 400d], cer: {authorization: authorized}}
  - {at: 400d, cuc: {authorization: authorized}}
)";

/// Milliseconds from start to exit; below zero when it failed.
double run_once(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT: as posix_spawn wants it.
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
  const Stopwatch watch;
  pid_t child = 0;
  const int error = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  int status = 1;
  if (error == 0) waitpid(child, &status, 0);
  const double elapsed = watch.nanoseconds() / 1e6;
  posix_spawn_file_actions_destroy(&actions);
  return status == 0 ? elapsed : -1;
}

void add(BenchTable& table, const std::string& name, const std::vector<std::string>& words) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) times.push_back(run_once(words));
  std::ranges::sort(times);
  if (times.front() < 0) {
    table.add({name, "failed", "failed", "failed"});
    return;
  }
  table.add({name, fmt::format("{:.2f}", times.front()), fmt::format("{:.2f}", times[runs / 2]),
             fmt::format("{:.2f}", times[runs * 9 / 10])});
}

int bench(const std::string& self) {
  const std::string program = std::filesystem::path{self}.parent_path() / "slsim";
  const std::string file = std::filesystem::temp_directory_path() / "slsim-process-bench.yaml";
  if (const auto why = write_file(file, scenario)) {
    fmt::print(stderr, "{}: {}\n", file, *why);
    return 2;
  }
  BenchTable table{
      fmt::format("Start to exit in ms, {} times (budget: 20 ms for three clusters, 400 days)",
                  runs),
      {"", "least", "median", "nine in ten"}};
  add(table, "/bin/true", {"/bin/true"});
  add(table, "slsim --version", {program, "--version"});
  add(table, "slsim check", {program, "check", file});
  add(table, "slsim run, three clusters, 400 days", {program, "run", file});
  table.print();
  std::filesystem::remove(file);
  return 0;
}

}  // namespace
}  // namespace slsim

int main(int, char** argv) { return slsim::bench(argv[0]); }
