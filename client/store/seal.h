// SPDX-License-Identifier: Apache-2.0
// Secrets at rest: AES-256-GCM with a key that is handed in, written in hexadecimal digits. What is
// sealed opens in no other place than the one it was sealed for, so that rows cannot be exchanged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace slsim {

/// A text that nothing prints.
struct Secret {
  std::string text{};
  bool operator==(const Secret&) const = default;
};

class Seal {
 public:
  static constexpr std::size_t key_size = 32;
  /// REQUIRES: 32 bytes.
  explicit Seal(std::string_view key);

  /// `place` says whose secret it is. The nonce is made of place and secret by HMAC: equal only
  /// for equal secrets in one place, even when an old copy of a store is put back.
  [[nodiscard]] std::string close(std::string_view place, const Secret& secret) const;
  /// Absent when it was sealed with another key, for another place, or changed since.
  [[nodiscard]] std::optional<Secret> open(std::string_view place, std::string_view written) const;

 private:
  std::string cipher_key_;
  std::string nonce_key_;
};

}  // namespace slsim
