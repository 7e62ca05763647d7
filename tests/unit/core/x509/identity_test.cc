// SPDX-License-Identifier: Apache-2.0
#include "core/x509/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace slsim {
namespace {

struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Parsed509 = std::unique_ptr<X509, FreeCertificate>;

Parsed509 parse(const std::string& pem) {
  BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  Parsed509 parsed{PEM_read_bio_X509(memory, nullptr, nullptr, nullptr)};
  BIO_free(memory);
  return parsed;
}

const Certificate year{42, Instant{days(20'000)}, Instant{days(20'365)}};
const Udi udi{"UCM", "0beef", "0000beef"};

TEST(Identity, IsTheSameBytesEachTime) {
  EXPECT_EQ(identity_pem(year, udi).value(), identity_pem(year, udi).value());
  Certificate other = year;
  other.serial = 43;
  EXPECT_NE(identity_pem(year, udi).value(), identity_pem(other, udi).value());
}

TEST(Identity, EndsAtTheTestRootAndLastsAsLongAsTheCertificate) {
  const Parsed509 root = parse(identity_root_pem().value());
  const Parsed509 own = parse(identity_pem(year, udi).value());
  ASSERT_TRUE(root && own);
  EXPECT_EQ(X509_verify(own.get(), X509_get0_pubkey(root.get())), 1);
  EXPECT_EQ(X509_verify(root.get(), X509_get0_pubkey(root.get())), 1);
  EXPECT_EQ(X509_check_ca(root.get()), 1);
  EXPECT_EQ(X509_check_ca(own.get()), 0);
  int lasts = 0;
  int rest = 0;
  ASN1_TIME_diff(&lasts, &rest, X509_get0_notBefore(own.get()), X509_get0_notAfter(own.get()));
  EXPECT_EQ(lasts, 365);
  EXPECT_EQ(ASN1_INTEGER_get(X509_get0_serialNumber(own.get())), 42);
}

}  // namespace
}  // namespace slsim
