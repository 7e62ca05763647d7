// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Instant new_year{days(20'454)};  // 2026-01-01T00:00:00Z

struct Fixture {
  Journal journal;
  ActorId cm1 = journal.add_actor("cm1");
  ActorId cm2 = journal.add_actor("cm2");

  static Event registration(ActorId who) {
    return {new_year,
            who,
            Level::change,
            "registration"_w,
            {{"from"_w, "unregistered"_w}, {"to"_w, "registered"_w}}};
  }
  std::vector<std::int64_t> numbers(ActorId actor) const {
    std::vector<std::int64_t> all;
    for (const Event& event : journal.recent(actor)) all.push_back(event.fields[0].value.bits());
    return all;
  }
};

std::uint64_t digest_of(const std::function<void(Fixture&)>& act) {
  Fixture f;
  act(f);
  return f.journal.digest();
}

TEST(Journal, PrintsAnEventOnOneLine) {
  Fixture f;
  EXPECT_EQ(f.journal.print(f.registration(f.cm1)),
            "2026-01-01T00:00:00Z cm1 registration from=unregistered to=registered");
}

TEST(Journal, PrintsEveryKindOfValue) {
  Fixture f;
  EXPECT_EQ(f.journal.print(FieldValue{std::int64_t{-3}}), "-3");
  EXPECT_EQ(f.journal.print(FieldValue{42}), "42");
  EXPECT_EQ(f.journal.print(FieldValue{true}), "true");
  EXPECT_EQ(f.journal.print(FieldValue{false}), "false");
  EXPECT_EQ(f.journal.print(FieldValue{hours(36)}), "1d12h");
  EXPECT_EQ(f.journal.print(FieldValue{new_year}), "2026-01-01T00:00:00Z");
  EXPECT_EQ(f.journal.print(FieldValue{"authorized"_w}), "authorized");
  EXPECT_EQ(f.journal.print(FieldValue{f.journal.intern("va-1")}), "va-1");
}

TEST(Journal, QuotesTextsThatWouldNotReadBack) {
  Fixture f;
  const auto printed = [&f](std::string_view text) {
    return f.journal.print(FieldValue{f.journal.intern(text)});
  };
  EXPECT_EQ(printed("Partner Ltd"), "\"Partner Ltd\"");
  EXPECT_EQ(printed("a=b"), "\"a=b\"");
  EXPECT_EQ(printed("say \"no\""), R"("say \"no\"")");
  EXPECT_EQ(printed(R"(back\slash)"), R"("back\\slash")");
  EXPECT_EQ(printed("two\nlines"), R"("two\x0alines")");
  EXPECT_EQ(printed(""), "\"\"");
  EXPECT_EQ(printed("Zürich"), "Zürich");
}

TEST(Journal, RemembersTheLastTwentyChangesOfEachActor) {
  Fixture f;
  for (std::int64_t i = 1; i <= 25; ++i) {
    f.journal.record({new_year, f.cm1, Level::change, "n"_w, {{"n"_w, i}}});
  }
  f.journal.record({new_year, f.cm2, Level::fault, "n"_w, {{"n"_w, 99}}});
  EXPECT_THAT(f.numbers(f.cm1), ElementsAre(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
                                            21, 22, 23, 24, 25));
  EXPECT_THAT(f.numbers(f.cm2), ElementsAre(99));
  EXPECT_EQ(f.journal.changes(f.cm1), 25U);
}

TEST(Journal, CountsMessagesButDoesNotRememberThem) {
  Fixture f;
  f.journal.record({new_year, f.cm1, Level::message, "request"_w});
  EXPECT_EQ(f.journal.recorded(), 1U);
  EXPECT_NE(f.journal.digest(), 0U);
  EXPECT_EQ(f.journal.changes(f.cm1), 0U);
  EXPECT_THAT(f.journal.recent(f.cm1), IsEmpty());
}

TEST(Journal, KeepsEverythingOnlyWhenAsked) {
  Fixture f;
  f.journal.record(f.registration(f.cm1));
  EXPECT_THAT(f.journal.events(), IsEmpty());
  f.journal.keep_all();
  f.journal.record({new_year, f.cm1, Level::message, "request"_w});
  f.journal.record(f.registration(f.cm2));
  EXPECT_EQ(f.journal.events().size(), 2U);
}

// The value is part of what users compare between machines: a change of it is a change of version.
TEST(Journal, DigestIsTheSameOnEveryMachine) {
  Fixture f;
  f.journal.record(f.registration(f.cm1));
  f.journal.record({new_year + days(1),
                    f.cm2,
                    Level::message,
                    "answer"_w,
                    {{"from"_w, f.journal.intern("cssm/receiver")}, {"n"_w, -1}}});
  EXPECT_EQ(f.journal.digest(), 0x841da9a339165811U);
}

