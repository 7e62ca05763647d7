// SPDX-License-Identifier: Apache-2.0
#include "core/http/markup.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(Markup, TurnsSignsIntoEntities) {
  EXPECT_EQ(escape_markup("<a href=\"'&'\">"), "&lt;a href=&quot;&#39;&amp;&#39;&quot;&gt;");
  EXPECT_EQ(escape_markup("Zürich, 5 > 3"), "Zürich, 5 &gt; 3");
  EXPECT_EQ(escape_markup(""), "");
}

}  // namespace
}  // namespace slsim
