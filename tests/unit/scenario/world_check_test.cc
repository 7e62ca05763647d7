// SPDX-License-Identifier: Apache-2.0
// What a service would refuse is a mistake of the file: no world ends the program.
#include "sim/scenario/world_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/registry.h"
#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A world in which three places can be filled: the smart account's people, what its first virtual
/// account has, and the local accounts of a satellite behind their first.
struct Filling {
  std::string people = "[{name: ann}]";
  std::string owned = {};
  std::string satellite = {};
  std::string local = {};
  std::string locals = {};
};

std::vector<std::string> mistakes_in(const Filling& filling) {
  static const Registry real{actor_kinds(), &world_shape()};
  const std::string text =
      "slsim: 1\nworld:\n  cssm:\n    smart_accounts:\n      - domain: a.example\n        users: " +
      filling.people + "\n        virtual_accounts:\n          - {name: va-1" + filling.owned +
      "}\n          - {name: va-2}\n      - {domain: b.example, users: [{name: bob}], "
      "virtual_accounts: [{name: vb}]}\n  satellites:\n    - {name: sat1" +
      filling.satellite +
      ",\n       accounts: [{name: la1, smart_account: a.example, virtual_account: va-2" +
      filling.local + "}" + filling.locals + "]}\n";
  std::vector<std::string> lines;
  for (const Mistake& mistake : load_scenario("t.yaml", text, no_files(), real).mistakes) {
    lines.push_back(print(mistake));
  }
  return lines;
}

TEST(WorldCheck, FindsNothingWhereNothingIsWrong) { EXPECT_THAT(mistakes_in({}), IsEmpty()); }

TEST(WorldCheck, LooksAtTheTermsOfLicenses) {
  EXPECT_THAT(
      mistakes_in(
          {.owned = ", licenses: [{license: UCM_Basic, quantity: 1, start: 5d, until: 3d}]"}),
      ElementsAre(testing::EndsWith("until is not after start; expected a later time")));
  EXPECT_THAT(mistakes_in({.owned = ", licenses: [{license: UCM_Basic, quantity: 1, kind: "
                                    "perpetual, until: 3d}]"}),
              ElementsAre(testing::HasSubstr("until is given for perpetual licences")));
  EXPECT_THAT(
      mistakes_in({.owned = ", licenses: [{license: UCM_Basic, quantity: 1, until: 2020-01-01}]"}),
      IsEmpty());
}

TEST(WorldCheck, WantsOneDefault) {
  EXPECT_THAT(mistakes_in({.owned = ", default: true}\n          - {name: va-3, default: true"}),
              ElementsAre(testing::HasSubstr("several are the default; expected one of them")));
}

TEST(WorldCheck, LooksAtTokens) {
  EXPECT_THAT(mistakes_in({.owned = ", tokens: [{name: t, expires: 0s}]"}),
              ElementsAre("t.yaml:8:54: expires is 0s; expected some time, such as 30d"));
  EXPECT_THAT(mistakes_in({.local = ", tokens: [{name: t, expires: 0s}]"}),
              ElementsAre(testing::EndsWith("expires is 0s; expected some time, such as 30d")));
}

TEST(WorldCheck, KeepsPeopleWithinTheirAccounts) {
  EXPECT_THAT(
      mistakes_in({.people = "[{name: ann, roles: [{role: user, virtual_account: vb}]}]"}),
      ElementsAre("t.yaml:6:16: users: 'ann' has a role over 'b.example/vb'; expected a virtual "
                  "account of this smart account"));
  EXPECT_THAT(
      mistakes_in({.people = "[{name: ann}]\n        clients: [{id: c, secret: s, owner: bob}]"}),
      ElementsAre("t.yaml:7:18: clients: the owner of 'c' is 'bob'; expected one of the users of "
                  "this smart account"));
  EXPECT_THAT(mistakes_in({.local = ", clients: [{id: c, secret: s, owner: eve}]"}),
              ElementsAre(testing::HasSubstr("expected one of the users of this local account")));
}

TEST(WorldCheck, GivesAVirtualAccountToOneLocalAccount) {
  EXPECT_THAT(mistakes_in({.locals = ", {name: la2, smart_account: a.example, virtual_account: "
                                     "va-2}"}),
              ElementsAre(testing::HasSubstr("'va-2' is given to 'la2', and belongs to another")));
  EXPECT_THAT(mistakes_in({.locals = ", {name: la2, smart_account: a.example, virtual_account: "
                                     "va-1}"}),
              ElementsAre(testing::HasSubstr("the default stays with CSSM")));
  EXPECT_THAT(mistakes_in({.locals = ", {name: la1, smart_account: a.example, virtual_account: "
                                     "va-3}"}),
              ElementsAre(testing::HasSubstr("the local account 'la1' is named twice")));
  EXPECT_THAT(mistakes_in({.locals = ", {name: la2, smart_account: a.example, virtual_account: "
                                     "\"\"}"}),
              ElementsAre(testing::HasSubstr("virtual_account is empty")));
}

TEST(WorldCheck, WantsASecretOfAnApiClient) {
  EXPECT_THAT(
      mistakes_in({.people = "[{name: ann}]\n        clients: [{id: c, secret: '', owner: ann}]"}),
      ElementsAre(testing::EndsWith("clients: the secret of 'c' is empty; expected a text")));
}

TEST(WorldCheck, KnowsSatellites) {
  EXPECT_THAT(mistakes_in({.satellite = ", version: 5.0.0"}),
              ElementsAre(testing::HasSubstr("is the Classic Edition, which has none")));
  EXPECT_THAT(mistakes_in({.satellite = ", version: banana"}),
              ElementsAre(testing::HasSubstr("version is 'banana'; expected one such as 6.3.0")));
  EXPECT_THAT(mistakes_in({.local = ", virtual_accounts: [Default]"}),
              ElementsAre(testing::HasSubstr("'Default' is there twice")));
}

}  // namespace
}  // namespace slsim
