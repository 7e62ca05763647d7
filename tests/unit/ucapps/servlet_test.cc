// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cer/servlet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "core/http/hash.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

ClusterOptions responder() {
  ClusterOptions options;
  options.product = Product::cer;
  options.version = "14";
  options.counts.set(License::CER_USER, 7);
  return options;
}

struct Responder : ToyWorld {
  explicit Responder(const Settings& settings = Settings{Product::cer})
      : ToyWorld{responder(), settings} {}

  HttpResponse post(std::string form) {
    HttpRequest request{.method = "POST", .path = "/ceradmin/servlet/CERAdminServlet"};
    if (!cookie.empty()) request.headers.push_back({"Cookie", cookie});
    request.body = std::move(form);
    return ask(request);
  }
  HttpResponse ask(const HttpRequest& request) {
    Context here = context();
    const HostId host = node.value_or(cluster->options().publisher);
    HttpOutcome outcome = call_emergency_responder(*cluster, here, host, request);
    if (outcome.ticket == 0) return *outcome.answer;
    run_for(Duration{0});
    const auto finished = cluster->take_result(outcome.ticket);
    return servlet_answer_to(
        *cluster, now(),
        {outcome.operation, outcome.dialect, finished->problem, finished->orphan_left});
  }
  void log_in() {
    const HttpResponse answer = post("formname=login&actionname=Login&name=admin&passwd=admin");
    const std::string* header = find_header(answer.headers, "Set-Cookie");
    ASSERT_NE(header, nullptr);
    cookie = header->substr(0, header->find(';'));
  }
  std::optional<HostId> node;
  std::string cookie;
};

constexpr const char* registration =
    "formname=licRegistration&hiddenaction=registerLic&regToken=t&forceRegister=";

TEST(Servlet, LogsInWithACookieAndRegisters) {
  Responder world;
  EXPECT_THAT(world.post(registration).body, HasSubstr("Please log on"));
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  world.log_in();
  const HttpResponse answer = world.post(registration);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("The operation succeeded."));
  EXPECT_THAT(answer.body, HasSubstr("<th>Registration Status</th><td>Registered</td>"));
  EXPECT_EQ(world.standing().registration, Registration::registered);
}

TEST(Servlet, AnswersA200WhetherItWorkedOrNot) {
  Responder world;
  world.log_in();
  world.cssm.refusal = Problem{ProblemCode::token_expired, "The token <t> has expired."};
  const HttpResponse answer = world.post(registration);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("The token &lt;t&gt; has expired."));
}

TEST(Servlet, RegistersAgainWithTheTickBoxAlone) {
  Responder world;
  world.log_in();
  world.register_now();
  EXPECT_THAT(world.post(registration).body, HasSubstr("already registered"));
  EXPECT_THAT(world.post(std::string{registration} + "forceRegisterEnabled").body,
              HasSubstr("The operation succeeded."));
}

TEST(Servlet, RefusesAWrongPassword) {
  Responder world;
  const HttpResponse answer = world.post("formname=login&actionname=Login&name=admin&passwd=x");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(find_header(answer.headers, "Set-Cookie"), nullptr);
  EXPECT_THAT(answer.body, HasSubstr("Log on failed"));
}

TEST(Servlet, ForgetsALoginThatIsNotUsed) {
  Responder world;
  world.log_in();
  world.run_for(minutes(29));
  EXPECT_THAT(world.post(registration).body, HasSubstr("succeeded"));
  world.run_for(minutes(29));
  EXPECT_THAT(world.post(registration).body, HasSubstr("already registered"));
  world.run_for(minutes(30));
  EXPECT_THAT(world.post(registration).body, HasSubstr("Please log on"));
}

TEST(Servlet, LetsTheOldestOfManyLoginsGo) {
  Responder world;
  world.log_in();
  const std::string first = std::exchange(world.cookie, {});
  for (int i = 0; i < 100; ++i) world.log_in();
  EXPECT_EQ(world.cluster->web_sessions().size(), 100U);
  EXPECT_THAT(world.post("").body, Not(HasSubstr("Please log on")));
  world.cookie = first;
  EXPECT_THAT(world.post("").body, HasSubstr("Please log on"));
}

TEST(Servlet, SynchronizesNowAndShowsWhen) {
  Responder world;
  world.log_in();
  world.register_now();
  world.run_for(minutes(2));
  const std::string page = world.post("formname=licRegistration&hiddenaction=synchronizeNow").body;
  EXPECT_THAT(page, HasSubstr("<td>Jan 1 00:02:00 1970 UTC (Succeeded)</td>"));
  EXPECT_THAT(page, HasSubstr("<td>CER_USER</td>"));
  EXPECT_THAT(page, HasSubstr("<td>7</td><td>Authorized</td>"));
}

TEST(Servlet, ChangesTransportWhileUnregistered) {
  Responder world;
  world.log_in();
  const std::string form =
      "formname=licTransport&hiddenaction=updateTransport&transportMode=1&transportUrl=https%3A%2F%"
      "2Fsat.example%2FTransportgateway";
  EXPECT_THAT(world.post(form).body, HasSubstr("Transport settings updated successfully."));
  EXPECT_EQ(world.cluster->options().transport.url, "https://sat.example/Transportgateway");
}

TEST(Servlet, KnowsNoOtherForms) {
  Responder world;
  world.log_in();
  EXPECT_EQ(world.post("formname=erl&hiddenaction=addErl").status, 501);
  EXPECT_EQ(world.post("formname=%zz").status, 400);
  world.node = world.kernel.network.add_host("cm1/sub1", Responder::cluster_actor);
  EXPECT_THAT(world.post(registration).body, HasSubstr("Product is in subscriber Node"));
}

TEST(AuthenticateProbe, TakesTheHashOfThePassword) {
  for (const bool old : {false, true}) {
    Settings settings{Product::cer};
    settings.set(Setting::authenticate_hash, old ? 1 : 0);
    Responder world{settings};
    const auto status = [&](const std::string& hash) {
      return world.ask({.path = "/cerappservices/export/authenticate/status/admin/" + hash}).status;
    };
    EXPECT_EQ(status(sha256_hex("admin")), old ? 401 : 200);
    EXPECT_EQ(status(md5_hex("admin")), old ? 200 : 401);
    EXPECT_EQ(status("admin"), 401);
  }
}

TEST(Hash, IsHexadecimal) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(md5_hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
}

}  // namespace
}  // namespace slsim
