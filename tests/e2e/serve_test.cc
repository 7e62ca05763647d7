// SPDX-License-Identifier: Apache-2.0
// `slsim serve` and `slsim ctl` as people use them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Serve = ServeTest;

constexpr std::string_view accounts =
    "https://swapi.cisco.com/services/api/smart-accounts-and-licensing/v1/accounts/";

TEST_F(Serve, AClientWithFixedNamesIsServedByTheProxy) {
  ASSERT_TRUE(serve("--clock stepped"));
  const std::string token = bearer();
  ASSERT_FALSE(token.empty());
  const Ran ran =
      curl(fmt::format("-H 'Authorization: Bearer {}' "
                       "{}partner.example/virtual-accounts/va-enterprise/tokens",
                       token, accounts));
  EXPECT_THAT(ran.out, StartsWith(R"({"status":"SUCCESS")")) << ran.err;
}

TEST_F(Serve, NamesStandForWhatTheyStandForInTheWorldAtPresent) {
  ASSERT_TRUE(serve("--clock stepped"));
  constexpr std::string_view call =
      "-o body -w '%{http_code}' http://api.partner.example/services/api/none";
  EXPECT_EQ(curl(call).out, "403");
  ASSERT_EQ(ctl("do 'network: {alias: {name: api.partner.example, host: cssm/api}}'").code, 0);
  EXPECT_EQ(curl(call).out, "404");
  EXPECT_THAT(ctl("requests").out, HasSubstr("cssm/api"));
  ASSERT_EQ(ctl("do 'network: {remove_alias: {name: api.partner.example}}'").code, 0);
  EXPECT_EQ(curl(call).out, "403");
}

TEST_F(Serve, BadCertificatesAreThereForTheAsking) {
  ASSERT_TRUE(serve("--certificates cssm/api=expired,cm1=wrong_name,cm2=not_yet_valid"));
  constexpr int not_verified = 60;  // Of curl's exit codes.
  const Ran expired = curl("https://swapi.cisco.com/");
  EXPECT_EQ(expired.code, not_verified);
  EXPECT_THAT(expired.err, HasSubstr("expired"));
  const Ran other = curl("https://cm1:8443/");
  EXPECT_EQ(other.code, not_verified);
  EXPECT_THAT(other.err, HasSubstr("name"));
  const Ran early = curl("https://cm2:8443/");
  EXPECT_EQ(early.code, not_verified);
  EXPECT_THAT(early.err, HasSubstr("not yet valid"));
  EXPECT_EQ(curl("https://tools.cisco.com/").code, 0);
}

TEST_F(Serve, WhoAsksForABadCertificateOfNobodyIsTold) {
  const Ran nobody = slsim("serve --certificates cssm/apy=expired --ports free");
  EXPECT_EQ(nobody.code, 2);
  EXPECT_THAT(nobody.err, HasSubstr("there is no host 'cssm/apy'; there are cssm/"));
  const Ran what = slsim("serve --certificates cssm/api=old");
  EXPECT_EQ(what.code, 2);
  EXPECT_THAT(what.err, HasSubstr("HOST=expired"));
}

TEST_F(Serve, NothingElseIsReachedByTheProxy) {
  ASSERT_TRUE(serve());
  const Ran ran = curl("https://example.org/");
  EXPECT_EQ(ran.code, 56);
  EXPECT_THAT(ran.err, HasSubstr("403"));
}

TEST_F(Serve, EachHostHasAListenerWithACertificateForAllItsNames) {
  ASSERT_TRUE(serve());
  for (const std::string host : {"cssm/gateway", "cssm/api", "cssm/receiver", "cm1", "cuc1"}) {
    const std::string at = url(host, "https").substr(std::string{"https://"}.size());
    std::string name = host;
    if (const auto slash = name.find('/'); slash != std::string::npos) name[slash] = '-';
    const Ran ran =
        shell(fmt::format("echo | openssl s_client -connect {} -servername {} -verify_hostname {} "
                          "-verify_return_error "
                          "-CAfile {} -brief",
                          at, name, name, root_));
    EXPECT_EQ(ran.code, 0) << host << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("Verification: OK")) << host;
    EXPECT_THAT(ran.err, HasSubstr("Protocol version: TLSv1.3")) << host;
  }
  const std::string receiver = url("cssm/receiver", "https").substr(8);
  const Ran other =
      shell(fmt::format("echo | openssl s_client -connect {} -verify_hostname "
                        "elsewhere.example -verify_return_error -CAfile {}",
                        receiver, root_));
  EXPECT_NE(other.code, 0);
  const Ran old = shell(fmt::format("echo | openssl s_client -connect {} -tls1_1", receiver));
  EXPECT_NE(old.code, 0);
}

