// SPDX-License-Identifier: Apache-2.0
// What encrypts, and what the export-controlled functionality of a registration has to do with it.
#include <fmt/format.h>

#include "sim/ucapps/cluster.h"

namespace slsim {
namespace {

enum class EncryptionWithoutExport : std::uint8_t { stays, ends_at_reboot };

}  // namespace

bool Cluster::export_allowed() const {
  if (reservation_ && reservation_->grant) return reservation_->grant->export_control_allowed;
  const auto& identity = agent_.identity();
  return standing_.registration == Registration::registered && identity &&
         identity->membership.export_control_allowed;
}

Result<void> Cluster::set_encryption(Context& context, bool encrypts) {
  if (auto able = reachable(); !able) return able;
  const bool unity = options_.product == Product::cuc;
  if (options_.product == Product::cer) {
    return refuse(ProblemCode::unsupported,
                  fmt::format("{} has no encryption that licences decide", host_name_));
  }
  if (encrypts && !options_.mixed_mode && settings_->flag(Setting::mixed_mode_needs_export) &&
      !export_allowed()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} {}: Export-Controlled Functionality is not allowed", host_name_,
                              unity ? "cannot enable encryption" : "cannot be set to mixed mode"));
  }
  options_.mixed_mode = encrypts;
  context.record(Level::change, unity ? "encryption"_w : "mixed_mode"_w, {{"to"_w, encrypts}});
  settle(context);
  return {};
}

/// At a start: encryption for which nothing is allowed any more has ended, where it does.
void Cluster::take_up_encryption(Context& context) {
  if (!options_.mixed_mode || export_allowed() ||
      settings_->choice<EncryptionWithoutExport>(Setting::encryption_without_export) ==
          EncryptionWithoutExport::stays) {
    return;
  }
  options_.mixed_mode = false;
  context.record(Level::change, "encryption"_w, {{"to"_w, false}});
}

Result<void> Cluster::add_secure_trunk(Context& context) {
  if (auto able = reachable(); !able) return able;
  if (!export_allowed()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("a secure SIP trunk cannot be deployed on {}: a token with "
                              "Export-Controlled Functionality is needed",
                              host_name_));
  }
  context.record(Level::change, "secure_trunk_added"_w);
  return {};
}

}  // namespace slsim
