// SPDX-License-Identifier: Apache-2.0
#include "core/agent/messages.h"

namespace slsim {
namespace {

struct RequestWord {
  Word operator()(const RegisterRequest&) const { return "register"_w; }
  Word operator()(const RenewIdRequest&) const { return "renew_id"_w; }
  Word operator()(const AuthorizeRequest&) const { return "authorize"_w; }
  Word operator()(const DeregisterRequest&) const { return "deregister"_w; }
  Word operator()(const FetchRootsRequest&) const { return "fetch_roots"_w; }
};

}  // namespace

Word word(const AgentRequest& request) { return std::visit(RequestWord{}, request); }

Word word(const AgentReply& reply) {
  const auto* problem = std::get_if<Problem>(&reply);
  return problem == nullptr ? "ok"_w : word(problem->code);
}

}  // namespace slsim
