// SPDX-License-Identifier: Apache-2.0
// What CSSM adds to an exchange, by how many instances its virtual account has: authorizations with
// unchanged counts, and with counts that change each time. The baseline is the same exchange with a
// server that answers without looking.
#include <fmt/format.h>

#include <cstdlib>
#include <vector>

#include "sim/authority/authority.h"
#include "sim/authority/invariants.h"
#include "sim/kernel/context.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr ActorId cssm_actor{0};
constexpr ActorId products{2};
constexpr int rounds = 2'000'000;

struct Bench {
  Kernel kernel;
  LicenseAuthority cssm;
  HostId product;
  NameId receiver;
  std::vector<std::uint64_t> serials;
  Counts demand;
  std::uint64_t seen = 0;

  explicit Bench(std::uint32_t instances);

  template <class Answer>
  void ask(AgentRequest request, Answer answer) {
    kernel.network.send(kernel, products, product, {receiver, kernel.timeline.now()},
                        std::move(request), 0);
    while (const auto due = kernel.timeline.pop(kernel.timeline.now())) {
      const auto arrival = kernel.network.arrive(kernel, *due);
      if (!arrival) continue;
      Context context{kernel, cssm_actor};
      if (const auto* asked = std::get_if<RequestArrival>(&*arrival)) {
        answer(context, *asked);
      } else {
        keep(std::get<AnswerArrival>(*arrival).answer);
      }
    }
  }
  void keep(const AgentReply& reply) {
    if (const auto* registered = std::get_if<RegisterReply>(&reply)) {
      serials.push_back(registered->certificate.serial);
    }
  }
};

Bench::Bench(std::uint32_t instances) {
  for (const std::string_view name : {"cssm", "network", "products"}) {
    kernel.journal.add_actor(name);
  }
  kernel.network.add_host("receiver", cssm_actor);
  receiver = kernel.journal.intern("receiver");
  kernel.network.set_dns(receiver, *kernel.network.find_host("receiver"));
  product = kernel.network.add_host("product", products);
  Context context{kernel, cssm_actor};
  const SmartAccountId partner =
      cssm.create_smart_account(context, {}, {.domain = "partner.example"}).value();
  const VirtualAccountId account = cssm.default_account(partner).value();
  for (const License license : {License::UCM_CUWL, License::UCM_Enhanced, License::UCM_Basic}) {
    Lot lot;
    lot.license = license;
    lot.quantity = 10'000'000;
    lot.start = context.now();
    if (!cssm.add_licenses(context, {}, account, lot)) std::abort();
    demand.set(license, 11);
  }
  const TokenId token = cssm.create_token(context, {}, account, {.life = days(400)}).value();
  for (std::uint32_t i = 0; i < instances; ++i) {
    RegisterRequest request;
    request.udi = {"UCM", fmt::format("{:05x}", i), fmt::format("{:032x}", i)};
    request.token = cssm.token(token).text;
    request.sent = context.now();
    ask(request, [&](Context& to, const RequestArrival& a) { cssm.on_request(to, a); });
  }
  if (serials.size() != instances) std::abort();
}

/// Nanoseconds of an exchange: each instance in turn, with `spread` so that neighbours in time are
/// no neighbours in memory.
template <class Answer>
double measure(Bench& bench, bool changing, Answer answer) {
  Counts other = bench.demand;
  other.set(License::UCM_Basic, 12);
  const std::size_t count = bench.serials.size();
  std::size_t at = 0;
  const auto run = [&](int times) {
    for (int i = 0; i < times; ++i) {
      at = (at + 7919) % count;
      const bool odd = changing && (i / static_cast<int>(count)) % 2 == 1;
      bench.ask(AuthorizeRequest{bench.serials[at], odd ? other : bench.demand,
                                 bench.kernel.timeline.now()},
                answer);
    }
  };
  run(static_cast<int>(count));
  const Stopwatch watch;
  run(rounds);
  return watch.cpu_nanoseconds() / rounds;
}

void print_table() {
  BenchTable table{"Authorization: ns an exchange, digest and cheap invariants on",
                   {"instances", "network alone", "unchanged counts", "changed counts"}};
  for (const std::uint32_t instances : {100U, 1'000U, 10'000U, 100'000U}) {
    Bench bench{instances};
    const auto echo = [](Context& context, const RequestArrival& arrival) {
      context.reply(arrival.exchange, AuthorizeReply{});
    };
    const auto cssm = [&](Context& context, const RequestArrival& arrival) {
      bench.cssm.on_request(context, arrival);
      if (!broken_sums(bench.cssm.state(), bench.seen).empty()) std::abort();
    };
    table.add({fmt::format("{}", instances), fmt::format("{:.0f}", measure(bench, false, echo)),
               fmt::format("{:.0f}", measure(bench, false, cssm)),
               fmt::format("{:.0f}", measure(bench, true, cssm))});
  }
  table.print();
}

}  // namespace
}  // namespace slsim

int main() {
  slsim::print_table();
  return 0;
}
