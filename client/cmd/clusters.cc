// SPDX-License-Identifier: Apache-2.0
// customer, cluster, credential
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "client/cmd/command.h"
#include "client/cmd/proxy_flags.h"
#include "client/estate/import.h"
#include "client/sync/sync.h"
#include "live/files.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_import = 16'777'216;

std::string proxy_text(const StoredProxy& proxy) {
  return proxy.host.empty() ? "" : fmt::format("{}:{}", proxy.host, proxy.port);
}

std::string transport_text(const std::optional<TransportMode>& mode) {
  return mode ? std::string{word(*mode).text()} : "";
}

Json row_of(const StoredCustomer& customer) {
  return {{"name", customer.name},
          {"description", customer.description},
          {"transport", transport_text(customer.transport)},
          {"proxy", proxy_text(customer.proxy)}};
}

Json row_of(MediatorHost& host, const StoredCluster& cluster) {
  const auto account =
      cluster.assigned ? host.store().virtual_account(*cluster.assigned) : std::nullopt;
  return {{"name", cluster.name},
          {"type", published_text(cluster.product)},
          {"version", cluster.version},
          {"customer", cluster.customer},
          {"smart account", account ? account->domain : ""},
          {"virtual account", account ? account->name : ""},
          {"status", shown_status(cluster.status).text}};
}

int put_customer(MediatorHost& host, StoredCustomer customer, bool replace) {
  customer.description = host.flags().text("description", customer.description);
  if (const auto transport = host.flags().find("transport")) {
    customer.transport = find_transport_mode(*transport);
    if (*transport != "direct" && *transport != "proxy") {
      return host.misuse("--transport: direct or proxy");
    }
  }
  if (const auto wrong = take_proxy_flags(host, customer.proxy)) return host.misuse(*wrong);
  const OrFault<void> put = host.store().put_customer(customer, replace);
  if (!put) return host.refuse(put.error());
  host.show(row_of(customer));
  return done;
}

int add_customer(MediatorHost& host, const std::vector<std::string>& words) {
  return put_customer(host, {.name = words[0]}, false);
}

int set_customer(MediatorHost& host, const std::vector<std::string>& words) {
  const auto customer = host.store().customer(words[0]);
  if (!customer) return host.refuse({FaultCode::MED1003, "customer " + words[0]});
  return put_customer(host, *customer, true);
}

int list_customers(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  Json rows = Json::array();
  for (const StoredCustomer& customer : host.store().customers()) rows.push_back(row_of(customer));
  host.show(rows);
  return done;
}

int show_customer(MediatorHost& host, const std::vector<std::string>& words) {
  const auto customer = host.store().customer(words[0]);
  if (!customer) return host.refuse({FaultCode::MED1003, "customer " + words[0]});
  Json shown = row_of(*customer);
  shown["clusters"] = Json::array();
  for (const StoredCluster& row : host.store().clusters()) {
    if (row.customer == words[0]) shown["clusters"].push_back(row_of(host, row));
  }
  host.show(shown);
  return done;
}

int import_estate(MediatorHost& host, const ImportedEstate& estate) {
  const OrFault<void> imported = host.store().import(estate);
  if (!imported) return host.refuse(imported.error());
  Json rows = Json::array();
  for (const ImportedCluster& row : estate.clusters) rows.push_back(row_of(host, row.cluster));
  host.show(rows);
  return done;
}

/// Flags are the fields of a file, with dashes.
constexpr std::string_view fields[] = {"customer",  "product",   "version",
                                       "publisher", "transport", "proxy"};

int add_cluster(MediatorHost& host, const std::vector<std::string>& words) {
  ClusterFields given{{{"name", words[0]}}};
  for (const std::string_view field : fields) {
    given.fields.emplace_back(field, host.flags().text(field));
  }
  std::string subscribers;
  for (const std::string& one : host.flags().all("subscriber")) subscribers += one + ' ';
  given.fields.emplace_back("subscribers", subscribers);
  if (host.flags().has("mixed-mode")) given.fields.emplace_back("mixed_mode", "true");
  std::vector<std::string> mistakes;
  ImportedEstate estate;
  estate.clusters.push_back(cluster_of(given, "cluster add", mistakes));
  if (!mistakes.empty()) return host.misuse(mistakes.front());
  if (const auto wrong = take_proxy_flags(host, estate.clusters.front().cluster.proxy)) {
    return host.misuse(*wrong);
  }
  const std::string& customer = estate.clusters.front().cluster.customer;
  if (!customer.empty() && !host.store().customer(customer)) {
    return host.refuse({FaultCode::MED1003, "customer " + customer});
  }
  return import_estate(host, estate);
}

int import_clusters(MediatorHost& host, const std::vector<std::string>& words) {
  const auto text = read_file(words[0], largest_import);
  if (!text) return host.misuse(words[0] + ": " + text.error());
  const bool csv = words[0].ends_with(".csv");
  const auto estate = csv ? parse_estate_csv(*text) : parse_estate_yaml(*text);
  if (!estate) return host.misuse(words[0] + ":\n" + estate.error());
  return import_estate(host, *estate);
}

/// The status of the last job of each cluster that has had one.
std::map<std::string, std::string> job_statuses(const Store& store) {
  std::map<std::string, std::string> statuses;
  for (const StoredJob& job : store.jobs()) statuses[job.cluster] = word(job.state).text();
  return statuses;
}

int list_clusters(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  Json rows = Json::array();
  const auto statuses = job_statuses(host.store());
  for (const StoredCluster& cluster : host.store().clusters()) {
    const auto job = statuses.find(cluster.name);
    rows.push_back(row_of(host, cluster));
    rows.back()["job status"] = job == statuses.end() ? "" : job->second;
  }
  host.show(rows);
  return done;
}

