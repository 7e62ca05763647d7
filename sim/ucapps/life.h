// SPDX-License-Identifier: Apache-2.0
// What happens to a box once in years: what is asked for, and what a backup holds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/kernel/trust.h"
#include "sim/ucapps/agent.h"
#include "sim/ucapps/estate.h"
#include "sim/ucapps/evaluation.h"
#include "sim/ucapps/overage.h"
#include "sim/ucapps/product_reservation.h"

namespace slsim {

/// A later release on the same machine.
struct Upgrade {
  std::string version;
  std::vector<NameId> roots;  ///< That the release brings.
  Duration away{};            ///< For the switch to it.
};

enum class IdentityOfNewMachine : std::uint8_t { new_udi, kept };

/// To another machine, in the same release unless another is named.
struct Migration {
  std::string version;
  std::string host_name;  ///< Empty: as before.
  IdentityOfNewMachine identity = IdentityOfNewMachine::new_udi;
  Duration away{};
};

/// Installed anew: nothing that was configured is left.
struct Rebuild {
  std::string version;  ///< Empty: as before.
  IdentityOfNewMachine identity = IdentityOfNewMachine::new_udi;
  Duration away{};
};

/// Who the product is and what it has used up.
struct BackupLicensing {
  Udi udi;
  SmartAgent agent{};
  std::shared_ptr<const ProductReservation> reservation;  ///< Null: none was enabled.
  Evaluation evaluation{};
  Overage out_of_compliance;
  Overage authorization_expired;
  Duration uptime_ahead;  ///< Of true time, on the box that was put aside.
};

/// What the disaster recovery system has put aside. Licensing is in it by the setting
/// backup_licensing alone.
struct Backup {
  std::string name;
  std::string cluster;
  Product product = Product::cucm;
  std::string version;
  LicenseMode mode = LicenseMode::enterprise;
  Counts counts;
  std::shared_ptr<const Estate> estate;
  bool mixed_mode = false;
  bool share_host_name = true;

  std::shared_ptr<const BackupLicensing> licensing;  ///< Null: left out.

  // Of the release that ran; what a backup does not bring back.
  std::vector<std::string> packages;
  TrustStore trust;
};

}  // namespace slsim
