// SPDX-License-Identifier: Apache-2.0
#include "client/estate/release.h"

#include <gtest/gtest.h>

#include "client/cssm/satellite.h"
#include "tests/unit/client/memory_store.h"

namespace slsim {
namespace {

StoredAccount account(const std::string& domain, bool satellite = false) {
  StoredAccount row{.domain = domain, .client_id = "app", .secret = {"s3"}};
  if (satellite) point_to_satellite(row, {.host = "ssm.example"});
  return row;
}

TEST(ReleaseOfHcmf, KnowsOneAccountAndNoSatelliteBeforeSu1) {
  MemoryStore store;
  const ReleaseLimits first = limits_of_release("12.5.1").value();
  EXPECT_TRUE(check_release(*store, account("a.example"), first));
  EXPECT_EQ(check_release(*store, account("b", true), first).error().code, FaultCode::CSSM1009);
  ASSERT_TRUE(store->add_account(account("a.example")));
  EXPECT_TRUE(check_release(*store, account("a.example"), first));
  EXPECT_EQ(check_release(*store, account("b.example"), first).error().code, FaultCode::CSSM1018);
  const ReleaseLimits later = limits_of_release("12.5SU1").value();
  EXPECT_TRUE(check_release(*store, account("b.example"), later));
  EXPECT_TRUE(check_release(*store, account("b", true), later));
  EXPECT_FALSE(limits_of_release("11.5"));
}

TEST(RegistrationUrl, FollowsFromTheReleasesOfSatelliteAndMediator) {
  const auto url = [](std::string_view version, std::string_view release) {
    StoredAccount row{.domain = "b"};
    point_to_satellite(row, {"ssm.example", 8443, version,
                             limits_of_release(release).value().smart_transport_on_7});
    return row.registration_url;
  };
  const std::string older = "https://ssm.example/Transportgateway/services/DeviceRequestHandler";
  const std::string later = "https://ssm.example/SmartTransport";
  EXPECT_EQ(url("6.3.0", "12.5SU2"), older);
  EXPECT_EQ(url("7.2.0", "12.5SU1"), older);
  EXPECT_EQ(url("7.2.0", "12.5SU2"), later);
  EXPECT_EQ(url("8-202404", "12.5SU1"), later);
}

}  // namespace
}  // namespace slsim
