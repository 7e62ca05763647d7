// SPDX-License-Identifier: Apache-2.0
// Secrets in what is saved: each is given another name, the same wherever it occurs, so that a
// saved session plays alike and tells nobody a client's secret or a user's password.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/http/message.h"
#include "sim/scenario/yaml.h"

namespace slsim {

class Veil {
 public:
  /// `secret-1`, `secret-2`, … in the order in which they were first met.
  [[nodiscard]] std::string of(std::string_view secret);

  /// Every `secret` and `password` in it, every password of a proxy's users, and what calls over
  /// HTTP carry.
  void cover(Node& yaml);

 private:
  void cover_value(std::string_view key, Node& value);
  void cover_call(Node& call);
  void cover_headers(Node& headers);
  void cover_body(Node& body);
  [[nodiscard]] std::string basic(std::string_view coded);
  [[nodiscard]] std::string form(std::string_view text);
  [[nodiscard]] std::string probe_path(const std::string& path) const;
  [[nodiscard]] std::string json(const std::string& text);
  [[nodiscard]] std::string xml(const std::string& text);
  enum class Covered : std::uint8_t { nothing, something, too_deep };
  Covered cover_json(nlohmann::ordered_json& json, int depth);

  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace slsim
