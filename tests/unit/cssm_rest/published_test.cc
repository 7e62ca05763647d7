// SPDX-License-Identifier: Apache-2.0
// Every call that is published or that a shipped client sends, by the paths that they have: served,
// or answered with 501. And the sweeps over the table of routes that go with it.
#include <algorithm>
#include <map>
#include <set>

#include "core/http/uri.h"
#include "sim/cssm/rest/routes.h"
#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::IsEmpty;

#define SA "partner.example"
#define G2_VA "/v1/accounts/" SA "/virtual-accounts/va-1"
#define G3_VA "/licensing/v1/account/" SA "/virtual-account/va-1"

struct Published {
  const char* base;
  const char* method;
  const char* path;
};

constexpr const char* g2_root = "/services/api/smart-accounts-and-licensing";
constexpr const char* g3_root = "/v1/software/apis";

constexpr Published served[] = {
    {"", "POST", "/as/token.oauth2"},
    {"", "POST", "/oauth2/default/v1/token"},
    {g2_root, "GET", "/v2/accounts"},
    {g2_root, "GET", "/v1/accounts/search?domain=x&type=CUSTOMER&limit=50&offset=0"},
    {g2_root, "GET", "/v2/accounts/search?domain=x"},
    {g2_root, "POST", "/v2/accounts/search"},
    {g3_root, "GET", "/accounts/v1/user/search-smart-accounts?userId=ann"},
    {g3_root, "POST", "/accounts/v2/smart-recommendation"},
    {g3_root, "GET", "/pnp/v2/accounts?startIdx=0&rowsPerPage=10"},
    {g3_root, "GET", "/pnp/v2/accounts/" SA "/virtual-accounts?startIdx=0&rowsPerPage=10"},
    {"", "GET", "/services/api/software/dms/v2/smartaccounts"},
    {"", "GET", "/services/api/software/dms/v2/smartaccounts/" SA "/virtualaccounts"},
    {g2_root, "GET", "/v1/accounts/" SA "/customer/virtual-accounts"},
    {g3_root, "GET", "/accounts/v1/domain/" SA "/type/HOLDING/virtual-accounts"},
    {g2_root, "POST", "/v1/accounts/" SA "/CUSTOMER/virtual-accounts"},
    {g3_root, "POST", "/accounts/v1/domain/" SA "/type/CUSTOMER/virtual-accounts"},
    {g2_root, "POST", "/v1/accounts/" SA "/customer/virtual-accounts/none/delete"},
    {g3_root, "POST", "/accounts/v1/domain/" SA "/type/CUSTOMER/virtual-account-name/none/delete"},
    {g3_root, "GET",
     "/accounts/v1/virtual-account/default?smartAccountDomain=" SA "&accountType=CUSTOMER"},
    {g2_root, "GET", G2_VA "/tokens"},
    {g2_root, "POST", G2_VA "/tokens"},
    {g2_root, "POST", G2_VA "/tokens/revoke"},
    {g3_root, "GET", G3_VA "/token/list"},
    {g3_root, "POST", G3_VA "/token/create"},
    {g3_root, "POST", G3_VA "/token/revoke"},
    {g2_root, "POST", "/v1/accounts/" SA "/licenses"},
    {g3_root, "POST", "/licensing/v1/account/" SA "/report-usage-partner"},
    {g2_root, "POST", "/v1/accounts/" SA "/license-subscriptions"},
    {g3_root, "POST", "/licensing/v1/account/" SA "/licenses/subscription-usage"},
    {g2_root, "POST", "/v1/subscription/search"},
    {g2_root, "POST", G2_VA "/licenses/transfer"},
    {g3_root, "POST", G3_VA "/licenses/transfer"},
    {g3_root, "POST", "/licensing/v2/accounts/" SA "/licenses/transfer?virtualAccountName=va-1"},
    {g2_root, "GET", G2_VA "/devices"},
    {g3_root, "GET", G3_VA "/device/search"},
    {g3_root, "GET", "/licensing/v2/accounts/" SA "/devices?virtualAccountName=va-1"},
    {g2_root, "POST", "/v1/accounts/" SA "/devices"},
    {g3_root, "GET", "/licensing/v2/device/search?udi_serial_number=1"},
    {g2_root, "POST", G2_VA "/devices/transfer"},
    {g3_root, "POST", "/licensing/v2/accounts/" SA "/devices/transfer?virtualAccountName=va-1"},
    {g3_root, "POST", G3_VA "/device/remove"},
    {g2_root, "POST", G2_VA "/devices/remove"},
    {g2_root, "POST", "/v2/accounts/" SA "/virtual-accounts/va-1/devices/remove"},
    {g3_root, "POST", "/licensing/v2/account/" SA "/virtual-account/va-1/device/remove-bulk"},
    {g3_root, "POST", "/licensing/v3/accounts/" SA "/devices/remove?virtualAccountName=va-1"},
    {g3_root, "POST", "/licensing/v2/device/remove"},
    {g3_root, "POST", "/licensing/v1/account/" SA "/get-alerts"},
    {g2_root, "POST", "/v1/accounts/" SA "/alerts"},
    {g2_root, "POST", "/v2/devices/authrequest"},
    {g2_root, "POST", "/v2/devices/reportusage"},
    {g3_root, "POST", "/licensing/v2/report-usage"},
    {g2_root, "POST", "/v2/accounts/poll"},
    {g2_root, "POST", "/v3/licenses/summary"},
    {g3_root, "POST", "/licensing/v2/get-summary"},
    {g3_root, "GET", "/licensing/v2/account-policy"},
    {g2_root, "POST", G2_VA "/reserve-licenses"},
    {g2_root, "POST", "/v2/accounts/" SA "/virtual-accounts/va-1/reserve-licenses"},
    {g3_root, "POST", G3_VA "/licenses/reserve"},
    {g3_root, "POST", "/licensing/v2/account/" SA "/virtual-account/va-1/licenses/reserve"},
    {g3_root, "POST", G3_VA "/update-slr"},
    {g3_root, "POST", G3_VA "/confirm-slr-update"},
    {g3_root, "POST", "/licensing/v2/accounts/" SA "/licenses/confirm?virtualAccountName=va-1"},
    {g3_root, "POST", "/licensing/v1/search-slr-details"},
};

