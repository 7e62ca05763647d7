// SPDX-License-Identifier: Apache-2.0
// Asks CSSM or a satellite in the name of one smart account: with the access token that all share,
// renewed once when it is not taken; slows down when told to, and says what went wrong by the
// published codes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "client/cssm/back_off.h"
#include "client/fault.h"
#include "client/ports.h"
#include "client/store/records.h"
#include "core/async/task.h"

namespace slsim {

class CssmSession {
 public:
  CssmSession(Ports ports, StoredAccount account, BackOffLimits limits = {})
      : ports_{ports}, account_{std::move(account)}, limits_{limits} {}

  struct Call {
    std::string method = "GET";
    std::string path{};   ///< Behind the account's own: `/virtual-accounts`.
    std::string body{};   ///< JSON.
    std::string query{};  ///< Without `?`.
  };
  /// The answer's object, once its status says that all is well.
  [[nodiscard]] Task<OrFault<nlohmann::json>> ask(Call call);
  [[nodiscard]] const StoredAccount& account() const { return account_; }
  /// Whether it asks a satellite, for a local account there.
  [[nodiscard]] bool at_satellite() const { return account_.transport == TransportMode::satellite; }
  /// How often it was told to slow down.
  [[nodiscard]] int slowed() const { return slowed_; }

 private:
  /// One that is good for a while yet.
  [[nodiscard]] Task<OrFault<Secret>> bearer();
  [[nodiscard]] Task<OrFault<Bearer>> log_in();
  [[nodiscard]] AccessDesk& desk() const;
  /// Whether it says that the access token is not taken: the cloud by 401, a satellite by 403.
  [[nodiscard]] bool is_stale(const HttpResponse& answer) const;
  /// Until it is neither throttled nor refused as too old a token.
  [[nodiscard]] Task<OrFault<HttpResponse>> send_patiently(HttpExchange exchange);
  [[nodiscard]] Task<OrFault<HttpResponse>> send_with_token(HttpExchange exchange);
  [[nodiscard]] OrFault<HttpExchange> exchange_with(const std::string& url) const;

  Ports ports_;
  StoredAccount account_;
  BackOffLimits limits_;
  int slowed_ = 0;
};

}  // namespace slsim
