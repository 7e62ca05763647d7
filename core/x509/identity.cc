// SPDX-License-Identifier: Apache-2.0
#include "core/x509/identity.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <memory>

namespace slsim {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* it) const {
    Free(it);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freed<X509_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Number = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;

constexpr const char* root_name = "slsim TEST identity root";

/// Ed25519, of the hash of `seed`: a test key is no secret.
Key key_of(const std::string& seed) {
  std::array<unsigned char, 32> hash{};
  if (EVP_Digest(seed.data(), seed.size(), hash.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    return nullptr;
  }
  return Key{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, hash.data(), hash.size())};
}

bool set_name(X509_NAME* name, const char* field, const std::string& text) {
  return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1,
                                    0) == 1;
}

bool set_time(ASN1_TIME* field, Instant at) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  return ASN1_TIME_set(field, seconds) != nullptr;
}

bool add_extension(X509* certificate, int kind, const char* value) {
  const Extension extension{X509V3_EXT_conf_nid(nullptr, nullptr, kind, value)};
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

struct Contents {
  std::uint64_t serial = 1;
  std::string name;
  Instant not_before;
  Instant not_after;
  bool authority = false;
};

Parsed<std::string> pem_of(const Contents& contents) {
  const auto failed = [] {
    return tl::make_unexpected(std::string{"the certificate cannot be made"});
  };
  const Key root = key_of(root_name);
  const Key own = contents.authority ? key_of(root_name)
                                     : key_of(fmt::format("slsim identity {}", contents.serial));
  const Cert made{X509_new()};
  const Number serial{ASN1_INTEGER_new()};
  if (!root || !own || !made || !serial) return failed();
  const bool filled =
      X509_set_version(made.get(), X509_VERSION_3) == 1 &&
      ASN1_INTEGER_set_uint64(serial.get(), contents.serial) == 1 &&
      X509_set_serialNumber(made.get(), serial.get()) == 1 &&
      set_time(X509_getm_notBefore(made.get()), contents.not_before) &&
      set_time(X509_getm_notAfter(made.get()), contents.not_after) &&
      set_name(X509_get_subject_name(made.get()), "CN", contents.name) &&
      set_name(X509_get_issuer_name(made.get()), "CN", root_name) &&
      X509_set_pubkey(made.get(), own.get()) == 1 &&
      add_extension(made.get(), NID_basic_constraints,
                    contents.authority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
      add_extension(made.get(), NID_netscape_comment, "for tests only; licenses no product");
  if (!filled || X509_sign(made.get(), root.get(), nullptr) == 0) return failed();
  const Bio memory{BIO_new(BIO_s_mem())};
  if (!memory || PEM_write_bio_X509(memory.get(), made.get()) != 1) return failed();
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);  // NOLINT: a macro of the library's.
  return std::string(data, static_cast<std::size_t>(size));
}

}  // namespace

Parsed<std::string> identity_pem(const Certificate& certificate, const Udi& udi) {
  // A common name has at most 64 letters (RFC 5280, appendix A.1).
  std::string name = fmt::format("PID:{},SN:{}", udi.pid, udi.sn);
  name.resize(std::min<std::size_t>(name.size(), 64));
  return pem_of({certificate.serial, name, certificate.not_before,
                 std::min(certificate.not_after, last_instant), false});
}

Parsed<std::string> identity_root_pem() {
  return pem_of({1, root_name, first_instant, last_instant, true});
}

}  // namespace slsim
