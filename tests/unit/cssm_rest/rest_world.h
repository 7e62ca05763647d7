// SPDX-License-Identifier: Apache-2.0
// A CSSM with people, an API client and a bearer, asked over its REST interface.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "sim/cssm/rest/rest.h"
#include "tests/support/cssm_world.h"

namespace slsim {

class RestWorld : public CssmWorld {
 protected:
  static constexpr std::string_view g2 = "/services/api/smart-accounts-and-licensing";
  static constexpr std::string_view g3 = "/v1/software/apis";

  RestWorld() { start(); }

  void start(std::initializer_list<std::pair<Setting, std::int64_t>> changed = {}) {
    kernel_ = Kernel();
    prepare();
    CssmWorld::start(changed);
    add_person("ann", {Role::administrator, {}});
    add_client("app", "ann");
    bearer_ = token_for("app");
  }

  void add_person(std::string_view name, RoleGrant grant) {
    Context context = this->context();
    ASSERT_TRUE(cssm_.add_user(context, admin, partner_, name));
    ASSERT_TRUE(cssm_.grant_role(context, admin, partner_, name, grant));
  }
  void add_client(std::string_view id, std::string_view owner, bool subscribed = true) {
    Context context = this->context();
    OauthClient client{.client_id = std::string{id}, .secret = "s3", .owner = std::string{owner}};
    client.subscribed = subscribed;
    ASSERT_TRUE(cssm_.add_client(context, admin, partner_, client));
  }
  /// Of somebody new with that role alone.
  void act_as(std::string_view name, RoleGrant grant) {
    add_person(name, grant);
    add_client(std::string{name} + "-app", name);
    bearer_ = token_for(std::string{name} + "-app");
  }
  std::string token_for(std::string_view client);

  HttpResponse send(const HttpRequest& request) {
    Context context = this->context();
    return answer_cssm_rest(cssm_, context, request);
  }
  HttpResponse call(std::string_view method, std::string_view target, std::string_view body = {},
                    HttpHeaders headers = {}) {
    HttpRequest request{.method = std::string{method}, .body = std::string{body}};
    request.headers = std::move(headers);
    request.headers.push_back({"Authorization", "Bearer " + bearer_});
    set_target(request, target);
    return send(request);
  }
  HttpResponse get(std::string_view base, std::string_view path) {
    return call("GET", std::string{base} + std::string{path});
  }
  HttpResponse post(std::string_view base, std::string_view path, std::string_view body = {},
                    HttpHeaders headers = {}) {
    return call("POST", std::string{base} + std::string{path}, body, std::move(headers));
  }
  static Json json(const HttpResponse& answer);

  std::string bearer_;
};

}  // namespace slsim
