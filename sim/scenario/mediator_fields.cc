// SPDX-License-Identifier: Apache-2.0
// What the mediation client shows: the summaries of accounts, virtual accounts and clusters, its
// jobs, and where it and the portal disagree.
#include "client/jobs/job.h"
#include "sim/scenario/mediator_views.h"
#include "sim/scenario/tables.h"

namespace slsim {
namespace {

Value or_absent(std::string_view text) { return text.empty() ? Value{} : Value{text}; }
Value or_absent(Instant at) { return at == Instant{} ? Value{} : Value{at}; }

/// Rows that the store has, as entries of a list.
template <class Rows, class Show>
Value listed(const World& world, Rows rows, Show show) {
  Value::List list;
  const Store* store = world.mediator().store();
  if (store == nullptr) return list;
  for (const auto& row : rows(*store)) list.emplace_back(show(*store, row));
  return list;
}

Value running(const World& world, const Target&) { return world.mediator().running(); }

Value under_way(const World& world, const Target&) {
  return static_cast<std::int64_t>(world.mediator().under_way());
}

Value account_row(const Store& store, const StoredAccount& account) {
  std::int64_t count = 0;
  for (const StoredVirtualAccount& row : store.virtual_accounts()) {
    if (row.domain == account.domain) ++count;
  }
  const std::optional<SyncProgress> sync = store.sync(account.domain);
  return Value::Map{{"name", or_absent(account.name)},
                    {"status", account.active ? "active" : "inactive"},
                    {"type", account_type(account)},
                    {"transport", word(account.transport)},
                    {"virtual_accounts", count},
                    {"last_sync", or_absent(account.last_sync)},
                    {"last_failure", or_absent(account.sync_fault)},
                    {"sync", sync ? Value{sync->stage} : Value{}},
                    {"alerts", static_cast<std::int64_t>(store.alerts(account.domain).size())},
                    {"drift", static_cast<std::int64_t>(store.drift(account.domain).size())}};
}

Value smart_accounts(const World& world, const Target&) {
  Value::Map map;
  const Store* store = world.mediator().store();
  if (store == nullptr) return map;
  for (const StoredAccount& account : store->accounts()) {
    map.emplace(account.domain, account_row(*store, account));
  }
  return map;
}

Value license_row(const StoredLicense& row) {
  return Value::Map{{"license", row.license},   {"quantity", row.quantity},
                    {"in_use", row.in_use},     {"available", row.available},
                    {"reserved", row.reserved}, {"status", row.status}};
}

Value virtual_account_row(const Store& store, const StoredVirtualAccount& account) {
  Value::List licenses;
  for (const StoredLicense& row : store.licenses(account.id)) {
    licenses.emplace_back(license_row(row));
  }
  return Value::Map{{"smart_account", account.domain},
                    {"description", account.description},
                    {"default", account.is_default},
                    {"access_level", or_absent(account.access_level)},
                    {"license_mode", account.mode ? Value{word(*account.mode)} : Value{}},
                    {"clusters", account.clusters},
                    {"at_portal", account.present},
                    {"tokens", static_cast<std::int64_t>(store.tokens(account.id).size())},
                    {"licenses", std::move(licenses)}};
}

/// By `domain/name`, as CSSM shows them.
Value virtual_accounts(const World& world, const Target&) {
  Value::Map map;
  const Store* store = world.mediator().store();
  if (store == nullptr) return map;
  for (const StoredVirtualAccount& account : store->virtual_accounts()) {
    map.emplace(account.domain + '/' + account.name, virtual_account_row(*store, account));
  }
  return map;
}

Value job_row(const Store& store, const StoredJob& job) {
  const auto state = [&](Phase phase) {
    return has_phase(job.kind, phase) ? Value{text(job.phases[static_cast<std::size_t>(phase)])}
                                      : Value{};
  };
  return Value::Map{{"id", job.id},
                    {"type", word(job.kind)},
                    {"cluster", job.cluster},
                    {"description", describe(store, job)},
                    {"status", word(job.state)},
                    {"initiated", job.created},
                    {"completed", or_absent(job.completed)},
                    {"phases", job.status_line()},
                    {"verification", state(Phase::verification)},
                    {"deregistration", state(Phase::deregistration)},
                    {"license_mode_change", state(Phase::mode)},
                    {"transport_mode_change", state(Phase::transport)},
                    {"registration", state(Phase::registration)},
                    {"attempts", job.attempts},
                    {"code", job.fault ? Value{info(*job.fault).name} : Value{}},
                    {"message", job.fault ? Value{info(*job.fault).text} : Value{}},
                    {"advice", job.fault ? Value{info(*job.fault).advice} : Value{}},
                    {"detail", or_absent(job.detail)}};
}

Value jobs(const World& world, const Target&) {
  return listed(
      world, [](const Store& store) { return store.jobs(); },
      [](const Store& store, const StoredJob& job) { return job_row(store, job); });
}

Value transport_row(const Store& store, const StoredCluster& cluster,
                    const std::optional<StoredVirtualAccount>& account) {
  const auto owner = account ? store.account(account->domain) : std::nullopt;
  const ChosenTransport chosen =
      choose_transport(store, cluster, owner.value_or(StoredAccount{.domain = ""}));
  return Value::Map{{"mode", word(chosen.mode)},
                    {"level", chosen.level},
                    {"proxy", or_absent(chosen.proxy.host)},
                    {"proxy_is_missing", chosen.proxy_is_missing}};
}

/// `job`: the last one of the cluster; `drift`: what a sync found of it.
Value cluster_row(const Store& store, const StoredCluster& cluster, const StoredJob* job,
                  const Drift* drift) {
  const auto account = cluster.assigned ? store.virtual_account(*cluster.assigned) : std::nullopt;
  return Value::Map{{"customer", or_absent(cluster.customer)},
                    {"product", word(cluster.product)},
                    {"version", or_absent(cluster.version)},
                    {"smart_account", account ? Value{account->domain} : Value{}},
                    {"virtual_account", account ? Value{account->name} : Value{}},
                    {"status", word(cluster.status)},
                    {"status_text", shown_status(cluster.status).text},
                    {"priority", shown_status(cluster.status).priority},
                    {"description", shown_status(cluster.status).description},
                    {"advice", or_absent(drift == nullptr ? shown_status(cluster.status).advice
                                                          : drift_advice(drift->kind))},
                    {"udi", or_absent(cluster.udi)},
                    {"mixed_mode", cluster.mixed_mode},
                    {"transport", transport_row(store, cluster, account)},
                    {"job", job == nullptr ? Value{} : job_row(store, *job)}};
}

Value clusters(const World& world, const Target&) {
  Value::Map map;
  const Store* store = world.mediator().store();
  if (store == nullptr) return map;
  std::map<std::string, StoredJob, std::less<>> last;
  for (StoredJob& job : store->jobs()) last.insert_or_assign(job.cluster, std::move(job));
  std::map<std::string, Drift, std::less<>> drifts;
  for (const StoredAccount& account : store->accounts()) {
    for (Drift& row : store->drift(account.domain)) drifts.emplace(row.subject, std::move(row));
  }
  for (const StoredCluster& cluster : store->clusters()) {
    const auto job = last.find(cluster.name);
    const auto drift = drifts.find(cluster.name);
    map.emplace(cluster.name,
                cluster_row(*store, cluster, job == last.end() ? nullptr : &job->second,
                            drift == drifts.end() ? nullptr : &drift->second));
  }
  return map;
}

Value customers(const World& world, const Target&) {
  return listed(
      world, [](const Store& store) { return store.customers(); },
      [](const Store&, const StoredCustomer& row) {
        return Value::Map{{"name", row.name},
                          {"description", or_absent(row.description)},
                          {"transport", row.transport ? Value{word(*row.transport)} : Value{}},
                          {"proxy", or_absent(row.proxy.host)}};
      });
}

/// Of every account, one after the other.
template <class Rows, class Show>
Value of_accounts(const World& world, Rows rows, Show show) {
  Value::List list;
  const Store* store = world.mediator().store();
  if (store == nullptr) return list;
  for (const StoredAccount& account : store->accounts()) {
    for (const auto& row : rows(*store, account.domain)) {
      list.emplace_back(show(*store, account.domain, row));
    }
  }
  return list;
}

Value instances(const World& world, const Target&) {
  return of_accounts(
      world, [](const Store& store, const std::string& domain) { return store.instances(domain); },
      [](const Store& store, const std::string& domain, const Store::Placed& row) {
        const auto account = store.virtual_account(row.virtual_account);
        return Value::Map{{"smart_account", domain},
                          {"virtual_account", account ? Value{account->name} : Value{}},
                          {"name", row.instance.name},
                          {"udi", row.instance.udi},
                          {"status", or_absent(row.instance.status)}};
      });
}

Value alerts(const World& world, const Target&) {
  return of_accounts(
      world, [](const Store& store, const std::string& domain) { return store.alerts(domain); },
      [](const Store&, const std::string& domain, const StoredAlert& row) {
        return Value::Map{{"smart_account", domain},
                          {"virtual_account", or_absent(row.virtual_account)},
                          {"severity", row.severity},
                          {"type", row.type},
                          {"message", row.message}};
      });
}

Value drift(const World& world, const Target&) {
  return of_accounts(
      world, [](const Store& store, const std::string& domain) { return store.drift(domain); },
      [](const Store&, const std::string& domain, const Drift& row) {
        return Value::Map{{"smart_account", domain},          {"kind", row.kind},
                          {"cluster", row.subject},           {"detail", row.detail},
                          {"advice", drift_advice(row.kind)}, {"found", row.found}};
      });
}

constexpr Field fields[] = {
    {"running", Type::flag(), "Whether it runs.", running},
    {"under_way", Type::number(), "How many jobs, syncs and additions of accounts are under way.",
     under_way},
    {"smart_accounts", Type::made_of(mediator_account_view).by_name(), "Its smart accounts.",
     smart_accounts},
    {"virtual_accounts",
     Type::made_of(mediator_virtual_account_view).by_name("virtual_account").or_text(),
     "The virtual accounts that it knows; one of a satellite as \"account/name\".",
     virtual_accounts},
    {"clusters", Type::made_of(mediator_cluster_view).by_name(), "The clusters that it manages.",
     clusters},
    {"customers", Type::made_of(mediator_customer_view).list(), "Its customers.", customers},
    {"jobs", Type::made_of(mediator_job_view).list(), "Its jobs, oldest first.", jobs},
    {"instances", Type::made_of(mediator_instance_view).list(),
     "Product instances as of the last sync.", instances},
    {"alerts", Type::made_of(mediator_alert_view).list(), "Alerts as of the last sync.", alerts},
    {"drift", Type::made_of(mediator_drift_view).list(),
     "Where store and portal disagreed at the last sync.", drift},
};

}  // namespace

std::span<const Field> mediator_fields() { return fields; }

}  // namespace slsim
