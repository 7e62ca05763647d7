// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/include.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view base = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - {domain: a.example, virtual_accounts: [{name: va-1, tokens: [{name: t1}]}]}
  network: {latency: 1s, labels: {x: one}}
  clusters: [{name: cm1, product: cucm, version: "12.5", licenses: {UCM_Basic: 3}}]
)";

FileReader with_base() {
  return files({{"base.yaml", std::string{base}},
                {"bad.yaml", "slsim: 1\nworld: {clusters: [{name: cm1, produkt: cucm}]}\n"},
                {"broken.yaml", "slsim: [\n"},
                {"nothing.yaml", "slsim: 1\n"},
                {"more.yaml", "slsim: 1\nseed: 7\nworld: {}\nsteps: []\n"},
                {"nested.yaml", "slsim: 1\ninclude: [base.yaml]\nworld: {}\n"},
                {"loop.yaml", "slsim: 1\ninclude: [t.yaml]\nworld: {}\n"},
                {"newer.yaml", "slsim: 2\nworld: {}\n"}});
}

std::vector<std::string> mistakes_in(std::string_view rest) {
  std::vector<std::string> lines;
  const Loaded loaded = load_text("slsim: 1\n" + std::string{rest}, with_base());
  for (const Mistake& mistake : loaded.mistakes) lines.push_back(print(mistake));
  return lines;
}

Plan plan(std::string_view rest) {
  const Loaded loaded = load_text("slsim: 1\n" + std::string{rest}, with_base());
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  return loaded.plans.empty() ? Plan{} : loaded.plans.front();
}

TEST(Include, PathsAreSeenFromTheFile) {
  EXPECT_EQ(relative_path("t.yaml", "base.yaml"), "base.yaml");
  EXPECT_EQ(relative_path("scenarios/a/t.yaml", "base.yaml"), "scenarios/a/base.yaml");
  EXPECT_EQ(relative_path("scenarios/a/t.yaml", "../worlds/b.yaml"), "scenarios/worlds/b.yaml");
  EXPECT_EQ(relative_path("t.yaml", "../b.yaml"), "../b.yaml");
  EXPECT_EQ(relative_path("/srv/a/t.yaml", "./../b.yaml"), "/srv/b.yaml");
}

TEST(Include, BringsAWorldBeforeTheOneOfTheFile) {
  const Plan read = plan(R"(include: [base.yaml]
world:
  network: {labels: {y: two}}
  clusters: [{name: cm2, product: cuc}]
steps: [{cm1: {register: t1}}]
)");
  EXPECT_EQ(read.find_actor("cm1"), ActorId{4});
  EXPECT_EQ(read.find_actor("cm2"), ActorId{5});
  const Arguments network = read.world.nested("network");
  EXPECT_EQ(network.duration("latency"), seconds(1));
  EXPECT_EQ(print(network.at("labels")), "{x: one, y: two}");
}

TEST(Include, PatchChangesWhatIsThere) {
  const Plan read = plan(R"(include: [base.yaml]
patch:
  network: {latency: 2s, loss: 1/2}
  clusters: [{name: cm1, licenses: {UCM_Basic: 4, UCM_CUWL: 1}}]
  cssm:
    smart_accounts:
      - domain: a.example
        virtual_accounts: [{name: va-1, licenses: [{license: CER_USER, quantity: 1}]}]
)");
  const Arguments network = read.world.nested("network");
  EXPECT_EQ(network.duration("latency"), seconds(2));
  EXPECT_TRUE(network.has("loss"));
  const Arguments cluster = read.world.each("clusters").at(0);
  EXPECT_EQ(cluster.text("version"), "12.5");
  EXPECT_EQ(cluster.counts("licenses").of(License::UCM_Basic), 4);
  EXPECT_EQ(cluster.counts("licenses").of(License::UCM_CUWL), 1);
}

struct Row {
  std::string_view text;
  std::string_view why;
};

