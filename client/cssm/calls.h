// SPDX-License-Identifier: Apache-2.0
// CSSM's published calls that a mediation client needs, with answers as rows. Lists come in pages
// that overlap by one row: when the first row of a page is not the last one of the page before,
// rows have moved between the two, and whoever reads begins anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/cssm/session.h"
#include "client/store/records.h"

namespace slsim {

struct CssmVirtualAccount {
  StoredVirtualAccount account;
  bool satellite = false;  ///< A satellite's own: CSSM lists it, and it is read from the satellite.
};
[[nodiscard]] Task<OrFault<std::vector<CssmVirtualAccount>>> list_virtual_accounts(
    CssmSession& session);

/// A row with the name of the virtual account that it is of.
template <class Row>
struct InAccount {
  std::string virtual_account;
  Row row;
};

template <class Row>
struct Page {
  std::int64_t total = 0;
  std::vector<InAccount<Row>> rows;
};

struct PagePlace {
  std::int64_t offset = 0;
  std::int64_t limit = 100;
  std::string virtual_account{};  ///< Rows of this one alone; empty: of all.
};
[[nodiscard]] Task<OrFault<Page<StoredLicense>>> list_licenses(CssmSession& session,
                                                               PagePlace place);
/// REQUIRES at a satellite: one virtual account.
[[nodiscard]] Task<OrFault<Page<StoredInstance>>> list_instances(CssmSession& session,
                                                                 PagePlace place);
[[nodiscard]] Task<OrFault<Page<StoredAlert>>> list_alerts(CssmSession& session, PagePlace place);

/// What tells two rows of a list apart.
[[nodiscard]] std::string key_of(const InAccount<StoredLicense>& row);
[[nodiscard]] std::string key_of(const InAccount<StoredInstance>& row);
[[nodiscard]] std::string key_of(const InAccount<StoredAlert>& row);

[[nodiscard]] Task<OrFault<std::vector<StoredToken>>> list_tokens(CssmSession& session,
                                                                  std::string virtual_account);
/// Without export control: what HCM-F creates never allows it (HCS Smart Licensing Guide).
[[nodiscard]] Task<OrFault<StoredToken>> create_token(CssmSession& session,
                                                      std::string virtual_account,
                                                      std::int64_t days_of_life);

}  // namespace slsim
