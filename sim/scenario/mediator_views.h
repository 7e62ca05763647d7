// SPDX-License-Identifier: Apache-2.0
// What an expectation may ask of the larger things that the mediation client shows: their keys,
// with types.
#pragma once

#include "sim/scenario/mediator_shapes.h"

namespace slsim {

inline constexpr std::string_view account_status_words[] = {"active", "inactive"};
inline constexpr std::string_view sync_stage_words[] = {
    "virtual_accounts", "licenses", "instances", "tokens", "alerts", "concluding", "done"};
inline constexpr std::string_view mediated_account_words[] = {"CSSM", "Satellite"};
inline constexpr Argument mediator_account_keys[] = {
    {"name", Type::text(), "Its name; absent when it was not given."},
    {"status", Type::choice(account_status_words), "Active once a sync has succeeded."},
    {"type", Type::choice(mediated_account_words), "Where it is read."},
    {"transport", Type::choice(mediator_transport_words), "How the mediator reaches CSSM."},
    {"virtual_accounts", Type::number(), "How many of its virtual accounts are known."},
    {"last_sync", Type::moment(), "When a sync succeeded last; absent: never."},
    {"last_failure", Type::text(), "Why the last sync failed; absent when it did not."},
    {"sync", Type::choice(sync_stage_words), "Where its sync is; absent before the first."},
    {"alerts", Type::number(), "How many alerts it has."},
    {"drift", Type::number(), "In how many places store and portal disagree."},
};
inline constexpr Shape mediator_account_view{
    "mediator_account_view", "A row of the Smart Account Summary.", mediator_account_keys};

inline constexpr Argument mediator_license_keys[] = {
    {"license", Type::text(), "Its name as CSSM prints it."},
    {"quantity", Type::number(-1), "How many are owned."},
    {"in_use", Type::number(), "How many are in use."},
    {"available", Type::number(-1'000'000'000'000), "How many are left."},
    {"reserved", Type::number(), "How many are set aside."},
    {"status", Type::text(), "Its status as CSSM prints it."},
};
inline constexpr Shape mediator_license_view{
    "mediator_license_view", "A licence as of the last sync.", mediator_license_keys};

inline constexpr Argument mediator_virtual_account_keys[] = {
    {"smart_account", Type::text(), "Domain of its smart account."},
    {"description", Type::text(), "Remark."},
    {"default", Type::flag(), "Whether it is the default."},
    {"access_level", Type::text(), "Commerce access level; absent before the first sync."},
    {"license_mode", Type::choice(mode_words), "Its License Mode; absent: none yet."},
    {"clusters", Type::number(), "How many clusters are assigned to it."},
    {"at_portal", Type::flag(), "Whether the portal had it at the last sync."},
    {"tokens", Type::number(), "How many registration tokens are known."},
    {"licenses", Type::made_of(mediator_license_view).list(), "Its licences."},
};
inline constexpr Shape mediator_virtual_account_view{"mediator_virtual_account_view",
                                                     "A row of the Virtual Account Summary.",
                                                     mediator_virtual_account_keys};

inline constexpr std::string_view job_kind_words[] = {"assign", "unassign", "reassign",
                                                      "transport"};
inline constexpr std::string_view job_state_words[] = {"in_progress", "completed", "failed"};
inline constexpr std::string_view phase_state_words[] = {"Not Started", "Inprogress", "Pass",
                                                         "Fail", "Not Applicable"};
inline constexpr Argument mediator_job_keys[] = {
    {"id", Type::number(), "Its number."},
    {"type", Type::choice(job_kind_words), "What it does."},
    {"cluster", Type::text(), "To which cluster."},
    {"description", Type::text(), "Assignment of Cluster cm1 to va-1 Started."},
    {"status", Type::choice(job_state_words), "Whether it is over, and how."},
    {"initiated", Type::moment(), "When it was made."},
    {"completed", Type::moment(), "When it was over; absent while it is not."},
    {"phases", Type::text(), "Its status line."},
    {"verification", Type::choice(phase_state_words), "Phase Verification."},
    {"deregistration", Type::choice(phase_state_words), "Phase Deregistration, if it has one."},
    {"license_mode_change", Type::choice(phase_state_words),
     "Phase License Mode Change, if it has one."},
    {"transport_mode_change", Type::choice(phase_state_words),
     "Phase Transport Mode Change, if it has one."},
    {"registration", Type::choice(phase_state_words), "Phase Registration, if it has one."},
    {"attempts", Type::number(), "How often the step has been tried again."},
    {"code", Type::text(), "What went wrong, such as CAA1048; absent: nothing."},
    {"message", Type::text(), "The same in words."},
    {"advice", Type::text(), "What to do about it."},
    {"detail", Type::text(), "What was said and by whom; absent: nothing."},
};
inline constexpr Shape mediator_job_view{"mediator_job_view", "A job.", mediator_job_keys};

inline constexpr std::string_view transport_level_words[] = {"account", "customer", "cluster"};
inline constexpr Argument chosen_transport_keys[] = {
    {"mode", Type::choice(mediator_transport_words), "What it is to use."},
    {"level", Type::choice(transport_level_words), "Who says so."},
    {"proxy", Type::text(), "By which proxy; absent: none."},
    {"proxy_is_missing", Type::flag(), "Whether it goes directly for want of a proxy."},
};
inline constexpr Shape chosen_transport_view{
    "chosen_transport_view", "The transport that a cluster is to use.", chosen_transport_keys};

inline constexpr std::string_view assignment_words[] = {
    "never_assigned", "registering",  "registered",           "registration_failed",
    "deregistering",  "deregistered", "deregistration_failed"};
inline constexpr Argument mediator_cluster_keys[] = {
    {"customer", Type::text(), "Whose it is; absent: nobody's."},
    {"product", Type::choice(product_words), "Which UC application."},
    {"version", Type::text(), "Its release as the mediator has it."},
    {"smart_account", Type::text(), "Domain of its smart account; absent when not assigned."},
    {"virtual_account", Type::text(), "Where it is assigned; absent when it is not."},
    {"status", Type::choice(assignment_words), "What the mediator has made of it."},
    {"status_text", Type::text(), "The same as published: Manually Registered."},
    {"priority", Type::number(), "Of several that hold, the least is shown."},
    {"description", Type::text(), "What has happened to it."},
    {"advice", Type::text(), "What to do about it; absent: nothing."},
    {"udi", Type::text(), "Its product instance; absent before the first registration."},
    {"mixed_mode", Type::flag(), "Whether it encrypts."},
    {"transport", Type::made_of(chosen_transport_view), "The transport that it is to use."},
    {"job", Type::made_of(mediator_job_view), "Its last job; absent: none."},
};
inline constexpr Shape mediator_cluster_view{
    "mediator_cluster_view", "A row of the Cluster Summary.", mediator_cluster_keys};

inline constexpr Argument mediator_customer_keys[] = {
    {"name", Type::text(), "Its name."},
    {"description", Type::text(), "Remark."},
    {"transport", Type::choice(mediator_transport_words),
     "Of its clusters; absent: the account's."},
    {"proxy", Type::text(), "By which proxy; absent: none."},
};
inline constexpr Shape mediator_customer_view{"mediator_customer_view", "A customer.",
                                              mediator_customer_keys};

inline constexpr Argument mediator_instance_keys[] = {
    {"smart_account", Type::text(), "Domain of its smart account."},
    {"virtual_account", Type::text(), "Where it is."},
    {"name", Type::text(), "Its host name."},
    {"udi", Type::text(), "PID, serial number and UUID."},
    {"status", Type::text(), "As CSSM prints it."},
};
inline constexpr Shape mediator_instance_view{
    "mediator_instance_view", "A product instance as of the last sync.", mediator_instance_keys};

inline constexpr Argument mediator_alert_keys[] = {
    {"smart_account", Type::text(), "Domain of its smart account."},
    {"virtual_account", Type::text(), "Where; absent for the whole."},
    {"severity", Type::text(), "As CSSM prints it."},
    {"type", Type::text(), "As CSSM prints it."},
    {"message", Type::text(), "A sentence."},
};
inline constexpr Shape mediator_alert_view{"mediator_alert_view", "An alert as of the last sync.",
                                           mediator_alert_keys};

inline constexpr std::string_view drift_words[] = {"removed_at_portal", "moved", "orphaned",
                                                   "virtual_account_deleted", "given_to_satellite"};
inline constexpr Argument mediator_drift_keys[] = {
    {"smart_account", Type::text(), "Domain of the smart account."},
    {"kind", Type::choice(drift_words), "How they disagree."},
    {"cluster", Type::text(), "About which cluster."},
    {"detail", Type::text(), "What was found."},
    {"advice", Type::text(), "What to do about it."},
    {"found", Type::moment(), "By the sync of when."},
};
inline constexpr Shape mediator_drift_view{
    "mediator_drift_view", "A cluster of which store and portal disagree.", mediator_drift_keys};

}  // namespace slsim
