// SPDX-License-Identifier: Apache-2.0
#include "live/test_ca.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "live/channel.h"
#include "live/files.h"

namespace slsim {
namespace {

using testing::HasSubstr;

class TestCaTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove_all(folder); }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::string folder = testing::TempDir() + "slsim-ca-" +
                       testing::UnitTest::GetInstance()->current_test_info()->name();
  LeafRequest leaf{"cssm/receiver",
                   {"tools.cisco.com", "cssm-receiver"},
                   {"127.0.0.1", "::1"},
                   WallInstant{} + std::chrono::days{365 * 50},
                   WallInstant{} + std::chrono::days{365 * 90}};
};

TEST_F(TestCaTest, TheRootIsMadeOnceAndItsKeyIsPrivate) {
  const auto made = TestCa::open(folder + "/a/b");
  ASSERT_TRUE(made) << made.error();
  const auto found = TestCa::open(folder + "/a/b");
  ASSERT_TRUE(found) << found.error();
  EXPECT_EQ(made->root(), found->root());
  struct stat key {};
  ASSERT_EQ(::stat((folder + "/a/b/ca.key").c_str(), &key), 0);
  EXPECT_EQ(key.st_mode & 0777U, 0600U);
}

TEST_F(TestCaTest, WhatDoesNotBelongTogetherIsRefused) {
  ASSERT_TRUE(TestCa::open(folder));
  const std::string key = read_file(folder + "/ca.key", 10'000).value();
  ASSERT_EQ(write_file(folder + "/ca.key", "nonsense"), std::nullopt);
  EXPECT_THAT(TestCa::open(folder).error(), HasSubstr("no certificate and its key"));
  std::filesystem::remove(folder + "/ca.key");
  EXPECT_THAT(TestCa::open(folder).error(), HasSubstr("one is missing"));
}

TEST_F(TestCaTest, LeavesServeTls) {
  const auto ca = TestCa::open(folder);
  ASSERT_TRUE(ca);
  const auto issued = ca->issue(leaf);
  ASSERT_TRUE(issued) << issued.error();
  TlsIdentity whole{[&] { return TlsMaterial{issued->certificate + ca->root(), issued->key}; }};
  EXPECT_NE(whole.context(), nullptr);
  TlsIdentity broken{[&] { return TlsMaterial{issued->certificate, "nonsense"}; }};
  EXPECT_EQ(broken.context(), nullptr);
  TlsIdentity nothing{[] { return std::nullopt; }};
  EXPECT_EQ(nothing.context(), nullptr);
}

TEST_F(TestCaTest, ANameThatIsNoneIsRefused) {
  leaf.addresses = {"not an address"};
  EXPECT_FALSE(TestCa::open(folder)->issue(leaf).has_value());
}

}  // namespace
}  // namespace slsim
