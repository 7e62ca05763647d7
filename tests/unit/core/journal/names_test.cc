// SPDX-License-Identifier: Apache-2.0
#include "core/journal/names.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(Names, KeepsEachTextOnce) {
  Names names;
  const NameId first = names.intern("va-1");
  const NameId second = names.intern("va-2");
  EXPECT_NE(first, second);
  EXPECT_EQ(names.intern("va-1"), first);
  EXPECT_EQ(names.size(), 2U);
  EXPECT_EQ(names.text(second), "va-2");
}

TEST(Names, KeepsAnyBytes) {
  Names names;
  const std::string zeros("a\0b", 3);
  EXPECT_NE(names.intern(zeros), names.intern("a"));
  EXPECT_EQ(names.text(names.intern(zeros)), zeros);
  EXPECT_EQ(names.text(names.intern("")), "");
}

TEST(Names, HashesLettersAndNotNumbers) {
  Names one;
  Names other;
  const NameId here = one.intern("cm1");
  other.intern("something else");
  const NameId there = other.intern("cm1");
  EXPECT_NE(here, there);
  EXPECT_EQ(one.hash(here), other.hash(there));
}

TEST(Names, CopiesStandAlone) {
  Names names;
  const NameId id = names.intern("a name too long for the inside of a string");
  Names copy = names;
  names.intern("only here");
  EXPECT_EQ(copy.intern("a name too long for the inside of a string"), id);
  EXPECT_EQ(copy.size(), 1U);
}

TEST(Word, IsEqualWhenItsLettersAre) {
  const WordEntry entry{"authorized", stable_hash("authorized")};
  EXPECT_EQ("authorized"_w, Word{entry});
  EXPECT_FALSE("authorized"_w == "unauthorized"_w);
  // Published test vectors of FNV-1a (draft-eastlake-fnv, appendix C): the hash is part of digests.
  EXPECT_EQ(stable_hash(""), 0xcbf29ce484222325U);
  EXPECT_EQ(stable_hash("foobar"), 0x85944171f73967e8U);
}

}  // namespace
}  // namespace slsim
