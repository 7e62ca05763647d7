// SPDX-License-Identifier: Apache-2.0
#include "client/store/schema.h"

#include <array>

namespace slsim {
namespace {

// Instants are milliseconds since 1970; secrets are sealed before they come here. `seen` is the
// number of the sync that last saw a row.
constexpr std::string_view first = R"sql(
CREATE TABLE smart_accounts(
  domain TEXT PRIMARY KEY, name TEXT NOT NULL, client_id TEXT NOT NULL, secret TEXT NOT NULL,
  transport TEXT NOT NULL, proxy_host TEXT NOT NULL, proxy_port INTEGER NOT NULL,
  proxy_user TEXT NOT NULL, proxy_password TEXT NOT NULL,
  gateway TEXT NOT NULL, server TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0, last_sync INTEGER NOT NULL DEFAULT 0,
  sync_fault TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE syncs(
  domain TEXT PRIMARY KEY REFERENCES smart_accounts(domain) ON DELETE CASCADE,
  number INTEGER NOT NULL, stage TEXT NOT NULL, offset INTEGER NOT NULL,
  last TEXT NOT NULL, started INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE virtual_accounts(
  id INTEGER PRIMARY KEY, domain TEXT NOT NULL
    REFERENCES smart_accounts(domain) ON DELETE CASCADE,
  name TEXT NOT NULL, description TEXT NOT NULL, is_default INTEGER NOT NULL,
  access_level TEXT NOT NULL, mode TEXT, present INTEGER NOT NULL, seen INTEGER NOT NULL,
  UNIQUE(domain, name)
);
CREATE TABLE licenses(
  virtual_account INTEGER NOT NULL REFERENCES virtual_accounts(id) ON DELETE CASCADE,
  license TEXT NOT NULL, quantity INTEGER NOT NULL, in_use INTEGER NOT NULL,
  available INTEGER NOT NULL, reserved INTEGER NOT NULL, status TEXT NOT NULL,
  billing TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY(virtual_account, license)
) WITHOUT ROWID;
CREATE TABLE instances(
  domain TEXT NOT NULL REFERENCES smart_accounts(domain) ON DELETE CASCADE,
  udi TEXT NOT NULL, virtual_account INTEGER NOT NULL
    REFERENCES virtual_accounts(id) ON DELETE CASCADE,
  name TEXT NOT NULL, product TEXT NOT NULL, status TEXT NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY(domain, udi)
) WITHOUT ROWID;
CREATE TABLE tokens(
  virtual_account INTEGER NOT NULL REFERENCES virtual_accounts(id) ON DELETE CASCADE,
  token TEXT NOT NULL, description TEXT NOT NULL, expires INTEGER NOT NULL,
  export_allowed INTEGER NOT NULL, PRIMARY KEY(virtual_account, token)
) WITHOUT ROWID;
CREATE TABLE alerts(
  domain TEXT NOT NULL REFERENCES smart_accounts(domain) ON DELETE CASCADE,
  place INTEGER NOT NULL, virtual_account TEXT NOT NULL, severity TEXT NOT NULL,
  type TEXT NOT NULL, message TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY(domain, place)
) WITHOUT ROWID;
CREATE TABLE customers(
  name TEXT PRIMARY KEY, description TEXT NOT NULL, transport TEXT,
  proxy_host TEXT NOT NULL, proxy_port INTEGER NOT NULL, proxy_user TEXT NOT NULL,
  proxy_password TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE clusters(
  name TEXT PRIMARY KEY, customer TEXT REFERENCES customers(name), product TEXT NOT NULL,
  version TEXT NOT NULL, mixed_mode INTEGER NOT NULL, transport TEXT,
  proxy_host TEXT NOT NULL, proxy_port INTEGER NOT NULL, proxy_user TEXT NOT NULL,
  proxy_password TEXT NOT NULL,
  assigned INTEGER REFERENCES virtual_accounts(id), udi TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'never_assigned'
) WITHOUT ROWID;
CREATE INDEX assigned_clusters ON clusters(assigned);
CREATE TABLE nodes(
  cluster TEXT NOT NULL REFERENCES clusters(name) ON DELETE CASCADE,
  name TEXT NOT NULL, publisher INTEGER NOT NULL, address TEXT NOT NULL,
  PRIMARY KEY(cluster, name)
) WITHOUT ROWID;
CREATE TABLE credentials(
  cluster TEXT NOT NULL REFERENCES clusters(name) ON DELETE CASCADE,
  kind TEXT NOT NULL, user TEXT NOT NULL, password TEXT NOT NULL, PRIMARY KEY(cluster, kind)
) WITHOUT ROWID;
CREATE TABLE jobs(
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, cluster TEXT NOT NULL,
  target INTEGER, source INTEGER, state TEXT NOT NULL, phases TEXT NOT NULL,
  step TEXT NOT NULL, attempts INTEGER NOT NULL, token TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, completed INTEGER NOT NULL,
  fault TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE UNIQUE INDEX one_job_a_cluster ON jobs(cluster) WHERE state = 'in_progress';
CREATE TABLE drift(
  domain TEXT NOT NULL REFERENCES smart_accounts(domain) ON DELETE CASCADE,
  kind TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, found INTEGER NOT NULL,
  PRIMARY KEY(domain, kind, subject)
) WITHOUT ROWID;
)sql";

// What commands ask of a process that serves the store.
constexpr std::string_view second = R"sql(
CREATE TABLE requests(
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX jobs_by_state ON jobs(state);
)sql";

// Local accounts of satellites.
constexpr std::string_view third = R"sql(
ALTER TABLE smart_accounts ADD COLUMN of_domain TEXT NOT NULL DEFAULT '';
ALTER TABLE smart_accounts ADD COLUMN local_account TEXT NOT NULL DEFAULT '';
ALTER TABLE smart_accounts ADD COLUMN registration_url TEXT NOT NULL DEFAULT '';
ALTER TABLE virtual_accounts ADD COLUMN at_satellite INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr std::array<std::string_view, 3> steps{first, second, third};

}  // namespace

std::span<const std::string_view> migrations() { return steps; }

}  // namespace slsim
