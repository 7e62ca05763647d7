// SPDX-License-Identifier: Apache-2.0
#include "client/store/seal.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>

#include "core/result/check.h"

namespace slsim {
namespace {

constexpr std::size_t nonce_size = 12;  // NIST SP 800-38D, section 5.2.1.1.
constexpr std::size_t tag_size = 16;

using Bytes = unsigned char;

const Bytes* bytes(std::string_view text) {
  return reinterpret_cast<const Bytes*>(text.data());  // NOLINT: OpenSSL's byte is no char.
}
Bytes* bytes(std::string& text) {
  return reinterpret_cast<Bytes*>(text.data());  // NOLINT: OpenSSL's byte is no char.
}
int length(std::string_view text) { return static_cast<int>(text.size()); }

std::string hmac(std::string_view key, std::string_view text) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  const Bytes* done =
      HMAC(EVP_sha256(), key.data(), length(key), bytes(text), text.size(), bytes(digest), &size);
  CHECK(done != nullptr && size == Seal::key_size, "HMAC-SHA256 is there");
  digest.resize(size);
  return digest;
}

std::string hexadecimal(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result += digits[byte >> 4U];
    result += digits[byte & 15U];
  }
  return result;
}

std::optional<std::string> of_hexadecimal(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  if (text.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::size_t high = digits.find(text[i]);
    const std::size_t low = digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    result += static_cast<char>(high * 16 + low);
  }
  return result;
}

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free>;

}  // namespace

Seal::Seal(std::string_view key)
    : cipher_key_{hmac(key, "mediator/cipher")}, nonce_key_{hmac(key, "mediator/nonce")} {
  CHECK(key.size() == key_size, "a key of 32 bytes");
}

std::string Seal::close(std::string_view place, const Secret& secret) const {
  const std::string whole = std::to_string(place.size()) + ':' + std::string{place} + secret.text;
  const std::string nonce = hmac(nonce_key_, whole).substr(0, nonce_size);
  std::string text(secret.text.size(), '\0');
  std::string tag(tag_size, '\0');
  const Cipher cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  bool good = EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(cipher_key_),
                                 bytes(nonce)) == 1;
  good = good && EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes(place), length(place)) == 1;
  good = good && EVP_EncryptUpdate(cipher.get(), bytes(text), &size, bytes(secret.text),
                                   length(secret.text)) == 1;
  good = good && EVP_EncryptFinal_ex(cipher.get(), bytes(tag), &size) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()) == 1;
  CHECK(good, "AES-256-GCM seals");
  return hexadecimal(nonce + tag + text);
}

std::optional<Secret> Seal::open(std::string_view place, std::string_view written) const {
  const std::optional<std::string> whole = of_hexadecimal(written);
  if (!whole || whole->size() < nonce_size + tag_size) return std::nullopt;
  const std::string_view sealed = *whole;
  const std::string_view nonce = sealed.substr(0, nonce_size);
  std::string tag{sealed.substr(nonce_size, tag_size)};
  const std::string_view text = sealed.substr(nonce_size + tag_size);
  Secret secret{std::string(text.size(), '\0')};
  std::string rest(tag_size, '\0');
  const Cipher cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  bool good = EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(cipher_key_),
                                 bytes(nonce)) == 1;
  good = good && EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes(place), length(place)) == 1;
  good = good &&
         EVP_DecryptUpdate(cipher.get(), bytes(secret.text), &size, bytes(text), length(text)) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1;
  good = good && EVP_DecryptFinal_ex(cipher.get(), bytes(rest), &size) == 1;
  if (!good) return std::nullopt;
  return secret;
}

}  // namespace slsim
