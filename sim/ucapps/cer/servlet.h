// SPDX-License-Identifier: Apache-2.0
// What of Emergency Responder's web interfaces licensing needs: the forms of the administration
// pages, and the probe whether a login is right. Answers are pages for people; the status is in
// their text. The names of the login's and the registration's fields are those that public
// automation sends; those of the other forms are ours.
#pragma once

#include "sim/ucapps/http_outcome.h"

namespace slsim {

[[nodiscard]] bool is_emergency_responder(std::string_view path);

[[nodiscard]] HttpOutcome call_emergency_responder(Cluster& cluster, Context& context, HostId node,
                                                   const HttpRequest& request);
/// What is answered when an operation has ended.
[[nodiscard]] HttpResponse servlet_answer_to(const Cluster& cluster, Instant now,
                                             const EndedCall& call);

/// The License Manager page with a message on top.
[[nodiscard]] std::string license_manager_page(const Cluster& cluster, Instant now,
                                               std::string_view message);
/// `Jan 19 23:31:00 2017 IST (Succeeded)`; empty before the first.
[[nodiscard]] std::string last_synchronization(const Cluster& cluster);

}  // namespace slsim