TEST_F(Serve, EveryListenerShowsACertificateForEveryNameOfItsHost) {
  write("world.yaml", R"(slsim: 1
world:
  cssm: {smart_accounts: [{domain: partner.example, virtual_accounts: [{name: va}, {name: va-sat}]}]}
  satellites: [{name: sat1, names: [ssm.example],
                accounts: [{name: la, smart_account: partner.example, virtual_account: va-sat}]}]
  clusters: [{name: cm1, subscribers: [sub1]}, {name: cer1, product: cer}]
)");
  ASSERT_TRUE(serve("world.yaml")) << read("serve.err");
  const std::string table = read("serve.out");
  std::size_t shown = 0;
  for (std::size_t at = table.find(" https://"); at != std::string::npos;
       at = table.find(" https://", at + 1)) {
    const std::size_t from = at + std::string_view{" https://"}.size();
    const std::string listener = table.substr(from, table.find_first_of(" \n", from) - from);
    const std::size_t line = table.find('\n', at) + 1;
    const Ran ran = shell(fmt::format(
        "for name in {0}; do echo | openssl s_client -connect {1} -servername $name "
        "-verify_hostname $name -verify_return_error -CAfile {2} -brief 2>&1 || exit 1; done",
        table.substr(line, table.find('\n', line) - line), listener, root_));
    EXPECT_EQ(ran.code, 0) << listener << ran.out;
    EXPECT_THAT(ran.out, HasSubstr("Verification: OK")) << listener;
    ++shown;
  }
  EXPECT_EQ(shown, 8U) << table;
}

TEST_F(Serve, CertificatesAreGoodByTheWallAndByTheWorld) {
  ASSERT_TRUE(serve("--clock stepped"));
  ASSERT_EQ(ctl("advance 400d").code, 0);
  const std::string at = url("cssm/api", "https").substr(8);
  for (const std::string when :
       {"$(date +%s)", "$(date -d 2026-01-01 +%s)", "$(date -d 2027-02-05 +%s)"}) {
    const Ran ran =
        shell(fmt::format("echo | openssl s_client -connect {} -attime {} "
                          "-verify_return_error -CAfile {} -brief",
                          at, when, root_));
    EXPECT_EQ(ran.code, 0) << when << ran.err;
  }
}

TEST_F(Serve, TheRootIsThatOfCa) {
  ASSERT_TRUE(serve());
  EXPECT_EQ(shell("HOME=$PWD/home slsim ca").out, shell("cat " + root_).out);
  EXPECT_EQ(shell("HOME=$PWD/home slsim ca --out ca.pem").code, 0);
  EXPECT_THAT(shell("openssl x509 -in ca.pem -noout -subject -ext basicConstraints").out,
              testing::AllOf(HasSubstr("slsim test root"), HasSubstr("CA:TRUE, pathlen:0")));
}

TEST_F(Serve, ALicenceRunsOutWhenTheClockIsPushed) {
  ASSERT_TRUE(serve("--clock stepped"));
  EXPECT_EQ(ctl("do 'cm2: {register: t2}'").code, 0);
  EXPECT_EQ(ctl("advance 1d").code, 0);
  EXPECT_THAT(ctl("show cm2 authorization").out, HasSubstr("out_of_compliance"));
  EXPECT_EQ(ctl("fault 'cut: {from: cm2}'").code, 0);
  EXPECT_EQ(ctl("run-until 120d").code, 0);
  EXPECT_THAT(ctl("show cm2 authorization").out, HasSubstr("authorization_expired"));
  EXPECT_EQ(ctl("heal").code, 0);
  EXPECT_EQ(status("offset"), "120d");
}

TEST_F(Serve, CtlSaysWhatIsWrong) {
  ASSERT_TRUE(serve("--clock stepped"));
  const Ran misspelled = ctl("do 'cm1: {registr: t1}'");
  EXPECT_EQ(misspelled.code, 2);
  EXPECT_THAT(misspelled.err, HasSubstr("did you mean 'register'?"));
  const Ran refused = ctl("do 'cm1: {deregister: {}}'");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("not_registered"));
  EXPECT_EQ(ctl("advance yesterday").code, 2);
  EXPECT_THAT(ctl("shov cm1").err, HasSubstr("did you mean 'show'?"));
  const Ran nobody = slsim("ctl --admin http://127.0.0.1:1 status");
  EXPECT_EQ(nobody.code, 2);
  EXPECT_THAT(nobody.err, HasSubstr("no server answers"));
}

