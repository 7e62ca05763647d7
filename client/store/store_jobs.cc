// SPDX-License-Identifier: Apache-2.0
// Jobs. The token of one is kept until it is completed, since a killed job may have to use it
// again.
#include "client/store/store.h"

namespace slsim {
namespace {

std::string token_place(const StoredJob& job) { return "job/" + job.cluster + "/token"; }

std::string letters_of(const StoredJob& job) {
  std::string letters;
  for (const PhaseState phase : job.phases) {
    letters += static_cast<char>('0' + static_cast<int>(phase));
  }
  return letters;
}

template <class Enum>
Enum find_word(std::string_view text, std::initializer_list<Enum> values) {
  for (const Enum value : values) {
    if (word(value).text() == text) return value;
  }
  return *values.begin();
}

}  // namespace

OrFault<std::int64_t> Store::add_job(const StoredJob& job) {
  Change change{database_};
  Query open{database_, "SELECT id FROM jobs WHERE cluster = ? AND state = 'in_progress'"};
  open.with(job.cluster);
  if (open.next()) return fail(FaultCode::MED1007, "job " + std::to_string(open.number(0)));
  Query{database_,
        "INSERT INTO jobs(kind, cluster, target, source, state, phases, step, attempts, token, "
        "created, updated, completed, fault, detail) VALUES(?,?,?,?,?,?,?,0,'',?,?,0,'','')"}
      .with(word(job.kind).text(), job.cluster, job.target, job.source, word(job.state).text(),
            letters_of(job), job.step, job.created, job.created)
      .run();
  const std::int64_t id = database_.last_row();
  if (auto done = change.commit(); !done) return tl::make_unexpected(done.error());
  return id;
}

void Store::write_job(const StoredJob& job) {
  Query{database_,
        "UPDATE jobs SET target = ?, source = ?, state = ?, phases = ?, step = ?, attempts = ?, "
        "token = ?, updated = ?, completed = ?, fault = ?, detail = ? WHERE id = ?"}
      .with(job.target, job.source, word(job.state).text(), letters_of(job), job.step, job.attempts,
            job.token.text.empty() ? std::string{} : seal(token_place(job), job.token), job.updated,
            job.completed, job.fault ? info(*job.fault).name : std::string_view{}, job.detail,
            job.id)
      .run();
  if (watcher_) watcher_(job.id);
}

OrFault<void> Store::save_job(const StoredJob& job) {
  Change change{database_};
  write_job(job);
  return change.commit();
}

OrFault<void> Store::save_job(const StoredJob& job, const StoredCluster& cluster) {
  Change change{database_};
  write_job(job);
  Query{database_, "UPDATE clusters SET assigned = ?, udi = ?, status = ? WHERE name = ?"}
      .with(cluster.assigned, cluster.udi, word(cluster.status).text(), cluster.name)
      .run();
  return change.commit();
}

StoredJob Store::read_job(const Query& query) const {
  StoredJob job{.id = query.number(0)};
  job.kind = find_word(query.text(1),
                       {JobKind::assign, JobKind::unassign, JobKind::reassign, JobKind::transport});
  job.cluster = query.text(2);
  if (!query.null(3)) job.target = query.number(3);
  if (!query.null(4)) job.source = query.number(4);
  job.state =
      find_word(query.text(5), {JobState::in_progress, JobState::completed, JobState::failed});
  const std::string letters = query.text(6);
  for (std::size_t i = 0; i < job.phases.size() && i < letters.size(); ++i) {
    job.phases[i] = static_cast<PhaseState>(letters[i] - '0');
  }
  job.step = query.text(7);
  job.attempts = query.number(8);
  job.token = open(token_place(job), query.text(9));
  job.created = query.instant(10);
  job.updated = query.instant(11);
  job.completed = query.instant(12);
  job.fault = find_fault(query.text(13));
  job.detail = query.text(14);
  return job;
}

std::vector<StoredJob> Store::jobs() const {
  Query query{database_, "SELECT * FROM jobs ORDER BY id"};
  std::vector<StoredJob> rows;
  while (query.next()) rows.push_back(read_job(query));
  return rows;
}

std::vector<std::int64_t> Store::jobs_under_way() const {
  Query query{database_, "SELECT id FROM jobs WHERE state = 'in_progress' ORDER BY id"};
  std::vector<std::int64_t> ids;
  while (query.next()) ids.push_back(query.number(0));
  return ids;
}

std::optional<StoredJob> Store::job(std::int64_t id) const {
  Query query{database_, "SELECT * FROM jobs WHERE id = ?"};
  query.with(id);
  if (!query.next()) return std::nullopt;
  return read_job(query);
}

}  // namespace slsim
