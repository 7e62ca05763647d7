// SPDX-License-Identifier: Apache-2.0
// `slsim serve` from outside: how soon it answers, what it takes, and how many requests a second it
// serves when wrk asks. The load comes from the same machine and takes its share of it.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "live/files.h"
#include "live/http_client.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view api =
    "/services/api/smart-accounts-and-licensing/v1/accounts/partner.example";
constexpr std::string_view tokens = "/virtual-accounts/va-1/tokens";

std::string world() {
  std::string text = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: bench, secret: bench, owner: admin}]
        virtual_accounts:
)";
  for (int i = 1; i <= 25; ++i) {
    text += fmt::format("          - name: va-{}\n            licenses:\n", i);
    for (const char* license : {"UCM_CUWL", "UCM_EnhancedPlus", "UCM_Enhanced", "UCM_Basic"}) {
      text += fmt::format("              - {{license: {}, quantity: 10}}\n", license);
    }
    if (i == 1) text += "            tokens: [{name: t1, expires: 30d}]\n";
  }
  return text;
}

std::string output_of(const std::string& line) {
  std::string text;
  FILE* pipe = ::popen(line.c_str(), "r");  // NOLINT(cert-env33-c)
  if (pipe == nullptr) return text;
  std::array<char, 4096> piece{};
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), pipe)) {
    text.append(piece.data(), got);
  }
  ::pclose(pipe);
  return text;
}

std::string between(const std::string& text, std::string_view before, std::string_view ends) {
  const std::size_t found = text.find(before);
  if (found == std::string::npos) return {};
  const std::size_t from = text.find_first_not_of(' ', found + before.size());
  return text.substr(from, text.find_first_of(ends, from) - from);
}

