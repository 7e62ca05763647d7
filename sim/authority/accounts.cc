// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/accounts.h"

#include <algorithm>

#include "core/result/check.h"

namespace slsim {
namespace {

bool role_has(Role role, Right right) {
  switch (role) {
    case Role::administrator:
      return true;
    case Role::approver:
      return right == Right::accept_agreements;
    case Role::user:
      return right == Right::read || right == Right::manage_assets;
    case Role::viewer:
      return right == Right::read;
  }
  CHECK(false, "a role of the enumeration");
  return false;
}

}  // namespace

Word word(AccountType type) { return type == AccountType::customer ? "customer"_w : "holding"_w; }

Word word(Role role) {
  switch (role) {
    case Role::administrator:
      return "administrator"_w;
    case Role::approver:
      return "approver"_w;
    case Role::user:
      return "user"_w;
    case Role::viewer:
      return "viewer"_w;
  }
  CHECK(false, "a role of the enumeration");
  return ""_w;
}

const User* find_user(const SmartAccount& account, std::string_view name) {
  const auto found = std::ranges::find(account.users, name, &User::name);
  return found == account.users.end() ? nullptr : &*found;
}

bool may(const User& user, Right right, std::optional<VirtualAccountId> where) {
  return std::ranges::any_of(user.grants, [&](const RoleGrant& grant) {
    return role_has(grant.role, right) && (!grant.only || grant.only == where);
  });
}

}  // namespace slsim
