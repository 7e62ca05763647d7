// SPDX-License-Identifier: Apache-2.0
// Each invariant is seen to fail on a state that was damaged.
#include "sim/authority/invariants.h"

#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using enum License;

class Invariants : public CssmWorld {
 protected:
  /// Two instances in va-1 that need more than it owns; a token of two uses that is used up.
  void SetUp() override {
    start();
    own(va1_, UCM_CUWL, 5);
    own(va1_, UCM_Basic, 3);
    const TokenId two = token(va1_, {.max_uses = 2});
    for (const int number : {1, 2}) {
      authorize(register_product(number, two), counts({{UCM_Basic, 5}, {UCM_Essential, 1}}));
    }
    damaged_ = cssm_.state();
  }
  VirtualAccount& account() { return damaged_.at(va1_); }
  std::vector<std::string> broken() { return broken_invariants(damaged_); }
  std::vector<std::string> broken_at_once() {
    std::uint64_t seen = 0;
    return broken_sums(damaged_, seen);
  }

  AuthorityState damaged_;
};

TEST_F(Invariants, HoldOfASoundState) {
  EXPECT_THAT(broken(), IsEmpty());
  EXPECT_THAT(broken_at_once(), IsEmpty());
}

TEST_F(Invariants, SeeADemandThatIsNotTheSumOverItsInstances) {
  ++account().ledger.demand.pooled[UCM_Basic];
  EXPECT_THAT(broken(), Contains(HasSubstr("not the sum over its instances")));
  EXPECT_THAT(broken_at_once(), Contains(HasSubstr("not what its instances report")));
}

TEST_F(Invariants, SeeAnInstanceThatIsCountedInTheWrongAccount) {
  damaged_.instances.slots[0].account = va2_;
  EXPECT_THAT(broken(), Contains(HasSubstr("va-2: its demand is not the sum")));
  EXPECT_THAT(broken(), Contains(HasSubstr("does not count its instances right")));
}

TEST_F(Invariants, SeeMoreServedThanOwned) {
  for (Served& row : account().ledger.allocation.served) row.quantity += 100;
  EXPECT_THAT(broken(), Contains(HasSubstr("serves more than is owned")));
  EXPECT_THAT(broken_at_once(), Contains(HasSubstr("serves more than is owned")));
}

TEST_F(Invariants, SeeDemandThatIsNeitherServedNorShort) {
  --account().ledger.allocation.short_of[UCM_Essential];
  EXPECT_THAT(broken(), Contains(HasSubstr("served and short together")));
  EXPECT_THAT(broken_at_once(), Contains(HasSubstr("served and short together")));
}

TEST_F(Invariants, SeeAStatusThatNothingGives) {
  account().ledger.short_of |= UCM_CUWL;
  EXPECT_THAT(broken(), Contains(HasSubstr("UCM_CUWL has a status")));
}

TEST_F(Invariants, SeeAnAllocationOfAnotherDemand) {
  ++account().ledger.allocation.demand.pooled[UCM_CUWL];
  EXPECT_THAT(broken(), Contains(HasSubstr("of another demand")));
}

TEST_F(Invariants, SeeAPoolThatIsNotItsLots) {
  ++account().ledger.lots[0].quantity;
  EXPECT_THAT(broken(), Contains(HasSubstr("not the sum of its live lots")));
}

TEST_F(Invariants, SeeATokenThatWasUsedTooOften) {
  ++damaged_.tokens.rows[0].uses;
  EXPECT_THAT(broken(), Contains(HasSubstr("used more often than allowed")));
}

TEST_F(Invariants, SeeTwoInstancesOfOneDevice) {
  auto& instances = damaged_.instances;
  instances.by_udi.erase(hash(udi(2)));
  instances.details[1].udi = udi(1);
  instances.by_udi.emplace(hash(udi(1)), 1);
  EXPECT_THAT(broken(), Contains(HasSubstr("Two instances have PID:UCM,SN:10001")));
  damaged_.settings.set(Setting::reregistration, 1);
  EXPECT_THAT(broken(), IsEmpty());
}

TEST_F(Invariants, SeeAnIndexThatMissesAnInstance) {
  damaged_.instances.by_udi.clear();
  EXPECT_THAT(broken(), Contains(HasSubstr("not counted or indexed right")));
}

TEST_F(Invariants, SeeAnAccountWithoutOrWithTwoDefaults) {
  damaged_.at(va2_).is_default = true;
  EXPECT_THAT(broken(), Contains(HasSubstr("has 2 default")));
  damaged_.at(va1_).is_default = false;
  damaged_.at(va2_).is_default = false;
  EXPECT_THAT(broken(), Contains(HasSubstr("has 0 default")));
}

TEST_F(Invariants, SeeMoreRestrictedLicencesHeldThanOwned) {
  account().restricted.in_use = 1;
  EXPECT_THAT(broken(), Contains(HasSubstr("more restricted licences are held than owned")));
  EXPECT_THAT(broken(), Contains(HasSubstr("does not count its restricted licences right")));
}

TEST_F(Invariants, SeeADeletedAccountWithInstances) {
  account().deleted = true;
  EXPECT_THAT(broken(), Contains(HasSubstr("it is deleted and has instances")));
}

TEST_F(Invariants, LookAtSumsOnlyWhenSomethingMoved) {
  std::uint64_t seen = damaged_.generation;
  ++account().ledger.demand.pooled[UCM_Basic];
  EXPECT_THAT(broken_sums(damaged_, seen), IsEmpty());
  account().changed = ++damaged_.generation;
  EXPECT_FALSE(broken_sums(damaged_, seen).empty());
  EXPECT_EQ(seen, damaged_.generation);
  EXPECT_THAT(broken_sums(damaged_, seen), IsEmpty());
}

TEST_F(Invariants, SeeAReservationThatIsNotCounted) {
  Context context = this->context();
  own(va1_, UCM_Enhanced, 100);
  ASSERT_TRUE(cssm_.reserve(
      context, admin, va1_,
      {.request_code = request_code(udi(9)), .lines = {{.license = UCM_Enhanced, .quantity = 2}}}));
  damaged_ = cssm_.state();
  EXPECT_THAT(broken(), IsEmpty());
  ++account().ledger.demand.reserved[UCM_Enhanced];
  EXPECT_THAT(broken(), Contains(HasSubstr("not the sum over its reservations")));
  damaged_ = cssm_.state();
  damaged_.reservations[pack(InstanceId{7, 7})] = {};
  EXPECT_THAT(broken(), Contains(HasSubstr("of an instance that is not there")));
}

}  // namespace
}  // namespace slsim
