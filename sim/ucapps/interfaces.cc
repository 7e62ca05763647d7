// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/interfaces.h"

#include <utility>

#include "sim/ucapps/cer/servlet.h"
#include "sim/ucapps/cuc/cupi.h"
#include "sim/ucapps/cucm/axl.h"
#include "sim/ucapps/paws.h"
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

constexpr std::uint16_t administration_port = 8443;

void reply(Context& context, ExchangeId exchange, std::optional<HttpResponse> response) {
  if (response) return context.reply(exchange, http_answer(*std::move(response)));
  context.reply(exchange,
                Problem{ProblemCode::commresponse, "the connection was closed without an answer"});
}

/// Nothing where no interface of the product has such a path.
std::optional<HttpOutcome> outcome_of(Cluster& cluster, Context& context, HostId node,
                                      const HttpRequest& request) {
  switch (skin_of(cluster.options().product).interface) {
    case AdminInterface::axl:
      if (!is_axl(request.path)) return std::nullopt;
      return call_axl(cluster, context, node, request);
    case AdminInterface::cupi:
      if (!is_cupi(request.path)) return std::nullopt;
      return call_cupi(cluster, context, node, request);
    case AdminInterface::servlet:
      if (!is_emergency_responder(request.path)) return std::nullopt;
      return call_emergency_responder(cluster, context, node, request);
  }
  return std::nullopt;
}

std::optional<HttpResponse> answer_to(const Cluster& cluster, Instant now, const EndedCall& call) {
  switch (skin_of(cluster.options().product).interface) {
    case AdminInterface::axl:
      break;
    case AdminInterface::cupi:
      return cupi_answer_to(cluster, call);
    case AdminInterface::servlet:
      return servlet_answer_to(cluster, now, call);
  }
  return axl_answer_to(cluster, call);
}

}  // namespace

void answer_http(Cluster& cluster, Context& context, const RequestArrival& arrival) {
  const auto& call = std::get<HttpCall>(arrival.request);
  if (call.port != administration_port && call.port != 443) {
    return context.reply(arrival.exchange,
                         Problem{ProblemCode::refused_connection, "connection refused"});
  }
  if (is_paws(call.request->path)) {
    return reply(context, arrival.exchange, call_paws(cluster, context, *call.request));
  }
  auto outcome = outcome_of(cluster, context, arrival.host, *call.request);
  if (!outcome) return reply(context, arrival.exchange, HttpResponse{404, {}, {}});
  if (outcome->ticket == 0) return reply(context, arrival.exchange, std::move(outcome->answer));
  cluster.waiting_calls().push_back({outcome->ticket, arrival.exchange,
                                     std::move(outcome->operation), std::move(outcome->dialect)});
  answer_waiting(cluster, context);
}

void answer_waiting(Cluster& cluster, Context& context) {
  for (Cluster::WaitingCall& call : std::exchange(cluster.waiting_calls(), {})) {
    const auto finished = cluster.take_result(call.ticket);
    if (finished) {
      reply(context, call.exchange,
            answer_to(cluster, context.now(),
                      {call.operation, call.dialect, finished->problem, finished->orphan_left}));
    } else {
      cluster.waiting_calls().push_back(std::move(call));
    }
  }
}

}  // namespace slsim
