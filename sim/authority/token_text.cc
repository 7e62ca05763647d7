// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/token_text.h"

#include <sodium.h>

#include <charconv>
#include <optional>

namespace slsim {
namespace {

constexpr std::string_view test_key = "slsim test key: opens no lock of anybody's";
constexpr std::size_t line_length = 60;
constexpr std::size_t uuid_length = 36;
constexpr std::size_t longest_text = 4096;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

using Mac = std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES>;

const std::uint8_t* bytes(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string encode_base64(const std::uint8_t* data, std::size_t size) {
  std::string text(sodium_base64_ENCODED_LEN(size, base64), '\0');
  sodium_bin2base64(text.data(), text.size(), data, size, base64);
  text.pop_back();  // Its terminating zero.
  return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string data(text.size(), '\0');
  std::size_t size = 0;
  auto* out = reinterpret_cast<std::uint8_t*>(data.data());
  if (sodium_base642bin(out, data.size(), text.data(), text.size(), "\n", &size, nullptr, base64) !=
      0) {
    return std::nullopt;
  }
  data.resize(size);
  return data;
}

std::string mac_of(std::string_view content) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(test_key), test_key.size());
  crypto_auth_hmacsha256_update(&state, bytes(content), content.size());
  Mac mac;
  crypto_auth_hmacsha256_final(&state, mac.data());
  return encode_base64(mac.data(), mac.size());
}

std::string in_lines(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += line_length) {
    lines += text.substr(at, line_length);
    lines += '\n';
  }
  return lines;
}

constexpr std::string_view hex_digits = "0123456789ABCDEF";

std::string encode_percent(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', hex_digits[byte >> 4U], hex_digits[byte & 15U]};
  }
  return out;
}

std::optional<std::string> decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned value = 0;
    const char* first = text.data() + i + 1;
    const char* last = text.data() + std::min(i + 3, text.size());
    const auto [end, error] = std::from_chars(first, last, value, 16);
    if (error != std::errc{} || end != first + 2) return std::nullopt;
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

tl::unexpected<Problem> invalid(std::string_view why) {
  return refuse(ProblemCode::token_invalid, "The token is not valid: " + std::string{why} + ".");
}

}  // namespace

std::string print(const Uuid& uuid) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += {digits[uuid[i] >> 4U], digits[uuid[i] & 15U]};
  }
  return text;
}

std::string token_text(const Uuid& uuid, Instant expires) {
  std::string content = print(uuid) + '-' + std::to_string(expires.time_since_epoch().count());
  content += '|' + mac_of(content);
  return encode_percent(in_lines(encode_base64(bytes(content), content.size())));
}

Result<TokenContent> read_token_text(std::string_view text) {
  if (text.empty()) return invalid("it is empty");
  if (text.size() > longest_text) return invalid("it is too long");
  const std::optional<std::string> lines = decode_percent(text);
  if (!lines) return invalid("it is damaged or cut off (percent-encoding)");
  const std::optional<std::string> whole = decode_base64(*lines);
  if (!whole) return invalid("it is damaged or cut off (Base64)");

  const std::size_t bar = whole->find('|');
  if (bar == std::string::npos || bar < uuid_length + 2) return invalid("it is not a token");
  const std::string content = whole->substr(0, bar);
  if (whole->substr(bar + 1) != mac_of(content))
    return invalid("another authority made it, or it is damaged");

  std::int64_t milliseconds_since_1970 = 0;
  const char* first = content.data() + uuid_length + 1;
  std::from_chars(first, content.data() + content.size(), milliseconds_since_1970);
  return TokenContent{content.substr(0, uuid_length), Instant{Duration{milliseconds_since_1970}}};
}

}  // namespace slsim
