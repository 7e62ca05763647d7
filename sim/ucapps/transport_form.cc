// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/transport_form.h"

#include <array>

#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

// In the order of Transport::Mode; the numbers as Unity Connection documents them.
constexpr std::array<std::string_view, 4> numbers{"0", "1", "2", "1"};

Result<Transport> to_gateway(Context& context, const Cluster& cluster, const TransportForm& form) {
  const ClusterOptions& options = cluster.options();
  const bool smart = knows_smart_transport(options.product, release_of(options)) &&
                     options.transport.mode != Transport::Mode::gateway;
  return transport_to(context, smart ? Transport::Mode::ssm_satellite : Transport::Mode::gateway,
                      form.url, context.intern(default_receiver_of(options)));
}

Result<Transport> by_proxy(Context& context, const TransportForm& form) {
  Result<Transport> transport = transport_by_proxy(context, form.http_host, form.http_port);
  if (transport && form.proxy_login && !form.proxy_login->user.empty()) {
    const NameId user = context.intern(form.proxy_login->user);
    transport->via->login = Login{user, context.intern(form.proxy_login->password)};
  }
  return transport;
}

}  // namespace

Result<Transport> wanted_transport(Context& context, const Cluster& cluster,
                                   const TransportForm& form) {
  if (form.mode == "1") return to_gateway(context, cluster, form);
  if (form.mode != "0" && form.mode != "2") {
    return refuse(ProblemCode::invalid_argument, "transportMode: expected 0, 1 or 2");
  }
  Result<Transport> transport = form.mode == "2" ? by_proxy(context, form) : Transport{};
  if (!transport) return transport;
  const auto host = read_transport_url(form.url);
  const Transport& present = cluster.options().transport;
  if (host) {
    transport->destination = context.intern(host->host);
  } else if (present.url.empty()) {
    transport->destination = present.destination;
  } else {
    transport->destination = context.intern(default_receiver_of(cluster.options()));
  }
  return transport;
}

TransportForm shown_transport(Context& context, const Cluster& cluster) {
  const Names& names = context.kernel().journal.names();
  const Transport& transport = cluster.options().transport;
  TransportForm form;
  form.mode = numbers[static_cast<std::size_t>(transport.mode)];
  form.url =
      transport.url.empty() ? receiver_url(names.text(transport.destination)) : transport.url;
  form.http_port = "0";
  if (transport.mode != Transport::Mode::proxy || !transport.via) return form;
  form.http_host = context.kernel().network.host_name(transport.via->host);
  form.http_port = std::to_string(transport.proxy_port);
  if (transport.via->login) {
    form.proxy_login = BasicLogin{std::string{names.text(transport.via->login->user)}, {}};
  }
  return form;
}

}  // namespace slsim
