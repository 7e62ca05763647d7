// SPDX-License-Identifier: Apache-2.0
#include "core/agent/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/agent/sync.h"
#include "core/chance/chance.h"

namespace slsim {
namespace {

using testing::HasSubstr;

/// Messages of every kind with whatever values.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : chance_{seed, "messages"} {}

  AgentRequest request() {
    switch (chance_.below(7)) {
      case 5: {
        SatelliteRegistration asked;
        asked.satellite = text();
        asked.user = text();
        asked.create = flag();
        asked.written = instant();
        return SatelliteRegistrationCall{
            std::make_shared<const SatelliteRegistration>(std::move(asked))};
      }
      case 6:
        return SyncCall{std::make_shared<const SyncRequest>(sync())};
      case 0:
        return RegisterRequest{
            {text(), text(), text()}, text(), text(), product(), text(), flag(), instant()};
      case 1:
        return RenewIdRequest{chance_.next(), instant()};
      case 2:
        return authorize();
      case 3:
        return DeregisterRequest{chance_.next(), instant()};
      default:
        return FetchRootsRequest{};
    }
  }

  AgentReply reply() {
    switch (chance_.below(8)) {
      case 6: {
        SatelliteAuthorization answer;
        answer.satellite = text();
        answer.key = text();
        answer.due = instant();
        return SatelliteAuthorizationAnswer{
            std::make_shared<const SatelliteAuthorization>(std::move(answer))};
      }
      case 7: {
        SyncReply answer;
        answer.number = chance_.next();
        answer.virtual_account = text();
        answer.removed = {chance_.next(), 7};
        return SyncAnswer{std::make_shared<const SyncReply>(std::move(answer))};
      }
      case 0:
        return RegisterReply{certificate(), membership(), instant(), flag() ? never : instant()};
      case 1:
        return RenewIdReply{certificate(), membership(), instant()};
      case 2: {
        AuthorizeReply reply{static_cast<std::uint32_t>(chance_.next()), instant(), instant(), {}};
        if (flag()) reply.moved_to = std::make_shared<const Membership>(membership());
        return reply;
      }
      case 3:
        return DeregisterReply{};
      case 4:
        return FetchRootsReply{{text(), text()}};
      default:
        return Problem{static_cast<ProblemCode>(chance_.below(
                           static_cast<std::uint64_t>(ProblemCode::invalid_argument) + 1)),
                       text()};
    }
  }

 private:
  SyncRequest sync() {
    SyncRequest asked;
    asked.number = chance_.next();
    asked.user = text();
    asked.written = instant();
    for (std::uint64_t left = chance_.below(4); left > 0; --left) {
      SyncInstance one;
      one.number = left;
      one.host_name = text();
      one.last_contact = instant();
      asked.instances.push_back(std::move(one));
    }
    asked.tokens.push_back({text(), instant(), flag()});
    return asked;
  }
  bool flag() { return chance_.chance({1, 2}); }
  Instant instant() {
    return first_instant + Duration{static_cast<std::int64_t>(chance_.below(253'402'300'799'999))};
  }
  Product product() { return static_cast<Product>(chance_.below(3)); }
  std::string text() {
    constexpr std::string_view letters = "ab\"\\\n\t{}$/ \x01";
    std::string made;
    for (std::uint64_t i = chance_.below(12); i > 0; --i) {
      made += chance_.chance({1, 8}) ? std::string{"é"}
                                     : std::string(1, letters[chance_.below(letters.size())]);
    }
    return made;
  }
  Certificate certificate() { return {chance_.next(), instant(), flag() ? never : instant()}; }
  Membership membership() { return {text(), text(), flag()}; }
  AuthorizeRequest authorize() {
    AuthorizeRequest request{chance_.next(), {}, instant()};
    for (std::uint64_t i = chance_.below(Counts::capacity); i > 0; --i) {
      request.demand.set(static_cast<License>(i * 3),
                         static_cast<std::int32_t>(chance_.below(1U << 31U)));
    }
    if (flag()) request.renamed = std::make_shared<const std::string>(text());
    return request;
  }

  RandomStream chance_;
};

TEST(AgentJson, ComesBackAsItWasWritten) {
  Maker make{1};
  for (int i = 0; i < 20'000; ++i) {
    const std::string request = encode_agent(make.request());
    const auto read = decode_agent_request(request);
    ASSERT_TRUE(read) << request << ": " << read.error();
    EXPECT_EQ(encode_agent(*read), request);
    const std::string reply = encode_agent(make.reply());
    const auto answered = decode_agent_reply(reply);
    ASSERT_TRUE(answered) << reply << ": " << answered.error();
    EXPECT_EQ(encode_agent(*answered), reply);
  }
}

TEST(AgentJson, LooksAsDocumented) {
  EXPECT_EQ(
      encode_agent(AgentRequest{RenewIdRequest{7, parse_instant("2026-01-05T08:00:00Z").value()}}),
      R"({"slsim_agent":1,"request":"renew_id","serial":7,"sent":"2026-01-05T08:00:00Z"})");
  EXPECT_EQ(encode_agent(AgentReply{Problem{ProblemCode::token_expired, "It has."}}),
            R"({"slsim_agent":1,"reply":"problem","class":"token_expired","detail":"It has."})");
}

TEST(AgentJson, NamesWhatIsWrong) {
  const struct {
    std::string_view json;
    std::string_view wrong;
  } rows[] = {
      {"", "no JSON object"},
      {"[]", "no JSON object"},
      {"{}", "slsim_agent is missing"},
      {R"({"slsim_agent":2,"request":"renew_id"})", "expected version 1"},
      {R"({"slsim_agent":1})", "request is missing"},
      {R"({"slsim_agent":1,"request":"dance"})", "request: expected a word"},
      {R"({"slsim_agent":1,"request":"renew_id","serial":-1})", "serial: expected a whole number"},
      {R"({"slsim_agent":1,"request":"renew_id","serial":1.5})", "serial: expected a whole number"},
      {R"({"slsim_agent":1,"request":"renew_id","serial":1,"sent":"now"})",
       "sent: expected an instant"},
      {R"({"slsim_agent":1,"request":"renew_id","serial":1,"sent":null})",
       "sent: expected an instant"},
      {R"({"slsim_agent":1,"request":"authorize","serial":1,"demand":{"X":1},)"
       R"("sent":"2026-01-01T00:00:00Z"})",
       "demand: expected"},
      {R"({"slsim_agent":1,"request":"register","udi":7})", "udi: expected an object"},
  };
  for (const auto& row : rows) {
    const auto read = decode_agent_request(row.json);
    ASSERT_FALSE(read) << row.json;
    EXPECT_THAT(read.error(), HasSubstr(row.wrong)) << row.json;
  }
  EXPECT_FALSE(decode_agent_request(std::string(agent_request_limit + 1, ' ')));
}

}  // namespace
}  // namespace slsim
