// SPDX-License-Identifier: Apache-2.0
// assign, unassign, reassign, transport, jobs, serve
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "client/cmd/command.h"
#include "client/estate/import.h"
#include "client/jobs/job.h"
#include "client/sync/sync.h"
#include "core/time/text.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

std::string when(Instant at) { return at == Instant{} ? "" : print(at); }

Json row_of(const StoredJob& job) {
  return {{"id", job.id},
          {"type", word(job.kind).text()},
          {"cluster", job.cluster},
          {"initiated", when(job.created)},
          {"completed", when(job.completed)},
          {"status", word(job.state).text()},
          {"phases", job.status_line()},
          {"code", job.fault ? info(*job.fault).name : ""},
          {"text", job.fault ? info(*job.fault).text : ""},
          {"detail", job.detail},
          {"advice", job.fault ? info(*job.fault).advice : ""}};
}

/// Of a job that was refused, with the members of one that was not.
Json row_of(const Fault& fault, JobKind kind, const std::string& cluster) {
  StoredJob job{.kind = kind, .cluster = cluster, .state = JobState::failed};
  job.fault = fault.code;
  job.detail = fault.detail;
  Json row = row_of(job);
  row["id"] = nullptr;
  row["status"] = "refused";
  return row;
}

Task<> follow(MediatorHost& host, std::int64_t id, std::size_t& over, std::size_t all) {
  const JobLimits limits;
  const OrFault<void> played = co_await run_job(host.ports(), host.store(), id, limits);
  ++over;
  host.progress().show(fmt::format("{} of {} jobs", over, all));
  if (!played) host.refuse(played.error());
}

/// Plays these jobs side by side, and shows what became of them below what could not begin.
int play_jobs(MediatorHost& host, const std::vector<std::int64_t>& ids, Json rows = Json::array()) {
  std::size_t over = 0;
  std::vector<Task<>> tasks;
  for (const std::int64_t id : ids) tasks.push_back(follow(host, id, over, ids.size()));
  host.play(std::move(tasks));
  bool good = rows.empty();
  for (const std::int64_t id : ids) {
    const auto job = host.store().job(id);
    if (!job) continue;
    good = good && job->state == JobState::completed && !job->fault;
    rows.push_back(row_of(*job));
  }
  host.show(rows.size() == 1 ? rows.front() : rows);
  return good ? done : went_wrong;
}

int start(MediatorHost& host, JobKind kind, const std::vector<std::string>& clusters) {
  const std::string target = host.flags().text("to");
  const bool needs_target = kind == JobKind::assign || kind == JobKind::reassign;
  if (needs_target && target.empty()) return host.misuse("--to VA is needed");
  if (clusters.empty()) return host.misuse("which cluster?");
  std::vector<std::int64_t> ids;
  Json refused = Json::array();
  for (const std::string& cluster : clusters) {
    const auto made = create_job(host.store(), kind, cluster, target, host.now());
    if (made) {
      ids.push_back(*made);
      continue;
    }
    const std::string& detail = made.error().detail;
    const Fault fault{made.error().code, detail == cluster ? cluster : cluster + ": " + detail};
    if (!host.flags().has("json")) host.refuse(fault);
    refused.push_back(row_of(fault, kind, cluster));
  }
  if (ids.empty() && !host.flags().has("json")) return went_wrong;
  const int played = play_jobs(host, ids, host.flags().has("json") ? refused : Json::array());
  return refused.empty() ? played : went_wrong;
}

int assign(MediatorHost& host, const std::vector<std::string>& words) {
  return start(host, JobKind::assign, words);
}
int unassign(MediatorHost& host, const std::vector<std::string>& words) {
  return start(host, JobKind::unassign, words);
}
int reassign(MediatorHost& host, const std::vector<std::string>& words) {
  return start(host, JobKind::reassign, words);
}

int show_transport(MediatorHost& host, const std::vector<std::string>& words) {
  const auto cluster = host.store().cluster(words[0]);
  if (!cluster) return host.refuse({FaultCode::SLM1025, words[0]});
  const auto account =
      cluster->assigned ? host.store().virtual_account(*cluster->assigned) : std::nullopt;
  const auto owner = account ? host.store().account(account->domain) : std::nullopt;
  const ChosenTransport chosen =
      choose_transport(host.store(), *cluster, owner.value_or(StoredAccount{.domain = ""}));
  host.show({{"cluster", cluster->name},
             {"transport", word(chosen.mode).text()},
             {"level", chosen.level},
             {"proxy", chosen.proxy.host.empty()
                           ? ""
                           : fmt::format("{}:{}", chosen.proxy.host, chosen.proxy.port)},
             {"proxy is missing", chosen.proxy_is_missing}});
  return done;
}