TEST_F(Serve, ASessionIsSavedAsAScenarioThatReplays) {
  ASSERT_TRUE(serve("--clock stepped"));
  const std::string token = bearer();
  ctl("do 'cm1: {register: t1}'");
  const Ran made =
      curl(fmt::format("-H 'Authorization: Bearer {}' -H 'Content-Type: application/json' "
                       "-d '{{\"expiresAfterDays\":30}}' {}partner.example/virtual-accounts/"
                       "va-enterprise/tokens",
                       token, accounts));
  EXPECT_THAT(made.out, StartsWith(R"({"status":"SUCCESS")"));
  ctl("advance 3d");
  ASSERT_EQ(ctl("save s.yaml").code, 0);
  const Ran run = slsim("run s.yaml --json");
  EXPECT_EQ(run.code, 0);
  EXPECT_THAT(run.out, HasSubstr(status("digest")));
}

TEST_F(Serve, TheJournalIsFollowedAsItComes) {
  ASSERT_TRUE(serve("--clock stepped"));
  const Ran ran = shell(fmt::format(
      "slsim ctl --admin {0} journal -f >followed & follower=$!\n"
      "sleep 0.2; slsim ctl --admin {0} do 'cm1: {{register: t1}}'; sleep 0.2; kill $follower",
      admin_));
  EXPECT_THAT(read("followed"), HasSubstr("cm1 registration from=unregistered to=registered"))
      << ran.err;
}

TEST_F(Serve, AFollowerOfTheJournalGetsALongWayOfTheClockWhole) {
  ASSERT_TRUE(serve("--clock stepped"));
  ASSERT_EQ(ctl("do 'cm1: {register: t1}'").code, 0);
  const Ran ran = shell(fmt::format(
      "slsim ctl --admin {0} --json journal -f >followed & follower=$!\n"
      "sleep 0.2; slsim ctl --admin {0} advance 7300d >/dev/null\n"
      "slsim ctl --admin {0} --json journal | tail -n 1 >last; sleep 0.3; kill $follower\n"
      "tail -n 1 followed | cmp - last && wc -l <followed",
      admin_));
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_GT(std::atoi(ran.out.c_str()), 500);  // NOLINT(cert-err34-c)
}

TEST_F(Serve, RequestsAreShownWithTheNearestRouteOfAMiss) {
  ASSERT_TRUE(serve());
  curl("https://swapi.cisco.com/services/api/smart-accounts-and-licensing/v1/acounts");
  EXPECT_THAT(ctl("requests").out, HasSubstr(" 404 GET /services/api/"));
}

TEST_F(Serve, NoSecretIsEverLogged) {
  ASSERT_TRUE(serve());
  const std::string token = bearer();
  curl(
      "-X POST 'https://cloudsso.cisco.com/as/token.oauth2"
      "?grant_type=client_credentials&client_id=demo&client_secret=hunter2'");
  curl(fmt::format("-H 'Authorization: Bearer {}' {}x", token, accounts));
  EXPECT_EQ(end(), 0);
  const std::string log = read("serve.err");
  EXPECT_THAT(log, HasSubstr("request host=cssm/gateway method=POST path=/as/token.oauth2"));
  EXPECT_THAT(log, Not(HasSubstr(token)));
  EXPECT_THAT(log, Not(HasSubstr("hunter2")));
}

TEST_F(Serve, EndsCleanlyWhenItIsTold) {
  ASSERT_TRUE(serve("--state kept"));
  EXPECT_EQ(end("TERM"), 0);
  ASSERT_TRUE(serve("--state kept"));
  EXPECT_EQ(end("INT"), 0);
  ASSERT_TRUE(serve("--state kept"));
  EXPECT_EQ(ctl("stop").code, 0);
  EXPECT_EQ(end("0"), 0);
}

TEST_F(Serve, APortInUseIsOneLineAndExitTwo) {
  ASSERT_TRUE(serve());
  const std::string port = admin_.substr(admin_.rfind(':') + 1);
  const Ran ran = shell(
      "HOME=$PWD/home slsim serve --ports free --proxy 127.0.0.1:0 --admin 127.0.0.1:" + port);
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--admin 127.0.0.1:" + port + ": Address already in use"));
  EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
}

