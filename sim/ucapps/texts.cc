// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/texts.h"

#include <array>

namespace slsim {
namespace {

template <class Enum, std::size_t N>
constexpr std::string_view pick(const std::array<std::string_view, N>& texts, Enum value) {
  return texts[static_cast<std::size_t>(value)];
}

// In the order of Product, then of the states.
constexpr std::array<std::array<std::string_view, 3>, 3> registrations{{
    {"Unregistered", "Registered", "Unregistered-registered Expired"},
    {"Unregistered", "Registered", "Registration Expired"},
    {"Unregistered", "Registered", "Unregistered-Registration Expired"},
}};
constexpr std::array<std::array<std::string_view, 7>, 3> authorizations{{
    {"No License in use", "Evaluation Mode", "Evaluation Expired", "Waiting", "Authorized",
     "Out of compliance", "Authorization Expired"},
    {"No Licenses in Use", "Evaluation Mode", "Evaluation Period Expired", "Waiting", "Authorized",
     "Out of Compliance", "Authorization Expired"},
    {"No Licenses in Use", "Evaluation Mode", "Evaluation Period Expired", "Waiting", "Authorized",
     "Out of Compliance", "Authorization Expired"},
}};
constexpr std::array<std::string_view, 3> cli_registrations{"UNREGISTERED", "REGISTERED",
                                                            "REGISTRATION EXPIRED"};
constexpr std::array<std::string_view, 7> cli_authorizations{
    "NO LICENSES IN USE", "EVALUATION MODE",   "EVALUATION PERIOD EXPIRED", "WAITING",
    "AUTHORIZED",         "OUT OF COMPLIANCE", "AUTHORIZATION EXPIRED"};
constexpr std::array<std::string_view, 7> cli_statuses{
    "Init", "Waiting",     "InCompliance",        "OutOfCompliance",
    "Eval", "EvalExpired", "AuthorizationExpired"};

}  // namespace

std::string_view page_text(Product product, Registration state) {
  return pick(registrations[static_cast<std::size_t>(product)], state);
}
std::string_view page_text(Product product, Authorization state) {
  return pick(authorizations[static_cast<std::size_t>(product)], state);
}
std::string_view cli_text(Registration state) { return pick(cli_registrations, state); }
std::string_view cli_text(Authorization state) { return pick(cli_authorizations, state); }
std::string_view cli_text(EntitlementStatus status) { return pick(cli_statuses, status); }

// As the same agent words it on IOS XE (field notice on the 2022 root change); on UC inferred.
std::string_view failure_text(Operation operation, const Problem& problem) {
  if (!is_sending_failure(problem.code)) return problem.detail;
  return operation == Operation::authorize ? "Communication message send error"
                                           : "Fail to send out Call Home HTTP message";
}

}  // namespace slsim
