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
