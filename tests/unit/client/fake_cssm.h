// SPDX-License-Identifier: Apache-2.0
// A toy CSSM over its published interface: one smart account, rows that tests put in, and bad days.
#pragma once

#include <deque>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/http/client.h"
#include "core/time/instant.h"

namespace slsim {

class FakeCssm {
 public:
  FakeCssm();
  [[nodiscard]] Result<HttpResponse> serve(const HttpExchange& exchange);
  /// Tokens that it would take for a registration, with the virtual account of each.
  [[nodiscard]] std::string account_of_token(const std::string& token) const;

  struct VirtualAccount {
    std::string name;
    bool satellite = false;
  };
  struct Row {
    std::string virtual_account;
    std::string name;
  };
  struct Token {
    std::string virtual_account;
    std::string text;
    bool export_allowed = false;
  };
  std::string domain = "partner.example";
  std::string secret = "s3";
  std::vector<VirtualAccount> virtual_accounts{{"va-1", false}, {"va-2", false}};
  std::vector<Row> licenses;
  std::vector<Row> instances;
  std::vector<Token> tokens;
  /// Answered first, in this order, whatever is asked.
  std::deque<Result<HttpResponse>> upsets;
  bool forgets_bearers = false;  ///< Every access token is good once.
  /// After how many answers the rows of instances change, and to what.
  int changes_after = -1;
  std::vector<Row> changed_instances;

  int log_ins = 0;
  int created_tokens = 0;

 private:
  [[nodiscard]] HttpResponse log_in(const HttpRequest& request);
  [[nodiscard]] HttpResponse list(const HttpRequest& request, const std::string& member,
                                  std::vector<Row> rows) const;
  [[nodiscard]] HttpResponse list_tokens(const std::string& name) const;
  [[nodiscard]] HttpResponse create_token(const std::string& name);

  std::set<std::string> bearers_;
  int served_ = 0;
};

[[nodiscard]] HttpResponse page_of_the_gateway();

}  // namespace slsim
