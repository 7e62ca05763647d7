// SPDX-License-Identifier: Apache-2.0
#include "live/test_ca.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "live/files.h"
#include "live/secret.h"

namespace slsim {
namespace {

template <auto release>
struct Free {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Free<X509_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using Bignum = std::unique_ptr<BIGNUM, Free<BN_free>>;

constexpr std::size_t largest_file = 65'536;
constexpr std::string_view root_title =
    "slsim test root (licenses nothing, trust it in tests only)";
constexpr std::size_t most_letters = 64;  // Of a common name (RFC 5280, appendix A.1).
// Serves any date that a simulated clock may show (RFC 5280, 4.1.2.5).
constexpr const char* root_from = "19700101000000Z";
constexpr const char* root_until = "99991231235959Z";

std::string reason() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  return std::string{"OpenSSL: "} + text.data();
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string{};
}

std::string pem_of(X509* certificate) {
  const Bio bio{BIO_new(BIO_s_mem())};
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio{BIO_new(BIO_s_mem())};
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

Bio reader_of(const std::string& pem) {
  return Bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
}

bool add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] &= 0x7fU;  // Positive.
  const Bignum number{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
  return BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

Cert new_certificate(const std::string& common_name, EVP_PKEY* key) {
  Cert certificate{X509_new()};
  if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1) return nullptr;
  if (!set_serial(certificate.get())) return nullptr;
  if (X509_set_pubkey(certificate.get(), key) != 1) return nullptr;
  const std::string name = common_name.substr(0, most_letters);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  const auto* bytes = reinterpret_cast<const unsigned char*>(name.c_str());
  if (X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, bytes, -1, -1, 0) != 1) {
    return nullptr;
  }
  return certificate;
}

/// As EVP_EC_gen, whose cast clang warns of.
EVP_PKEY* new_key() {
  std::string curve = "P-256";
  return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.data());
}

/// Of a root without a name the title alone.
std::string title_of(const std::string& name) {
  return name.empty() ? std::string{root_title} : name + " (slsim, trust it in tests only)";
}

/// How its files' names begin: letters that a file system takes, and one name for each root.
std::string stem_of(const std::string& name) {
  if (name.empty()) return "ca";
  std::string stem = "root-";
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (plain) {
      stem += c;
    } else {
      fmt::format_to(std::back_inserter(stem), "%{:02x}", static_cast<unsigned char>(c));
    }
  }
  return stem;
}

