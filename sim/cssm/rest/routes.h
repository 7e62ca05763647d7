// SPDX-License-Identifier: Apache-2.0
// The one table of REST routes: those that each authority serves, and those of CSSM alone. Requests
// to CSSM are dispatched by it, and docs/REST.md and the OpenAPI document are printed from it.
#pragma once

#include <span>
#include <string>

#include "sim/authority/rest/route.h"

namespace slsim {

/// By section; what ends with `*` comes last.
[[nodiscard]] std::span<const Route> rest_routes();

/// The route nearest to a path that has none, for a hint: `GET /…`; empty when nothing is near.
[[nodiscard]] std::string nearest_route(const HttpRequest& request);

/// The page docs/REST.md.
[[nodiscard]] std::string rest_routes_as_markdown();
/// The same as an OpenAPI 3.0 document.
[[nodiscard]] std::string rest_routes_as_openapi();

}  // namespace slsim
