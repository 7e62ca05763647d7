// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/states.h"

#include <array>

namespace slsim {
namespace {

template <class Enum, std::size_t N>
constexpr Word pick(const std::array<Word, N>& words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

constexpr std::array registrations{"unregistered"_w,         "registered"_w,
                                   "registration_expired"_w, "reservation_in_progress"_w,
                                   "specific_reservation"_w, "universal_reservation"_w};
constexpr std::array authorizations{"no_licenses_in_use"_w,
                                    "evaluation_mode"_w,
                                    "evaluation_expired"_w,
                                    "waiting"_w,
                                    "authorized"_w,
                                    "out_of_compliance"_w,
                                    "authorization_expired"_w,
                                    "authorized_reserved"_w,
                                    "not_authorized_reserved"_w};
constexpr std::array enforcements{"none"_w, "in_overage"_w, "no_provision"_w};
constexpr std::array causes{"none"_w,
                            "evaluation_expired"_w,
                            "out_of_compliance"_w,
                            "authorization_expired"_w,
                            "registration_expired"_w,
                            "not_authorized"_w};
constexpr std::array statuses{"init"_w,
                              "waiting"_w,
                              "in_compliance"_w,
                              "out_of_compliance"_w,
                              "eval"_w,
                              "eval_expired"_w,
                              "authorization_expired"_w,
                              "invalid_tag"_w,
                              "reserved_authorized"_w,
                              "not_authorized"_w};

}  // namespace

Word word(Registration state) { return pick(registrations, state); }
Word word(Authorization state) { return pick(authorizations, state); }
Word word(Enforcement state) { return pick(enforcements, state); }
Word word(EnforcementCause cause) { return pick(causes, cause); }
Word word(EntitlementStatus status) { return pick(statuses, status); }

}  // namespace slsim