/// A server until it goes out of scope.
class Served {
 public:
  /// In the current folder. Nothing comes between the watch and the program, as in life.
  explicit Served(const std::string& program, const std::vector<std::string>& flags = {}) {
    std::vector<std::string> words{program,   "serve",   "world.yaml", "--clock",
                                   "stepped", "--quiet", "--ports",    "19100",
                                   "--admin", admin,     "--proxy",    "127.0.0.1:19099"};
    words.insert(words.end(), flags.begin(), flags.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const Stopwatch watch;
    if (posix_spawn(&pid_, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
      return;
    }
    while (!fetch(admin_, {"GET", "/v1/status", {}, {}, {}}) && watch.seconds() < 5) {
      std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    answering_ms_ = watch.nanoseconds() / 1e6;
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    ::kill(pid_, SIGTERM);
    int status = 0;
    ::waitpid(pid_, &status, 0);
  }

  [[nodiscard]] double answering_ms() const { return answering_ms_; }
  [[nodiscard]] std::string memory() const {
    const auto status = read_file(fmt::format("/proc/{}/status", pid_), 100'000);
    const double kib = std::strtod(between(status.value_or(""), "VmRSS:\t", "k").c_str(), nullptr);
    return fmt::format("{:.1f} MB", kib / 1024);
  }
  [[nodiscard]] std::string bearer() const {
    const auto answer =
        fetch({false, "127.0.0.1", 19101},
              {"POST",
               "/as/token.oauth2",
               {},
               {{"Content-Type", "application/x-www-form-urlencoded"}},
               "grant_type=client_credentials&client_id=bench&client_secret=bench"});
    return answer ? between(answer->body, R"("access_token":")", "\"") : "";
  }

 private:
  static constexpr const char* admin = "127.0.0.1:19098";

  pid_t pid_ = 0;
  HttpOrigin admin_{false, "127.0.0.1", 19098};
  double answering_ms_ = 0;
};

struct Load {
  std::string path;
  std::string body{};  ///< POST with it, GET without.
  bool tls = false;
  int connections = 64;
  int pause_ms = 0;  ///< Of a connection between two requests.
};

class Bench {
 public:
  explicit Bench(const std::string& self)
      : program_{fs::canonical(fs::path{self}.parent_path() / "slsim")},
        folder_{fs::temp_directory_path() / "slsim-serve-bench"} {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    fs::current_path(folder_);
    // Before there is a second thread.
    ::setenv("HOME", folder_.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    ::unsetenv("XDG_STATE_HOME");          // NOLINT(concurrency-mt-unsafe)
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  ~Bench() { fs::remove_all(folder_); }

  int run() {
    if (write_file(folder_ + "/world.yaml", world())) return 2;
    starts();
    requests();
    return 0;
  }

 private:
  void starts() {
    BenchTable table{"slsim serve, its start and size", {"", "measured", "budget"}};
    const double first = Served{program_}.answering_ms();
    std::vector<double> again;
    std::string memory;
    for (int i = 0; i < 11; ++i) {
      const Served served{program_};
      again.push_back(served.answering_ms());
      memory = served.memory();
    }
    std::ranges::sort(again);
    table.add({"start to answering, no CA yet", fmt::format("{:.1f} ms", first), "50 ms"});
    table.add({"with its CA on disk (median of 11)", fmt::format("{:.1f} ms", again[5]), "10 ms"});
    table.add({"idle memory", memory, "20 MB"});
    table.add({"binary",
               fmt::format("{:.1f} MB", static_cast<double>(fs::file_size(program_)) / 1e6),
               "10 MB"});
    table.print();
  }

  void requests() {
    BenchTable table{"Requests from wrk on the same machine",
                     {"", "requests/s", "median", "p99", "not 2xx", "budget"}};
    const std::string list = fmt::format("{}{}", api, tokens);
    const std::string usage = fmt::format("{}/licenses", api);
    {
      const Served served{program_};
      const std::string bearer = served.bearer();
      add(table, "token list", {.path = list}, bearer, "25,000/s");
      add(table, "token list, TLS", {.path = list, .tls = true}, bearer, "15,000/s");
      add(table, "licence usage, 100 rows",
          {.path = usage, .body = R"({"virtualAccounts":[],"limit":100,"offset":0})"}, bearer,
          "8,000/s");
      add(table, "token list, 256 clients", {.path = list, .connections = 256}, bearer, "");
      add(table, "token list, 5,000/s offered", {.path = list, .pause_ms = 12}, bearer, "p99 5 ms");
      add(table, "token list, one after the other", {.path = list, .connections = 1}, bearer,
          "median 2 ms");
      const std::string before = served.memory();
      const double asked = ask_a_million({.path = list}, bearer);
      fmt::print("memory after that: {}; after {:.1f} M requests more: {}\n\n", before, asked / 1e6,
                 served.memory());
    }
    const Served served{program_, {"--state", "state"}};
    add(table, "tokens created, --state", {.path = list, .body = R"({"expiresAfterDays":30})"},
        served.bearer(), "5,000/s");
    table.print();
  }

  /// How many it were; none without wrk.
  double ask_a_million(const Load& load, const std::string& bearer) const {
    double asked = 0;
    while (asked < 1e6) {
      const std::string text = wrk(load, bearer, 10);
      const std::size_t end = text.find(" requests in");
      if (end == std::string::npos) break;
      const double more =
          std::strtod(text.c_str() + text.find_last_of(" \n", end - 1) + 1, nullptr);
      if (more == 0) break;
      asked += more;
    }
    return asked;
  }

  void add(BenchTable& table, const std::string& name, const Load& load, const std::string& bearer,
           const std::string& budget) const {
    const std::string text = wrk(load, bearer, 3);
    if (text.empty()) return table.add({name, "wrk is missing", "", "", "", budget});
    const std::string bad = between(text, "Non-2xx or 3xx responses:", "\n");
    table.add({name, between(text, "Requests/sec:", "\n"), between(text, "  50% ", "\n"),
               between(text, "  99% ", "\n"), bad.empty() ? "0" : bad, budget});
  }

  /// What it prints; nothing when it is missing.
  [[nodiscard]] std::string wrk(const Load& load, const std::string& bearer, int seconds) const {
    std::string script = "wrk.headers['Content-Type']='application/json'\n";
    if (!load.body.empty()) {
      script += fmt::format("wrk.method='POST'\nwrk.body=[[{}]]\n", load.body);
    }
    if (load.pause_ms > 0) script += fmt::format("function delay() return {} end\n", load.pause_ms);
    if (write_file(folder_ + "/load.lua", script)) return {};
    // Hosts have two ports each, TLS and plain: cssm/gateway, cssm/api, ...
    return output_of(fmt::format(
        "wrk -t1 -c{} -d{} --latency -s {}/load.lua -H 'Authorization: Bearer {}' {}:{}{}",
        load.connections, seconds, folder_, bearer,
        load.tls ? "https://127.0.0.1" : "http://127.0.0.1", load.tls ? 19102 : 19103, load.path));
  }

  std::string program_;
  std::string folder_;
};

}  // namespace
}  // namespace slsim

int main(int, char** argv) { return slsim::Bench{argv[0]}.run(); }
