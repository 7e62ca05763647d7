// SPDX-License-Identifier: Apache-2.0
#include "client/sync/sync.h"

#include <map>
#include <optional>
#include <utility>

namespace slsim {
namespace {

/// One sync under way.
struct Run {
  Ports ports;
  Store& store;
  CssmSession session;
  SyncLimits limits;
  SyncWatcher watcher;
  SyncProgress progress{};
  std::map<std::string, std::int64_t, std::less<>> ids{};  // Of virtual accounts, by name.

  [[nodiscard]] const std::string& domain() const { return session.account().domain; }
  void tell(std::int64_t total) const {
    if (watcher) watcher({domain(), progress.stage, progress.offset, total});
  }
  void enter(std::string stage) {
    progress.stage = std::move(stage);
    progress.offset = 0;
    progress.last.clear();
    store.set_progress(domain(), progress);
  }
  void begin_stage_anew() {
    if (progress.stage == "licenses") store.unsee_licenses(domain(), progress.number);
    if (progress.stage == "instances") store.unsee_instances(domain(), progress.number);
    enter(progress.stage);
  }
  void read_ids() {
    ids.clear();
    for (const StoredVirtualAccount& row : store.virtual_accounts()) {
      if (row.domain == domain() && row.present) ids.emplace(row.name, row.id);
    }
  }
  [[nodiscard]] std::optional<std::int64_t> id_of(const std::string& name) const {
    const auto found = ids.find(name);
    if (found == ids.end()) return std::nullopt;  // Of a satellite, or made since.
    return found->second;
  }
};

void keep(Run& run, const InAccount<StoredLicense>& row, std::int64_t /*place*/) {
  if (const auto id = run.id_of(row.virtual_account)) {
    run.store.put(*id, row.row, run.progress.number);
  }
}

void keep(Run& run, const InAccount<StoredInstance>& row, std::int64_t /*place*/) {
  if (const auto id = run.id_of(row.virtual_account)) {
    run.store.put(run.domain(), *id, row.row, run.progress.number);
  }
}

void keep(Run& run, const InAccount<StoredAlert>& row, std::int64_t place) {
  if (place == 0) run.store.clear_alerts(run.domain());
  run.store.put(run.domain(), place, row.row);
}

/// Keeps the rows that are new, unless the page does not join the one before. Answers whether it
/// did.
template <class Row>
bool keep_page(Run& run, const Page<Row>& page, bool joined) {
  std::size_t first = 0;
  if (joined) {
    if (page.rows.empty() || key_of(page.rows.front()) != run.progress.last) return false;
    first = 1;
  }
  for (std::size_t i = first; i < page.rows.size(); ++i) {
    keep(run, page.rows[i], run.progress.offset);
    ++run.progress.offset;
    run.progress.last = key_of(page.rows[i]);
  }
  return page.rows.size() > first || run.progress.offset >= page.total;
}

template <class Row>
using Lister = Task<OrFault<Page<Row>>> (*)(CssmSession&, PagePlace);

template <class Row>
Task<OrFault<void>> read_list(Run& run, Lister<Row> lister, std::string next_stage) {
  int restarts = 0;
  for (;;) {
    const bool joined = run.progress.offset > 0;
    const PagePlace place{run.progress.offset - (joined ? 1 : 0), run.limits.page};
    const OrFault<Page<Row>> page = co_await lister(run.session, place);
    if (!page) co_return tl::make_unexpected(page.error());
    Change change{run.store.database()};
    if (!keep_page(run, *page, joined)) {
      if (++restarts > run.limits.restarts) {
        co_return fail(FaultCode::CSSM1020, run.progress.stage + " moved while they were read");
      }
      run.begin_stage_anew();
    } else if (run.progress.offset >= page->total) {
      run.tell(page->total);
      run.enter(next_stage);
      co_return change.commit();
    } else {
      run.store.set_progress(run.domain(), run.progress);
      run.tell(page->total);
    }
    if (auto done = change.commit(); !done) co_return done;
  }
}

Task<OrFault<void>> read_virtual_accounts(Run& run) {
  const OrFault<std::vector<CssmVirtualAccount>> rows = co_await list_virtual_accounts(run.session);
  if (!rows) co_return tl::make_unexpected(rows.error());
  Change change{run.store.database()};
  for (const CssmVirtualAccount& row : *rows) {
    if (row.satellite) {
      run.store.give_to_satellite(row.account);
    } else {
      run.store.put(row.account, run.progress.number);
    }
  }
  // The list is whole; nothing is asked of those that it lacks any more.
  run.store.miss_unlisted(run.domain(), run.progress.number);
  run.tell(static_cast<std::int64_t>(rows->size()));
  run.enter("licenses");
  co_return change.commit();
}

/// Of those virtual accounts whose clusters may need one.
Task<OrFault<void>> read_tokens(Run& run) {
  std::vector<StoredVirtualAccount> wanted;
  for (StoredVirtualAccount& row : run.store.virtual_accounts()) {
    if (row.domain == run.domain() && row.mode && row.present) wanted.push_back(std::move(row));
  }
  while (run.progress.offset < static_cast<std::int64_t>(wanted.size())) {
    const StoredVirtualAccount& row = wanted[static_cast<std::size_t>(run.progress.offset)];
    const OrFault<std::vector<StoredToken>> tokens = co_await list_tokens(run.session, row.name);
    if (!tokens) co_return tl::make_unexpected(tokens.error());
    Change change{run.store.database()};
    run.store.set_tokens(row.id, *tokens);
    ++run.progress.offset;
    run.store.set_progress(run.domain(), run.progress);
    run.tell(static_cast<std::int64_t>(wanted.size()));
    if (auto done = change.commit(); !done) co_return done;
  }
  Change change{run.store.database()};
  run.enter("alerts");
  co_return change.commit();
}

/// Those of one virtual account, whole.
Task<OrFault<std::vector<InAccount<StoredInstance>>>> read_instances_of(Run& run,
                                                                        std::string name) {
  std::vector<InAccount<StoredInstance>> rows;
  for (int restarts = 0; restarts <= run.limits.restarts;) {
    const bool joined = !rows.empty();
    const auto have = static_cast<std::int64_t>(rows.size());
    const PagePlace place{have - (joined ? 1 : 0), run.limits.page, name};
    const OrFault<Page<StoredInstance>> page = co_await list_instances(run.session, place);
    if (!page) co_return tl::make_unexpected(page.error());
    if (joined && (page->rows.empty() || key_of(page->rows.front()) != key_of(rows.back()))) {
      rows.clear();
      ++restarts;
      continue;
    }
    rows.insert(rows.end(), page->rows.begin() + (joined ? 1 : 0), page->rows.end());
    const bool more = page->rows.size() > (joined ? 1U : 0U);
    if (!more || static_cast<std::int64_t>(rows.size()) >= page->total) co_return rows;
  }
  co_return fail(FaultCode::CSSM1020, "instances moved while they were read");
}

/// A satellite lists them a virtual account at a time.
Task<OrFault<void>> read_instances_on_prem(Run& run) {
  std::vector<std::string> names;
  names.reserve(run.ids.size());
  for (const auto& [name, id] : run.ids) names.push_back(name);
  while (run.progress.offset < static_cast<std::int64_t>(names.size())) {
    const auto rows =
        co_await read_instances_of(run, names[static_cast<std::size_t>(run.progress.offset)]);
    if (!rows) co_return tl::make_unexpected(rows.error());
    Change change{run.store.database()};
    for (const InAccount<StoredInstance>& row : *rows) keep(run, row, 0);
    ++run.progress.offset;
    run.store.set_progress(run.domain(), run.progress);
    run.tell(static_cast<std::int64_t>(names.size()));
    if (auto done = change.commit(); !done) co_return done;
  }
  Change change{run.store.database()};
  run.enter("tokens");
  co_return change.commit();
}

OrFault<void> conclude(Run& run) {
  Change change{run.store.database()};
  run.store.forget_unseen(run.domain(), run.progress.number);
  run.store.set_drift(run.domain(), find_drift(run.store, run.domain(), run.ports.clock.now()));
  run.enter("done");
  return change.commit();
}

OrFault<void> begin(Run& run) {
  const std::optional<SyncProgress> before = run.store.sync(run.domain());
  const bool recent = before && run.ports.clock.now() - before->started <= run.limits.resume_within;
  if (recent && before->stage != "done") {
    run.progress = *before;
    return {};
  }
  run.progress = {.number = before ? before->number + 1 : 1,
                  .stage = "virtual_accounts",
                  .started = run.ports.clock.now()};
  Change change{run.store.database()};
  run.store.begin_sync(run.domain(), run.progress);
  return change.commit();
}

Task<OrFault<void>> run_stage(Run& run) {
  const std::string stage = run.progress.stage;
  if (stage != "virtual_accounts") run.read_ids();
  if (stage == "virtual_accounts") co_return co_await read_virtual_accounts(run);
  if (stage == "licenses") {
    co_return co_await read_list<StoredLicense>(run, &list_licenses, "instances");
  }
  if (stage == "instances" && run.session.at_satellite()) {
    co_return co_await read_instances_on_prem(run);
  }
  if (stage == "instances") {
    co_return co_await read_list<StoredInstance>(run, &list_instances, "tokens");
  }
  if (stage == "tokens") co_return co_await read_tokens(run);
  if (stage == "alerts") {
    co_return co_await read_list<StoredAlert>(run, &list_alerts, "concluding");
  }
  co_return conclude(run);
}

Task<OrFault<void>> run_stages(Run& run) {
  OrFault<void> done = begin(run);
  while (done && run.progress.stage != "done") done = co_await run_stage(run);
  co_return done;
}

}  // namespace

Task<OrFault<void>> sync_account(Ports ports, Store& store, std::string domain, SyncLimits limits,
                                 SyncWatcher watcher) {
  const std::optional<StoredAccount> account = store.account(domain);
  if (!account) co_return fail(FaultCode::CSSM1019, domain);
  Run run{ports, store, CssmSession{ports, *account, limits.back_off}, limits, std::move(watcher)};
  const OrFault<void> done = co_await run_stages(run);
  const std::optional<Fault> fault = done ? std::nullopt : std::optional{done.error()};
  const OrFault<void> noted = store.set_synced(domain, ports.clock.now(), fault);
  co_return done ? noted : done;
}

namespace {

/// Whether all is there and CSSM takes it.
Task<OrFault<void>> probe(Ports ports, StoredAccount account, BackOffLimits back_off) {
  if (account.transport == TransportMode::gateway) {
    co_return fail(FaultCode::MED1008, "gateway");
  }
  if (account.domain.empty() || account.client_id.empty() || account.secret.text.empty()) {
    co_return fail(FaultCode::CSSM1018, "domain, client ID and secret are needed");
  }
  if (account.transport == TransportMode::satellite && account.local_account.empty()) {
    co_return fail(FaultCode::CSSM1018, "the local account at the satellite is needed");
  }
  CssmSession session{ports, account, back_off};
  const OrFault<std::vector<CssmVirtualAccount>> rows = co_await list_virtual_accounts(session);
  if (!rows) co_return tl::make_unexpected(rows.error());
  co_return OrFault<void>{};
}

}  // namespace

Task<OrFault<void>> enter_account(Ports ports, Store& store, StoredAccount account,
                                  BackOffLimits back_off) {
  if (store.account(account.domain)) co_return fail(FaultCode::MED1004, account.domain);
  const OrFault<void> good = co_await probe(ports, account, back_off);
  if (!good) co_return good;
  co_return store.add_account(account);
}

Task<OrFault<void>> change_account(Ports ports, Store& store, StoredAccount account,
                                   BackOffLimits back_off) {
  if (!store.account(account.domain)) co_return fail(FaultCode::CSSM1019, account.domain);
  const OrFault<void> good = co_await probe(ports, account, back_off);
  if (!good) co_return good;
  co_return store.update_account(account);
}

Task<OrFault<void>> add_account(Ports ports, Store& store, StoredAccount account, SyncLimits limits,
                                SyncWatcher watcher) {
  const OrFault<void> entered = co_await enter_account(ports, store, account, limits.back_off);
  if (!entered) co_return entered;
  co_return co_await sync_account(ports, store, account.domain, limits, std::move(watcher));
}

}  // namespace slsim
