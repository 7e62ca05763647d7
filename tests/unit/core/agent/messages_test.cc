// SPDX-License-Identifier: Apache-2.0
#include "core/agent/messages.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(Messages, RequestsAreCalledByTheirOperation) {
  EXPECT_EQ(word(AgentRequest{RegisterRequest{}}), "register"_w);
  EXPECT_EQ(word(AgentRequest{RenewIdRequest{}}), "renew_id"_w);
  EXPECT_EQ(word(AgentRequest{AuthorizeRequest{}}), "authorize"_w);
  EXPECT_EQ(word(AgentRequest{DeregisterRequest{}}), "deregister"_w);
}

TEST(Messages, RepliesAreCalledByTheirResult) {
  EXPECT_EQ(word(AgentReply{RegisterReply{}}), "ok"_w);
  EXPECT_EQ(word(AgentReply{DeregisterReply{}}), "ok"_w);
  EXPECT_EQ(word(AgentReply{Problem{ProblemCode::token_expired, ""}}), "token_expired"_w);
}

}  // namespace
}  // namespace slsim