constexpr Published not_served[] = {
    {"", "GET", "/as/authorization.oauth2?response_type=code"},
    {g2_root, "POST", "/v2/accounts/" SA "/licenses"},
    {g3_root, "POST", "/licensing/v2/account/" SA "/report-usage-partner"},
    {g2_root, "POST", "/v1/accounts/" SA "/dlc_convert"},
    {g3_root, "POST", "/licensing/v2/device/conversion"},
    {g3_root, "POST", G3_VA "/get-msla-subscriptions"},
    {g3_root, "POST", "/licensing/v2/accounts/" SA "/subscriptions?virtualAccountName=va-1"},
    {"", "GET",
     "/services/api/enterprise-agreements/v1/subscription/account/" SA
     "/subscription/Sub1/consumption"},
    {g3_root, "GET", "/ea/v1/subscription/account/" SA "/consumption"},
    {g3_root, "GET", "/pnp/v2/accounts/" SA "/devices"},
    {g3_root, "POST", "/classic/v1/licenses/share"},
};

class PublishedRest : public RestWorld {
 protected:
  HttpResponse ask(const Published& it) { return call(it.method, std::string{it.base} + it.path); }
};

TEST_F(PublishedRest, EachCallOfTheFactsIsServed) {
  for (const Published& it : served) {
    const HttpResponse answer = ask(it);
    // What is not there is said in words; what is no route is not.
    EXPECT_TRUE(answer.status != 404 || !answer.body.empty()) << it.method << " " << it.path;
    EXPECT_NE(answer.status, 405) << it.method << " " << it.path;
    EXPECT_NE(answer.status, 501) << it.method << " " << it.path;
  }
}