int list_statuses(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  Json rows = Json::array();
  for (const ShownStatus& status : all_shown_statuses()) {
    rows.push_back({{"priority", status.priority},
                    {"status", status.text},
                    {"description", status.description},
                    {"advice", status.advice},
                    {"never here", status.unreachable}});
  }
  host.show(rows);
  return done;
}

int show_cluster(MediatorHost& host, const std::vector<std::string>& words) {
  const auto cluster = host.store().cluster(words[0]);
  if (!cluster) return host.refuse({FaultCode::SLM1025, words[0]});
  Json shown = row_of(host, *cluster);
  const ShownStatus& status = shown_status(cluster->status);
  shown["priority"] = status.priority;
  shown["description"] = status.description;
  shown["advice"] = status.advice;
  if (const auto drift = known_drift(host.store(), *cluster)) {
    shown["drift"] = drift->detail;
    shown["advice"] = drift_advice(drift->kind);
  }
  shown["udi"] = cluster->udi;
  shown["mixed mode"] = cluster->mixed_mode;
  shown["transport"] = transport_text(cluster->transport);
  shown["proxy"] = proxy_text(cluster->proxy);
  for (const CredentialKind kind : {CredentialKind::admin, CredentialKind::platform}) {
    const auto credential = host.store().credential(words[0], kind);
    shown[std::string{word(kind).text()} + " user"] = credential ? credential->user : "";
  }
  shown["nodes"] = Json::array();
  for (const StoredNode& node : cluster->nodes) {
    shown["nodes"].push_back({{"name", node.name},
                              {"role", node.publisher ? "publisher" : "subscriber"},
                              {"address", node.address}});
  }
  host.show(shown);
  return done;
}

int set_cluster(MediatorHost& host, const std::vector<std::string>& words) {
  auto cluster = host.store().cluster(words[0]);
  if (!cluster) return host.refuse({FaultCode::SLM1025, words[0]});
  const MediatorFlags& flags = host.flags();
  cluster->version = flags.text("version", cluster->version);
  cluster->customer = flags.text("customer", cluster->customer);
  if (flags.has("mixed-mode")) cluster->mixed_mode = true;
  if (const auto publisher = flags.find("publisher")) {
    std::erase_if(cluster->nodes, [](const StoredNode& node) { return node.publisher; });
    cluster->nodes.push_back({"publisher", true, *publisher});
  }
  const OrFault<void> updated = host.store().update_cluster(*cluster);
  if (!updated) return host.refuse(updated.error());
  return show_cluster(host, words);
}

int set_credential(MediatorHost& host, const std::vector<std::string>& words) {
  if (words[1] != "admin" && words[1] != "platform") {
    return host.misuse("credentials are of admin or platform, not of " + words[1]);
  }
  if (!host.flags().has("user") || !host.flags().has("password-file")) {
    return host.misuse("--user and --password-file are needed");
  }
  const auto password = host.secret_of("password-file");
  if (!password) return host.misuse(password.error());
  const OrFault<void> set = host.store().set_credential(
      words[0], words[1] == "admin" ? CredentialKind::admin : CredentialKind::platform,
      {host.flags().text("user"), {*password}});
  if (!set) return host.refuse(set.error());
  host.say("set");
  return done;
}

constexpr MediatorFlag customer_flags[] = {
    {"description", "TEXT", "of the customer"},
    {"transport", "direct|proxy", "for clusters without one of their own"},
    {"proxy", "HOST:PORT", "that the customer's clusters use"},
    proxy_user_flag,
    proxy_password_flag,
};
constexpr MediatorFlag cluster_flags[] = {
    {"customer", "NAME", "whose cluster it is"},
    {"product", "cucm|cuc|cer", "(default cucm)"},
    {"version", "TEXT", "12.5"},
    {"publisher", "ADDRESS", "of the node that registers"},
    {"subscriber", "NAME=ADDRESS", "once for each"},
    {"mixed-mode", "", "encrypted: needs a token that allows export control"},
    {"transport", "direct|proxy", "of this cluster"},
    {"proxy", "HOST:PORT", "that the cluster uses"},
    proxy_user_flag,
    proxy_password_flag,
};
constexpr MediatorFlag credential_flags[] = {
    {"user", "USER", "of the application (admin) or of its platform"},
    {"password-file", "FILE", "its password; - is stdin"},
};
constexpr MediatorCommand commands[] = {
    {"customer add", "NAME", "adds a customer", 1, false, false, customer_flags, add_customer},
    {"customer set", "NAME", "changes what the flags say", 1, false, false, customer_flags,
     set_customer},
    {"customer list", "", "lists customers", 0, false, false, {}, list_customers},
    {"customer show", "NAME", "with clusters", 1, false, false, {}, show_customer},
    {"cluster add", "NAME --publisher ADDRESS --version V", "adds a cluster", 1, false, false,
     cluster_flags, add_cluster},
    {"cluster import",
     "FILE",
     "adds those of a .csv or .yaml file, all or none",
     1,
     false,
     false,
     {},
     import_clusters},
    {"cluster statuses",
     "",
     "lists what the status of a cluster may say, by priority",
     0,
     false,
     false,
     {},
     list_statuses},
    {"cluster list", "", "lists clusters with their status", 0, false, false, {}, list_clusters},
    {"cluster show", "NAME", "with nodes and what to do", 1, false, false, {}, show_cluster},
    {"cluster set", "NAME", "changes version, customer, publisher, mixed mode", 1, false, false,
     cluster_flags, set_cluster},
    {"credential set", "CLUSTER admin|platform --user U --password-file FILE",
     "keeps a login, sealed", 2, false, false, credential_flags, set_credential},
};

}  // namespace

std::span<const MediatorCommand> cluster_commands() { return commands; }

}  // namespace slsim
