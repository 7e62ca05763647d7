// SPDX-License-Identifier: Apache-2.0
// SOAP as the products' administration interfaces speak it: one operation with leaves for fields,
// and one answer. XML is read within limits; what is not understood is a sentence.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/message.h"
#include "core/time/text.h"

namespace slsim {

enum class SoapVersion : std::uint8_t { soap_1_1, soap_1_2 };

/// Longer or deeper requests are refused.
inline constexpr std::size_t soap_request_limit = 262'144;
inline constexpr int soap_depth_limit = 32;

struct SoapCall {
  SoapVersion version = SoapVersion::soap_1_1;
  std::string operation;                                   ///< Without its prefix.
  std::string name_space;                                  ///< Of the operation.
  std::map<std::string, std::string, std::less<>> fields;  ///< Its leaves, by name without prefix.

  /// Empty when it is not there.
  [[nodiscard]] std::string_view field(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return fields.contains(name); }
};

[[nodiscard]] Parsed<SoapCall> read_soap(std::string_view body);

/// An element with text or with elements in it, in their order.
struct SoapElement {
  std::string name;
  std::string text{};
  std::vector<SoapElement> children{};
};

/// `root` in an envelope; its name has the prefix ns for `name_space`.
[[nodiscard]] HttpResponse soap_answer(SoapVersion version, std::string_view name_space,
                                       const SoapElement& root);
/// HTTP 500 with a fault; `detail` may be empty.
[[nodiscard]] HttpResponse soap_fault(SoapVersion version, std::string_view text,
                                      const SoapElement& detail);

struct BasicLogin {
  std::string user;
  std::string password;
  bool operator==(const BasicLogin&) const = default;
};
/// Whether the request brings this user and password as HTTP Basic does (RFC 7617).
[[nodiscard]] bool has_login(const HttpRequest& request, const BasicLogin& login);
/// HTTP 401 that asks for them.
[[nodiscard]] HttpResponse login_wanted(std::string_view realm);

}  // namespace slsim
