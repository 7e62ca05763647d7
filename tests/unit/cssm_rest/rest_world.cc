// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/cssm_rest/rest_world.h"

#include <nlohmann/json.hpp>

namespace slsim {

std::string RestWorld::token_for(std::string_view client) {
  const HttpResponse answer = send(
      {.method = "POST",
       .path = "/as/token.oauth2",
       .body = "grant_type=client_credentials&client_secret=s3&client_id=" + std::string{client}});
  return Json::parse(answer.body)["access_token"].get<std::string>();
}

Json RestWorld::json(const HttpResponse& answer) {
  return Json::parse(answer.body, nullptr, false);
}

}  // namespace slsim
