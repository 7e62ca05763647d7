// SPDX-License-Identifier: Apache-2.0
// The published REST interface of an authority, CSSM's in both generations or that of SSM On-Prem,
// as functions from request to answer, by the routes that the service brings: nothing here knows of
// sockets. Any host name will do: the path alone decides.
#pragma once

#include <span>

#include "core/http/message.h"
#include "sim/authority/rest/route.h"

namespace slsim {

using Routes = std::span<const Route>;

/// Serves one request and records it. Who calls is told by its bearer, or known already.
[[nodiscard]] HttpResponse answer_rest(Routes, LicenseAuthority&, Context&, const HttpRequest&,
                                       const RestCaller* known = nullptr);

/// The same without a record, for whoever only looks. REQUIRES: the request changes nothing.
[[nodiscard]] HttpResponse look_rest(Routes, LicenseAuthority&, Context&, const HttpRequest&,
                                     const RestCaller* known = nullptr);

/// Whether serving the request may change anything.
[[nodiscard]] bool rest_changes(Routes, const HttpRequest& request, RestSurface surface);

/// The caller of the request's bearer; without a good one 401 in the cloud and 403 on premises, 403
/// when its application did not subscribe to the interface.
[[nodiscard]] OrAnswer<RestCaller> caller_of(const LicenseAuthority&, Instant now,
                                             const HttpRequest&);

}  // namespace slsim
