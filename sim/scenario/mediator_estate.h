// SPDX-License-Identifier: Apache-2.0
// From the language's arguments to what the mediation client keeps. What is left out is as the
// world has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/store/records.h"
#include "sim/scenario/arguments.h"

namespace slsim {

class World;
struct ReleaseLimits;

/// By mediator_access_arguments.
[[nodiscard]] StoredAccount account_from(const World& world, const std::string& domain,
                                         const Arguments& arguments);
/// Of the release of HCM-F that the arguments name.
[[nodiscard]] ReleaseLimits release_in(const Arguments& arguments);
/// `account` with what the arguments say, and with the right secret if they name none.
[[nodiscard]] StoredAccount changed_account(const World& world, StoredAccount account,
                                            const Arguments& arguments);
/// By mediator_customer_arguments.
[[nodiscard]] StoredCustomer customer_from(const Arguments& arguments);
/// By mediator_cluster_arguments.
[[nodiscard]] ImportedCluster cluster_from(const World& world, const Arguments& arguments);
/// The proxy of mediator_proxy_arguments; none without one.
[[nodiscard]] StoredProxy proxy_from(const Arguments& arguments);

/// `va-1@partner.example` of `partner.example/va-1`: the client's way to name one of several.
[[nodiscard]] std::string name_for_client(std::string_view virtual_account);
/// Virtual accounts of that smart account as the portal lists them to the client.
[[nodiscard]] std::vector<StoredVirtualAccount> listed_accounts(const World& world,
                                                                std::string_view domain);

/// Fills the client's store with what `world: {mediator: …}` says.
void fill_mediator(World& world, const Arguments& described);

}  // namespace slsim
