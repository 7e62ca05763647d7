// SPDX-License-Identifier: Apache-2.0
#include "live/huge_pages.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace slsim {
namespace {

/// Whether the kernel was asked for large pages for the mapping that `address` lies in; its flags
/// are proc(5)'s VmFlags, of which `hg` says so.
bool asked_for_huge_pages(const void* address) {
  std::ifstream maps{"/proc/self/smaps"};
  bool here = false;
  for (std::string line; std::getline(maps, line);) {
    void* begin = nullptr;
    void* end = nullptr;
    if (std::sscanf(line.c_str(), "%p-%p ", &begin, &end) == 2) {
      here = begin <= address && address < end;
    }
    if (here && line.starts_with("VmFlags:")) return line.find(" hg") != std::string::npos;
  }
  return false;
}

TEST(HugePages, BackWhatALargeWorldAllocates) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer has an allocator of its own";
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  GTEST_SKIP() << "the sanitizer has an allocator of its own";
#endif
#endif
  if (!std::filesystem::exists("/sys/kernel/mm/transparent_hugepage")) {
    GTEST_SKIP() << "this kernel has none";
  }
  use_huge_pages();
  constexpr std::size_t row = 8 << 20;
  std::vector<std::unique_ptr<char[]>> rows;
  for (int i = 0; i < 4; ++i) {
    rows.push_back(std::make_unique<char[]>(row));
    std::memset(rows.back().get(), i, row);
  }
  EXPECT_TRUE(asked_for_huge_pages(rows[1].get() + row / 2));
  EXPECT_EQ(rows[3][row - 1], 3);
}

}  // namespace
}  // namespace slsim
