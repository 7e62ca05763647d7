// SPDX-License-Identifier: Apache-2.0
// The example of the language's page, and files for tests of the command line.
#pragma once

#include <string>
#include <string_view>

namespace slsim {

inline constexpr std::string_view world_text = R"(slsim: 1
seed: 7
start: 2026-01-05T08:00:00Z
settings: {cucm.out_of_compliance_retry: 12h}
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses:
              - {license: UCM_Enhanced, quantity: 10}
              - {license: UCM_Basic, quantity: 5, kind: term, until: 365d, subscription: Sub1}
            tokens: [{name: t1, expires: 30d, max_uses: 10, export_control: allowed}]
  clusters:
    - {name: cm1, product: cucm, version: "12.5", mode: enterprise, licenses: {UCM_Enhanced: 11}}
)";

/// Two cases, both of which come true.
inline const std::string example = std::string{world_text} + R"(steps:
  - {at: 0d, cm1: {register: t1}}
  - {at: 2d, cssm: {add_licenses: {virtual_account: va-1, license: UCM_Enhanced, quantity: $bought}}}
  - {at: 3d, cm1: {register: t1}, refused: {class: already_registered}}
expect:
  - {at: 1d, cm1: {registration: registered, authorization: out_of_compliance}}
  - {within: [2d, 2d + 12h], cm1: {authorization: $then}}
  - {always: [0d, 90d], cm1: {provisioning: allowed}}
cases:
  - {name: enough,   with: {bought: 1, then: authorized}}
  - {name: too late, with: {bought: 0, then: out_of_compliance}}
)";

/// One case, of which the expectation in line 20 does not come true.
inline const std::string wrong = std::string{world_text} + R"(steps:
  - {at: 0d, cm1: {register: t1}}
expect:
  - {at: 1d, cm1: {authorization: authorized}}
)";

inline constexpr std::string_view with_mistakes = R"(slsim: 1
steps:
  - {at: 1x, cssm: {add_licences: {}}}
)";

}  // namespace slsim
