// SPDX-License-Identifier: Apache-2.0
// What an expectation may ask of the larger things that CSSM shows: their keys, with types.
#pragma once

#include "sim/scenario/shared_arguments.h"

namespace slsim {

inline constexpr std::string_view compliance_words[] = {"in_compliance", "out_of_compliance"};
inline constexpr std::string_view how_words[] = {"reserved", "own", "higher_tier", "hcs_parent",
                                                 "newer_release"};
inline constexpr std::string_view token_status_words[] = {"active", "expired", "exhausted",
                                                          "revoked"};
inline constexpr std::string_view alert_severity_words[] = {"off", "informational", "minor",
                                                            "major"};
inline constexpr std::string_view reservation_words[] = {"specific", "universal"};
inline constexpr std::string_view lot_phase_words[] = {"planned", "live", "ended", "gone"};
inline constexpr std::string_view lot_source_words[] = {
    "order", "pak_migration", "device_migration", "dlc_device_migration", "transfer"};

inline constexpr Argument substitution_keys[] = {
    {"from", Type::license(), "Which licence serves."},
    {"how", Type::choice(how_words), "By which rule."},
    {"quantity", Type::number(), "How many."},
};
inline constexpr Shape substitution_view{"substitution_view", "Who serves what a licence lacks.",
                                         substitution_keys};

inline constexpr Argument row_keys[] = {
    {"quantity", Type::number(-1), "Owned and live; -1 when unlimited."},
    {"in_use", Type::number(), "What instances need, whoever serves it."},
    {"available", Type::number(-1), "Left over; -1 when unlimited."},
    {"borrowed", Type::number(), "Of what is needed, served by other licences."},
    {"lent", Type::number(), "What this licence serves others."},
    {"reserved", Type::number(), "Set aside by reservation."},
    {"balance", Type::number(std::numeric_limits<std::int64_t>::min()),
     "Owned less what is needed, after lending; below zero when short, absent when unlimited."},
    {"short", Type::number(), "Needed and nowhere to be had."},
    {"status", Type::choice(compliance_words), "Compliance of the licence."},
    {"status_text", Type::text(), "The same as the interface words it."},
    {"substitutions", Type::made_of(substitution_view).list(), "Who serves what it lacks."},
};
inline constexpr Shape row_view{"license_row", "One licence in one virtual account.", row_keys};

inline constexpr Argument account_keys[] = {
    {"smart_account", Type::text(), "Domain of its smart account."},
    {"description", Type::text(), "Remark."},
    {"default", Type::flag(), "Whether it is the default."},
    {"satellite", Type::text(), "Whose it is, if a satellite's."},
    {"instances", Type::number(), "How many product instances it has."},
    {"status", Type::choice(compliance_words), "Whether any licence is short."},
    {"restricted_owned", Type::number(), "Restricted licences owned"},
    {"restricted_in_use", Type::number(), "and in use."},
    {"licenses", Type::made_of(row_view).by_license(), "Its licences."},
};
inline constexpr Shape account_view{"virtual_account_view", "What the portal shows.", account_keys};

inline constexpr Argument instance_keys[] = {
    {"name", Type::text(), "Host name, or the UDI when that is not shared."},
    {"host_name", Type::text(), "Host name; absent when not shared."},
    {"udi", Type::text(), "Unique device identifier."},
    {"virtual_account", Type::text(), "Where it is."},
    {"product", Type::choice(product_words), "Which product."},
    {"version", Type::text(), "Its release."},
    {"registered_at", Type::moment(), "When it was registered first."},
    {"last_contact", Type::moment(), "When it was heard last."},
    {"certificate", Type::number(), "Serial number of its certificate."},
    {"certificate_expires", Type::moment(), "Its end; both absent behind a satellite."},
    {"authorization_expires", Type::moment(),
     "Its communication deadline; absent, as its contact and certificate, for a reserved one."},
    {"reservation", Type::choice(reservation_words), "Which kind it has; absent: none."},
    {"reservation_change", Type::counts(), "The quantities of a change in transit."},
    {"rehosted", Type::flag(), "Whether another has its licences and its return is pending."},
    {"export_control", Type::choice(permission_words), "Export-controlled functionality."},
    {"licenses", Type::counts(),
     "What it reported, or what is reserved for it; licences of which there are none are left "
     "out."},
};
inline constexpr Shape instance_view{"instance_view", "A product instance.", instance_keys};

inline constexpr Argument token_keys[] = {
    {"virtual_account", Type::text(), "Where it lets products in."},
    {"status", Type::choice(token_status_words), "Whether it still works."},
    {"uses", Type::number(), "Registrations that succeeded."},
    {"max_uses", Type::number(), "How many it is good for; absent without a limit."},
    {"expires", Type::moment(), "When it stops working."},
    {"export_control", Type::choice(permission_words), "Export-controlled functionality."},
    {"created_by", Type::text(), "Who made it."},
};
inline constexpr Shape token_view{"token_view", "What the portal shows.", token_keys};

inline constexpr Argument alert_keys[] = {
    {"kind", Type::text(), "Its word, such as licenses_expiring."},
    {"name", Type::text(), "As published: Licenses Expiring."},
    {"severity", Type::choice(alert_severity_words), "How severe it is."},
    {"smart_account", Type::text(), "In which smart account."},
    {"virtual_account", Type::text(), "In which virtual account; absent for the whole."},
    {"license", Type::license(), "About which licence; absent without one."},
    {"source", Type::text(), "Virtual account, instance or satellite that it comes from."},
    {"raised", Type::moment(), "When it was raised."},
    {"due", Type::moment(), "Until when to act; absent: now."},
    {"dismissed", Type::flag(), "Whether somebody dismissed it."},
    {"message", Type::text(), "A sentence."},
};
inline constexpr Shape alert_view{"alert_view", "An alert.", alert_keys};

inline constexpr Argument log_keys[] = {
    {"at", Type::moment(), "When."},
    {"category", Type::text(), "What kind of event, such as licenses_added."},
    {"smart_account", Type::text(), "In which smart account."},
    {"virtual_account", Type::text(), "In which virtual account; absent for the whole."},
    {"user", Type::text(), "Who did it; absent for the system."},
    {"message", Type::text(), "A sentence."},
};
inline constexpr Shape log_view{"log_view", "An entry of the event log.", log_keys};

inline constexpr Argument notice_keys[] = {
    {"at", Type::moment(), "When it was sent."},
    {"virtual_account", Type::text(), "Of which virtual account."},
    {"license", Type::license(), "About which licence."},
    {"quantity", Type::number(), "How many of them end."},
    {"before", Type::duration(), "The mark: how long before the end."},
    {"ends", Type::moment(), "When they end."},
};
inline constexpr Shape notice_view{"notice_view", "A warning of licences that end.", notice_keys};

inline constexpr Argument mail_keys[] = {
    {"at", Type::moment(), "When it was sent."},
    {"to", Type::text(), "To which user."},
    {"subject", Type::text(), "Its subject."},
    {"body", Type::text(), "Its text."},
};
inline constexpr Shape mail_view{"mail_view", "A mail.", mail_keys};

inline constexpr Argument role_keys[] = {
    {"role", Type::choice(role_words), "Which role."},
    {"virtual_account", Type::text(), "Over which virtual account; absent for the whole."},
};
inline constexpr Shape role_view{"role_view", "A role of a user.", role_keys};
inline constexpr Argument user_keys[] = {
    {"name", Type::text(), "The user's name."},
    {"roles", Type::made_of(role_view).list(), "What the user may do."},
};
inline constexpr Shape user_view{"user_view", "Somebody with a place in a smart account.",
                                 user_keys};
inline constexpr Argument smart_account_keys[] = {
    {"domain", Type::text(), "Its domain identifier."},
    {"name", Type::text(), "Its name."},
    {"type", Type::choice(account_type_words), "Customer or holding."},
    {"agreement_pending", Type::flag(), "Whether a licence agreement waits to be accepted."},
    {"users", Type::made_of(user_view).list(), "Its people."},
    {"pending_returns", Type::number(), "Rehosted products whose return codes have not come."},
};
inline constexpr Shape smart_account_view{"smart_account_view", "A company's account.",
                                          smart_account_keys};

inline constexpr Argument lot_keys[] = {
    {"virtual_account", Type::text(), "Whose they are."},
    {"license", Type::license(), "Which licence."},
    {"kind", Type::choice(lot_kind_words), "How they are owned."},
    {"quantity", Type::number(), "How many."},
    {"phase", Type::choice(lot_phase_words), "Planned, live or ended."},
    {"start", Type::moment(), "When they begin to count."},
    {"end", Type::moment(), "When they end; absent: never."},
    {"subscription", Type::text(), "Which subscription they belong to."},
    {"source", Type::choice(lot_source_words), "How they came here."},
    {"order", Type::text(), "Number of the order."},
};
inline constexpr Shape lot_view{"lot_view", "Licences with the same terms.", lot_keys};

}  // namespace slsim
