// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/mediated.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace slsim {
namespace {

constexpr std::string_view world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        name: Partner Example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3cret, owner: admin}]
        virtual_accounts:
          - {name: va-hcs, licenses: [{license: HUCM_Standard, quantity: 100}]}
          - name: va-enterprise
            licenses: [{license: UCM_Enhanced, quantity: 50}]
            tokens: [{name: t1, expires: 365d}]
          - {name: va-bare}
  proxies: [{name: px1}]
  clusters:
    - {name: cm1, version: "12.5", mode: enterprise, licenses: {UCM_Enhanced: 11}}
    - {name: cm2, version: "14", licenses: {UCM_Enhanced: 5}}
    - {name: cm3, version: "14", licenses: {UCM_Enhanced: 5}}
)";

constexpr std::string_view estate = R"(customers:
  - {name: acme, transport: proxy, proxy: "px1:3128"}
clusters:
  - {name: cm1, version: "12.5", publisher: cm1}
  - name: cm2
    customer: acme
    version: "14"
    publisher: cm2
    admin: {user: admin, password: admin}
    platform: {user: platform, password: platform}
  - name: cm3
    version: "14"
    publisher: cm3
    admin: {user: admin, password: admin}
    platform: {user: platform, password: platform}
)";

nlohmann::json json_of(const Ran& ran, int code) {
  EXPECT_EQ(ran.code, code) << ran.out << ran.err;
  if (ran.code != code) return nullptr;
  auto json = nlohmann::json::parse(ran.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << ran.out;
  return json.is_discarded() ? nlohmann::json{} : json;
}

}  // namespace

MediatorTest::MediatorTest() {
  write("world.yaml", world);
  write("estate.yaml", estate);
  write("secret", "s3cret\n");
  write("wrong", "another\n");
  write("admin", "admin\n");
  write("platform", "platform\n");
}

bool MediatorTest::serve_estate() { return serve("world.yaml --clock stepped"); }

std::string MediatorTest::start_of_line() const {
  return fmt::format("env HTTPS_PROXY={} mediator --ca {} --clock {} --store m.db ", proxy_, root_,
                     admin_);
}

Ran MediatorTest::mediator(std::string_view words) {
  return shell("timeout 60 " + start_of_line() + std::string{words});
}

Ran MediatorTest::mediator_in_time(std::string_view words) {
  return shell(fmt::format(
      "touch ticking\n"
      "while test -e ticking; do slsim ctl --admin {} advance 5m; sleep 0.2; done >ticks 2>&1 &\n"
      "timeout 60 {} {}\nrc=$?\nrm ticking\nwait\nexit $rc",
      admin_, start_of_line(), words));
}

nlohmann::json MediatorTest::answer(std::string_view words, int code) {
  return json_of(mediator(std::string{words} + " --json"), code);
}

nlohmann::json MediatorTest::answer_in_time(std::string_view words, int code) {
  return json_of(mediator_in_time(std::string{words} + " --json"), code);
}

void MediatorTest::add_estate() {
  answer("account add partner.example --client-id app --secret-file secret");
  answer("va set-mode va-hcs hcs");
  answer("va set-mode va-enterprise enterprise");
  answer("cluster import estate.yaml");
  mediator("credential set cm1 admin --user admin --password-file admin");
  mediator("credential set cm1 platform --user platform --password-file platform");
}

}  // namespace slsim
