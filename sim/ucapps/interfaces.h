// SPDX-License-Identifier: Apache-2.0
// What a UC application answers over HTTP, on whichever of its nodes it is asked.
#pragma once

#include "sim/ucapps/cluster.h"

namespace slsim {

/// REQUIRES: `arrival` brings an HttpCall for one of the cluster's hosts. Answers now, or when an
/// operation that it started has ended.
void answer_http(Cluster& cluster, Context& context, const RequestArrival& arrival);
/// Answers those whose operation has ended. Called after whatever happened to the cluster.
void answer_waiting(Cluster& cluster, Context& context);

}  // namespace slsim
