// SPDX-License-Identifier: Apache-2.0
// Asks the admin interface of a served world, which is near and behind no proxy. Clients of the
// world itself go by http_client.h.
#pragma once

#include <functional>
#include <string_view>

#include "core/http/client.h"
#include "core/http/message.h"
#include "core/result/problem.h"

namespace slsim {

/// The answer, whatever its status, as long as it takes; or why there is none.
[[nodiscard]] Result<HttpResponse> ask_admin(const HttpOrigin& origin, const HttpRequest& request);

/// Gives the body on in the pieces in which it comes, until `piece` answers false or it ends; the
/// body of the answer stays empty.
[[nodiscard]] Result<HttpResponse> follow_admin(const HttpOrigin& origin,
                                                const HttpRequest& request,
                                                const std::function<bool(std::string_view)>& piece);

}  // namespace slsim