TEST(Journal, DigestDoesNotDependOnTheOrderOfInterning) {
  const auto record = [](Fixture& f) {
    f.journal.record({new_year,
                      f.cm1,
                      Level::change,
                      "moved"_w,
                      {{"to"_w, f.journal.intern("va-1")}, {"by"_w, f.journal.intern("admin")}}});
  };
  EXPECT_EQ(digest_of(record), digest_of([&record](Fixture& f) {
              f.journal.intern("admin");
              f.journal.intern("others");
              record(f);
            }));
}

TEST(Journal, DigestDoesNotDependOnWhereAWordIsKept) {
  const std::string letters = "registration";
  const WordEntry entry{letters, stable_hash(letters)};
  const auto record = [](Word name) {
    return digest_of([name](Fixture& f) {
      f.journal.record({new_year, f.cm1, Level::change, name, {{"to"_w, name}}});
    });
  };
  EXPECT_EQ(record("registration"_w), record(Word{entry}));
}

TEST(Journal, DigestTellsApartWhateverDiffers) {
  const auto digest = [](Instant at, bool second, Level level, Word name,
                         std::initializer_list<EventField> fields) {
    return digest_of([&](Fixture& f) {
      f.journal.record({at, second ? f.cm2 : f.cm1, level, name, fields});
    });
  };
  const auto later = new_year + milliseconds(1);
  std::vector<std::uint64_t> digests{
      0,
      digest(new_year, false, Level::change, "a"_w, {}),
      digest(later, false, Level::change, "a"_w, {}),
      digest(new_year, true, Level::change, "a"_w, {}),
      digest(new_year, false, Level::fault, "a"_w, {}),
      digest(new_year, false, Level::change, "b"_w, {}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, 1}}),
      digest(new_year, false, Level::change, "a"_w, {{"l"_w, 1}}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, 2}}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, true}}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, milliseconds(1)}}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, Instant{milliseconds(1)}}}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, "k"_w}}),
      digest(new_year, false, Level::change, "a"_w, {{"k"_w, 1}, {"l"_w, 1}}),
      digest(new_year, false, Level::change, "a"_w, {{"l"_w, 1}, {"k"_w, 1}}),
  };
  std::ranges::sort(digests);
  EXPECT_EQ(std::ranges::adjacent_find(digests), digests.end());
}

TEST(Journal, DigestDependsOnTheOrderOfEvents) {
  const auto both = [](bool swapped) {
    return digest_of([swapped](Fixture& f) {
      f.journal.record(f.registration(swapped ? f.cm2 : f.cm1));
      f.journal.record(f.registration(swapped ? f.cm1 : f.cm2));
    });
  };
  EXPECT_NE(both(false), both(true));
}

TEST(Journal, CopiesGoOnAlone) {
  Fixture f;
  f.journal.record(f.registration(f.cm1));
  Journal copy = f.journal;
  copy.record(f.registration(f.cm2));
  EXPECT_NE(copy.digest(), f.journal.digest());
  f.journal.record(f.registration(f.cm2));
  EXPECT_EQ(copy.digest(), f.journal.digest());
}

TEST(JournalDeathTest, AnEventHasAtMostSixFields) {
  Fixture f;
  EXPECT_DEATH(
      f.journal.record(
          {new_year,
           f.cm1,
           Level::change,
           "a"_w,
           {{"1"_w, 1}, {"2"_w, 2}, {"3"_w, 3}, {"4"_w, 4}, {"5"_w, 5}, {"6"_w, 6}, {"7"_w, 7}}}),
      "at most six fields");
}

TEST(JournalDeathTest, EventsHappenToItsActors) {
  Fixture f;
  EXPECT_DEATH(f.journal.record({new_year, ActorId{2}, Level::change, "a"_w}),
               "actors of this journal");
}

TEST(Journal, KeepsTheLastEventsAndNoMoreThanTwiceAsMany) {
  Journal journal;
  const ActorId actor = journal.add_actor("cssm");
  journal.keep_last(10);
  for (std::int64_t i = 1; i <= 95; ++i) {
    journal.record(Event{Instant{}, actor, Level::message, "counted"_w, {{"i"_w, i}}});
    ASSERT_LE(journal.events().size(), 20U);
    ASSERT_EQ(journal.events().back().fields[0].value.bits(), i);
    ASSERT_GE(journal.events().size(), static_cast<std::size_t>(std::min<std::int64_t>(i, 10)));
  }
  EXPECT_EQ(journal.recorded(), 95U);
}

}  // namespace
}  // namespace slsim
