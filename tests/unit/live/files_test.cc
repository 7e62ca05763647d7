// SPDX-License-Identifier: Apache-2.0
#include "live/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace slsim {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// A folder of its own for each test.
class Files : public testing::Test {
 protected:
  Files() {
    fs::remove_all(root);
    EXPECT_FALSE(make_directory(root));
  }
  ~Files() override { fs::remove_all(root); }

  std::string root =
      fs::temp_directory_path() /
      ("slsim-" + std::string{testing::UnitTest::GetInstance()->current_test_info()->name()});
};

TEST_F(Files, WhatIsWrittenIsRead) {
  const std::string text{"a\0b\n", 4};
  EXPECT_FALSE(write_file(root + "/x", text));
  EXPECT_EQ(read_file(root + "/x", 100).value(), text);
  EXPECT_FALSE(write_file(root + "/x", ""));
  EXPECT_EQ(read_file(root + "/x", 100).value(), "");
}

TEST_F(Files, ALargeFileIsRefusedAndSoIsADeviceWithoutEnd) {
  EXPECT_FALSE(write_file(root + "/x", std::string(11, 'x')));
  EXPECT_TRUE(read_file(root + "/x", 11));
  EXPECT_THAT(read_file(root + "/x", 10).error(), HasSubstr("larger than the 10 bytes"));
  EXPECT_FALSE(read_file("/dev/zero", 1'000'000));
}

TEST_F(Files, WhatCannotBeReadOrWrittenSaysWhy) {
  EXPECT_EQ(read_file(root + "/none", 10).error(), "No such file or directory");
  EXPECT_EQ(read_file(root, 10).error(), "Is a directory");
  EXPECT_EQ(write_file(root + "/none/x", ""), "No such file or directory");
  EXPECT_EQ(list_files(root + "/none", "").error(), "No such file or directory");
  EXPECT_FALSE(write_file(root + "/x", ""));
  EXPECT_TRUE(make_directory(root + "/x/y"));
}

TEST_F(Files, ANewFileIsThereWhenItIsFinishedAndNotBefore) {
  EXPECT_FALSE(write_file(root + "/x", "old"));
  {
    NewFile file{root + "/x"};
    file.append("new");
    EXPECT_EQ(read_file(root + "/x", 10).value(), "old");
    file.append("er");
    EXPECT_FALSE(file.finish());
  }
  EXPECT_EQ(read_file(root + "/x", 10).value(), "newer");
}

TEST_F(Files, ANewFileThatIsNotFinishedLeavesNothingBehind) {
  { NewFile{root + "/x"}.append("half"); }
  EXPECT_THAT(list_files(root, "").value(), ElementsAre());
}

TEST_F(Files, DevicesAreWrittenToAsTheyAre) {
  EXPECT_FALSE(write_file("/dev/null", "gone"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_THAT(write_file("/dev/full", "no"), "No space left on device");
}

TEST_F(Files, FilesAreListedBelowAFolderInTheOrderOfTheirNames) {
  for (const std::string_view name : {"/b.yaml", "/a/z.yaml", "/a/y.txt", "/.hidden/x.yaml"}) {
    const std::string path = root + std::string{name};
    EXPECT_FALSE(make_directory(fs::path{path}.parent_path()));
    EXPECT_FALSE(write_file(path, ""));
  }
  EXPECT_THAT(list_files(root, ".yaml").value(), ElementsAre(root + "/a/z.yaml", root + "/b.yaml"));
}

TEST_F(Files, PathsAreFilesFoldersOrNothing) {
  EXPECT_FALSE(write_file(root + "/x", ""));
  EXPECT_EQ(kind_of(root), PathKind::directory);
  EXPECT_EQ(kind_of(root + "/x"), PathKind::file);
  EXPECT_EQ(kind_of(root + "/y"), PathKind::absent);
}

}  // namespace
}  // namespace slsim
