// SPDX-License-Identifier: Apache-2.0
// A satellite's interfaces over HTTP. On 8443: token and licensing calls of its own authority, the
// list of local accounts, and calls for synchronization that are ours and named so. On 443 and 80:
// what products say, by the paths that its version serves.
#pragma once

#include <cstdint>

#include "core/http/message.h"
#include "sim/authority/rest/rest.h"
#include "sim/kernel/context.h"

namespace slsim {

class Satellite;

/// Serves one request and records it.
[[nodiscard]] HttpResponse answer_satellite(Satellite&, Context&, const HttpRequest&,
                                            std::uint16_t port, const RestCaller* known = nullptr);

/// The same on 8443 without a record. REQUIRES: the request changes nothing.
[[nodiscard]] HttpResponse look_at_satellite(Satellite&, Context&, const HttpRequest&,
                                             const RestCaller* known = nullptr);

/// Whether serving the request may change anything.
[[nodiscard]] bool satellite_rest_changes(const HttpRequest& request);

}  // namespace slsim
