// SPDX-License-Identifier: Apache-2.0
// The program mediator as a person uses it: from an empty account to assigned clusters and back,
// over HTTPS, directly and by a real proxy, in the time of a served world.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/e2e/mediated.h"

namespace slsim {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using MediatorProgram = MediatorTest;

TEST_F(MediatorProgram, PlaysTheTaskFlowOfTheOverview) {
  ASSERT_TRUE(serve_estate());
  const json added = answer("account add partner.example --client-id app --secret-file secret");
  EXPECT_EQ(added["status"], "active");
  EXPECT_EQ(added["type"], "CSSM");
  EXPECT_EQ(added["virtual accounts"], 3);
  EXPECT_EQ(answer("sync partner.example")[0]["domain"], "partner.example");
  EXPECT_EQ(answer("va set-mode va-hcs hcs")["license mode"], "hcs");
  EXPECT_EQ(answer("va set-mode va-enterprise enterprise")["license mode"], "enterprise");
  EXPECT_EQ(answer("customer add beta --description two")["description"], "two");
  EXPECT_EQ(answer("cluster import estate.yaml").size(), 3U);
  for (const char* kind : {"admin", "platform"}) {
    EXPECT_EQ(
        mediator(fmt::format("credential set cm1 {0} --user {0} --password-file {0}", kind)).out,
        "set\n");
  }
  EXPECT_EQ(answer("cluster show cm1")["status"], "Deregistered");

  const json assigned = answer_in_time("assign cm1 cm2 --to va-hcs");
  ASSERT_EQ(assigned.size(), 2U);
  EXPECT_EQ(assigned[0]["status"], "completed");
  EXPECT_EQ(assigned[0]["description"], "Assignment of Cluster cm1 to va-hcs Started");
  EXPECT_EQ(assigned[0]["phases"],
            "Verification - Pass|License Mode Change - Pass|Transport Mode Change - Not "
            "Applicable|Registration - Pass|");
  EXPECT_THAT(assigned[1]["phases"].get<std::string>(),
              HasSubstr("Transport Mode Change - Pass|Registration - Pass|"));
  EXPECT_EQ(answer("cluster show cm1")["status"], "Manually Registered");
  EXPECT_THAT(ctl("show cm2").out, HasSubstr("va-hcs"));
  EXPECT_EQ(answer("transport show cm2")["level"], "customer");
  answer("sync");
  EXPECT_EQ(answer("va show va-hcs")["assigned clusters"].size(), 2U);
  EXPECT_THAT(answer("account show partner.example")["drift"], IsEmpty());

  EXPECT_EQ(answer("unassign cm1")["phases"], "Verification - Pass|Deregistration - Pass|");
  EXPECT_THAT(ctl("show cm1 registration").out, HasSubstr("unregistered"));
  const json moved = answer_in_time("reassign cm2 --to va-enterprise");
  EXPECT_EQ(moved["status"], "completed");
  EXPECT_THAT(ctl("show cm2").out, HasSubstr("va-enterprise"));
  EXPECT_EQ(answer("account remove partner.example", 1)["code"], "SLMCT1007");
  EXPECT_EQ(answer("unassign cm2")["status"], "completed");
  EXPECT_EQ(answer("jobs").size(), 5U);
  EXPECT_EQ(mediator("account remove partner.example").out, "removed partner.example\n");
  EXPECT_THAT(answer("account list"), IsEmpty());
}

TEST_F(MediatorProgram, ReachesTheLicenceServerByARealProxyThatWantsALogin) {
  ASSERT_TRUE(serve_estate());
  start_tinyproxy("BasicAuth ann secret\n" + upstream());
  const std::string add = fmt::format(
      "account add partner.example --client-id app --secret-file secret --transport proxy "
      "--proxy 127.0.0.1:{} --proxy-user ann --proxy-password-file ",
      port_);
  EXPECT_EQ(answer(add + "wrong", 1)["code"], "CSSM1004");
  EXPECT_THAT(answer("account list"), IsEmpty());
  write("login", "secret\n");
  EXPECT_EQ(answer(add + "login")["transport"], "proxy");
  answer("sync");
  EXPECT_THAT(read("tiny.log"), HasSubstr("CONNECT swapi.cisco.com:443"));
  // Until nobody listens any more: before, a connection may still be taken and reset.
  shell(
      fmt::format("kill $(cat tiny.pid); rm tiny.pid; for i in $(seq 200); do "
                  "curl -s -o nothing http://127.0.0.1:{}/; [ $? = 7 ] && exit; sleep 0.02; done",
                  port_));
  EXPECT_EQ(answer("sync", 1)[0]["code"], "CSSM1005");
  EXPECT_THAT(answer("account show partner.example")["last failure"].get<std::string>(),
              StartsWith("CSSM1005"));
}

TEST_F(MediatorProgram, SaysWhatIsWrongWithAnAccount) {
  ASSERT_TRUE(serve_estate());
  const std::string add = "account add partner.example --client-id app --secret-file ";
  EXPECT_EQ(answer(add + "wrong", 1)["code"], "CSSM1011");
  EXPECT_EQ(answer("account add other.example --client-id app --secret-file secret", 1)["code"],
            "CSSM1015");
  EXPECT_EQ(answer(add + "secret --transport gateway", 1)["code"], "MED1008");
  EXPECT_THAT(answer("account list"), IsEmpty());
  EXPECT_EQ(mediator(add + "absent").code, 2);
  EXPECT_EQ(mediator(add + "secret --transport pigeon").code, 2);
  EXPECT_EQ(mediator(add + "secret --transport proxy --proxy nowhere").code, 2);
  answer(add + "secret");
  EXPECT_EQ(answer(add + "secret", 1)["code"], "MED1004");
  const Ran ran = mediator("sync another.example");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, StartsWith("mediator: CSSM1019 Given Smart Account ID does not exist"));
}