std::optional<CertifiedKey> make_root(const std::string& title) {
  const Key key{new_key()};
  if (!key) return std::nullopt;
  const Cert root = new_certificate(title, key.get());
  if (!root) return std::nullopt;
  X509_set_issuer_name(root.get(), X509_get_subject_name(root.get()));
  const bool made =
      ASN1_TIME_set_string_X509(X509_getm_notBefore(root.get()), root_from) == 1 &&
      ASN1_TIME_set_string_X509(X509_getm_notAfter(root.get()), root_until) == 1 &&
      add_extension(root.get(), root.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
      add_extension(root.get(), root.get(), NID_key_usage, "critical,keyCertSign,cRLSign") &&
      add_extension(root.get(), root.get(), NID_subject_key_identifier, "hash") &&
      X509_sign(root.get(), key.get(), EVP_sha256()) != 0;
  if (!made) return std::nullopt;
  return CertifiedKey{pem_of(root.get()), pem_of(key.get())};
}

/// Both or neither are there; what is there is a certificate and its key.
bool fits(const CertifiedKey& pair) {
  const Cert certificate{
      PEM_read_bio_X509(reader_of(pair.certificate).get(), nullptr, nullptr, nullptr)};
  const Key key{PEM_read_bio_PrivateKey(reader_of(pair.key).get(), nullptr, nullptr, nullptr)};
  return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

std::string alternatives(const LeafRequest& request) {
  std::string text;
  const auto add = [&](const char* kind, const std::string& value) {
    text += (text.empty() ? "" : ",") + std::string{kind} + ':' + value;
  };
  for (const std::string& name : request.names) add("DNS", name);
  for (const std::string& address : request.addresses) add("IP", address);
  return text;
}

bool set_time(ASN1_TIME* field, WallInstant at) {
  const std::time_t seconds = at.time_since_epoch().count();
  return ASN1_TIME_set(field, seconds) != nullptr;
}

}  // namespace

TestCa::TestCa(CertifiedKey root, std::string root_file)
    : root_{std::move(root)}, root_file_{std::move(root_file)} {}

tl::expected<TestCa, std::string> TestCa::open(const std::string& directory,
                                               const std::string& name) {
  const std::string stem = stem_of(name);
  const std::string certificate_file = directory + "/" + stem + ".pem";
  const std::string key_file = directory + "/" + stem + ".key";
  const bool known = kind_of(certificate_file) != PathKind::absent;
  if (known != (kind_of(key_file) != PathKind::absent)) {
    return tl::make_unexpected(directory + ": " + stem + ".pem and " + stem +
                               ".key belong together; one is missing");
  }
  if (known) {
    auto certificate = read_file(certificate_file, largest_file);
    if (!certificate) return tl::make_unexpected(certificate_file + ": " + certificate.error());
    auto key = read_file(key_file, largest_file);
    if (!key) return tl::make_unexpected(key_file + ": " + key.error());
    CertifiedKey root{*std::move(certificate), *std::move(key)};
    if (!fits(root)) {
      return tl::make_unexpected(directory + ": " + stem + ".pem and " + stem +
                                 ".key are no certificate and its key");
    }
    return TestCa{std::move(root), certificate_file};
  }
  if (auto failed = make_directory(directory)) {
    return tl::make_unexpected(directory + ": " + *failed);
  }
  ::chmod(directory.c_str(), 0700);
  auto root = make_root(title_of(name));
  if (!root) return tl::make_unexpected("no root could be made: " + reason());
  // The key first: what is seen as a root has its key.
  if (auto failed = write_private_file(key_file, root->key)) {
    return tl::make_unexpected(key_file + ": " + *failed);
  }
  if (auto failed = write_file(certificate_file, root->certificate)) {
    return tl::make_unexpected(certificate_file + ": " + *failed);
  }
  return TestCa{*std::move(root), certificate_file};
}

tl::expected<CertifiedKey, std::string> TestCa::issue(const LeafRequest& request) const {
  const Cert root{PEM_read_bio_X509(reader_of(root_.certificate).get(), nullptr, nullptr, nullptr)};
  const Key root_key{
      PEM_read_bio_PrivateKey(reader_of(root_.key).get(), nullptr, nullptr, nullptr)};
  const Key key{new_key()};
  const Cert leaf = key ? new_certificate(request.name, key.get()) : nullptr;
  if (!root || !root_key || !leaf) return tl::make_unexpected(reason());
  X509_set_issuer_name(leaf.get(), X509_get_subject_name(root.get()));
  const bool made =
      set_time(X509_getm_notBefore(leaf.get()), request.from) &&
      set_time(X509_getm_notAfter(leaf.get()), request.until) &&
      add_extension(leaf.get(), root.get(), NID_basic_constraints, "critical,CA:FALSE") &&
      add_extension(leaf.get(), root.get(), NID_key_usage, "critical,digitalSignature") &&
      add_extension(leaf.get(), root.get(), NID_ext_key_usage, "serverAuth") &&
      add_extension(leaf.get(), root.get(), NID_subject_key_identifier, "hash") &&
      add_extension(leaf.get(), root.get(), NID_authority_key_identifier, "keyid") &&
      add_extension(leaf.get(), root.get(), NID_subject_alt_name, alternatives(request)) &&
      X509_sign(leaf.get(), root_key.get(), EVP_sha256()) != 0;
  if (!made) return tl::make_unexpected(reason());
  return CertifiedKey{pem_of(leaf.get()), pem_of(key.get())};
}

std::optional<TlsMaterial> TestCa::material(const LeafRequest& request) const {
  auto issued = issue(request);
  if (!issued) return std::nullopt;
  return TlsMaterial{issued->certificate + root_.certificate, std::move(issued->key)};
}

std::string state_home() {
  const auto directory = [](const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return std::string{value == nullptr || *value != '/' ? "" : value};
  };
  if (const std::string home = directory("XDG_STATE_HOME"); !home.empty()) return home + "/slsim";
  if (const std::string home = directory("HOME"); !home.empty()) {
    return home + "/.local/state/slsim";
  }
  return "/var/lib/slsim";
}

}  // namespace slsim
