// SPDX-License-Identifier: Apache-2.0
#include "core/agent/sync_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/agent/sync_text.h"
#include "core/chance/chance.h"

namespace slsim {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view key = "0123456789abcdef";

std::string some_text(RandomStream& chance) {
  constexpr std::string_view letters = "ab \"\\\n:-é#";
  std::string text;
  for (std::uint64_t left = chance.below(9); left > 0; --left) {
    text += letters[chance.below(letters.size())];
  }
  return text;
}

Instant some_instant(RandomStream& chance) {
  return chance.below(5) == 0
             ? never
             : Instant{milliseconds(static_cast<std::int64_t>(chance.below(4'000'000'000'000)))};
}

Counts some_counts(RandomStream& chance) {
  Counts counts;
  for (std::uint64_t left = chance.below(4); left > 0; --left) {
    const auto license = static_cast<License>(chance.below(license_count));
    counts.set(license, static_cast<std::int32_t>(chance.below(1000)));
  }
  return counts;
}

std::vector<Entitlement> some_entitlements(RandomStream& chance) {
  std::vector<Entitlement> all;
  for (std::uint64_t left = chance.below(4); left > 0; --left) {
    Entitlement one;
    one.license = static_cast<License>(chance.below(license_count));
    one.kind = static_cast<std::uint8_t>(chance.below(4));
    one.quantity = static_cast<std::int64_t>(chance.below(1U << 30U));
    one.start = some_instant(chance);
    one.end = some_instant(chance);
    one.subscription = some_text(chance);
    one.source = static_cast<std::uint8_t>(chance.below(5));
    one.release = static_cast<std::uint8_t>(chance.below(3));
    all.push_back(one);
  }
  return all;
}

SyncRequest some_request(RandomStream& chance) {
  SyncRequest request;
  request.registration = chance.below(9);
  request.number = chance.next();
  request.base = chance.below(99);
  request.scope = chance.below(2) == 0 ? SyncScope::full : SyncScope::partial;
  request.written = some_instant(chance);
  request.satellite = some_text(chance);
  request.local_account = some_text(chance);
  request.version = some_text(chance);
  for (std::uint64_t left = chance.below(4); left > 0; --left) {
    SyncInstance one;
    one.number = chance.next();
    one.udi.pid = some_text(chance);
    one.udi.sn = some_text(chance);
    one.udi.uuid = some_text(chance);
    one.host_name = some_text(chance);
    one.product = static_cast<Product>(chance.below(3));
    one.version = some_text(chance);
    one.registered = some_instant(chance);
    one.last_contact = some_instant(chance);
    one.export_control_allowed = chance.below(2) == 0;
    one.demand = some_counts(chance);
    request.instances.push_back(one);
  }
  for (std::uint64_t left = chance.below(3); left > 0; --left) {
    request.gone.push_back(chance.next());
  }
  for (std::uint64_t left = chance.below(3); left > 0; --left) {
    SyncToken token;
    token.description = some_text(chance);
    token.expires = some_instant(chance);
    token.export_control_allowed = chance.below(2) == 0;
    request.tokens.push_back(token);
  }
  return request;
}

SyncReply some_reply(RandomStream& chance) {
  SyncReply reply;
  reply.registration = chance.below(9);
  reply.number = chance.below(99);
  reply.request = chance.below(99);
  reply.satellite = some_text(chance);
  reply.local_account = some_text(chance);
  reply.smart_account = some_text(chance);
  reply.virtual_account = some_text(chance);
  reply.answered = some_instant(chance);
  reply.due = some_instant(chance);
  reply.credential_ends = some_instant(chance);
  reply.all_entitlements = chance.below(2) == 0;
  reply.entitlements = some_entitlements(chance);
  for (std::uint64_t left = chance.below(3); left > 0; --left) {
    reply.removed.push_back(chance.next());
  }
  return reply;
}

TEST(SyncFile, ReadsWhatItWrites) {
  RandomStream chance{7, "sync file"};
  for (int i = 0; i < 500; ++i) {
    const SyncRequest request = some_request(chance);
    EXPECT_EQ(read_request_file(write_file(request, key), key).value(), request);
    const SyncReply reply = some_reply(chance);
    EXPECT_EQ(read_response_file(write_file(reply, key), key).value(), reply);
    EXPECT_EQ(registration_in(write_file(reply, key)), reply.registration);
  }
}

TEST(SyncFile, ReadsRegistrationsAndAuthorizations) {
  RandomStream chance{8, "sync file"};
  for (int i = 0; i < 200; ++i) {
    SatelliteRegistration asked;
    asked.satellite = some_text(chance);
    asked.uuid = some_text(chance);
    asked.local_account = some_text(chance);
    asked.virtual_account = some_text(chance);
    asked.create = chance.below(2) == 0;
    asked.written = some_instant(chance);
    EXPECT_EQ(read_registration_file(write_file(asked)).value(), asked);
    SatelliteAuthorization answer;
    answer.registration = chance.below(9);
    answer.key = some_text(chance);
    answer.due = some_instant(chance);
    answer.entitlements = some_entitlements(chance);
    EXPECT_EQ(read_authorization_file(write_file(answer)).value(), answer);
  }
}

TEST(SyncFile, IsRefusedWhenAnyOfItsBytesIsAnother) {
  RandomStream chance{9, "sync file"};
  const std::string file = write_file(some_request(chance), key);
  for (std::size_t i = 0; i < file.size(); ++i) {
    std::string edited = file;
    edited[i] = static_cast<char>(edited[i] ^ 1);
    EXPECT_EQ(read_request_file(edited, key).error().code, ProblemCode::sync_damaged) << i;
  }
}

TEST(SyncFile, IsRefusedWhenItIsCutShort) {
  RandomStream chance{10, "sync file"};
  const std::string file = write_file(some_reply(chance), key);
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(read_response_file(file.substr(0, size), key)) << size;
  }
  EXPECT_THAT(read_response_file(file.substr(0, file.size() / 2), key).error().detail,
              HasSubstr("cut short"));
}

