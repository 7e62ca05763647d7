// SPDX-License-Identifier: Apache-2.0
// Customers, clusters with their nodes and credentials.
#include <algorithm>

#include "client/store/store.h"

namespace slsim {
namespace {

std::string proxy_place(std::string_view what, std::string_view name) {
  return std::string{what} + '/' + std::string{name} + "/proxy";
}

std::string credential_place(std::string_view cluster, CredentialKind kind) {
  return "credential/" + std::string{cluster} + '/' + std::string{word(kind).text()};
}

std::optional<std::string_view> text_of(const std::optional<TransportMode>& mode) {
  if (!mode) return std::nullopt;
  return word(*mode).text();
}

constexpr std::string_view cluster_by_name =
    "SELECT name, customer, product, version, mixed_mode, transport, proxy_host, proxy_port, "
    "proxy_user, proxy_password, assigned, udi, status FROM clusters WHERE name = ?";
constexpr std::string_view all_clusters =
    "SELECT name, customer, product, version, mixed_mode, transport, proxy_host, proxy_port, "
    "proxy_user, proxy_password, assigned, udi, status FROM clusters ORDER BY name";

AssignmentStatus status_of(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(AssignmentStatus::deregistration_failed); ++i) {
    const auto status = static_cast<AssignmentStatus>(i);
    if (word(status).text() == text) return status;
  }
  return AssignmentStatus::never_assigned;
}

}  // namespace

OrFault<void> Store::put_customer(const StoredCustomer& customer, bool replace) {
  Change change{database_};
  const bool known = this->customer(customer.name).has_value();
  if (known && !replace) return fail(FaultCode::MED1004, customer.name);
  if (!known && replace) return fail(FaultCode::MED1003, customer.name);
  write_customer(customer);
  return change.commit();
}

void Store::write_customer(const StoredCustomer& customer) {
  Query{database_,
        "INSERT INTO customers VALUES(?,?,?,?,?,?,?) ON CONFLICT(name) DO UPDATE SET "
        "description = excluded.description, transport = excluded.transport, "
        "proxy_host = excluded.proxy_host, proxy_port = excluded.proxy_port, "
        "proxy_user = excluded.proxy_user, proxy_password = excluded.proxy_password"}
      .with(customer.name, customer.description, text_of(customer.transport), customer.proxy.host,
            int{customer.proxy.port}, customer.proxy.user,
            seal(proxy_place("customer", customer.name), customer.proxy.password))
      .run();
}

StoredCustomer Store::read_customer(const Query& query) const {
  StoredCustomer row{.name = query.text(0), .description = query.text(1)};
  row.transport = find_transport_mode(query.text(2));
  row.proxy.host = query.text(3);
  row.proxy.port = static_cast<std::uint16_t>(query.number(4));
  row.proxy.user = query.text(5);
  row.proxy.password = open(proxy_place("customer", row.name), query.text(6));
  return row;
}

std::vector<StoredCustomer> Store::customers() const {
  Query query{database_, "SELECT * FROM customers ORDER BY name"};
  std::vector<StoredCustomer> rows;
  while (query.next()) rows.push_back(read_customer(query));
  return rows;
}

std::optional<StoredCustomer> Store::customer(std::string_view name) const {
  Query query{database_, "SELECT * FROM customers WHERE name = ?"};
  query.with(name);
  if (!query.next()) return std::nullopt;
  return read_customer(query);
}

OrFault<void> Store::add_clusters(const std::vector<StoredCluster>& clusters) {
  Change change{database_};
  for (const StoredCluster& cluster : clusters) {
    if (auto good = check_new(cluster); !good) return good;
    write_cluster(cluster, true);
  }
  return change.commit();
}

OrFault<void> Store::check_new(const StoredCluster& cluster) const {
  if (this->cluster(cluster.name)) return fail(FaultCode::MED1004, cluster.name);
  if (!cluster.customer.empty() && !customer(cluster.customer)) {
    return fail(FaultCode::MED1003, "customer " + cluster.customer);
  }
  return {};
}

OrFault<void> Store::import(const ImportedEstate& estate) {
  Change change{database_};
  for (const StoredCustomer& row : estate.customers) {
    if (customer(row.name)) return fail(FaultCode::MED1004, "customer " + row.name);
    write_customer(row);
  }
  for (const ImportedCluster& row : estate.clusters) {
    const std::string& owner = row.cluster.customer;
    if (!owner.empty() && !customer(owner)) write_customer({.name = owner});
    if (auto good = check_new(row.cluster); !good) return good;
    write_cluster(row.cluster, true);
    if (row.admin) write_credential(row.cluster.name, CredentialKind::admin, *row.admin);
    if (row.platform) write_credential(row.cluster.name, CredentialKind::platform, *row.platform);
  }
  return change.commit();
}

