// SPDX-License-Identifier: Apache-2.0
// Large worlds in large pages.
#pragma once

namespace slsim {

/// The heap of the first thread in pages of 2 MB, where the kernel gives them for the asking: a
/// world of many instances is walked at random, and with pages of 4 KB each step waits for the
/// page tables as well. Changes nothing but speed; without effect where there is no such page or
/// another allocator. Call it first thing in main().
void use_huge_pages();

}  // namespace slsim
