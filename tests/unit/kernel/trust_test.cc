// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/kernel/toy_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Instant day{days(20'454)};
constexpr NameId old_root{1};
constexpr NameId new_root{2};
constexpr NameId tools{3};
constexpr NameId other{4};

TrustStore trusting(std::initializer_list<NameId> roots) {
  TrustStore store;
  for (const NameId root : roots) store.add(root);
  return store;
}

TEST(TrustStore, HoldsEachRootOnce) {
  TrustStore store = trusting({new_root, old_root});
  EXPECT_FALSE(store.add(old_root));
  EXPECT_THAT(store.roots(), ElementsAre(old_root, new_root));
  EXPECT_TRUE(store.remove(old_root));
  EXPECT_FALSE(store.remove(old_root));
  EXPECT_FALSE(store.trusts(old_root));
  EXPECT_TRUE(store.trusts(new_root));
  EXPECT_EQ(store, trusting({new_root}));
}

TEST(Trust, JudgesTheRootFirstThenTheDateThenTheName) {
  const ServerCertificate certificate{new_root, {tools}, day, day + days(1)};
  const TrustStore both = trusting({old_root, new_root});
  EXPECT_EQ(check_certificate(both, certificate, tools, day), CertificateCheck::good);
  EXPECT_EQ(check_certificate(both, certificate, other, day), CertificateCheck::wrong_name);
  EXPECT_EQ(check_certificate(both, certificate, other, day - days(1)),
            CertificateCheck::wrong_date);
  EXPECT_EQ(check_certificate(trusting({old_root}), certificate, other, day - days(1)),
            CertificateCheck::untrusted_root);
}

TEST(Trust, ACertificateIsGoodFromItsFirstInstantUpToItsEnd) {
  const ServerCertificate certificate{new_root, {tools}, day, day + days(1)};
  const TrustStore store = trusting({new_root});
  EXPECT_EQ(check_certificate(store, certificate, tools, day - milliseconds(1)),
            CertificateCheck::wrong_date);
  EXPECT_EQ(check_certificate(store, certificate, tools, day), CertificateCheck::good);
  EXPECT_EQ(check_certificate(store, certificate, tools, day + days(1) - milliseconds(1)),
            CertificateCheck::good);
  EXPECT_EQ(check_certificate(store, certificate, tools, day + days(1)),
            CertificateCheck::wrong_date);
  EXPECT_EQ(check_certificate(store, {new_root, {tools}}, tools, never - days(1)),
            CertificateCheck::good);
}

/// One server with a certificate, and one client whose clock may be wrong.
class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    world.kernel.journal.keep_all();
    root = name("root-1");
    present({root, {name("cssm/receiver"), name("other.example")}});
    trust({root});
  }
  Network& network() { return world.kernel.network; }
  NameId name(std::string_view text) { return world.kernel.journal.intern(text); }
  void present(ServerCertificate certificate) {
    network().set_certificate(world.server_host(), std::move(certificate));
  }
  void trust(std::initializer_list<NameId> roots) {
    network().set_trust(world.client_host(0), trusting(roots));
  }
  /// The reason why an exchange failed, or `ok`.
  std::string outcome(Duration ahead = {}) {
    return outcome_of({world.server_name(), world.kernel.timeline.now() + ahead});
  }
  std::string outcome_of(const SendOptions& options) {
    world.heard.clear();
    Context{world.kernel, world.client_actor(0)}.send(world.client_host(0), options,
                                                      AuthorizeRequest{}, 7);
    world.run_until(world.kernel.timeline.now() + minutes(2));
    return world.heard.size() == 1 ? world.heard.front().result : "no single end";
  }

  ToyWorld world{2};
  NameId root;
};

TEST_F(TlsTest, AServerWithoutACertificateIsAskedInTheClear) {
  network().remove_certificate(world.server_host());
  trust({});
  EXPECT_EQ(outcome(), "ok");
}

TEST_F(TlsTest, AClientThatTrustsTheRootIsServed) {
  EXPECT_EQ(outcome(), "ok");
  EXPECT_THAT(world.taken, SizeIs(1));
}

TEST_F(TlsTest, AServerSeesNothingOfWhatItsClientDoesNotTrust) {
  trust({name("root-2")});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  EXPECT_THAT(world.taken, IsEmpty());
  EXPECT_THAT(world.journal(),
              ElementsAre("2026-01-01T00:00:00Z cm1 no_answer to=cssm/receiver kind=authorize "
                          "reason=couldnotvalidatetrustchain"));
}

TEST_F(TlsTest, AHostOfWhichNobodySaysWhatItTrustsTrustsNothing) {
  EXPECT_THAT(network().trust(world.client_host(1)).roots(), IsEmpty());
}

TEST_F(TlsTest, TheNameByWhichTheServerIsAskedHasToBeInItsCertificate) {
  for (const char* alias : {"other.example", "third.example"}) {
    network().set_dns(name(alias), world.server_host());
  }
  EXPECT_EQ(outcome_of({name("other.example"), world.start()}), "ok");
  EXPECT_EQ(outcome_of({name("third.example"), world.start()}), "name_mismatch");
}

TEST_F(TlsTest, TheDateIsTheClientsOwn) {
  present({root, {world.server_name()}, world.start(), world.start() + days(365)});
  EXPECT_EQ(outcome(), "ok");
  EXPECT_EQ(outcome(-days(1)), "server_certificate_date");
  EXPECT_EQ(outcome(days(366)), "server_certificate_date");
}

TEST_F(TlsTest, AChangedCertificateHoldsForTheNextRequest) {
  EXPECT_EQ(outcome(), "ok");
  present({name("root-2"), {world.server_name()}});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  trust({root, name("root-2")});
  EXPECT_EQ(outcome(), "ok");
}

TEST_F(TlsTest, AServerThatIsDownPresentsNothing) {
  trust({});
  network().set_up(world.server_host(), false);
  EXPECT_EQ(outcome(), "timed_out");
}

TEST_F(TlsTest, MistrustTakesItsTimeAsAnAnswerDoes) {
  trust({});
  network().add_rule(rule_for_all(name("slow"), {.latency = seconds(5)}));
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  EXPECT_EQ(world.heard.front().at, world.start() + seconds(10));
  network().add_rule(rule_for_all(name("slow"), {.latency = seconds(31)}));
  EXPECT_EQ(outcome(), "timed_out");
}

TEST(TrustComplaint, NamesTheValues) {
  Names names;
  const NameId issuer = names.intern("root-1");
  const ServerCertificate certificate{
      issuer, {names.intern("a.example"), names.intern("b.example")}, day, day + days(365)};
  const auto said = [&](CertificateCheck check) {
    return complaint(names, certificate, "cm1", day - days(1), check).detail;
  };
  EXPECT_EQ(said(CertificateCheck::untrusted_root),
            "its certificate ends at root-1, which cm1 does not trust");
  EXPECT_EQ(said(CertificateCheck::wrong_date),
            "its certificate is good from 2026-01-01T00:00:00Z until 2027-01-01T00:00:00Z, and "
            "on cm1 it is 2025-12-31T00:00:00Z");
  EXPECT_THAT(said(CertificateCheck::wrong_name), HasSubstr("a.example, b.example"));
}

}  // namespace
}  // namespace slsim
