// SPDX-License-Identifier: Apache-2.0
// Faults say what goes wrong with requests that reach a host: answers that no client understands,
// and servers that have had enough. They count what they have done, so that the first three
// requests can fail and the fourth succeed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/chance/chance.h"
#include "core/http/message.h"
#include "core/result/problem.h"
#include "core/time/instant.h"

namespace slsim {

/// An answer that is none.
struct BadAnswer {
  enum class Kind : std::uint8_t {
    status,   ///< An HTTP status that says: not now.
    limited,  ///< One that says: too much.
    garbled,  ///< Bytes that mean nothing.
    page,     ///< An HTML page.
    flawed,   ///< One that an agent's checks do not let through; a caller over HTTP has none.
  };
  Kind kind = Kind::status;
  std::uint16_t status = 503;
  bool html = false;  ///< Limited: the status comes with an HTML page.
  ProblemCode flaw = ProblemCode::verifysignaturefailed;  ///< Flawed: which check fails.

  /// What a product makes of it.
  [[nodiscard]] Problem problem() const;
  /// What a caller over HTTP gets.
  [[nodiscard]] HttpResponse response() const;
  /// `503`, `429`, `garbled`, `html`, `matchnonce`
  [[nodiscard]] std::string describe() const;
};
[[nodiscard]] Word word(BadAnswer::Kind kind);

struct HostFault {
  /// So many requests in so long a time pass; the time begins with the first of them.
  struct Allowance {
    std::uint64_t requests = 0;
    Duration per{};
  };

  BadAnswer answer{};
  bool after_acting = false;             ///< The server acts, and its answer is replaced.
  std::optional<Ratio> share{};          ///< Strikes so many of them; all when absent.
  std::optional<std::uint64_t> first{};  ///< Strikes so often, and then no more.
  std::optional<Allowance> allowance{};  ///< Strikes only what exceeds it.

  // What it has done so far.
  std::uint64_t struck = 0;
  std::uint64_t passed = 0;  ///< Within the allowance, since it last began.
  Instant allowance_ends = Instant::min();

  /// Whether it strikes the request that has just met it. Draws from `stream` only if it strikes a
  /// share of them.
  bool strikes(Instant now, Chance& chance, const std::string& stream);
  /// `503, first 3`; `429 beyond 100 in 1m`; `garbled after acting, share 1/2`
  [[nodiscard]] std::string describe() const;

 private:
  bool allowed(Instant now);
};

}  // namespace slsim
