// SPDX-License-Identifier: Apache-2.0
// What one synchronization costs both sides together, by how many instances the satellite has: full
// and partial (one in a hundred changed), by network and by file.
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "sim/cssm/cssm.h"
#include "sim/kernel/context.h"
#include "sim/satellite/satellite.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr ActorId cssm_actor{0};
constexpr ActorId satellite_actor{1};
constexpr int rounds = 20;

template <class T>
T must(Result<T> result) {
  if (!result) std::abort();
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Bench {
  Kernel kernel;
  Cssm cssm;
  std::unique_ptr<Satellite> satellite;
  std::vector<std::uint64_t> serials;
  std::int32_t turn = 1;

  explicit Bench(std::uint32_t instances);
  Context context(ActorId actor) { return {kernel, actor}; }
  void play();
  void change(std::uint32_t every);
  void by_network(SyncScope scope);
  void by_file(SyncScope scope);
};

Bench::Bench(std::uint32_t instances) {
  for (const std::string_view name : {"cssm", "sat1"}) kernel.journal.add_actor(name);
  const HostId receiver = kernel.network.add_host("receiver", cssm_actor);
  kernel.network.set_dns(kernel.journal.intern("tools.cisco.com"), receiver);
  SatelliteOptions options;
  options.name = "sat1";
  options.uuid = "uuid";
  options.host = kernel.network.add_host("sat1", satellite_actor);
  Settings settings;
  settings.set(Setting::satellite_capacity, 1'000'000);
  settings.set(Setting::satellite_sync_period, 0);
  satellite = std::make_unique<Satellite>(options, settings);
  Context cloud = context(cssm_actor);
  Context here = context(satellite_actor);
  must(cssm.authority().create_smart_account(cloud, {}, {.domain = "partner.example"}));
  must(satellite->request_account(
      here, {}, {.name = "la1", .smart_account = "partner.example", .virtual_account = "va-sat"}));
  must(satellite->approve_account(here, {}, "la1"));
  must(satellite->register_account(here, "la1", ""));
  play();
  const VirtualAccountId home =
      satellite->authority().default_account(satellite->accounts().front().id).value();
  const TokenId token =
      must(satellite->authority().create_token(here, {}, home, {.life = days(400)}));
  for (std::uint32_t i = 0; i < instances; ++i) {
    RegisterRequest request;
    request.udi = {"UCM", fmt::format("{:05x}", i), fmt::format("{:032x}", i)};
    request.host_name = fmt::format("cluster-{}.partner.example", i);
    request.version = "12.5.1";
    request.token = satellite->authority().token(token).text;
    request.sent = here.now();
    const AgentReply reply = satellite->authority().answer_product(here, request, "bench");
    serials.push_back(std::get<RegisterReply>(reply).certificate.serial);
  }
  change(1);
}

void Bench::play() {
  while (const auto due = kernel.timeline.pop(kernel.timeline.now())) {
    if (due->kind != network_request && due->kind != network_answer) continue;
    const auto arrival = kernel.network.arrive(kernel, *due);
    if (!arrival) continue;
    if (const auto* asked = std::get_if<RequestArrival>(&*arrival)) {
      Context cloud = context(cssm_actor);
      cssm.on_request(cloud, *asked);
    } else {
      Context here = context(satellite_actor);
      satellite->on_answer(here, std::get<AnswerArrival>(*arrival));
    }
  }
}

/// Other counts for one instance in `every`.
void Bench::change(std::uint32_t every) {
  Context here = context(satellite_actor);
  Counts counts;
  counts.set(License::UCM_Enhanced, ++turn % 50);
  counts.set(License::UCM_Basic, 3);
  for (std::size_t i = 0; i < serials.size(); i += every) {
    const AgentReply reply = satellite->authority().answer_product(
        here, AuthorizeRequest{serials[i], counts, here.now()}, "bench");
    if (!std::holds_alternative<AuthorizeReply>(reply)) std::abort();
  }
}

void Bench::by_network(SyncScope scope) {
  Context here = context(satellite_actor);
  const auto ticket = must(satellite->synchronize(here, "la1", scope, ""));
  play();
  const auto ended = satellite->take_result(ticket);
  if (!ended || !*ended) std::abort();
}

void Bench::by_file(SyncScope scope) {
  Context here = context(satellite_actor);
  Context cloud = context(cssm_actor);
  const std::string request = must(satellite->request_file(here, "la1", scope));
  const std::string response =
      must(cssm.satellites().exchange_files(cssm.authority(), cloud, request));
  must(satellite->load_response(here, response));
}

template <class Sync>
double nanoseconds(Bench& bench, std::uint32_t every, Sync sync) {
  double all = 0;
  for (int i = 0; i < rounds; ++i) {
    bench.change(every);
    const Stopwatch watch;
    sync();
    all += watch.cpu_nanoseconds();
  }
  return all / rounds / static_cast<double>(bench.serials.size());
}

void print_table() {
  BenchTable table{
      "Synchronization: ns an instance, both sides",
      {"instances", "full, network", "partial, network", "full, file", "partial, file"}};
  for (const std::uint32_t instances : {1'000U, 10'000U}) {
    Bench bench{instances};
    bench.by_network(SyncScope::full);
    const double full = nanoseconds(bench, 1, [&] { bench.by_network(SyncScope::full); });
    const double partial = nanoseconds(bench, 100, [&] { bench.by_network(SyncScope::partial); });
    Context here = bench.context(satellite_actor);
    must(bench.satellite->set_mode(here, "la1", SyncMode::disconnected));
    const double full_file = nanoseconds(bench, 1, [&] { bench.by_file(SyncScope::full); });
    const double partial_file = nanoseconds(bench, 100, [&] { bench.by_file(SyncScope::partial); });
    table.add({fmt::format("{}", instances), fmt::format("{:.0f}", full),
               fmt::format("{:.0f}", partial), fmt::format("{:.0f}", full_file),
               fmt::format("{:.0f}", partial_file)});
  }
  table.print();
}

}  // namespace
}  // namespace slsim

int main() {
  slsim::print_table();
  return 0;
}
