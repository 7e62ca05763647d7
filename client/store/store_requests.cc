// SPDX-License-Identifier: Apache-2.0
// What one process asks of another one that serves the store.
#include "client/store/store.h"

namespace slsim {
namespace {

StoredRequest read(const Query& query) {
  return {.id = query.number(0),
          .kind = query.text(1),
          .subject = query.text(2),
          .done = query.flag(3),
          .fault = find_fault(query.text(4)),
          .detail = query.text(5)};
}

}  // namespace

OrFault<std::int64_t> Store::add_request(std::string_view kind, std::string_view subject) {
  Change change{database_};
  Query{database_, "INSERT INTO requests(kind, subject) VALUES(?,?)"}.with(kind, subject).run();
  const std::int64_t id = database_.last_row();
  if (auto done = change.commit(); !done) return tl::make_unexpected(done.error());
  return id;
}

OrFault<void> Store::end_request(std::int64_t id, const std::optional<Fault>& fault) {
  Change change{database_};
  Query{database_, "UPDATE requests SET done = 1, fault = ?, detail = ? WHERE id = ?"}
      .with(fault ? info(fault->code).name : std::string_view{},
            fault ? std::string_view{fault->detail} : std::string_view{}, id)
      .run();
  // Whoever asked looks again at once.
  Query{database_, "DELETE FROM requests WHERE done = 1 AND id < ?"}.with(id - 1000).run();
  return change.commit();
}

std::int64_t Store::writes_of_others() const {
  Query query{database_, "PRAGMA data_version"};
  return query.next() ? query.number(0) : 0;
}

std::optional<StoredRequest> Store::request(std::int64_t id) const {
  Query query{database_, "SELECT * FROM requests WHERE id = ?"};
  query.with(id);
  if (!query.next()) return std::nullopt;
  return read(query);
}

std::optional<StoredRequest> Store::first_request() const {
  Query query{database_, "SELECT * FROM requests WHERE done = 0 ORDER BY id LIMIT 1"};
  if (!query.next()) return std::nullopt;
  return read(query);
}

}  // namespace slsim