int set_transport(MediatorHost& host, const std::vector<std::string>& words) {
  auto cluster = host.store().cluster(words[0]);
  if (!cluster) return host.refuse({FaultCode::SLM1025, words[0]});
  const auto mode = find_transport_mode(words[1]);
  if (!mode) return host.misuse("the transport is direct or proxy, not " + words[1]);
  if (*mode != TransportMode::direct && *mode != TransportMode::proxy) {
    return host.refuse({FaultCode::MED1008, words[1]});
  }
  if (cluster->assigned) return host.refuse({FaultCode::CAA1041, words[0]});
  if (const auto proxy = host.flags().find("proxy")) {
    const auto parsed = parse_proxy(*proxy);
    if (!parsed) return host.misuse("--proxy: HOST:PORT");
    cluster->proxy = *parsed;
  }
  cluster->transport = *mode;
  const OrFault<void> updated = host.store().update_cluster(*cluster);
  if (!updated) return host.refuse(updated.error());
  return start(host, JobKind::transport, {words[0]});
}

std::vector<std::int64_t> under_way(MediatorHost& host) {
  std::vector<std::int64_t> ids;
  for (const StoredJob& job : host.store().jobs()) {
    if (job.state == JobState::in_progress) ids.push_back(job.id);
  }
  return ids;
}

int jobs(MediatorHost& host, const std::vector<std::string>& words) {
  if (host.flags().has("follow")) {
    if (auto wrong = host.hold()) return host.misuse(*wrong);
    return play_jobs(host, under_way(host));
  }
  Json rows = Json::array();
  for (const StoredJob& job : host.store().jobs()) {
    if (words.empty() || words[0] == std::to_string(job.id)) rows.push_back(row_of(job));
  }
  if (!words.empty() && rows.empty()) return host.refuse({FaultCode::MED1003, "job " + words[0]});
  if (words.empty()) {
    for (Json& row : rows) {
      for (const char* longer : {"phases", "text", "detail", "advice"}) row.erase(longer);
    }
  }
  host.show(words.empty() ? rows : rows.front());
  return done;
}

Task<> sync_again_and_again(MediatorHost& host, Duration period) {
  const SyncLimits limits;
  const SyncWatcher nobody;
  for (;;) {
    for (const StoredAccount& account : host.store().accounts()) {
      const OrFault<void> synced =
          co_await sync_account(host.ports(), host.store(), account.domain, limits, nobody);
      host.say(print(host.now()) + ' ' + account.domain + ' ' +
               (synced ? std::string{"synced"} : print(synced.error())));
    }
    co_await host.ports().clock.wait_until(host.now() + period);
  }
}

int serve(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  const auto period = parse_duration(host.flags().text("every", "24h"));
  // The published span is "8 24 hours" with a dash lost in print.
  if (!period || *period < hours(8) || *period > hours(24)) {
    return host.misuse("--every: from 8h to 24h");
  }
  std::size_t over = 0;
  std::vector<Task<>> tasks;
  const std::vector<std::int64_t> ids = under_way(host);
  for (const std::int64_t id : ids) tasks.push_back(follow(host, id, over, ids.size()));
  tasks.push_back(sync_again_and_again(host, *period));
  host.play(std::move(tasks));
  return done;
}

constexpr MediatorFlag target_flags[] = {{"to", "VA",
                                          "the virtual account; VA@DOMAIN where "
                                          "several have one of that name"}};
constexpr MediatorFlag transport_flags[] = {{"proxy", "HOST:PORT", "that the cluster uses"}};
constexpr MediatorFlag jobs_flags[] = {
    {"follow", "", "plays on what a killed mediator left, until all is over"}};
constexpr MediatorFlag serve_flags[] = {{"every", "8h..24h", "between two syncs (default 24h)"}};
constexpr MediatorCommand commands[] = {
    {"assign", "CLUSTER... --to VA", "registers clusters in a virtual account", 0, true, true,
     target_flags, assign},
    {"unassign", "CLUSTER...", "deregisters them", 0, true, true, {}, unassign},
    {"reassign", "CLUSTER... --to VA", "moves them to another one", 0, true, true, target_flags,
     reassign},
    {"transport show",
     "CLUSTER",
     "what it is to use, and by which level",
     1,
     false,
     false,
     {},
     show_transport},
    {"transport set", "CLUSTER direct|proxy", "of a cluster that is not assigned", 2, false, true,
     transport_flags, set_transport},
    {"jobs", "[ID]", "lists jobs, or shows one", 0, true, false, jobs_flags, jobs},
    {"serve", "", "syncs every day and plays jobs on", 0, false, true, serve_flags, serve},
};

}  // namespace

std::span<const MediatorCommand> job_commands() { return commands; }

}  // namespace slsim
