// SPDX-License-Identifier: Apache-2.0
// Members of what others send, taken as they are spelled in the wild: numbers as texts, flags as
// "true" or "yes", null for nothing.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/instant.h"

namespace slsim {

[[nodiscard]] std::string json_text(const nlohmann::json& object, std::string_view member);
[[nodiscard]] std::int64_t json_number(const nlohmann::json& object, std::string_view member);
[[nodiscard]] bool json_flag(const nlohmann::json& object, std::string_view member);
/// The member when it is an array; otherwise an empty one.
[[nodiscard]] const nlohmann::json& json_list(const nlohmann::json& object,
                                              std::string_view member);
/// An object with at most so many levels; absent for anything else.
[[nodiscard]] std::optional<nlohmann::json> parse_object(std::string_view text);
/// `2019-07-17T23:21:37.000Z`; never when it is none.
[[nodiscard]] Instant json_instant(const nlohmann::json& object, std::string_view member);

}  // namespace slsim
