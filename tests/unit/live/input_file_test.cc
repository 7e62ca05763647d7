// SPDX-License-Identifier: Apache-2.0
#include "live/input_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "live/files.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class InputFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::string error(const std::string& stamp = "v1") const {
    auto file = InputFile::open(path, stamp);
    return file ? "" : file.error();
  }
  std::string folder = testing::TempDir() + "slsim-input-file-" +
                       testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string path = folder + "/world.db";
};

TEST_F(InputFileTest, KeepsWhatWasCommittedInItsOrder) {
  {
    auto file = InputFile::open(path, "v1");
    ASSERT_TRUE(file) << file.error();
    EXPECT_TRUE(file->fresh());
    file->set_text("setup", "slsim: 1");
    file->append("one");
    file->append(std::string("t\0wo", 4));
    EXPECT_TRUE(file->commit());
    file->append("never committed");
  }
  auto file = InputFile::open(path, "v1");
  ASSERT_TRUE(file) << file.error();
  EXPECT_FALSE(file->fresh());
  EXPECT_EQ(file->text("setup"), "slsim: 1");
  EXPECT_EQ(file->text("other"), "");
  EXPECT_THAT(file->entries().value(), ElementsAre("one", std::string("t\0wo", 4)));
  file->clear();
  file->append("new");
  EXPECT_TRUE(file->commit());
  EXPECT_THAT(file->entries().value(), ElementsAre("new"));
}

TEST_F(InputFileTest, IsReadableByItsOwnerAlone) {
  EXPECT_EQ(error(), "");
  struct stat found {};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(InputFileTest, RefusesWhatItCannotReadInOneLine) {
  ASSERT_EQ(write_file(path, std::string(5000, 'x')), std::nullopt);
  EXPECT_EQ(error(), path + ": no state file of slsim, or damaged");
  EXPECT_EQ(read_file(path, 10'000).value(), std::string(5000, 'x'));
}

TEST_F(InputFileTest, RefusesAnotherVersionsFile) {
  {
    auto file = InputFile::open(path, "v1");
    EXPECT_TRUE(file->commit());
  }
  EXPECT_THAT(error("v2"), HasSubstr("written by v1, and this is v2"));
  EXPECT_EQ(error("v1"), "");
}

TEST_F(InputFileTest, RefusesAFileThatIsInUse) {
  auto file = InputFile::open(path, "v1");
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->commit());
  EXPECT_EQ(error(), path + ": another process uses it");
}

}  // namespace
}  // namespace slsim