TEST(SyncFile, IsRefusedWhenItsLinesAreInAnotherOrder) {
  SyncRequest request;
  request.instances.resize(2);
  request.instances[0].number = 1;
  request.instances[1].number = 2;
  std::string file = write_file(request, key);
  const std::size_t first = file.find("\n- 1 ");
  const std::size_t second = file.find("\n- 2 ");
  std::swap(file[first + 3], file[second + 3]);
  EXPECT_THAT(read_request_file(file, key).error().detail,
              HasSubstr("something in it was changed"));
}

TEST(SyncFile, IsRefusedByAnotherKeyAndByAnotherTitle) {
  const std::string file = write_file(SyncRequest{}, key);
  EXPECT_FALSE(read_request_file(file, "another"));
  EXPECT_FALSE(read_response_file(file, key));
}

TEST(SyncFile, KnowsTwoScopesAlone) {
  const std::string file = write_file(SyncRequest{}, key);
  std::string content = file.substr(0, file.find("\nsignature: "));
  const std::size_t at = content.find("\nscope: ") + 8;
  content.replace(at, content.find('\n', at) - at, "some");
  const std::string resigned = SyncWriter{content}.signed_by(key);
  EXPECT_THAT(read_request_file(resigned, key).error().detail, HasSubstr("full or partial"));
}

TEST(SyncFile, IsLinesForAPerson) {
  SyncRequest request;
  request.registration = 3;
  request.satellite = "sat1";
  const std::string file = write_file(request, key);
  EXPECT_THAT(file, HasSubstr("\nregistration: 3\n"));
  EXPECT_THAT(file, HasSubstr("\nsatellite: \"sat1\"\n"));
  EXPECT_THAT(file, HasSubstr("\nsignature: "));
}

}  // namespace
}  // namespace slsim
