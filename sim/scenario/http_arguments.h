// SPDX-License-Identifier: Apache-2.0
// HTTP requests as steps write them, and answers as steps and expectations see them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/http/message.h"
#include "sim/scenario/registry.h"
#include "sim/scenario/shared_arguments.h"

namespace slsim {

inline constexpr std::array http_path{
    Argument{"path", Type::text(), "Path and query, with or without a host.", Need::required}};
inline constexpr std::array http_headers{
    Argument{"headers", Type::text().by_name(), "Headers of the request."}};
inline constexpr std::array http_body{
    Argument{"body", Type::anything(), "Its body: a map becomes JSON, a text is sent as it is."}};
inline constexpr std::array http_keep{
    Argument{"keep", Type::text(),
             "What `as:` keeps of the answer, such as tokenInfo/token or "
             "headers/Set-Cookie."}};

inline constexpr Argument http_answer_keys[] = {
    {"status", Type::number(), "HTTP status."},
    {"json", Type::anything(), "The body, when it is JSON."},
    {"body", Type::text(), "The body by its letters."},
};
inline constexpr Shape http_answer_shape{"http_answer", "What an interface answered.",
                                         http_answer_keys};

/// By path, headers, body and bearer.
[[nodiscard]] HttpRequest http_request_of(std::string_view method, const Arguments& arguments);
/// As http_answer_shape.
[[nodiscard]] Value shown_answer(const HttpResponse& response);
/// What `keep` names, refused by the status of the answer alone: bulk calls tell of their items in
/// the body.
[[nodiscard]] Outcome http_outcome(const HttpResponse& response, const std::string& keep);

}  // namespace slsim
