// SPDX-License-Identifier: Apache-2.0
// What a file may say of a CSSM that is another program, and of the local accounts of satellites.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sim/scenario/loader.h"
#include "sim/scenario/tables.h"

namespace slsim {
namespace {

using testing::HasSubstr;

std::string mistakes(const std::string& text) {
  const Loaded loaded =
      load_scenario("f.yaml", "slsim: 1\n" + text, {}, {actor_kinds(), &world_shape()});
  std::string all;
  for (const Mistake& mistake : loaded.mistakes) all += print(mistake) + "\n";
  return all;
}

constexpr const char* branch =
    "world:\n"
    "  cssm: {external: \"https://127.0.0.1:9443\"}\n"
    "  satellites:\n"
    "    - {name: sat1, accounts: [{name: la1, smart_account: elsewhere.example, virtual_account: "
    "va}]}\n";

TEST(ExternalCssm, KnowsTheNamesOfItsOwnThings) { EXPECT_EQ(mistakes(branch), ""); }

TEST(ExternalCssm, IsAnHttpsAddressOrRecorded) {
  EXPECT_EQ(mistakes("world: {cssm: {external: recorded}}\n"), "");
  for (const char* address : {"http://127.0.0.1:1", "127.0.0.1", "recordd", "\"\""}) {
    EXPECT_THAT(mistakes("world: {cssm: {external: " + std::string{address} + "}}\n"),
                HasSubstr("f.yaml:2:26: external is"))
        << address;
  }
}

TEST(ExternalCssm, HasNoAccountsHere) {
  EXPECT_THAT(mistakes("world: {cssm: {external: recorded, smart_accounts: []}}\n"),
              HasSubstr("smart_accounts"));
}

TEST(ExternalCssm, IsAskedThere) {
  const std::string text = branch;
  EXPECT_THAT(
      mistakes(text + "steps:\n  - {at: 1d, cssm: {create_token: {virtual_account: va}}}\n"),
      HasSubstr("f.yaml:7:21: CSSM is another program in this world (external): "
                "create_token is asked there"));
  EXPECT_THAT(mistakes(text + "expect:\n  - {at: 1d, cssm: {instance_count: 1}}\n"),
              HasSubstr("instance_count is asked there"));
  EXPECT_EQ(mistakes(text + "expect:\n  - {at: 1d, cssm: {external_calls: 0}}\n"), "");
}

constexpr const char* two_satellites =
    "world:\n"
    "  cssm: {smart_accounts: [{domain: p.example, virtual_accounts: [{name: va}]}]}\n"
    "  satellites:\n"
    "    - {name: sat1, accounts: [{name: la1, smart_account: p.example, virtual_account: va-1}]}\n"
    "    - name: sat2\n"
    "      accounts:\n"
    "        - {name: la1, smart_account: p.example, virtual_account: va-2}\n"
    "        - {name: branch, smart_account: p.example, virtual_account: va-3}\n"
    "steps:\n";

TEST(LocalAccounts, AreThoseOfTheSatelliteThatIsTold) {
  const std::string text = two_satellites;
  EXPECT_EQ(mistakes(text + "  - {at: 1d, sat1: {synchronize: {account: la1}}}\n"
                            "  - {at: 1d, sat2: {synchronize: {account: branch}}}\n"),
            "");
  EXPECT_THAT(mistakes(text + "  - {at: 1d, sat2: {synchronize: {account: brnch}}}\n"),
              HasSubstr("f.yaml:11:44: account is 'brnch'; expected the name of a local account of "
                        "sat2: branch or la1; did you mean 'branch'?"));
  EXPECT_THAT(mistakes(text + "  - {at: 1d, sat1: {synchronize: {account: branch}}}\n"),
              HasSubstr("of a local account of sat1: la1"));
}

TEST(LocalAccounts, MayBeAskedForByAStep) {
  const std::string text = two_satellites;
  const std::string ask =
      "  - {at: 2d, sat1: {request_account: {name: new, smart_account: p.example, virtual_account: "
      "va-9}}}\n";
  EXPECT_EQ(mistakes(text + ask + "  - {at: 3d, sat1: {approve_account: {account: new}}}\n"), "");
  EXPECT_THAT(mistakes(text + "  - {at: 1d, sat1: {approve_account: {account: new}}}\n" + ask),
              HasSubstr("does not exist yet"));
}

}  // namespace
}  // namespace slsim
