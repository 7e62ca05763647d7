// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/mediator_estate.h"

#include <algorithm>
#include <utility>

#include "client/cssm/satellite.h"
#include "client/estate/release.h"
#include "client/store/store.h"
#include "core/result/check.h"
#include "sim/scenario/mediator_shapes.h"
#include "sim/scenario/world.h"

namespace slsim {
namespace {

/// The cluster of that name; null when the record is of none.
const Cluster* cluster_named(const World& world, std::string_view name) {
  const auto actor = world.plan().find_actor(name);
  return actor && world.is_cluster(*actor) ? &world.cluster(*actor) : nullptr;
}

const SmartAccount* smart_account(const World& world, std::string_view domain) {
  const auto& accounts = world.cssm().state().smart_accounts;
  const auto found = std::ranges::find(accounts, domain, &SmartAccount::domain);
  return found == accounts.end() ? nullptr : &*found;
}

/// The API client of that ID, whosesoever it is; without an ID the account's first.
const OauthClient* api_client(const World& world, std::string_view domain,
                              const Arguments& arguments) {
  if (!arguments.has("client")) {
    const SmartAccount* account = smart_account(world, domain);
    return account == nullptr || account->clients.empty() ? nullptr : &account->clients.front();
  }
  for (const SmartAccount& account : world.cssm().state().smart_accounts) {
    const auto found =
        std::ranges::find(account.clients, arguments.text("client"), &OauthClient::client_id);
    if (found != account.clients.end()) return &*found;
  }
  return nullptr;
}

std::optional<TransportMode> transport_from(const Arguments& arguments) {
  if (!arguments.has("transport")) return std::nullopt;
  return arguments.choice<TransportMode>("transport");
}

std::optional<Credential> credential_from(const Arguments& arguments, std::string_view kind,
                                          const BasicLogin* own) {
  if (arguments.has(kind)) {
    const Arguments login = arguments.nested(kind);
    return Credential{login.text("user"), {login.text("password")}};
  }
  if (own == nullptr || !arguments.flag("credentials")) return std::nullopt;
  return Credential{own->user, {own->password}};
}

/// What the files of a world say has been checked.
template <class T>
void expect(const OrFault<T>& outcome) {
  CHECK(outcome.has_value(), outcome.error().detail.c_str());
}

void add_known_account(const World& world, Store& store, const StoredAccount& account) {
  expect(store.add_account(account));
  Change change{store.database()};
  for (const StoredVirtualAccount& row : listed_accounts(world, account.domain)) store.put(row, 0);
  expect(change.commit());
  expect(store.set_synced(account.domain, world.now(), std::nullopt));
}

/// Those of virtual accounts that the client knows.
void set_modes(Store& store, const Value::Map& modes) {
  for (const auto& [name, mode] : modes) {
    const auto kept = store.find_virtual_account(name_for_client(name));
    const auto found = std::ranges::find(mode_words, std::string_view{mode.text()});
    if (!kept) continue;
    expect(store.set_mode(kept->id, static_cast<LicenseMode>(found - std::begin(mode_words))));
  }
}

void add_known_accounts(const World& world, Store& store, const Value::Map& accounts) {
  for (const auto& [domain, described] : accounts) {
    const Arguments access{known_account_table, described};
    add_known_account(world, store, account_from(world, domain, access));
    if (access.has("modes")) set_modes(store, access.at("modes").map());
  }
}

}  // namespace

StoredProxy proxy_from(const Arguments& arguments) {
  if (!arguments.has("proxy")) return {};
  StoredProxy proxy{.host = arguments.text("proxy")};
  proxy.port = static_cast<std::uint16_t>(arguments.number("port"));
  proxy.user = arguments.text_or("user", "");
  proxy.password = {arguments.text_or("password", "")};
  return proxy;
}

ReleaseLimits release_in(const Arguments& arguments) {
  return limits_of_release(arguments.text("as_release")).value_or(ReleaseLimits{});
}

StoredAccount account_from(const World& world, const std::string& domain,
                           const Arguments& arguments) {
  return changed_account(world, StoredAccount{.domain = domain}, arguments);
}

StoredAccount changed_account(const World& world, StoredAccount account,
                              const Arguments& arguments) {
  account.name = arguments.text_or("title", account.name);
  const OauthClient* client = api_client(world, account.domain, arguments);
  account.client_id =
      arguments.text_or("client", client == nullptr ? std::string_view{} : client->client_id);
  account.secret = {
      arguments.text_or("secret", client == nullptr ? std::string_view{} : client->secret)};
  account.transport = transport_from(arguments).value_or(account.transport);
  if (arguments.has("proxy")) account.proxy = proxy_from(arguments);
  if (arguments.has("satellite")) {
    point_to_satellite(
        account, {arguments.text("satellite"),
                  static_cast<std::uint16_t>(arguments.number("satellite_port")),
                  arguments.text("satellite_version"), release_in(arguments).smart_transport_on_7});
    if (account.local_account.empty()) account.local_account = account.domain;
  }
  account.local_account = arguments.text_or("local_account", account.local_account);
  account.of_domain = arguments.text_or("of", account.of_domain);
  account.registration_url = arguments.text_or("registration_url", account.registration_url);
  account.gateway = arguments.text_or("token_url", account.gateway);
  return account;
}

StoredCustomer customer_from(const Arguments& arguments) {
  StoredCustomer customer{.name = arguments.text("name")};
  customer.description = arguments.text_or("description", "");
  customer.transport = transport_from(arguments);
  customer.proxy = proxy_from(arguments);
  return customer;
}

ImportedCluster cluster_from(const World& world, const Arguments& arguments) {
  ImportedCluster imported{.cluster = {.name = arguments.text("name")}};
  StoredCluster& cluster = imported.cluster;
  const Cluster* own = cluster_named(world, cluster.name);
  const ClusterOptions* options = own == nullptr ? nullptr : &own->options();
  cluster.customer = arguments.text_or("customer", "");
  if (options != nullptr) {
    cluster.product = options->product;
    cluster.version = options->version;
    cluster.mixed_mode = options->mixed_mode;
  }
  if (arguments.has("product")) cluster.product = arguments.choice<Product>("product");
  cluster.version = arguments.text_or("version", cluster.version);
  cluster.mixed_mode = arguments.flag_or("mixed_mode", cluster.mixed_mode);
  const std::string publisher = arguments.text_or("publisher", cluster.name);
  if (!publisher.empty()) cluster.nodes.push_back({"publisher", true, publisher});
  if (const Value* subscribers = arguments.find("subscribers")) {
    for (const auto& [name, address] : subscribers->map()) {
      cluster.nodes.push_back({name, false, address.text()});
    }
  }
  cluster.transport = transport_from(arguments);
  cluster.proxy = proxy_from(arguments);
  imported.admin =
      credential_from(arguments, "admin", options == nullptr ? nullptr : &options->admin);
  imported.platform =
      credential_from(arguments, "platform", options == nullptr ? nullptr : &options->platform);
  return imported;
}

std::string name_for_client(std::string_view virtual_account) {
  const std::size_t slash = virtual_account.find('/');
  const std::string_view domain = virtual_account.substr(0, slash);
  if (slash == std::string_view::npos || domain.find(' ') != std::string_view::npos) {
    return std::string{virtual_account};
  }
  return std::string{virtual_account.substr(slash + 1)} + '@' + std::string{domain};
}

std::vector<StoredVirtualAccount> listed_accounts(const World& world, std::string_view domain) {
  std::vector<StoredVirtualAccount> rows;
  const AuthorityState& state = world.cssm().state();
  for (const VirtualAccount& account : state.virtual_accounts) {
    const bool left_out = account.deleted || !account.satellite.empty();
    if (left_out || state.at(account.smart_account).domain != domain) continue;
    StoredVirtualAccount row{.domain = std::string{domain}, .name = account.name};
    row.description = account.description;
    row.is_default = account.is_default;
    rows.push_back(std::move(row));
  }
  return rows;
}

void fill_mediator(World& world, const Arguments& described) {
  Context context = world.context(mediator_actor);
  const auto fill = [&](Store& store) -> OrFault<std::int64_t> {
    if (const Value* accounts = described.find("smart_accounts")) {
      add_known_accounts(world, store, accounts->map());
    }
    ImportedEstate estate;
    for (const Arguments& customer : described.each("customers")) {
      estate.customers.push_back(customer_from(customer));
    }
    for (const Arguments& cluster : described.each("clusters")) {
      estate.clusters.push_back(cluster_from(world, cluster));
    }
    expect(store.import(estate));
    return 0;
  };
  expect(world.mediator().tell(context, fill));
}

}  // namespace slsim
