// SPDX-License-Identifier: Apache-2.0
// CSSM's REST interface in both generations, as functions from request to answer.
#pragma once

#include "sim/authority/rest/rest.h"

namespace slsim {

/// Serves one request and records it. Who calls is told by its bearer, or known already.
[[nodiscard]] HttpResponse answer_cssm_rest(LicenseAuthority&, Context&, const HttpRequest&,
                                            const RestCaller* known = nullptr);

/// The same without a record, for whoever only looks. REQUIRES: the request changes nothing.
[[nodiscard]] HttpResponse look_cssm_rest(LicenseAuthority&, Context&, const HttpRequest&,
                                          const RestCaller* known = nullptr);

/// Whether serving the request may change anything.
[[nodiscard]] bool cssm_rest_changes(const HttpRequest& request);

}  // namespace slsim
