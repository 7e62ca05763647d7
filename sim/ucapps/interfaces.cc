// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/interfaces.h"

#include <utility>

#include "sim/licensing/version.h"
#include "sim/ucapps/cucm/axl.h"
#include "sim/ucapps/paws.h"

namespace slsim {
namespace {

constexpr std::uint16_t administration_port = 8443;

void reply(Context& context, ExchangeId exchange, std::optional<HttpResponse> response) {
  if (response) return context.reply(exchange, http_answer(*std::move(response)));
  context.reply(exchange,
                Problem{ProblemCode::commresponse, "the connection was closed without an answer"});
}

bool serves_axl(const Cluster& cluster) { return cluster.options().product == Product::cucm; }

}  // namespace

void answer_http(Cluster& cluster, Context& context, const RequestArrival& arrival) {
  const auto& call = std::get<HttpCall>(arrival.request);
  if (call.port != administration_port && call.port != 443) {
    return context.reply(arrival.exchange,
                         Problem{ProblemCode::refused_connection, "connection refused"});
  }
  const std::string& path = call.request->path;
  if (is_paws(path)) {
    return reply(context, arrival.exchange, call_paws(cluster, context, *call.request));
  }
  const bool axl = path == "/axl" || path.starts_with("/axl/");
  if (!axl || !serves_axl(cluster))
    return reply(context, arrival.exchange, HttpResponse{404, {}, {}});
  if (arrival.host != cluster.options().publisher) {
    return reply(context, arrival.exchange,
                 axl_fault_on_subscriber(context.kernel().network.host_name(arrival.host)));
  }
  AxlOutcome outcome = call_axl(cluster, context, *call.request);
  if (outcome.ticket == 0) return reply(context, arrival.exchange, std::move(outcome.answer));
  cluster.waiting_calls().push_back(
      {outcome.ticket, arrival.exchange, std::move(outcome.operation), std::move(outcome.schema)});
  answer_waiting(cluster, context);
}

void answer_waiting(Cluster& cluster, Context& context) {
  for (Cluster::WaitingCall& call : std::exchange(cluster.waiting_calls(), {})) {
    const auto finished = cluster.take_result(call.ticket);
    if (finished) {
      reply(context, call.exchange,
            axl_answer_to(cluster, call.operation, call.schema, finished->problem,
                          finished->orphan_left));
    } else {
      cluster.waiting_calls().push_back(std::move(call));
    }
  }
}

}  // namespace slsim