TEST_F(MediatorProgram, SaysWhatIsWrongWithAClusterBeforeAndWithinAJob) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  EXPECT_EQ(answer("assign cm9 --to va-hcs", 1)["code"], "SLM1025");
  EXPECT_EQ(answer("assign cm1 --to va-9", 1)["code"], "SLMCT1001");
  EXPECT_EQ(answer("assign cm1 --to va-bare", 1)["code"], "SLM1014");
  EXPECT_EQ(answer("unassign cm1", 1)["code"], "SLMCT1011");
  EXPECT_EQ(mediator("assign cm1").code, 2);
  EXPECT_EQ(mediator("va set-mode va-hcs fancy").code, 2);
  mediator("credential set cm3 admin --user admin --password-file wrong");
  const json login = answer("assign cm3 --to va-enterprise", 1);
  EXPECT_EQ(login["code"], "CAA1035");
  EXPECT_THAT(login["phases"].get<std::string>(), StartsWith("Verification - Fail|"));
  EXPECT_EQ(answer("cluster show cm3")["status"], "Manual Registration Failed");
  mediator("credential set cm3 admin --user admin --password-file admin");
  mediator("credential set cm3 platform --user platform --password-file wrong");
  const json platform = answer("assign cm3 --to va-enterprise", 1);
  EXPECT_EQ(platform["code"], "SLMCT1002");
  EXPECT_THAT(platform["phases"].get<std::string>(), HasSubstr("License Mode Change - Fail|"));
  const json several = answer("assign cm8 cm9 --to va-hcs", 1);
  ASSERT_EQ(several.size(), 2U);
  EXPECT_EQ(several[1]["status"], "refused");
}

TEST_F(MediatorProgram, LocksTheLicenseModeWhileAClusterIsAssigned) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  answer("assign cm3 --to va-enterprise");
  EXPECT_EQ(answer("va set-mode va-enterprise hcs", 1)["code"], "MED1006");
  EXPECT_EQ(answer("transport set cm3 direct", 1)["code"], "CAA1041");
  answer("unassign cm3");
  EXPECT_EQ(answer("va set-mode va-enterprise hcs")["license mode"], "hcs");
  EXPECT_EQ(answer("transport set cm3 proxy --proxy px1:3128")["status"], "completed");
}

TEST_F(MediatorProgram, FindsOutWhatSomebodyElseHasDone) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  answer("assign cm3 --to va-enterprise");
  ASSERT_EQ(ctl("do 'cssm: {remove_instance: cm3}'").code, 0);
  answer("sync");
  const json account = answer("account show partner.example");
  ASSERT_EQ(account["drift"].size(), 1U);
  EXPECT_EQ(account["drift"][0]["kind"], "removed_at_portal");
  EXPECT_THAT(account["drift"][0]["advice"].get<std::string>(), Not(IsEmpty()));
}

TEST_F(MediatorProgram, KeepsItsSecretsFromOthers) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  EXPECT_EQ(shell("stat -c %a m.db m.db.key").out, "600\n600\n");
  EXPECT_NE(shell("grep -l -e s3cret m.db m.db-wal").code, 0);
  shell("chmod 644 m.db.key");
  const Ran ran = mediator("account list");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("others may read it"));
  shell("rm m.db.key");
  EXPECT_THAT(mediator("account list").err, HasSubstr("MED1002"));
}

TEST_F(MediatorProgram, ExplainsItself) {
  const Ran help = shell("mediator --help");
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.out, HasSubstr("example:\n  mediator account add"));
  EXPECT_THAT(shell("mediator assign --help").out, StartsWith("usage: mediator assign CLUSTER..."));
  EXPECT_THAT(shell("mediator --version").out, StartsWith("mediator "));
  EXPECT_EQ(shell("mediator").code, 2);
  EXPECT_THAT(shell("mediator conquer").err, HasSubstr("no command conquer"));
  EXPECT_EQ(shell("mediator assign --fast").code, 2);
  EXPECT_EQ(shell("mediator va show").code, 2);
}

}  // namespace
}  // namespace slsim
