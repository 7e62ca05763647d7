// SPDX-License-Identifier: Apache-2.0
// The program mediator before a served world of three clusters whose clock stands until it is
// moved.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "tests/e2e/served.h"

namespace slsim {

class MediatorTest : public ServeWithTinyproxy {
 protected:
  MediatorTest();

  /// Serves the world: smart account partner.example with the virtual accounts va-hcs and
  /// va-enterprise, clusters cm1 (12.5) and cm2, cm3 (14) in Enterprise mode, the proxy px1.
  [[nodiscard]] bool serve_estate();
  /// A command line of mediator; a minute at most.
  Ran mediator(std::string_view words);
  /// The same while the served clock goes on, five minutes at a time.
  Ran mediator_in_time(std::string_view words);
  /// What it answers with --json; null when it answers none, or not with that exit code.
  nlohmann::json answer(std::string_view words, int code = 0);
  nlohmann::json answer_in_time(std::string_view words, int code = 0);
  /// Adds the account, directly, sets the modes, and brings the clusters in with their logins.
  void add_estate();

  /// Up to where the words of a command line follow.
  [[nodiscard]] std::string start_of_line() const;
};

}  // namespace slsim
