// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cucm/axl_users.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ucapps/cucm/axl.h"
#include "sim/ucapps/estate.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ClusterOptions an_estate(std::int32_t staff = 3) {
  ClusterOptions options;
  options.version = "14";
  UserProfile two_phones;
  two_phones.devices = {{*find_device("8845"), 1}, {*find_device("jabber"), 1}};
  two_phones.snr = true;
  Estate estate = add_users({}, "staff", staff, two_phones).value();
  estate = add_users(estate, "boss", 1, two_phones).value();
  estate = add_users(estate, "guest", 1, UserProfile{}).value();
  estate.unowned = {{*find_device("6901"), 2}, {*find_device("fxs_port"), 4}};
  options.estate = std::make_shared<const Estate>(std::move(estate));
  return options;
}

HttpResponse ask(ToyWorld& world, std::string_view operation, std::string_view fields,
                 std::string_view schema = "14.0") {
  HttpRequest request{.method = "POST", .path = "/axl/"};
  request.headers = {{"Authorization", "Basic YWRtaW46YWRtaW4="}};
  request.body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><n:" +
                 std::string{operation} + " xmlns:n=\"http://www.cisco.com/AXL/API/" +
                 std::string{schema} + "\">" + std::string{fields} +
                 "</n:" + std::string{operation} + "></s:Body></s:Envelope>";
  Context context = world.context();
  return call_axl(*world.cluster, context, world.cluster->options().publisher, request)
      .answer.value_or(HttpResponse{0, {}, {}});
}

constexpr std::string_view everybody = "<searchCriteria><userId>%</userId></searchCriteria>";

TEST(AxlUsers, ListsThoseWhoNeedALicenceWithElementsInOrder) {
  ToyWorld world{an_estate()};
  const HttpResponse answer = ask(world, "listLicensedUser", everybody);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body,
              HasSubstr("<return><licensedUser><userId>staff-1</userId><firstName/>"
                        "<lastName>staff-1</lastName><snrEnabled>true</snrEnabled>"
                        "<deviceCount>2</deviceCount><licenseType>Enhanced Plus</licenseType>"
                        "<licenseUsed>1</licenseUsed></licensedUser>"));
  EXPECT_THAT(answer.body, HasSubstr("<userId>boss</userId>"));
  EXPECT_THAT(answer.body, Not(HasSubstr("guest")));
  EXPECT_THAT(ask(world, "listLicensedUser", everybody, "12.5").body,
              HasSubstr("<snrEnabled>true</snrEnabled><emEnabled>false</emEnabled>"));
}

TEST(AxlUsers, SearchesSkipsAndReturnsTheTagsThatAreAskedFor) {
  ToyWorld world{an_estate(12)};
  const HttpResponse answer =
      ask(world, "listLicensedUser",
          "<searchCriteria><userId>st%-1%</userId></searchCriteria><returnedTags><userId/>"
          "<licenseType/></returnedTags><skip>1</skip><first>2</first>");
  EXPECT_THAT(answer.body, HasSubstr("<return><licensedUser><userId>staff-10</userId><licenseType>"
                                     "Enhanced Plus</licenseType></licensedUser><licensedUser>"
                                     "<userId>staff-11</userId>"));
  EXPECT_THAT(answer.body, Not(HasSubstr("staff-12")));
}

TEST(AxlUsers, GetsOneOrSaysThatThereIsNone) {
  ToyWorld world{an_estate()};
  EXPECT_THAT(ask(world, "getLicensedUser", "<userId>boss</userId>").body,
              HasSubstr("<userId>boss</userId><firstName/><lastName>boss</lastName>"
                        "<snrEnabled>true</snrEnabled><emEnabled>false</emEnabled>"));
  const HttpResponse missing = ask(world, "getLicensedUser", "<userId>guest</userId>");
  EXPECT_EQ(missing.status, 500);
  EXPECT_THAT(missing.body, HasSubstr("Item not valid"));
}

TEST(AxlUsers, ListsDevicesWithoutAnOwnerThatNeedALicence) {
  ToyWorld world{an_estate()};
  const std::string body =
      ask(world, "listUnassignedDevice", "<searchCriteria><name>SEP%</name></searchCriteria>").body;
  EXPECT_THAT(body, HasSubstr("<unassignedDevice><name>SEP"));
  EXPECT_THAT(body, HasSubstr("<deviceType>Cisco 6901</deviceType><licenseType>Essential"
                              "</licenseType><extension/></unassignedDevice>"));
  EXPECT_THAT(body, Not(HasSubstr("FXS")));
}

TEST(AxlUsers, RefusesMoreRowsThanItMaySend) {
  ToyWorld world{an_estate(30'000)};
  const HttpResponse answer = ask(world, "listLicensedUser", everybody);
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr("Query request too large"));
  EXPECT_EQ(ask(world, "listLicensedUser", std::string{everybody} + "<first>10</first>").status,
            200);
}

TEST(AxlUsers, AreDescribedWithTheirRows) {
  const std::string page = axl_wsdl("14", "cm1:8443");
  EXPECT_THAT(page, HasSubstr("<xsd:element name=\"listLicensedUser\">"));
  EXPECT_THAT(page, HasSubstr("<xsd:element name=\"searchCriteria\">"));
  EXPECT_THAT(page, HasSubstr("<xsd:element name=\"unassignedDevice\" minOccurs=\"0\""));
  EXPECT_THAT(axl_row_elements(*find_axl_user_query("listUnassignedDevice"), "14.0"),
              ElementsAre("name", "description", "deviceType", "licenseType", "extension"));
}

}  // namespace
}  // namespace slsim
