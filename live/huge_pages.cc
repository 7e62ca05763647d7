// SPDX-License-Identifier: Apache-2.0
#include "live/huge_pages.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace slsim {
namespace {

constexpr std::size_t page_size = std::size_t{2} << 20;
/// Addresses, not memory: pages come when they are touched.
constexpr std::size_t reserved = std::size_t{2} << 30;
constexpr int usual_step = 128 << 10;
constexpr int largest_threshold = 32 << 20;  // What mallopt(3) allows.

}  // namespace

// NOLINTBEGIN(concurrency-mt-unsafe): before there is a second thread.
// NOLINTBEGIN(cppcoreguidelines-no-malloc): the heap itself is what this is about.
void use_huge_pages() {
#ifdef __GLIBC__
  // malloc asks for such pages itself when it is told so in its environment
  // (glibc.malloc.hugetlb); from within, the heap is made to grow once and for all.
  if (mallopt(M_TOP_PAD, static_cast<int>(reserved - 1)) == 0) return;
  mallopt(M_MMAP_THRESHOLD, largest_threshold);
  const auto* const before = static_cast<const char*>(sbrk(0));
  void* volatile growth = std::malloc(page_size);  // Volatile: or else nobody would miss it.
  if (growth == nullptr) {                         // Addresses are limited here.
    mallopt(M_TOP_PAD, usual_step);
    return;
  }
  std::free(growth);
  auto* const end = static_cast<char*>(sbrk(0));
  auto size = static_cast<std::size_t>(end - before);
  void* first = end - size;
  if (std::align(page_size, 1, first, size) != nullptr) madvise(first, size, MADV_HUGEPAGE);
#endif
}
// NOLINTEND(cppcoreguidelines-no-malloc)
// NOLINTEND(concurrency-mt-unsafe)

}  // namespace slsim
