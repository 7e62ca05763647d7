// SPDX-License-Identifier: Apache-2.0
// A row of the table of REST routes, and the rows that satellites serve as CSSM does.
#pragma once

#include <span>
#include <string_view>

#include "sim/authority/rest/call.h"

namespace slsim {

/// Patterns are of literal segments, of `{name}` for one that is kept (`{type}` is customer or
/// holding in whatever case), and a last `*` for any number of segments. Empty: not served there.
struct Route {
  std::string_view section{};
  std::string_view method{};         ///< Empty: any.
  std::string_view g2{};             ///< Below /services/api/smart-accounts-and-licensing.
  std::string_view g3{};             ///< Below /v1/software/apis.
  std::string_view whole{};          ///< Below nothing: hosts and services of their own.
  std::string_view on_prem{};        ///< Of SSM On-Prem, below /api and /backend/api.
  std::string_view on_prem_whole{};  ///< Of SSM On-Prem, below nothing and /backend.
  HttpResponse (*handler)(RestCall&) = nullptr;  ///< Null: published, and answered with 501.
  std::string_view help{};                       ///< One sentence.
  bool changes = false;                          ///< Whether it may change anything.
  bool open = false;                             ///< Whether it needs no bearer.
  bool policy = false;  ///< Of Smart Licensing Using Policy: what cannot be read has its shape.
  bool by_satellite = false;  ///< SSM On-Prem serves it before the table.

  [[nodiscard]] bool served() const { return handler != nullptr || by_satellite; }
};

/// What each authority serves.
[[nodiscard]] std::span<const Route> shared_rest_routes();

inline constexpr std::string_view g2_base = "/services/api/smart-accounts-and-licensing";
inline constexpr std::string_view g3_base = "/v1/software/apis";
inline constexpr std::string_view on_prem_base = "/api";

}  // namespace slsim
