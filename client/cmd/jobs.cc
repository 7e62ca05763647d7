// SPDX-License-Identifier: Apache-2.0
// assign, unassign, reassign, transport, jobs
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "client/cmd/command.h"
#include "client/cmd/daemon.h"
#include "client/cmd/proxy_flags.h"
#include "client/cmd/wishes.h"
#include "client/estate/import.h"
#include "client/jobs/queue.h"
#include "core/time/text.h"
#include "live/files.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_list = 1'048'576;

std::string when(Instant at) { return at == Instant{} ? "" : print(at); }

Json row_of(const Store& store, const StoredJob& job) {
  return {{"id", job.id},
          {"type", word(job.kind).text()},
          {"cluster", job.cluster},
          {"description", describe(store, job)},
          {"initiated", when(job.created)},
          {"completed", when(job.completed)},
          {"status", word(job.state).text()},
          {"phases", job.status_line()},
          {"code", job.fault ? info(*job.fault).name : ""},
          {"text", job.fault ? info(*job.fault).text : ""},
          {"detail", job.detail},
          {"advice", job.fault ? info(*job.fault).advice : ""}};
}

/// What fits into a table.
Json without_long_ones(Json rows) {
  for (Json& row : rows) {
    for (const char* longer : {"description", "phases", "text", "detail", "advice"})
      row.erase(longer);
  }
  return rows;
}

/// Of a job that was refused, with the members of one that was not.
Json row_of(const Store& store, const Fault& fault, JobKind kind, const std::string& cluster) {
  StoredJob job{.kind = kind, .cluster = cluster, .state = JobState::failed};
  job.fault = fault.code;
  job.detail = fault.detail;
  Json row = row_of(store, job);
  row["description"] = nullptr;
  row["id"] = nullptr;
  row["status"] = "refused";
  return row;
}

bool under_way(MediatorHost& host, std::int64_t id) {
  const auto job = host.store().job(id);
  return job && job->state == JobState::in_progress;
}

/// Plays jobs side by side; or watches whoever serves the store do it.
void play_all(MediatorHost& host, const std::vector<std::int64_t>& ids, JobsAtOnce at_once) {
  const auto all = static_cast<std::int64_t>(ids.size());
  std::vector<std::int64_t> left = ids;
  host.leave_to_others([&] {
    std::erase_if(left, [&](std::int64_t id) { return !under_way(host, id); });
    host.show_progress("jobs", all - static_cast<std::int64_t>(left.size()), all);
    return left.empty();
  });
  std::int64_t over = all - static_cast<std::int64_t>(left.size());
  JobQueue queue{host.ports(), host.store(), JobLimits{}, at_once,
                 [&](std::int64_t /*id*/, const OrFault<void>& played) {
                   ++over;
                   if (!played) host.refuse(played.error());
                 }};
  for (const std::int64_t id : left) queue.add(id);
  host.play_until([&] {
    queue.tend();
    host.show_progress("jobs", over, all);
    return queue.idle();
  });
}

/// Plays jobs, and shows what became of them below what could not begin.
int play_jobs(MediatorHost& host, const std::vector<std::int64_t>& ids, JobsAtOnce at_once,
              Json rows = Json::array()) {
  bool good = rows.empty();
  play_all(host, ids, at_once);
  for (const std::int64_t id : ids) {
    const auto job = host.store().job(id);
    if (!job) continue;
    good = good && job->state == JobState::completed && !job->fault;
    rows.push_back(row_of(host.store(), *job));
  }
  host.show(rows.size() == 1 ? rows.front() : rows);
  return good ? done : went_wrong;
}

/// A wish for each cluster that was named, or what is wrong with the file that names them.
tl::expected<std::vector<ClusterWish>, std::string> wishes_of(
    MediatorHost& host, const std::vector<std::string>& clusters) {
  std::vector<ClusterWish> wishes;
  wishes.reserve(clusters.size());
  for (const std::string& cluster : clusters) wishes.push_back({cluster, {}});
  const auto path = host.flags().find("all-of");
  if (!path) return wishes;
  const auto text = read_file(*path == "-" ? "/dev/stdin" : *path, longest_list);
  if (!text) return tl::make_unexpected("--all-of: " + *path + ": " + text.error());
  auto listed = parse_wishes(*text);
  if (!listed) return tl::make_unexpected("--all-of: " + *path + ": " + listed.error());
  wishes.insert(wishes.end(), listed->begin(), listed->end());
  return wishes;
}

