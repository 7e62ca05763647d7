// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/lots.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/chance/chance.h"

namespace slsim {
namespace {

using enum License;

constexpr Instant start{days(100)};

Lot perpetual(License license, std::int64_t quantity) {
  Lot lot;
  lot.license = license;
  lot.quantity = quantity;
  lot.start = start;
  return lot;
}

Lot term(License license, std::int64_t quantity, Instant from, Instant to) {
  Lot lot = perpetual(license, quantity);
  lot.kind = LotKind::term;
  lot.start = from;
  lot.end = to;
  return lot;
}

Lot usage(License license, std::int64_t quantity) {
  Lot lot = perpetual(license, quantity);
  lot.kind = LotKind::usage;
  return lot;
}

TEST(Lot, IsLiveFromItsStartUpToItsEnd) {
  const Lot lot = term(UCM_Basic, 5, start, start + days(365));
  EXPECT_FALSE(lot.live(start - milliseconds(1)));
  EXPECT_TRUE(lot.live(start));
  EXPECT_TRUE(lot.live(start + days(365) - milliseconds(1)));
  EXPECT_FALSE(lot.live(start + days(365)));
}

TEST(Lot, PerpetualHasNoEnd) { EXPECT_TRUE(perpetual(UCM_Basic, 5).live(start + days(365'000))); }

TEST(Pool, SumsTheLiveLotsOfEachLicence) {
  const std::vector<Lot> lots{
      perpetual(UCM_Basic, 10), term(UCM_Basic, 5, start + days(1), start + days(10)),
      term(UCM_Basic, 7, start + days(10), start + days(20)), perpetual(HUCM_Basic, 3)};
  EXPECT_EQ(pool_at(lots, start - milliseconds(1)), Pool{});
  EXPECT_EQ(pool_at(lots, start).owned[UCM_Basic], 10);
  EXPECT_EQ(pool_at(lots, start + days(1)).owned[UCM_Basic], 15);
  EXPECT_EQ(pool_at(lots, start + days(10)).owned[UCM_Basic], 17);
  EXPECT_EQ(pool_at(lots, start + days(20)).owned[UCM_Basic], 10);
  EXPECT_EQ(pool_at(lots, start).owned[HUCM_Basic], 3);
  EXPECT_EQ(pool_at(lots, start).owned[UCM_CUWL], 0);
}

TEST(Pool, DoesNotOverflowWhereThirtyTwoBitsWould) {
  const std::vector<Lot> lots(1000, perpetual(UCM_CUWL, std::int64_t{1} << 31));
  EXPECT_EQ(pool_at(lots, start).owned[UCM_CUWL], 1000 * (std::int64_t{1} << 31));
}

TEST(Pool, CountsDemonstrationLotsAndZeroLots) {
  Lot demo = term(UCM_Enhanced, 25, start, start + days(60));
  demo.kind = LotKind::demo;
  const std::vector<Lot> lots{demo, perpetual(UCM_Basic, 0)};
  EXPECT_EQ(pool_at(lots, start).owned[UCM_Enhanced], 25);
  EXPECT_EQ(pool_at(lots, start).owned[UCM_Basic], 0);
  EXPECT_EQ(pool_at(lots, start + days(60)), Pool{});
}

TEST(Pool, IsUnlimitedWhileAUsageBilledLotLives) {
  std::vector<Lot> lots{usage(HUCM_Standard, 1), perpetual(HUCM_Standard, 4)};
  lots[0].end = start + days(30);
  EXPECT_TRUE(pool_at(lots, start).unlimited.contains(HUCM_Standard));
  EXPECT_FALSE(pool_at(lots, start).unlimited.contains(HUCM_Basic));
  EXPECT_EQ(pool_at(lots, start).owned[HUCM_Standard], 4);
  EXPECT_FALSE(pool_at(lots, start + days(30)).unlimited.contains(HUCM_Standard));
}

TEST(NextBoundary, IsTheNearestStartOrEndThatIsStillToCome) {
  const std::vector<Lot> lots{term(UCM_Basic, 5, start, start + days(10)),
                              term(UCM_Basic, 5, start + days(3), start + days(7)),
                              perpetual(UCM_Basic, 1)};
  EXPECT_EQ(next_boundary(lots, start - days(1)), start);
  EXPECT_EQ(next_boundary(lots, start), start + days(3));
  EXPECT_EQ(next_boundary(lots, start + days(3)), start + days(7));
  EXPECT_EQ(next_boundary(lots, start + days(7)), start + days(10));
  EXPECT_EQ(next_boundary(lots, start + days(10)), never);
}

TEST(NextBoundary, IsNeverWithoutLotsThatWillChange) {
  EXPECT_EQ(next_boundary({}, start), never);
  const std::vector<Lot> lots{perpetual(UCM_Basic, 1)};
  EXPECT_EQ(next_boundary(lots, start), never);
}

TEST(NextBoundary, PassesOverALotThatIsNeverLive) {
  const std::vector<Lot> lots{term(UCM_Basic, 5, start + days(4), start + days(2))};
  EXPECT_EQ(next_boundary(lots, start), never);
  EXPECT_EQ(pool_at(lots, start + days(3)), Pool{});
}

TEST(Lots, HaveTheirWords) {
  EXPECT_EQ(word(LotKind::perpetual).text(), "perpetual");
  EXPECT_EQ(word(LotKind::term).text(), "term");
  EXPECT_EQ(word(LotKind::demo).text(), "demo");
  EXPECT_EQ(word(LotKind::usage).text(), "usage");
  EXPECT_EQ(word(LotSource::order).text(), "order");
  EXPECT_EQ(word(LotSource::pak_migration).text(), "pak_migration");
  EXPECT_EQ(word(LotSource::device_migration).text(), "device_migration");
  EXPECT_EQ(word(LotSource::dlc_device_migration).text(), "dlc_device_migration");
  EXPECT_EQ(word(LotSource::transfer).text(), "transfer");
}

std::vector<Lot> random_lots(RandomStream& stream) {
  std::vector<Lot> lots(1 + stream.below(6));
  for (Lot& lot : lots) {
    const License license = all_licenses[stream.below(license_count)];
    const Instant from = start + days(static_cast<std::int64_t>(stream.below(8)));
    const Instant to = start + days(static_cast<std::int64_t>(stream.below(10)));
    lot = term(license, static_cast<std::int64_t>(stream.below(5)), from, to);
    if (stream.chance({1, 4})) lot.end = never;
    if (stream.chance({1, 8})) lot.kind = LotKind::usage;
  }
  return lots;
}

TEST(LotsProperty, APoolChangesAtBoundariesOnlyAndKnowsNoOrder) {
  RandomStream stream{1, "lots"};
  for (int i = 0; i < 100'000; ++i) {
    std::vector<Lot> lots = random_lots(stream);
    const Instant at = start + days(static_cast<std::int64_t>(stream.below(12)));
    const Pool pool = pool_at(lots, at);
    const Instant boundary = next_boundary(lots, at);
    ASSERT_GT(boundary, at);
    const Instant last = boundary == never ? at + days(1000) : boundary - milliseconds(1);
    ASSERT_EQ(pool_at(lots, last), pool);
    std::rotate(lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(stream.below(lots.size())),
                lots.end());
    std::swap(lots.front(), lots.back());
    ASSERT_EQ(pool_at(lots, at), pool);
    ASSERT_EQ(next_boundary(lots, at), boundary);
  }
}

}  // namespace
}  // namespace slsim