TEST_F(PublishedRest, OrSaysThatItIsNotServedYet) {
  for (const Published& it : not_served)
    EXPECT_EQ(ask(it).status, 501) << it.method << " " << it.path;
  EXPECT_EQ(journal("rest_not_served").size(), std::size(not_served));
}

/// Names of the world in the place of parameters.
std::string concrete(std::string_view pattern) {
  std::string path;
  const auto segments = path_segments(pattern);
  for (const std::string& segment : segments.value()) {
    path += '/';
    path += segment == "{sa}"     ? SA
            : segment == "{va}"   ? "va-1"
            : segment == "{type}" ? "customer"
            : segment == "*"      ? "anything"
                                  : segment;
  }
  return path;
}

/// Of all paths, the methods that the table has; a method that is left out is any.
std::map<std::string, std::set<std::string>> methods_by_path() {
  std::map<std::string, std::set<std::string>> found;
  for (const Route& route : rest_routes()) {
    const std::pair<std::string_view, std::string_view> forms[] = {
        {g2_base, route.g2}, {g3_base, route.g3}, {"", route.whole}};
    for (const auto& [base, pattern] : forms) {
      if (pattern.empty()) continue;
      found[concrete(std::string{base} + std::string{pattern})].emplace(route.method);
    }
  }
  return found;
}

TEST_F(PublishedRest, EveryOtherMethodIs405WithThoseThatAreAllowed) {
  std::size_t tried = 0;
  for (const auto& [path, methods] : methods_by_path()) {
    if (methods.contains("") || path.find("/pnp/") != std::string::npos ||
        path.find("/dms/") != std::string::npos) {
      continue;  // Whatever is below these is published.
    }
    for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
      if (methods.contains(method)) continue;
      const HttpResponse answer = call(method, path, "{}");
      ++tried;
      EXPECT_EQ(answer.status, 405) << method << " " << path;
      EXPECT_THAT(answer.body, IsEmpty());
      const std::string* allowed = find_header(answer.headers, "Allow");
      ASSERT_NE(allowed, nullptr) << path;
      for (const std::string& known : methods) EXPECT_THAT(*allowed, testing::HasSubstr(known));
    }
  }
  EXPECT_GT(tried, 200U);
}

TEST_F(PublishedRest, NothingIsLeakedBelowOrBesideARoute) {
  for (const auto& [path, methods] : methods_by_path()) {
    if (methods.contains("") || path.find("/pnp/") != std::string::npos ||
        path.find("/dms/") != std::string::npos) {
      continue;
    }
    for (const std::string& beside : {path + "/none", path + "x", "/x" + path}) {
      if (beside.ends_with("/va-1/none") || beside.ends_with(SA "x")) continue;
      const HttpResponse answer = call("GET", beside);
      EXPECT_EQ(answer.status, 404) << beside;
      EXPECT_THAT(answer.body, IsEmpty()) << beside;
      EXPECT_THAT(answer.headers, IsEmpty()) << beside;
    }
  }
}

bool needs_no_bearer(const std::string& path) {
  return std::ranges::any_of(rest_routes(),
                             [&](const Route& it) { return it.open && it.whole == path; });
}

TEST_F(PublishedRest, NobodyGetsAnywhereWithoutABearer) {
  bearer_ = "wrong";
  for (const auto& [path, methods] : methods_by_path()) {
    if (needs_no_bearer(path)) continue;
    for (const std::string& method : methods) {
      const HttpResponse answer = call(method.empty() ? "GET" : method, path, "{}");
      EXPECT_EQ(answer.status, 401) << method << " " << path;
      EXPECT_THAT(answer.body, IsEmpty()) << path;
    }
  }
}

}  // namespace
}  // namespace slsim
