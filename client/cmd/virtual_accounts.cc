// SPDX-License-Identifier: Apache-2.0
// va
#include <nlohmann/json.hpp>
#include <set>

#include "client/cmd/command.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

/// Whose clusters are assigned there.
std::size_t customers_in(const Store& store, std::int64_t account) {
  std::set<std::string> customers;
  for (const StoredCluster& cluster : store.clusters()) {
    if (cluster.assigned == account && !cluster.customer.empty())
      customers.insert(cluster.customer);
  }
  return customers.size();
}

Json row_of(const StoredVirtualAccount& account) {
  return {{"name", account.name},
          {"smart account", account.domain},
          {"access level", account.access_level},
          {"license mode", account.mode ? mode_text(*account.mode) : ""},
          {"clusters", account.clusters},
          {"default", account.is_default},
          {"at portal", account.present}};
}

int list(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  Json rows = Json::array();
  for (const StoredVirtualAccount& account : host.store().virtual_accounts()) {
    rows.push_back(row_of(account));
  }
  host.show(rows);
  return done;
}

int show(MediatorHost& host, const std::vector<std::string>& words) {
  const auto account = host.store().find_virtual_account(words[0]);
  if (!account) return host.refuse(account.error());
  Json shown = row_of(*account);
  shown["description"] = account->description;
  shown["customers"] = customers_in(host.store(), account->id);
  shown["licenses"] = Json::array();
  for (const StoredLicense& row : host.store().licenses(account->id)) {
    shown["licenses"].push_back({{"license", row.license},
                                 {"quantity", row.quantity},
                                 {"in use", row.in_use},
                                 {"available", row.available},
                                 {"status", row.status}});
  }
  shown["assigned clusters"] = Json::array();
  for (const StoredCluster& row : host.store().clusters()) {
    if (row.assigned != account->id) continue;
    shown["assigned clusters"].push_back(
        {{"name", row.name}, {"version", row.version}, {"status", shown_status(row.status).text}});
  }
  host.show(shown);
  return done;
}

int set_mode(MediatorHost& host, const std::vector<std::string>& words) {
  const auto account = host.store().find_virtual_account(words[0]);
  if (!account) return host.refuse(account.error());
  const auto mode = find_mode(words[1]);
  if (!mode) return host.misuse("the mode is hcs, hcs-le or enterprise, not " + words[1]);
  const OrFault<void> set = host.store().set_mode(account->id, *mode);
  if (!set) return host.refuse(set.error());
  host.show(row_of(*host.store().virtual_account(account->id)));
  return done;
}

constexpr MediatorCommand commands[] = {
    {"va list", "", "lists virtual accounts", 0, false, false, {}, list},
    {"va show", "VA", "with licences and clusters", 1, false, false, {}, show},
    {"va set-mode",
     "VA hcs|hcs-le|enterprise",
     "sets the License Mode: before the first cluster",
     2,
     false,
     false,
     {},
     set_mode},
};

}  // namespace

std::span<const MediatorCommand> virtual_account_commands() { return commands; }

}  // namespace slsim
