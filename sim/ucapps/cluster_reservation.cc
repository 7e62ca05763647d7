// SPDX-License-Identifier: Apache-2.0
// License reservation on the product (CUCM System Configuration Guide, Unity Connection install
// guide): the product asks for nothing and reports nothing; codes go to and fro.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "sim/ucapps/cluster.h"

namespace slsim {
namespace {

using Stage = ProductReservation::Stage;
enum class OldCode : std::uint8_t { accepted, refused };

tl::unexpected<Problem> not_enabled() {
  return refuse(ProblemCode::notreservationmode, "License reservation mode is not enabled");
}

tl::unexpected<Problem> nothing_installed(const std::string& host) {
  return refuse(ProblemCode::notreservationmode,
                fmt::format("No authorization code is installed on {}", host));
}

}  // namespace

Word word(Stage stage) {
  constexpr std::array words{"enabled"_w, "requested"_w, "installed"_w};
  return words[static_cast<std::size_t>(stage)];
}

Result<void> Cluster::not_reserving() const {
  if (!reservation_) return {};
  if (reservation_->stage == Stage::installed) {
    return refuse(
        ProblemCode::reserved,
        fmt::format("{} has a license reservation, which has to be returned first", host_name_));
  }
  return refuse(ProblemCode::reservationinprogress,
                fmt::format("License reservation is enabled on {}: disable it first", host_name_));
}

Result<void> Cluster::ready_to_reserve() const {
  if (auto able = ready(); !able) return able;
  return reservation_ ? Result<void>{} : not_enabled();
}

void Cluster::keep_reservation(Context& context, ProductReservation reservation, Word event) {
  reservation_ = std::make_shared<const ProductReservation>(std::move(reservation));
  context.record(Level::change, event, {{"stage"_w, word(reservation_->stage)}});
  settle(context);
}

void Cluster::end_reservation(Context& context, Word event) {
  reservation_.reset();
  context.record(Level::change, event);
}

Result<void> Cluster::enable_reservation(Context& context) {
  if (auto able = ready(); !able) return able;
  if (standing_.registration == Registration::registered ||
      agent_.busy(Operation::register_product)) {
    return refuse(ProblemCode::not_allowed,
                  "License reservation can be enabled only while the product is not registered");
  }
  if (reservation_) return {};
  // An expired registration is let go of: from now on nothing is reported.
  if (agent_.identity()) agent_.start_over();
  keep_reservation(context, {}, "reservation_enabled"_w);
  return {};
}

Result<void> Cluster::disable_reservation(Context& context) {
  if (auto able = ready_to_reserve(); !able) return able;
  if (reservation_->stage == Stage::installed) return not_reserving();
  end_reservation(context, "reservation_disabled"_w);
  settle(context);
  return {};
}

Result<std::string> Cluster::request_reservation(Context& context) {
  if (auto able = ready_to_reserve(); !able) return tl::make_unexpected(able.error());
  if (reservation_->stage == Stage::installed) return tl::make_unexpected(not_reserving().error());
  ProductReservation asked = *reservation_;
  asked.stage = Stage::requested;
  asked.requested_wall = wall(context.now());
  keep_reservation(context, std::move(asked), "reservation_requested"_w);
  return request_code(options_.udi);
}

Result<void> Cluster::cancel_reservation(Context& context) {
  if (auto able = ready_to_reserve(); !able) return able;
  if (reservation_->stage != Stage::requested) {
    return refuse(ProblemCode::noreservationinprogress, "No reservation request is in progress");
  }
  ProductReservation idle = *reservation_;
  idle.stage = Stage::enabled;
  keep_reservation(context, std::move(idle), "reservation_cancelled"_w);
  return {};
}

/// A release takes tags of its own and of earlier ones.
Result<void> Cluster::fits_release(const ReservationGrant& grant) const {
  for (const Lot& lot : grant.entitlements) {
    if (lot.release == TagRelease::r14 && tag_release(release_of(options_)) != TagRelease::r14) {
      return refuse(ProblemCode::taginvalid,
                    fmt::format("{} of a later release cannot be reserved on release {}",
                                word(lot.license).text(), options_.version));
    }
  }
  return {};
}

Result<std::string> Cluster::install_authorization(Context& context, std::string_view code) {
  if (auto able = ready_to_reserve(); !able) return tl::make_unexpected(able.error());
  if (reservation_->stage == Stage::enabled) {
    return refuse(ProblemCode::noreservationinprogress,
                  "No reservation was requested: ask for a request code first");
  }
  auto grant = read_authorization_code(code, options_.udi);
  if (!grant) return tl::make_unexpected(grant.error());
  if (auto fits = fits_release(*grant); !fits) return tl::make_unexpected(fits.error());
  const bool changes = reservation_->stage == Stage::installed;
  if (changes && grant->number == reservation_->grant->number) {
    return refuse(ProblemCode::reservationalreadyinstalled,
                  "This authorization code is installed already");
  }
  const bool old =
      changes ? grant->number < reservation_->grant->number
              : grant->issued < reservation_->requested_wall &&
                    settings_->choice<OldCode>(Setting::old_authorization_code) == OldCode::refused;
  if (old) {
    return refuse(ProblemCode::codevalidationfailed,
                  "The authorization code is older than the present reservation or request");
  }
  ProductReservation installed = *reservation_;
  installed.stage = Stage::installed;
  if (!changes) installed.installed_wall = wall(context.now());
  installed.confirmation = changes ? confirmation_code(options_.udi, grant->number) : std::string{};
  installed.grant = *std::move(grant);
  std::string confirmation = installed.confirmation;
  keep_reservation(context, std::move(installed), "authorization_installed"_w);
  return confirmation;
}

Result<std::string> Cluster::return_reservation(Context& context) {
  if (auto able = ready_to_reserve(); !able) return tl::make_unexpected(able.error());
  if (reservation_->stage != Stage::installed) return nothing_installed(host_name_);
  const std::uint64_t number = reservation_->grant->number;
  end_reservation(context, "reservation_returned"_w);
  settle(context);
  return return_code(options_.udi, number);
}

Result<std::string> Cluster::return_authorization(Context& context, std::string_view code) {
  if (auto able = ready_to_reserve(); !able) return tl::make_unexpected(able.error());
  const auto grant = read_authorization_code(code, options_.udi);
  if (!grant) return tl::make_unexpected(grant.error());
  if (reservation_->grant && grant->number == reservation_->grant->number) {
    return return_reservation(context);
  }
  // Its return code would free what is installed.
  if (reservation_->grant) {
    return refuse(ProblemCode::reserved,
                  fmt::format("Another authorization code is installed on {}: a change that is not "
                              "installed is cancelled in the portal",
                              host_name_));
  }
  context.record(Level::change, "authorization_returned"_w);
  return return_code(options_.udi, grant->number);
}

Result<void> Cluster::set_license_count(Context& context, std::int64_t count) {
  if (auto able = ready_to_reserve(); !able) return able;
  if (!reservation_->grant || reservation_->grant->kind != ReservationKind::universal) {
    return refuse(ProblemCode::not_allowed,
                  "A license count is noted for a universal license reservation alone");
  }
  ProductReservation noted = *reservation_;
  noted.license_count = count;
  keep_reservation(context, std::move(noted), "license_count_noted"_w);
  return {};
}

}  // namespace slsim
