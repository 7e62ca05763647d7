// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "core/time/instant.h"

namespace slsim {
namespace {

enum class Color : std::uint8_t { red, green };

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  bool operator==(const Point&) const = default;
};
struct Gappy {
  std::uint8_t a = 0;
  std::int64_t b = 0;
  bool operator==(const Gappy&) const = default;
};

class Closed {
 public:
  explicit Closed(int value) : value_{value} {}
  [[nodiscard]] int value() const { return value_; }
  template <class Archive>
  void persist(Archive& archive) {
    archive(value_);
    if (value_ < 0) archive.fail();
  }
  bool operator==(const Closed&) const = default;

 private:
  friend slsim::Blank;
  Closed() = default;
  int value_ = 0;
};

struct Everything {
  Color color = Color::red;
  Instant at{};
  std::string text{};
  std::vector<Point> points{};
  std::vector<Gappy> gappy{};
  std::vector<std::string> texts{};
  std::vector<Closed> closed{};
  std::deque<int> row{};
  std::array<Gappy, 2> pair{};
  std::map<std::string, int, std::less<>> map{};
  std::multimap<int, std::string> many{};
  std::set<std::uint64_t> set{};
  std::optional<std::optional<Point>> maybe{};
  std::variant<std::monostate, Point, std::string> either{};
  tl::expected<int, std::string> good{7};
  tl::expected<int, std::string> bad = tl::make_unexpected("why");
  bool operator==(const Everything&) const = default;
};

Everything some() {
  Everything all;
  all.color = Color::green;
  all.at = Instant{Duration{-5}};
  all.text = std::string{"a\0b", 3};
  all.points = {{1, 2}, {3, 4}};
  all.gappy = {{1, 2}};
  all.texts = {"", std::string(10'000, 'x'), "z"};
  all.closed = {Closed{3}};
  all.row = {1, 2, 3};
  all.pair = {Gappy{5, 6}, Gappy{7, 8}};
  all.map = {{"a", 1}, {"b", 2}};
  all.many = {{1, "x"}, {1, "w"}, {2, "y"}};
  all.set = {9, 8};
  all.maybe = std::optional<Point>{};
  all.either = "text";
  return all;
}

std::string bytes_of(const auto& value) {
  ByteWriter writer;
  writer.whole(value);
  return std::move(writer).take();
}

TEST(Bytes, BringBackWhatWasWritten) {
  const std::string bytes = bytes_of(some());
  ByteReader reader{bytes};
  EXPECT_TRUE(reader.whole<Everything>() == some());
  EXPECT_TRUE(reader.good_end());
}

TEST(Bytes, ThatAreCutShortOrTooManyAreNoticed) {
  const std::string bytes = bytes_of(some());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteReader reader{std::string_view{bytes}.substr(0, size)};
    (void)reader.whole<Everything>();
    EXPECT_TRUE(reader.bad()) << size;
  }
  const std::string more = bytes + "x";
  ByteReader reader{more};
  (void)reader.whole<Everything>();
  EXPECT_FALSE(reader.bad());
  EXPECT_FALSE(reader.good_end());
}

TEST(Bytes, OfAnythingNeverAskForMoreMemoryThanTheyHave) {
  const std::string bytes(64, '\xff');
  ByteReader rows{bytes};
  EXPECT_TRUE(rows.whole<std::vector<Point>>().empty());
  EXPECT_TRUE(rows.bad());
  ByteReader variant{bytes};
  (void)variant.whole<std::variant<int, std::string>>();
  EXPECT_TRUE(variant.bad());
  ByteReader refused{bytes};
  (void)refused.whole<Closed>();
  EXPECT_TRUE(refused.bad());
}

TEST(Bytes, AreBelievedAsFarAsTheyTakeMemoryThemselves) {
  std::string bytes(4096, '\0');
  const std::uint32_t claimed = 4000;
  std::memcpy(bytes.data(), &claimed, sizeof claimed);
  ByteReader reader{bytes};
  const auto rows = reader.whole<std::vector<Everything>>();
  EXPECT_TRUE(reader.bad());
  EXPECT_LT(rows.capacity(), claimed / 2);
}

TEST(Bytes, OfAFlagMakeATrueOne) {
  const std::string bytes(1, '\7');
  ByteReader reader{bytes};
  EXPECT_EQ(std::bit_cast<unsigned char>(reader.whole<bool>()), 1);
}

TEST(Bytes, KeepSharedWhatIsShared) {
  const auto one = std::make_shared<const std::string>("one");
  const std::vector<std::shared_ptr<const std::string>> all{
      one, nullptr, one, std::make_shared<const std::string>("one")};
  const std::string bytes = bytes_of(all);
  ByteReader reader{bytes};
  const auto again = reader.whole<std::vector<std::shared_ptr<const std::string>>>();
  ASSERT_TRUE(reader.good_end());
  ASSERT_EQ(again.size(), 4U);
  EXPECT_EQ(*again[0], "one");
  EXPECT_EQ(again[1], nullptr);
  EXPECT_EQ(again[0], again[2]);
  EXPECT_NE(again[0], again[3]);
  EXPECT_EQ(*again[3], "one");
}

struct Said {
  Word first = ""_w;
  Word second = ""_w;
};

TEST(Bytes, TellWordsByTheirLetters) {
  std::vector<Said> all;
  for (int i = 0; i < 3; ++i) all.push_back({"registered"_w, "expired"_w});
  const std::string bytes = bytes_of(all);
  EXPECT_EQ(bytes.find("registered"), bytes.rfind("registered")) << "written once";
  ByteReader reader{bytes};
  const auto again = reader.whole<std::vector<Said>>();
  ASSERT_TRUE(reader.good_end());
  EXPECT_EQ(again[2].first, "registered"_w);
  EXPECT_EQ(again[2].second.text(), "expired");
}

TEST(Bytes, TakeOnlyNumbersWithoutGapsAsTheyAre) {
  EXPECT_TRUE((is_flat<std::array<Point, 2>>()));
  EXPECT_TRUE(is_flat<Instant>());
  EXPECT_FALSE(is_flat<Gappy>());
  EXPECT_FALSE(is_flat<Closed>());
  EXPECT_FALSE(is_flat<std::optional<int>>());
  EXPECT_EQ(member_count<Everything>, 16U);
}

}  // namespace
}  // namespace slsim
