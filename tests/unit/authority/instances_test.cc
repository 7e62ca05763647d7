// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/instances.h"

#include <gtest/gtest.h>

#include <set>

#include "core/chance/chance.h"

namespace slsim {
namespace {

constexpr Instant start{days(20'000)};
constexpr Instant end = start + days(365);

Udi udi(int number) { return {"UCM", std::to_string(number), "uuid-" + std::to_string(number)}; }

ProblemCode refusal(Instances& instances, std::uint64_t serial) {
  return identify(instances, serial).error().code;
}

TEST(Instances, AreIdentifiedByTheirCertificate) {
  Instances instances;
  const InstanceId first = add_instance(instances, udi(1));
  const InstanceId second = add_instance(instances, udi(2));
  const Certificate one = issue_certificate(instances, first, start, end);
  const Certificate two = issue_certificate(instances, second, start, end);
  EXPECT_EQ(identify(instances, one.serial), first);
  EXPECT_EQ(identify(instances, two.serial), second);
}

TEST(Instances, ThatAreRemovedAreUnknownEvenWhenTheirSlotHasAnother) {
  Instances instances;
  const InstanceId first = add_instance(instances, udi(1));
  const Certificate old = issue_certificate(instances, first, start, end);
  remove_instance(instances, first);
  EXPECT_EQ(refusal(instances, old.serial), ProblemCode::unknown_instance);
  const InstanceId second = add_instance(instances, udi(2));
  ASSERT_EQ(second.slot, first.slot);
  issue_certificate(instances, second, start, end);
  EXPECT_EQ(refusal(instances, old.serial), ProblemCode::unknown_instance);
}

TEST(Instances, WithoutACertificateAreUnknown) {
  Instances instances;
  EXPECT_EQ(refusal(instances, 0), ProblemCode::unknown_instance);
  add_instance(instances, udi(1));
  EXPECT_EQ(refusal(instances, 0), ProblemCode::unknown_instance);
  EXPECT_EQ(refusal(instances, ~std::uint64_t{0}), ProblemCode::unknown_instance);
}

TEST(Instances, KeepAPredecessorUntilTheLastCertificateIsUsed) {
  Instances instances;
  const InstanceId id = add_instance(instances, udi(1));
  const Certificate old = issue_certificate(instances, id, start, end);
  instances.details_of(id).predecessor = old;
  instances.at(id).has_predecessor = true;
  const Certificate last = issue_certificate(instances, id, start, end);
  EXPECT_TRUE(identify(instances, old.serial));
  EXPECT_TRUE(identify(instances, last.serial));
  EXPECT_EQ(refusal(instances, old.serial), ProblemCode::certificate_invalid);
}

TEST(Instances, ExpireAtTheEndOfTheCertificateShown) {
  Instances instances;
  const InstanceId id = add_instance(instances, udi(1));
  instances.details_of(id).predecessor = issue_certificate(instances, id, start, end);
  const std::uint64_t old = instances.details_of(id).predecessor.serial;
  const std::uint64_t last =
      issue_certificate(instances, id, start + days(180), end + days(180)).serial;
  EXPECT_FALSE(expired(instances, id, old, end - milliseconds(1)));
  EXPECT_TRUE(expired(instances, id, old, end));
  EXPECT_FALSE(expired(instances, id, last, end));
}

TEST(Instances, AreFoundByUdiHostNameAndSerialNumber) {
  Instances instances;
  const InstanceId id = add_instance(instances, udi(7));
  instances.details_of(id).host_name = "cm7";
  EXPECT_EQ(find_instance(instances, udi(7)), id);
  EXPECT_EQ(find_instance(instances, "cm7"), id);
  EXPECT_EQ(find_instance(instances, "7"), id);
  EXPECT_EQ(find_instance(instances, "PID:UCM,SN:7,UUID:uuid-7"), id);
  EXPECT_EQ(find_instance(instances, "cm8"), std::nullopt);
  EXPECT_EQ(find_instance(instances, ""), std::nullopt);
  EXPECT_EQ(find_instance(instances, udi(8)), std::nullopt);
}

TEST(Instances, ShowTheirUdiWhenTheyHideTheirName) {
  Instances instances;
  const InstanceId id = add_instance(instances, udi(7));
  EXPECT_EQ(display_name(instances.details_of(id)), "UDI_PID:UCM; UDI_SN:7; ");
}

// Against a plain list of who is there.
TEST(Instances, AgreeWithAListThroughAddingAndRemoving) {
  RandomStream stream{11, "instances"};
  Instances instances;
  std::vector<std::pair<std::uint64_t, int>> there;
  std::vector<std::uint64_t> gone;
  std::set<std::uint64_t> given;
  for (int step = 0; step < 20'000; ++step) {
    if (there.empty() || stream.below(2) == 0) {
      const InstanceId id = add_instance(instances, udi(step));
      const std::uint64_t serial = issue_certificate(instances, id, start, end).serial;
      EXPECT_TRUE(given.insert(serial).second) << "a serial given twice";
      there.emplace_back(serial, step);
    } else {
      const std::size_t pick = stream.below(there.size());
      remove_instance(instances, identify(instances, there[pick].first).value());
      gone.push_back(there[pick].first);
      there[pick] = there.back();
      there.pop_back();
    }
  }
  EXPECT_EQ(instances.count, there.size());
  EXPECT_EQ(instances.by_udi.size(), there.size());
  for (const auto& [serial, number] : there) {
    EXPECT_EQ(find_instance(instances, udi(number)), identify(instances, serial).value());
  }
  for (const std::uint64_t serial : gone) EXPECT_FALSE(identify(instances, serial));
}

}  // namespace
}  // namespace slsim
