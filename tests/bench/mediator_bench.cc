// SPDX-License-Identifier: Apache-2.0
// The mediation client against a licence server and clusters in the same process: a sync of 1,000
// virtual accounts with 10,000 product instances, and work on 1,000 clusters at once. The store is
// a file, as the program opens it. What the other side takes is shown apart.
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/jobs/queue.h"
#include "client/sync/sync.h"
#include "sim/serve/session.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr int accounts = 1000;
constexpr int instances = 10'000;
constexpr int clusters = 1000;

std::string world() {
  std::string text = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3cret, owner: admin}]
        virtual_accounts:
)";
  for (int i = 0; i < accounts; ++i) {
    text += fmt::format(
        "          - {{name: va-{0}, licenses: [{{license: UCM_Enhanced, quantity: 1000}}], "
        "tokens: "
        "[{{name: t{0}, expires: 300d}}]}}\n",
        i);
  }
  text += "  clusters:\n";
  for (int i = 0; i < instances; ++i) text += fmt::format("    - {{name: old{}}}\n", i);
  for (int i = 0; i < clusters; ++i) text += fmt::format("    - {{name: cm{}}}\n", i);
  return text;
}

void stop(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): there is one thread.
}

/// The ports of a client that lives beside what it asks. Questions are answered one after the
/// other, so that jobs are under way side by side.
class Beside final : public HttpClient, public Clock {
 public:
  explicit Beside(Session& session) : session_{session} {}
  Answer<Result<HttpResponse>> send(HttpExchange exchange) override {
    Answer<Result<HttpResponse>> answer;
    held_.emplace_back([this, exchange = std::move(exchange), reply = answer.reply()]() mutable {
      reply(ask(std::move(exchange)));
    });
    return answer;
  }
  Instant now() const override { return session_.now(); }
  Answer<Instant> wait_until(Instant when) override {
    Answer<Instant> answer;
    held_.emplace_back([this, when, reply = answer.reply()] {
      session_.advance(when);
      reply(session_.now());
    });
    return answer;
  }
  /// The first question. Whether there was one.
  bool answer_one() {
    if (held_.empty()) return false;
    const std::function<void()> step = std::move(held_.front());
    held_.pop_front();
    step();
    return true;
  }

  int requests = 0;
  double nanoseconds = 0;  ///< That the other side took.

 private:
  Result<HttpResponse> ask(HttpExchange exchange) {
    const Stopwatch watch;
    const bool gateway = exchange.to.host == "cloudsso.cisco.com";
    const bool api = exchange.to.host == "swapi.cisco.com";
    const std::string host = gateway ? "cssm/gateway" : api ? "cssm/api" : exchange.to.host;
    const Session::Asked asked =
        session_.ask({host, exchange.to.port}, std::move(exchange.request));
    std::optional<Session::Answer> answer = asked.answer;
    while (!answer) {
      if (session_.settle(minutes(5))) stop("nothing settles");
      answer = session_.take(asked.call);
    }
    ++requests;
    nanoseconds += watch.nanoseconds();
    if (auto* response = std::get_if<HttpResponse>(&*answer)) return std::move(*response);
    return tl::make_unexpected(std::get<Session::NoAnswer>(*answer).why);
  }

  Session& session_;
  std::deque<std::function<void()>> held_;
};

template <class T>
Task<> keep(Task<T> task, std::optional<T>& result) {
  result.emplace(co_await task);
}

