// SPDX-License-Identifier: Apache-2.0
// docs/REST.md from the table.
#include <fmt/format.h>

#include "sim/cssm/rest/routes.h"

namespace slsim {
namespace {

constexpr std::string_view preface = R"(# The REST interface of CSSM and of SSM On-Prem

Printed from the table of routes (`sim/authority/rest/routes.cc`, `sim/cssm/rest/routes.cc`); a test compares. Paths of the second
generation (G2) stand below `/services/api/smart-accounts-and-licensing`, those of the third (G3) below
`/v1/software/apis`; host names do not matter. `{sa}` is a smart account's domain, `{va}` a virtual
account's name, `{type}` is `customer` or `holding` in whatever case. Doubled and trailing slashes, a
doubled `/services/api`, and blanks sent raw are taken. Each call but OAuth needs
`Authorization: Bearer` with an access token. What is marked *501* is published and not served.
Paths of SSM On-Prem stand below `/api` and `/backend/api` (the token's
below nothing and `/backend`), on port 8443; there `{sa}` is a local account's name, and a call without a good token
is answered with 403. What products say is on 443 and 80. `slsim schema --rest` prints the table as an OpenAPI document.
)";

std::string path_cell(const Route& route) {
  std::string cell;
  const auto add = [&](std::string_view generation, std::string_view pattern) {
    if (pattern.empty()) return;
    cell += fmt::format("{}{}`{}`", cell.empty() ? "" : "<br>", generation, pattern);
  };
  add("G2 ", route.g2);
  add("G3 ", route.g3);
  add("", route.whole);
  if (!route.on_prem.empty()) add("On-Prem ", route.on_prem);
  if (!route.on_prem_whole.empty()) add("On-Prem ", route.on_prem_whole);
  return cell;
}

}  // namespace

std::string rest_routes_as_markdown() {
  std::string page{preface};
  std::string_view section;
  for (const Route& route : rest_routes()) {
    if (route.section != section) {
      section = route.section;
      page += fmt::format("\n## {}\n\n| method | path | what it does |\n| --- | --- | --- |\n",
                          section);
    }
    page += fmt::format("| {} | {} | {}{} |\n", route.method.empty() ? "any" : route.method,
                        path_cell(route), !route.served() ? "*501* " : "", route.help);
  }
  return page;
}

}  // namespace slsim
