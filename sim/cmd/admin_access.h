// SPDX-License-Identifier: Apache-2.0
// Who may ask the admin interface from beyond this machine: whoever sends its token, as a bearer
// or, as browsers do, as the password of any user.
#pragma once

#include <string>

#include "core/http/message.h"

namespace slsim {

/// Takes the token out of the request. That of a program loses the name by which it was asked as
/// well: no page of somebody else's can send a bearer, so any name will do.
[[nodiscard]] bool admit(HttpRequest& request, const std::string& token);

/// 401, for which a browser asks its user.
[[nodiscard]] HttpResponse not_admitted();

}  // namespace slsim
