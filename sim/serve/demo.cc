// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/session.h"

namespace slsim {

SessionSource demo_source() {
  return {.path = "demo", .text = R"(# A partner with two virtual accounts and four clusters.
slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        name: Partner Example
        users: [{name: admin, password: demo, roles: [{role: administrator}]}]
        clients: [{id: demo, secret: demo, owner: admin}]
        virtual_accounts:
          - name: va-hcs-operational
            licenses:
              - {license: HUCM_Standard, quantity: 100}
              - {license: HUCM_Foundation, quantity: 50, until: 180d, subscription: Sub1}
              - {license: HUCM_Basic, quantity: 20}
              - {license: HCUC_StandardMessaging, quantity: 50}
            tokens: [{name: t1, expires: 30d}]
          - name: va-enterprise
            licenses:
              - {license: UCM_Enhanced, quantity: 10}
              - {license: UCM_Basic, quantity: 5}
              - {license: CER_USER, quantity: 20}
            tokens: [{name: t2, expires: 30d, export_control: allowed}]
  clusters:
    - {name: cm1, version: "12.5", mode: hcs, licenses: {HUCM_Standard: 40, HUCM_Basic: 10}}
    - {name: cm2, version: "14", licenses: {UCM_Enhanced: 11}}
    - {name: cuc1, product: cuc, version: "12.5", mode: hcs, licenses: {HCUC_StandardMessaging: 30}}
    - {name: cer1, product: cer, version: "14", licenses: {CER_USER: 11}}
)"};
}

}  // namespace slsim
