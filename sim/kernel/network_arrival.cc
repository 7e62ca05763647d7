// SPDX-License-Identifier: Apache-2.0
// What happens to a request when it reaches a host: the proxy that passes it on, or the server.
#include "core/result/check.h"
#include "sim/kernel/context.h"
#include "sim/kernel/network.h"

namespace slsim {

std::optional<Arrival> Network::request_arrives(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  if (exchange.stage == Exchange::Stage::answering) return answer_is_ready(kernel, id);
  const Host& server = hosts_[exchange.server.index];
  if (!server.up()) {
    lose(kernel, id);
    return std::nullopt;
  }
  exchange.server_turn = server.turns;
  if (exchange.to_proxy) {
    pass_on(kernel, id);
    return std::nullopt;
  }
  if (server.certificate != none && !secured(kernel, id)) return std::nullopt;
  if (!rules_.empty() && struck(kernel, id)) return std::nullopt;
  exchange.stage = Exchange::Stage::at_hand;
  end_at(kernel, id, kernel.timeline.now());
  Context{kernel, server.owner}.record(
      Level::message, "request"_w,
      {{"from"_w, interned(kernel, exchange.client)}, {"kind"_w, exchange.kind}});
  return RequestArrival{exchange.server, exchange.client, id,
                        std::move(std::get<AgentRequest>(exchange.body)), exchange.path};
}

/// A slow server has its answer now.
std::optional<Arrival> Network::answer_is_ready(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  exchange.stage = Exchange::Stage::over;
  AgentReply answer = std::move(std::get<AgentReply>(exchange.body));
  exchange.body.emplace<AgentRequest>();
  end_at(kernel, id, exchange.deadline);
  send_back(kernel, id, std::move(answer), false);
  return std::nullopt;
}

/// From the proxy on.
void Network::pass_on(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  if (!rules_.empty() && struck(kernel, id)) return;
  if (!exchange.let_through) {
    return turn_back(kernel, id,
                     {ProblemCode::proxy_authentication_required,
                      "HTTP 407, the user or the password is wrong or missing"},
                     way_back(kernel, exchange));
  }
  Context{kernel, owner(exchange.server)}.record(
      Level::message, "passed_on"_w,
      {{"from"_w, interned(kernel, exchange.client)}, {"to"_w, exchange.name}});
  exchange.to_proxy = false;
  exchange.sender = exchange.server;
  exchange.sender_turn = exchange.server_turn;
  go_on(kernel, id);
}

/// Whether a fault takes the request. One that strikes after the server has acted waits for its
/// answer.
bool Network::struck(Kernel& kernel, ExchangeId id) {
  Exchange& exchange = exchanges_[id.slot];
  const Rule* rule =
      striking(rules_, endpoint(exchange.sender), endpoint(exchange.server),
               exchange.kind == "http"_w ? Asker::http : Asker::agent, kernel.timeline.now(),
               kernel.chance, streams_[exchange.sender.index]);
  if (rule == nullptr) return false;
  const HostFault& fault = *rule->fault;
  Context{kernel, network_actor}.record(Level::fault, "fault"_w,
                                        {{"rule"_w, rule->label},
                                         {"from"_w, interned(kernel, exchange.client)},
                                         {"to"_w, interned(kernel, exchange.server)},
                                         {"kind"_w, exchange.kind},
                                         {"answer"_w, word(fault.answer.kind)},
                                         {"acted"_w, fault.after_acting}});
  if (fault.after_acting) {
    exchange.replaced = fault.answer;
    return false;
  }
  end_with(kernel, id, bad_answer(kernel, exchange, fault.answer), way_back(kernel, exchange));
  return true;
}

/// Whether everybody on the way accepts what is shown to him, before the request is looked at. If
/// not, the client hears of it as it would of an answer.
bool Network::secured(Kernel& kernel, ExchangeId id) {
  const Exchange& exchange = exchanges_[id.slot];
  std::optional<NameId> signer = signer_on({exchange.sender, exchange.server});
  if (exchange.beyond_proxy()) {
    const Proxy* proxy = this->proxy(exchange.sender);
    if (proxy->mode == Proxy::Mode::tls_opening) {
      if (!accepted(kernel, id, exchange.sender, signer)) return false;
      signer = proxy->root;
    }
    if (const auto nearer = signer_on({exchange.client, exchange.sender})) signer = nearer;
  }
  return accepted(kernel, id, exchange.client, signer);
}

/// Whether `judge` accepts the server's certificate or, with a `signer`, one for the same name that
/// ends at that root.
bool Network::accepted(Kernel& kernel, ExchangeId id, HostId judge, std::optional<NameId> signer) {
  const Exchange& exchange = exchanges_[id.slot];
  const bool client = judge == exchange.client;
  if (client && !exchange.judges) return true;
  const Instant wall = client ? exchange.wall : kernel.timeline.now();
  const ServerCertificate& own = certificates_[hosts_[exchange.server.index].certificate];
  CertificateCheck check = CertificateCheck::good;
  if (!signer) {
    check = check_certificate(trust(judge), own, exchange.name, wall);
  } else if (!trust(judge).trusts(*signer)) {
    check = CertificateCheck::untrusted_root;
  }
  if (check == CertificateCheck::good) return true;
  const Problem problem =
      complaint(kernel.journal.names(), signer ? ServerCertificate{*signer, {exchange.name}} : own,
                host_name(judge), wall, check);
  turn_back(kernel, id, problem,
            client ? way_back(kernel, exchange) : way_back_from_sender(kernel, exchange));
  return false;
}

std::optional<NameId> Network::signer_on(Leg leg) const {
  if (rules_.empty()) return std::nullopt;
  return signer(rules_, endpoint(leg.from), endpoint(leg.to));
}

}  // namespace slsim