OrFault<void> Store::update_cluster(const StoredCluster& cluster) {
  Change change{database_};
  if (!this->cluster(cluster.name)) return fail(FaultCode::SLM1025, cluster.name);
  if (!cluster.customer.empty() && !customer(cluster.customer)) {
    return fail(FaultCode::MED1003, "customer " + cluster.customer);
  }
  // A job goes by its cluster as it found it.
  Query open{database_, "SELECT id FROM jobs WHERE cluster = ? AND state = 'in_progress'"};
  open.with(cluster.name);
  if (open.next()) return fail(FaultCode::MED1007, "job " + std::to_string(open.number(0)));
  write_cluster(cluster, false);
  return change.commit();
}

void Store::write_cluster(const StoredCluster& cluster, bool fresh) {
  const std::optional<std::string> customer =
      cluster.customer.empty() ? std::nullopt : std::optional{cluster.customer};
  Query{database_, fresh ? "INSERT INTO clusters(customer, product, version, mixed_mode, transport,"
                           " proxy_host, proxy_port, proxy_user, proxy_password, assigned, udi, "
                           "status, name) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"
                         : "UPDATE clusters SET customer = ?, product = ?, version = ?, "
                           "mixed_mode = ?, transport = ?, proxy_host = ?, proxy_port = ?, "
                           "proxy_user = ?, proxy_password = ?, assigned = ?, udi = ?, status = ? "
                           "WHERE name = ?"}
      .with(customer, word(cluster.product).text(), cluster.version, cluster.mixed_mode,
            text_of(cluster.transport), cluster.proxy.host, int{cluster.proxy.port},
            cluster.proxy.user, seal(proxy_place("cluster", cluster.name), cluster.proxy.password),
            cluster.assigned, cluster.udi, word(cluster.status).text(), cluster.name)
      .run();
  Query{database_, "DELETE FROM nodes WHERE cluster = ?"}.with(cluster.name).run();
  for (const StoredNode& node : cluster.nodes) {
    Query{database_, "INSERT INTO nodes VALUES(?,?,?,?)"}
        .with(cluster.name, node.name, node.publisher, node.address)
        .run();
  }
}

StoredCluster Store::read_cluster(const Query& query) const {
  StoredCluster row{.name = query.text(0), .customer = query.text(1)};
  row.product = find_product(query.text(2)).value_or(Product::cucm);
  row.version = query.text(3);
  row.mixed_mode = query.flag(4);
  row.transport = find_transport_mode(query.text(5));
  row.proxy.host = query.text(6);
  row.proxy.port = static_cast<std::uint16_t>(query.number(7));
  row.proxy.user = query.text(8);
  row.proxy.password = open(proxy_place("cluster", row.name), query.text(9));
  if (!query.null(10)) row.assigned = query.number(10);
  row.udi = query.text(11);
  row.status = status_of(query.text(12));
  return row;
}

void Store::read_nodes(StoredCluster& cluster) const {
  Query query{database_,
              "SELECT name, publisher, address FROM nodes WHERE cluster = ? "
              "ORDER BY publisher DESC, name"};
  query.with(cluster.name);
  while (query.next()) cluster.nodes.push_back({query.text(0), query.flag(1), query.text(2)});
}

std::vector<StoredCluster> Store::clusters() const {
  Query query{database_, all_clusters};
  std::vector<StoredCluster> rows;
  while (query.next()) rows.push_back(read_cluster(query));
  for (StoredCluster& row : rows) read_nodes(row);
  return rows;
}

std::optional<StoredCluster> Store::cluster(std::string_view name) const {
  Query query{database_, cluster_by_name};
  query.with(name);
  if (!query.next()) return std::nullopt;
  StoredCluster row = read_cluster(query);
  read_nodes(row);
  return row;
}

OrFault<void> Store::set_credential(std::string_view cluster, CredentialKind kind,
                                    const Credential& credential) {
  Change change{database_};
  if (!this->cluster(cluster)) return fail(FaultCode::SLM1025, std::string{cluster});
  write_credential(cluster, kind, credential);
  return change.commit();
}

void Store::write_credential(std::string_view cluster, CredentialKind kind,
                             const Credential& credential) {
  Query{database_, "INSERT OR REPLACE INTO credentials VALUES(?,?,?,?)"}
      .with(cluster, word(kind).text(), credential.user,
            seal(credential_place(cluster, kind), credential.password))
      .run();
}

std::optional<Credential> Store::credential(std::string_view cluster, CredentialKind kind) const {
  Query query{database_, "SELECT user, password FROM credentials WHERE cluster = ? AND kind = ?"};
  query.with(cluster, word(kind).text());
  if (!query.next()) return std::nullopt;
  return Credential{query.text(0), open(credential_place(cluster, kind), query.text(1))};
}

}  // namespace slsim
