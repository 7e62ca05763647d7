// SPDX-License-Identifier: Apache-2.0
// A world of a CSSM and nothing else but hosts to ask it from: tests say what happens, let time
// pass, and look.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/authority/authority.h"
#include "sim/authority/invariants.h"
#include "sim/kernel/context.h"

namespace slsim {

class CssmWorld : public ::testing::Test {
 protected:
  static constexpr ActorId cssm_actor{0};
  static constexpr By admin{"admin"};

  CssmWorld() { prepare(); }

  /// Of a kernel that is new: its clock, actors and hosts.
  void prepare() {
    seen_ = 0;
    kernel_.timeline = Timeline{Instant{days(20'000)}};
    for (const std::string_view name : {"cssm", "network", "products"}) {
      kernel_.journal.add_actor(name);
    }
    kernel_.network.add_host("receiver", cssm_actor);
    receiver_ = kernel_.journal.intern("receiver");
    kernel_.network.set_dns(receiver_, *kernel_.network.find_host("receiver"));
    product_ = kernel_.network.add_host("product", ActorId{2});
  }

  /// partner.example with virtual accounts va-1 (the default) and va-2, under these settings.
  void start(std::initializer_list<std::pair<Setting, std::int64_t>> changed = {}) {
    kernel_.journal.keep_all();
    start_without_journal(changed);
  }
  void start_without_journal(std::initializer_list<std::pair<Setting, std::int64_t>> changed = {}) {
    Settings settings;
    for (const auto& [setting, value] : changed) settings.set(setting, value);
    cssm_ = LicenseAuthority{settings};
    Context context = this->context();
    partner_ = cssm_
                   .create_smart_account(context, admin,
                                         {.domain = "partner.example", .default_account = "va-1"})
                   .value();
    va1_ = cssm_.find_virtual_account("va-1").value();
    va2_ = cssm_.create_virtual_account(context, admin, partner_, {.name = "va-2"}).value();
  }

  [[nodiscard]] Context context() { return {kernel_, cssm_actor}; }
  [[nodiscard]] Instant now() const { return kernel_.timeline.now(); }

  void run_for(Duration duration) { run_until(now() + duration); }
  void run_until(Instant end) {
    while (const std::optional<Due> due = kernel_.timeline.pop(end)) play(*due);
    kernel_.timeline.advance_to(end);
  }
  /// Asks from the product's host and gives the answer that comes at this instant.
  AgentReply ask(AgentRequest request) {
    kernel_.network.send(kernel_, ActorId{2}, product_, {receiver_, now()}, std::move(request), 0);
    answer_.reset();
    while (!answer_) play(kernel_.timeline.pop(now()).value());
    return *std::exchange(answer_, std::nullopt);
  }

  // --- What products do ---
  static Udi udi(int number) {
    return {"UCM", std::to_string(10'000 + number), "0000" + std::to_string(10'000 + number)};
  }
  [[nodiscard]] RegisterRequest registration(int number, std::string_view token) const {
    return {.udi = udi(number),
            .host_name = "cm" + std::to_string(number),
            .token = std::string{token},
            .product = Product::cucm,
            .version = "12.5",
            .sent = now()};
  }
  /// Registers and gives the serial. REQUIRES: it is let in.
  std::uint64_t register_product(int number, TokenId token) {
    const AgentReply reply = ask(registration(number, cssm_.token(token).text));
    return std::get<RegisterReply>(reply).certificate.serial;
  }
  AgentReply authorize(std::uint64_t serial, const Counts& demand) {
    return ask(AuthorizeRequest{.serial = serial, .demand = demand, .sent = now()});
  }
  static Counts counts(std::initializer_list<std::pair<License, std::int32_t>> entries) {
    Counts result;
    for (const auto& [license, count] : entries) result.set(license, count);
    return result;
  }
  /// The problem's code. REQUIRES: `reply` is a refusal.
  static ProblemCode code(const AgentReply& reply) { return std::get<Problem>(reply).code; }

  // --- What administrators do ---
  TokenId token(VirtualAccountId account, const TokenTerms& terms = {}) {
    Context context = this->context();
    return cssm_.create_token(context, admin, account, terms).value();
  }
  LotId own(VirtualAccountId account, License license, std::int64_t quantity, Instant end = never) {
    Context context = this->context();
    Lot lot;
    lot.license = license;
    lot.kind = end == never ? LotKind::perpetual : LotKind::term;
    lot.quantity = quantity;
    lot.start = now();
    lot.end = end;
    return cssm_.add_licenses(context, admin, account, lot).value();
  }

  // --- What was seen ---
  [[nodiscard]] std::vector<std::string> journal(std::string_view event) const {
    std::vector<std::string> lines;
    for (const Event& one : kernel_.journal.events()) {
      if (one.name.text() == event) lines.push_back(kernel_.journal.print(one));
    }
    return lines;
  }
  [[nodiscard]] bool raised(AlertKind kind) const {
    return std::ranges::any_of(cssm_.state().alerts.live, [&](const auto& alert) {
      return alert.first.kind == kind && !alert.second.dismissed;
    });
  }

  void TearDown() override {
    EXPECT_THAT(broken_invariants(cssm_.state()), ::testing::IsEmpty());
    EXPECT_THAT(broken_sums(cssm_.state(), seen_), ::testing::IsEmpty());
  }

  Kernel kernel_;
  LicenseAuthority cssm_;
  SmartAccountId partner_;
  VirtualAccountId va1_;
  VirtualAccountId va2_;
  NameId receiver_;
  HostId product_;

 private:
  void play(const Due& due) {
    Context context = this->context();
    if (due.kind == network_request || due.kind == network_answer) {
      const std::optional<Arrival> arrival = kernel_.network.arrive(kernel_, due);
      if (!arrival) return;
      if (const auto* request = std::get_if<RequestArrival>(&*arrival)) {
        cssm_.on_request(context, *request);
      } else {
        answer_ = std::get<AnswerArrival>(*arrival).answer;
      }
    } else {
      cssm_.on_timer(context, due.kind, due.argument);
    }
    EXPECT_THAT(broken_sums(cssm_.state(), seen_), ::testing::IsEmpty());
  }

  std::optional<AgentReply> answer_;
  std::uint64_t seen_ = 0;
};

}  // namespace slsim