TEST_F(Serve, AdminElsewhereThanOnLoopbackWantsTheTokenInItsFile) {
  ASSERT_TRUE(serve("--admin 0.0.0.0:0"));
  admin_.replace(admin_.find("0.0.0.0"), 7, "127.0.0.1");
  EXPECT_THAT(shell("curl -s -i " + admin_ + "/v1/status").out, StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(shell("curl -s -i -H 'Authorization: Bearer 1' " + admin_ + "/v1/status").out,
              StartsWith("HTTP/1.1 401 "));
  // By a name that is not its own as well, and as browsers send what their user types.
  const std::string token = "$(cat home/.local/state/slsim/admin.token)";
  EXPECT_THAT(shell("curl -s -i -H 'Host: box.example' -H \"Authorization: Bearer " + token +
                    "\" " + admin_ + "/v1/status")
                  .out,
              StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(shell("curl -s -i -u \"any:" + token + "\" " + admin_ + "/").out,
              StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(shell("curl -s -i -u any:1 " + admin_ + "/").out, StartsWith("HTTP/1.1 401 "));
  write("auth", "Authorization: Bearer " + read("home/.local/state/slsim/admin.token"));
  EXPECT_THAT(shell("curl -s -i -H @auth -H 'Host: slsim.example' " + admin_ + "/v1/status").out,
              StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(shell("stat -c %a home/.local/state/slsim/admin.token").out, "600\n");
  EXPECT_EQ(shell(fmt::format("HOME=$PWD/home slsim ctl --admin {} status", admin_)).code, 0);
}

TEST_F(Serve, AnAdminInterfaceOnLoopbackIsNotReachedByAnotherName) {
  ASSERT_TRUE(serve());
  EXPECT_THAT(shell("curl -s -i -H 'Host: evil.example' " + admin_ + "/v1/status").out,
              StartsWith("HTTP/1.1 403 "));
}

TEST_F(Serve, APlayedFileIsJudgedAtTheEnd) {
  write("w.yaml", R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts: [{name: va-1, tokens: [{name: t1}]}]
  clusters: [{name: cm1, licenses: {UCM_Basic: 1}}]
steps:
  - {at: 1d, cm1: {register: t1}}
expect:
  - {at: 2d, cm1: {registration: registered}}
  - {at: 3d, cm1: {authorization: authorized}}
)");
  ASSERT_TRUE(serve("w.yaml --play --clock stepped"));
  EXPECT_EQ(ctl("advance 2d").code, 0);
  EXPECT_THAT(ctl("show cm1 registration").out, HasSubstr("registered"));
  EXPECT_EQ(end(), 0);
  ASSERT_TRUE(serve("w.yaml --play --clock stepped"));
  EXPECT_EQ(ctl("advance 3d").code, 0);
  EXPECT_EQ(end(), 1);
  EXPECT_THAT(read("serve.err"), HasSubstr("at 3d cm1: {authorization: authorized}"));
}

TEST_F(Serve, AHundredClientsThatHangHoldNobodyUp) {
  ASSERT_TRUE(serve("--clock stepped"));
  ctl("fault 'cut: {from: outside, to: cssm}'");
  const std::string at = url("cssm/api", "http");
  const Ran ran =
      shell(fmt::format("for i in $(seq 100); do curl -s -m 20 {}/ & done; sleep 0.3\n"
                        "curl -s -m 5 {}/v1/status && slsim ctl --admin {} heal; kill $(jobs -p)",
                        at, admin_, admin_));
  EXPECT_THAT(ran.out, HasSubstr("\"version\"")) << ran.err;
  EXPECT_EQ(shell(fmt::format("curl -s -m 5 -o nothing -w '%{{http_code}}' {}/", at)).out, "404");
}

TEST_F(Serve, FlagsThatMakeNoSenseAreSaid) {
  for (const std::string flags : {"--clock fast", "--ports many", "--admin nowhere", "--play",
                                  "--on-restart sometimes", "missing.yaml", "a b"}) {
    const Ran ran = shell("HOME=$PWD/home slsim serve " + flags);
    EXPECT_EQ(ran.code, 2) << flags;
    EXPECT_FALSE(ran.err.empty()) << flags;
  }
}

}  // namespace
}  // namespace slsim
