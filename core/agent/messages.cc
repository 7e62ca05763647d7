// SPDX-License-Identifier: Apache-2.0
#include "core/agent/messages.h"

#include <utility>

namespace slsim {
namespace {

struct RequestWord {
  Word operator()(const RegisterRequest&) const { return "register"_w; }
  Word operator()(const RenewIdRequest&) const { return "renew_id"_w; }
  Word operator()(const AuthorizeRequest&) const { return "authorize"_w; }
  Word operator()(const DeregisterRequest&) const { return "deregister"_w; }
  Word operator()(const FetchRootsRequest&) const { return "fetch_roots"_w; }
  Word operator()(const HttpCall&) const { return "http"_w; }
  Word operator()(const SatelliteRegistrationCall&) const { return "register_satellite"_w; }
  Word operator()(const SyncCall&) const { return "synchronize"_w; }
};

}  // namespace

Word word(const AgentRequest& request) { return std::visit(RequestWord{}, request); }

Word word(const AgentReply& reply) {
  if (const auto* problem = std::get_if<Problem>(&reply)) return word(problem->code);
  const auto* answer = std::get_if<HttpAnswer>(&reply);
  return answer != nullptr && answer->response->status >= 400 ? "http_error"_w : "ok"_w;
}

HttpCall http_call(HttpRequest request, std::uint16_t port) {
  return {std::make_shared<const HttpRequest>(std::move(request)), port};
}

HttpAnswer http_answer(HttpResponse response) {
  return {std::make_shared<const HttpResponse>(std::move(response))};
}

}  // namespace slsim
