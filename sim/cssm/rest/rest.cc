// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/rest/rest.h"

#include "sim/cssm/rest/routes.h"

namespace slsim {

HttpResponse answer_cssm_rest(LicenseAuthority& authority, Context& context,
                              const HttpRequest& request, const RestCaller* known) {
  return answer_rest(rest_routes(), authority, context, request, known);
}

HttpResponse look_cssm_rest(LicenseAuthority& authority, Context& context,
                            const HttpRequest& request, const RestCaller* known) {
  return look_rest(rest_routes(), authority, context, request, known);
}

bool cssm_rest_changes(const HttpRequest& request) {
  return rest_changes(rest_routes(), request, RestSurface::cssm);
}

}  // namespace slsim
