// SPDX-License-Identifier: Apache-2.0
// CSSM's published REST interface, both generations, as functions from request to answer: nothing
// here knows of sockets. Any host name will do: the path alone decides.
#pragma once

#include "core/http/message.h"
#include "sim/authority/rest/call.h"

namespace slsim {

/// Serves one request and records it. Who calls is told by its bearer, or known already.
[[nodiscard]] HttpResponse answer_rest(LicenseAuthority&, Context&, const HttpRequest&,
                                       const RestCaller* known = nullptr);

/// The same without a record, for whoever only looks. REQUIRES: the request changes nothing.
[[nodiscard]] HttpResponse look_rest(LicenseAuthority&, Context&, const HttpRequest&,
                                     const RestCaller* known = nullptr);

/// Whether serving the request may change anything.
[[nodiscard]] bool rest_changes(const HttpRequest& request);

/// The route nearest to a path that has none, for a hint: `GET /…`; empty when nothing is near.
[[nodiscard]] std::string nearest_route(const HttpRequest& request);

}  // namespace slsim
