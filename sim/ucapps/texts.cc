// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/texts.h"

#include <array>

#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

template <class Enum, std::size_t N>
constexpr std::string_view pick(const std::array<std::string_view, N>& texts, Enum value) {
  return texts[static_cast<std::size_t>(value)];
}

// Of reservations as the same agent words them on IOS XE; on UC inferred.
constexpr std::array<std::string_view, 6> cli_registrations{
    "UNREGISTERED",
    "REGISTERED",
    "REGISTRATION EXPIRED",
    "RESERVATION IN PROGRESS",
    "REGISTERED - SPECIFIC LICENSE RESERVATION",
    "REGISTERED - UNIVERSAL LICENSE RESERVATION"};
constexpr std::array<std::string_view, 9> cli_authorizations{"NO LICENSES IN USE",
                                                             "EVALUATION MODE",
                                                             "EVALUATION PERIOD EXPIRED",
                                                             "WAITING",
                                                             "AUTHORIZED",
                                                             "OUT OF COMPLIANCE",
                                                             "AUTHORIZATION EXPIRED",
                                                             "AUTHORIZED - RESERVED",
                                                             "NOT AUTHORIZED - RESERVED"};

}  // namespace

std::string_view page_text(Product product, Registration state) {
  return pick(skin_of(product).registrations, state);
}
std::string_view page_text(Product product, Authorization state) {
  return pick(skin_of(product).authorizations, state);
}
std::string_view cli_text(Registration state) { return pick(cli_registrations, state); }
std::string_view cli_text(Authorization state) { return pick(cli_authorizations, state); }
std::string_view entitlement_text(Product product, EntitlementStatus status) {
  return pick(skin_of(product).entitlements, status);
}

// As the same agent words it on IOS XE (field notice on the 2022 root change); on UC inferred.
std::string_view failure_text(Operation operation, const Problem& problem) {
  if (!is_sending_failure(problem.code)) return problem.detail;
  return operation == Operation::authorize ? "Communication message send error"
                                           : "Fail to send out Call Home HTTP message";
}

}  // namespace slsim
