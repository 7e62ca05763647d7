// SPDX-License-Identifier: Apache-2.0
#include "live/secret.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "core/result/check.h"
#include "live/files.h"

namespace slsim {

std::string new_secret() {
  std::array<unsigned char, 32> bytes{};
  CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "there is entropy");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 0x0fU];
  }
  return text;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<std::string> write_private_file(const std::string& path, std::string_view text) {
  const mode_t before = ::umask(0077);
  auto failed = write_file(path, text);
  ::umask(before);
  return failed;
}

}  // namespace slsim
