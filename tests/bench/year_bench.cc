// SPDX-License-Identifier: Apache-2.0
// A year of many product instances with digest and invariants on: a third each of Unified CM (30
// d), Emergency Responder (daily) and Unity Connection (6 h). Prints time and memory an exchange.
//
// Once they register over six hours, as products of many customers do, and once all in the same
// millisecond. Then they ask in step ever after: all requests are under way at once, and so each
// waits until its row has left every cache.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "live/huge_pages.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/world.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr std::string_view one_of_each = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses:
              - {license: UCM_Enhanced, quantity: 100000000}
              - {license: CUC_BasicMessaging, quantity: 100000000}
              - {license: CER_USER, quantity: 100000000}
            tokens: [{name: t1, expires: 400d}]
  clusters:
    - {name: ucm, product: cucm, licenses: {UCM_Enhanced: 11}}
    - {name: cuc, product: cuc, licenses: {CUC_BasicMessaging: 11}}
    - {name: cer, product: cer, licenses: {CER_USER: 11}}
end: 365d
)";

/// The plan above with `count` clusters instead of three.
std::shared_ptr<const Plan> plan_of(std::uint32_t count) {
  Loaded loaded = load_scenario("year.yaml", one_of_each, {}, {actor_kinds(), &world_shape()});
  if (loaded.plans.size() != 1) std::abort();
  Plan plan = std::move(loaded.plans.front());
  const Value::List& models = plan.world.at("clusters").list();
  const ActorKind* kind = plan.actors.back().kind;
  plan.actors.resize(plan.actors.size() - models.size());
  Value::List clusters;
  for (std::uint32_t i = 0; i < count; ++i) {
    Value::Map cluster = models[i % models.size()].map();
    const std::string name = cluster["name"].text() + std::to_string(i);
    cluster["name"] = name;
    clusters.emplace_back(std::move(cluster));
    plan.actors.push_back({name, kind});
  }
  Value::Map world = plan.world.values().map();
  world["clusters"] = std::move(clusters);
  plan.world = Arguments{world_shape().arguments, std::move(world)};
  return std::make_shared<const Plan>(std::move(plan));
}

enum class Registered : std::uint8_t { over_six_hours, at_once };

void register_everybody(World& world, Registered how) {
  const TokenId token = *world.cssm().find_token("t1");
  const auto count = static_cast<std::int64_t>(world.cluster_count());
  for (std::int64_t i = 0; i < count; ++i) {
    if (how == Registered::over_six_hours) {
      if (world.play_until(world.plan().start + hours(6) * i / count)) std::abort();
    }
    const ActorId actor{outside_actor.index + 1 + static_cast<std::uint32_t>(i)};
    Context context = world.context(actor);
    if (!world.cluster(actor).register_product(context, world.cssm().token(token).text, false)) {
      std::abort();
    }
  }
}

rusage usage() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used;
}

double peak_megabytes() { return static_cast<double>(usage().ru_maxrss) / 1024.0; }

/// Of this process, which has one thread: what others do on the machine does not count.
double cpu_seconds() {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  const rusage used = usage();
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

void year(BenchTable& table, std::uint32_t count, Registered how) {
  World world{plan_of(count)};
  register_everybody(world, how);
  const std::uint64_t recorded_before = world.journal().recorded();
  const double before = cpu_seconds();
  if (const auto stopped = world.play_until(world.plan().end)) std::abort();
  const double spent = cpu_seconds() - before;
  if (world.violation() || !world.broken_invariants().empty()) std::abort();
  const double before_copy = cpu_seconds();
  const World copy = world;
  const double copied = cpu_seconds() - before_copy;
  if (copy.digest() != world.digest()) std::abort();
  const double peak = peak_megabytes();  // Of the year and a copy; bytes come on top.
  const double before_write = cpu_seconds();
  ByteWriter writer;
  world.write(writer);
  const std::string bytes = std::move(writer).take();
  const double written = cpu_seconds() - before_write;
  const double before_read = cpu_seconds();
  ByteReader reader{bytes};
  const auto again = World::read(world.shared_plan(), reader);
  const double read = cpu_seconds() - before_read;
  if (!again || again->digest() != world.digest()) std::abort();
  // Two messages and their journal entries each; timers come on top.
  const auto exchanges = static_cast<double>(world.journal().recorded() - recorded_before) / 2.0;
  table.add({fmt::format("{}", count), how == Registered::at_once ? "at once" : "over 6 h",
             fmt::format("{:.2f}", exchanges / 1e6), fmt::format("{:.2f}", spent),
             fmt::format("{:.0f}", spent / exchanges * 1e9), fmt::format("{:.1f}", copied * 1e3),
             fmt::format("{:.1f}", written * 1e3), fmt::format("{:.1f}", read * 1e3),
             fmt::format("{:.1f}", static_cast<double>(bytes.size()) / 1e6),
             fmt::format("{:.0f}", peak)});
}

void both_years(BenchTable& table, std::uint32_t count) {
  year(table, count, Registered::over_six_hours);
  year(table, count, Registered::at_once);
}

}  // namespace
}  // namespace slsim

int main(int argc, char** argv) {
  slsim::use_huge_pages();
  slsim::BenchTable table{"A year of product instances, digest and invariants on",
                          {"instances", "registered", "exchanges, M", "CPU s", "ns/exchange",
                           "copy, ms", "to bytes, ms", "from bytes, ms", "bytes, MB", "peak MB"}};
  for (int i = 1; i < argc; ++i) {
    slsim::both_years(table, static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)));
  }
  if (argc == 1) slsim::both_years(table, 10'000);
  table.print();
  return 0;
}