class Bench {
 public:
  Bench() : folder_{std::filesystem::temp_directory_path() / "slsim-mediator-bench"} {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    open_store();
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  ~Bench() {
    store_.reset();
    database_.reset();
    sqlite3_close_v2(opened_);
    std::filesystem::remove_all(folder_);
  }

  int run() {
    for (int i = 0; i < instances; ++i) {
      const auto done = session_.perform(fmt::format("old{}: {{register: t{}}}", i, i % accounts));
      if (!done.mistakes.empty()) stop(done.mistakes);
    }
    if (session_.settle(minutes(5))) stop("nothing settles");
    StoredAccount account{.domain = "partner.example"};
    account.client_id = "app";
    account.secret = {"s3cret"};
    if (!store_->add_account(account)) stop("no account");
    row(
        "sync, nothing known yet", [&] { sync(); }, "2 s");
    row(
        "sync, nothing new", [&] { sync(); }, "2 s");
    for (const StoredVirtualAccount& found : store_->virtual_accounts()) {
      if (!store_->set_mode(found.id, LicenseMode::enterprise)) stop("no mode");
    }
    row(
        "sync, with the tokens of all", [&] { sync(); }, "2 s");
    prepare();
    row(
        "assign", [&] { play(JobKind::assign, "va-0"); }, "");
    row(
        "unassign", [&] { play(JobKind::unassign, ""); }, "");
    table_.print();
    return 0;
  }

 private:
  void open_store() {
    sqlite3_open((folder_ / "m.db").c_str(), &opened_);
    sqlite3_exec(opened_, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL", nullptr, nullptr,
                 nullptr);
    database_ = std::move(*Database::adopt(opened_));
    store_ = std::make_unique<Store>(*database_, Seal{std::string(Seal::key_size, 'k')});
  }
  Ports ports() { return {beside_, beside_, jitter_, shared_}; }

  void row(const std::string& name, const std::function<void()>& work, const std::string& budget) {
    beside_.requests = 0;
    beside_.nanoseconds = 0;
    const Stopwatch watch;
    work();
    const double all = watch.seconds();
    table_.add({name, fmt::format("{:.2f} s", all),
                fmt::format("{:.2f} s", all - beside_.nanoseconds / 1e9),
                fmt::format("{}", beside_.requests), budget});
  }

  void sync() {
    std::optional<OrFault<void>> done;
    Running running{keep(sync_account(ports(), *store_, "partner.example", {}, {}), done)};
    running.begin();
    while (!done && beside_.answer_one()) {
    }
    if (!done || !*done) stop("the sync: " + (done ? print(done->error()) : "no end"));
    if (store_->instances("partner.example").size() < instances) stop("instances are missing");
  }

  /// Clusters with their logins.
  void prepare() {
    ImportedEstate estate;
    for (int i = 0; i < clusters; ++i) {
      ImportedCluster imported{.cluster = {.name = fmt::format("cm{}", i)}};
      imported.cluster.version = "12.5";
      imported.cluster.nodes = {{"publisher", true, imported.cluster.name}};
      imported.admin = Credential{"admin", {"admin"}};
      imported.platform = Credential{"platform", {"platform"}};
      estate.clusters.push_back(std::move(imported));
    }
    if (!store_->import(estate)) stop("no clusters");
  }

  void play(JobKind kind, std::string_view target) {
    int good = 0;
    JobQueue queue{ports(), *store_, JobLimits{}, JobsAtOnce{},
                   [&](std::int64_t id, const OrFault<void>& played) {
                     const auto job = store_->job(id);
                     if (played && job && job->state == JobState::completed && !job->fault) ++good;
                   }};
    for (int i = 0; i < clusters; ++i) {
      const auto job = create_job(*store_, kind, fmt::format("cm{}", i), target, beside_.now());
      if (!job) stop(print(job.error()));
      queue.add(*job);
    }
    for (queue.tend(); !queue.idle(); queue.tend()) {
      if (!beside_.answer_one()) stop("a job waits for nothing");
    }
    if (good != clusters) stop(fmt::format("only {} of {} jobs went well", good, clusters));
  }

  std::filesystem::path folder_;
  sqlite3* opened_ = nullptr;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Store> store_;
  Session session_ = *Session::open({.path = "bench.yaml", .text = world()}, {});
  Beside beside_{session_};
  RandomStream jitter_{1, "mediator/jitter"};
  Shared shared_;
  BenchTable table_{fmt::format("{} virtual accounts with {} product instances, {} clusters",
                                accounts, instances, clusters),
                    {"", "in all", "without the other side", "requests", "budget"}};
};

}  // namespace
}  // namespace slsim

int main() { return slsim::Bench{}.run(); }
