// SPDX-License-Identifier: Apache-2.0
#include "core/http/hash.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <iterator>

namespace slsim {
namespace {

std::string hex_of(std::string_view text, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), hash.data(), &size, kind, nullptr) != 1) return {};
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    fmt::format_to(std::back_inserter(hex), "{:02x}", hash.at(i));
  }
  return hex;
}

}  // namespace

std::string sha256_hex(std::string_view text) { return hex_of(text, EVP_sha256()); }
std::string md5_hex(std::string_view text) { return hex_of(text, EVP_md5()); }

}  // namespace slsim
