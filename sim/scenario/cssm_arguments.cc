// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/cssm_arguments.h"

namespace slsim {

std::string account_name(std::string_view full) {
  const std::size_t slash = full.find('/');
  return std::string{slash == std::string_view::npos ? full : full.substr(slash + 1)};
}

Result<VirtualAccountId> account_of(const LicenseAuthority& cssm, std::string_view full) {
  const std::size_t slash = full.find('/');
  if (slash != std::string_view::npos) {
    auto found = cssm.find_virtual_account(full.substr(slash + 1), full.substr(0, slash));
    if (found) return found;
  }
  return cssm.find_virtual_account(full);
}

Lot lot_from(const Arguments& arguments, Instant now) {
  Lot lot;
  lot.license = arguments.license("license");
  lot.quantity = arguments.number("quantity");
  lot.end = arguments.instant_or("until", never);
  lot.start = arguments.instant_or("start", now);
  lot.subscription = arguments.text_or("subscription", "");
  if (arguments.has("release")) lot.release = arguments.choice<TagRelease>("release");
  if (arguments.has("kind")) {
    lot.kind = arguments.choice<LotKind>("kind");
  } else if (lot.end != never) {
    lot.kind = LotKind::term;
  }
  return lot;
}

TokenTerms token_from(const Arguments& arguments) {
  TokenTerms terms;
  terms.name = arguments.text_or("name", "");
  terms.description = arguments.text_or("description", "");
  terms.life = arguments.duration("expires");
  if (arguments.has("max_uses")) {
    terms.max_uses = static_cast<std::uint32_t>(arguments.number("max_uses"));
  }
  terms.export_control_allowed =
      arguments.choice<Permission>("export_control") == Permission::allowed;
  return terms;
}

}  // namespace slsim
