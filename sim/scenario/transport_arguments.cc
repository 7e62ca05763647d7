// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/transport_arguments.h"

#include <algorithm>

#include "core/result/check.h"

namespace slsim {

std::optional<ProxyUse> proxy_use(Kernel& kernel, const Arguments& arguments) {
  if (!arguments.has("proxy")) return std::nullopt;
  const auto host = kernel.network.find_host(arguments.text("proxy"));
  CHECK(host.has_value(), "a proxy is a host");
  ProxyUse use{*host};
  if (arguments.has("user")) {
    use.login = Login{kernel.journal.intern(arguments.text("user")),
                      kernel.journal.intern(arguments.text_or("password", ""))};
  }
  return use;
}

Result<Transport> transport_from(Context& context, Transport::Mode mode, const Arguments& arguments,
                                 NameId receiver) {
  const bool by_proxy = mode == Transport::Mode::proxy;
  const bool by_url = mode == Transport::Mode::gateway || mode == Transport::Mode::ssm_satellite;
  if (by_proxy != arguments.has("proxy")) {
    return refuse(ProblemCode::invalid_argument,
                  "a proxy has to be given for the mode proxy, and for no other");
  }
  if (by_url != arguments.has("url")) {
    return refuse(
        ProblemCode::invalid_argument,
        "a url has to be given for the modes gateway and ssm_satellite, and for no other");
  }
  if (by_url) return transport_to(context, mode, arguments.text("url"), receiver);
  Transport transport{.mode = mode, .destination = receiver};
  transport.via = proxy_use(context.kernel(), arguments);
  transport.proxy_port = static_cast<std::uint16_t>(arguments.number_or("port", 8080));
  return transport;
}

std::vector<NameId> interned(Kernel& kernel, const std::vector<std::string>& texts) {
  std::vector<NameId> ids;
  ids.reserve(texts.size());
  for (const std::string& text : texts) ids.push_back(kernel.journal.intern(text));
  return ids;
}

TrustStore store_of(const std::vector<NameId>& roots) {
  TrustStore store;
  for (const NameId root : roots) store.add(root);
  return store;
}

std::map<NameId, NameId> users_of(Kernel& kernel, const Value& users) {
  std::map<NameId, NameId> all;
  for (const auto& [user, password] : users.map()) {
    all.emplace(kernel.journal.intern(user), kernel.journal.intern(password.text()));
  }
  return all;
}

Value root_names(const Kernel& kernel, const TrustStore& store) {
  Value::List names;
  for (const NameId root : store.roots()) names.emplace_back(kernel.journal.names().text(root));
  std::ranges::sort(names);
  return names;
}

}  // namespace slsim