TEST(Include, SaysWhatCannotBeJoined) {
  const Row rows[] = {
      {"include: base.yaml\n",
       "t.yaml:2:10: include is 'base.yaml'; expected a list of files, such as [base.yaml]"},
      {"include: [gone.yaml]\nsteps: [{cm1: nonsense}]\n",
       "t.yaml:2:11: cannot read 'gone.yaml': no such file"},
      {"include: [/etc/passwd]\n",
       "t.yaml:2:11: include of '/etc/passwd'; expected a path as seen from this file"},
      {"include: [./t.yaml]\n", "t.yaml:2:11: the file includes itself"},
      {"include: [base.yaml, ./base.yaml]\n", "t.yaml:2:22: 'base.yaml' is included twice"},
      {"include: [nothing.yaml]\n", "t.yaml:2:11: 'nothing.yaml' has no 'world:' to include"},
      {"include: [broken.yaml]\n", "broken.yaml:2:1: expected ',' or ']' here"},
      {"include: [loop.yaml]\n",
       "loop.yaml:2:1: 'loop.yaml' is included by 't.yaml' and cannot include files itself"},
      {"include: [nested.yaml]\n",
       "nested.yaml:2:1: 'nested.yaml' is included by 't.yaml' and cannot include files itself"},
      {"include: [newer.yaml]\n",
       "newer.yaml:1:8: language version '2' is not supported; expected 1"},
      {"include: [base.yaml]\nworld: {clusters: [{name: cm1, product: cucm}]}\n",
       "t.yaml:3:27: the cluster 'cm1' is named twice, first on base.yaml:7; to change it put the "
       "change under 'patch:'"},
      {"include: [base.yaml]\nworld: {network: {latency: 3s}}\n",
       "t.yaml:3:19: 'latency' is in base.yaml:6 as well; to change it put the change under "
       "'patch:'"},
      {"include: [base.yaml]\nworld: {network: {labels: {x: 2}}}\n",
       "t.yaml:3:28: 'x' is in base.yaml:6 as well; to change it put the change under 'patch:'"},
      {"include: [base.yaml]\nworld: 7\n", "t.yaml:3:8: the world is '7'; expected a map"},
      {"include: [base.yaml]\npatch: {clusters: [{name: cm9, version: 14}]}\n",
       "t.yaml:3:27: nothing under 'clusters' is named 'cm9'; expected one of cm1; did you mean "
       "'cm1'?"},
      {"include: [base.yaml]\npatch: {clusters: [{version: 14}]}\n",
       "t.yaml:3:20: what of 'clusters' is to be patched? expected its 'name:'"},
      {"include: [base.yaml]\npatch: [a]\n",
       "t.yaml:3:8: patch is a list; expected a map like world"},
      {"patch: {network: {latency: 3s}}\n",
       "t.yaml:2:1: patch changes what include brings, and nothing is included; write it in the "
       "world itself"},
      {"include: [base.yaml]\npatch: {network: {latency: soon}}\n",
       "t.yaml:3:28: latency: 'soon' is not a time; expected an offset such as 40d or 90d - 1s, or "
       "an instant such as 2026-01-05T08:00:00Z"},
  };
  for (const Row& row : rows) EXPECT_THAT(mistakes_in(row.text), ElementsAre(row.why)) << row.text;
}

TEST(Include, MistakesOfIncludedFilesNameThem) {
  EXPECT_THAT(mistakes_in("include: [bad.yaml]\n"),
              ElementsAre("bad.yaml:2:20: cluster has no product; expected 'product:' with cucm, "
                          "cuc or cer",
                          "bad.yaml:2:32: cluster has no key 'produkt'; expected name, product, "
                          "version, licenses, subscribers or settings; did you mean 'product'?"));
  EXPECT_THAT(mistakes_in("include: [more.yaml]\n"),
              ElementsAre("more.yaml:2:1: an included file fills the world alone and has no key "
                          "'seed'; expected slsim or world",
                          "more.yaml:4:1: an included file fills the world alone and has no key "
                          "'steps'; expected slsim or world"));
}

TEST(Include, CasesReachIntoIncludedWorlds) {
  const FileReader read =
      files({{"base.yaml", "slsim: 1\nworld: {clusters: [{name: cm1, product: $product}]}\n"}});
  const Loaded loaded =
      load_text("slsim: 1\ninclude: [base.yaml]\ncases: [{name: a, with: {product: cer}}]\n", read);
  ASSERT_THAT(loaded.mistakes, IsEmpty());
  EXPECT_EQ(loaded.plans.front().world.each("clusters").at(0).text("product"), "cer");
}

}  // namespace
}  // namespace slsim
