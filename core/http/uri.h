// SPDX-License-Identifier: Apache-2.0
// Paths, queries and forms: taken apart once, with limits, and decoded once: what is encoded twice
// stays encoded once.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/message.h"

namespace slsim {

/// `%41` becomes `A`; everything else stays, blanks that were sent raw among it. Nothing when `%`
/// is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);
/// All but letters, digits and `-._~` (RFC 3986, section 2.3) as `%XX`.
[[nodiscard]] std::string percent_encode(std::string_view text);

struct QueryField {
  std::string name;
  std::string value;
  bool operator==(const QueryField&) const = default;
};
using QueryFields = std::vector<QueryField>;

/// Of one query or form: more than that is refused, not cut.
struct QueryLimits {
  std::size_t fields = 200;
  std::size_t bytes = 65'536;
};

/// Fields of a query or of an `application/x-www-form-urlencoded` body, in their order; `+` is a
/// blank. Nothing when one is malformed or a limit is passed.
[[nodiscard]] std::optional<QueryFields> parse_query(std::string_view text,
                                                     const QueryLimits& limits = {});

/// The first field of that name; null when there is none.
[[nodiscard]] const std::string* find_field(const QueryFields& fields, std::string_view name);

/// The decoded segments of a path; empty ones are left out, so that neither a doubled nor a
/// trailing slash matters. Nothing when a segment is malformed.
[[nodiscard]] std::optional<std::vector<std::string>> path_segments(std::string_view path);

/// Path and query of `target`, which is `/path?query` or the same behind `https://host`.
void set_target(HttpRequest& request, std::string_view target);

}  // namespace slsim
