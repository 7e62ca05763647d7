// SPDX-License-Identifier: Apache-2.0
// The calls of the admin interface, and what its handlers share.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/http/uri.h"
#include "sim/scenario/registry.h"
#include "sim/serve/admin.h"

namespace slsim {

struct AdminCall {
  Session& session;
  const ServerFacts& facts;
  const HttpRequest& request;
  const QueryFields& query;
  const nlohmann::ordered_json& body;  ///< An object; empty when none came.

  /// Of the query; empty when it is not there.
  [[nodiscard]] std::string_view asked(std::string_view name) const;
  /// A text of the body; empty when it is missing or none.
  [[nodiscard]] std::string given(const char* member) const;
};

struct AdminRoute {
  std::string_view method;
  std::string_view path;
  AdminAnswer (*handler)(const AdminCall&) = nullptr;
  std::string_view help;
  bool changes = false;
  bool takes_bytes = false;  ///< Its body is no JSON.
};

[[nodiscard]] std::span<const AdminRoute> admin_reads();
[[nodiscard]] std::span<const AdminRoute> admin_changes();

/// `value` as JSON on one line.
[[nodiscard]] HttpResponse json_answer(int status, const nlohmann::ordered_json& value);
/// `{"error": …}`
[[nodiscard]] HttpResponse wrong(int status, std::string_view why);
[[nodiscard]] HttpResponse text_answer(std::string_view media_type, std::string text);

/// What `GET /v1/status` answers.
[[nodiscard]] nlohmann::ordered_json status_of(const Session& session, const ServerFacts& facts);

}  // namespace slsim