int start(MediatorHost& host, JobKind kind, const std::vector<std::string>& clusters) {
  const bool needs_target = kind == JobKind::assign || kind == JobKind::reassign;
  const auto at_once = jobs_at_once(host.flags());
  if (!at_once) return host.misuse(at_once.error());
  const auto wishes = wishes_of(host, clusters);
  if (!wishes) return host.misuse(wishes.error());
  if (wishes->empty()) return host.misuse("which cluster?");
  const std::string target = host.flags().text("to");
  std::vector<std::int64_t> ids;
  Json refused = Json::array();
  for (const ClusterWish& wish : *wishes) {
    const std::string& to = wish.target.empty() ? target : wish.target;
    if (needs_target && to.empty()) return host.misuse("--to VA is needed");
  }
  const bool json = host.flags().has("json");
  for (const ClusterWish& wish : *wishes) {
    const auto made = create_job(host.store(), kind, wish.cluster,
                                 wish.target.empty() ? target : wish.target, host.now());
    if (made) {
      ids.push_back(*made);
      continue;
    }
    const std::string& detail = made.error().detail;
    const Fault fault{made.error().code,
                      detail == wish.cluster ? detail : wish.cluster + ": " + detail};
    if (!json) host.refuse(fault);
    refused.push_back(row_of(host.store(), fault, kind, wish.cluster));
  }
  if (ids.empty() && !json) return went_wrong;
  const bool good = refused.empty();
  const int played = play_jobs(host, ids, *at_once, json ? std::move(refused) : Json::array());
  return good ? played : went_wrong;
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
  if (const auto wrong = take_proxy_flags(host, cluster->proxy)) return host.misuse(*wrong);
  cluster->transport = *mode;
  const OrFault<void> updated = host.store().update_cluster(*cluster);
  if (!updated) return host.refuse(updated.error());
  return start(host, JobKind::transport, {words[0]});
}

int jobs(MediatorHost& host, const std::vector<std::string>& words) {
  const auto at_once = jobs_at_once(host.flags());
  if (!at_once) return host.misuse(at_once.error());
  if (host.flags().has("follow")) {
    if (host.hold() == MediatorHost::Holder::others) {
      return host.misuse("another mediator plays jobs or syncs on this store: wait for it");
    }
    return play_jobs(host, host.store().jobs_under_way(), *at_once);
  }
  Json rows = Json::array();
  for (const StoredJob& job : host.store().jobs()) {
    if (words.empty() || words[0] == std::to_string(job.id))
      rows.push_back(row_of(host.store(), job));
  }
  if (!words.empty() && rows.empty()) return host.refuse({FaultCode::MED1003, "job " + words[0]});
  host.show(words.empty() ? without_long_ones(std::move(rows)) : rows.front());
  return done;
}

constexpr MediatorFlag target_flags[] = {
    {"to", "VA", "the virtual account; VA@DOMAIN where several have one of that name"},
    {"all-of", "FILE", "clusters, a line each, with a VA of its own behind it or none; - is stdin"},
    jobs_flag,
    jobs_per_va_flag,
};
constexpr MediatorFlag leaving_flags[] = {
    {"all-of", "FILE", "clusters, a line each; - is stdin"}, jobs_flag, jobs_per_va_flag};
constexpr MediatorFlag transport_flags[] = {{"proxy", "HOST:PORT", "that the cluster uses"},
                                            proxy_user_flag,
                                            proxy_password_flag,
                                            jobs_flag,
                                            jobs_per_va_flag};
constexpr MediatorFlag jobs_flags[] = {
    {"follow", "", "plays on what a killed mediator left, until all is over"},
    jobs_flag,
    jobs_per_va_flag,
};
constexpr MediatorFlag serve_flags[] = {
    {"every", "8h..24h", "between two syncs (default 24h)"}, jobs_flag, jobs_per_va_flag};
constexpr MediatorCommand commands[] = {
    {"assign", "CLUSTER... --to VA", "registers clusters in a virtual account", 0, true, true,
     target_flags, assign},
    {"unassign", "CLUSTER...", "deregisters them", 0, true, true, leaving_flags, unassign},
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
    {"serve", "", "syncs every day and when asked, and plays all jobs", 0, false, true, serve_flags,
     serve_store},
};

}  // namespace

tl::expected<JobsAtOnce, std::string> jobs_at_once(const MediatorFlags& flags) {
  const JobsAtOnce usual;
  const auto all = flags.count("jobs", usual.all);
  const auto account = flags.count("jobs-per-va", usual.account);
  if (!all) return tl::make_unexpected("--jobs: from 1 to 1000");
  if (!account) return tl::make_unexpected("--jobs-per-va: from 1 to 1000");
  return JobsAtOnce{*all, *account};
}

std::span<const MediatorCommand> job_commands() { return commands; }

}  // namespace slsim
