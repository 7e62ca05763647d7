// SPDX-License-Identifier: Apache-2.0
#include "core/http/hash.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <iterator>

namespace slsim {
namespace {

using Hash = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string hex_of(const Hash& hash, std::size_t size) {
  std::string hex;
  for (std::size_t i = 0; i < size; ++i) {
    fmt::format_to(std::back_inserter(hex), "{:02x}", hash.at(i));
  }
  return hex;
}

std::string digest_of(std::string_view text, const EVP_MD* kind) {
  Hash hash{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), hash.data(), &size, kind, nullptr) != 1) return {};
  return hex_of(hash, size);
}

}  // namespace

std::string sha256_hex(std::string_view text) { return digest_of(text, EVP_sha256()); }
std::string md5_hex(std::string_view text) { return digest_of(text, EVP_md5()); }

std::string hmac_sha256_hex(std::string_view text, std::string_view key) {
  Hash hash{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()),  // NOLINT: OpenSSL's idea of bytes.
       text.size(), hash.data(), &size);
  return hex_of(hash, size);
}

}  // namespace slsim
