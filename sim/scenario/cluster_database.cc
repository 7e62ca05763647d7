// SPDX-License-Identifier: Apache-2.0
// What Unified CM's database says of its licensing, column by column.
#include "sim/scenario/cluster_tables.h"
#include "sim/ucapps/cucm/slminfo.h"

namespace slsim {
namespace {

Value database(const World& world, const Target& target) {
  const SlmInfo info = slm_info(world.cluster(target.actor), world.now());
  Value::Map map{{"daysleft", info.days_left},
                 {"overagedays", info.overage_days},
                 {"isprovisionallowed", info.provision_allowed},
                 {"isregistrationfailed", info.registration_failed},
                 {"isauthorizationfailed", info.authorization_failed},
                 {"registrationfailedreason", info.registration_failed_reason},
                 {"authorizationfailedreason", info.authorization_failed_reason},
                 {"deploymentmode", info.deployment_mode},
                 {"transportgatewayurl", info.transport_gateway_url},
                 {"productinstancename", info.product_instance_name},
                 {"exportcontrolledallow", info.export_controlled_allow},
                 {"reservationrequested", info.reservation_requested}};
  if (info.overage_days_updated) map["overagedaysupdatedtime"] = *info.overage_days_updated;
  if (info.evaluation_expired) map["evaluationexpiredtime"] = *info.evaluation_expired;
  return map;
}

constexpr Argument keys[] = {
    {"daysleft", Type::number(),
     "Whole days until provisioning ends while something is wrong; else of the evaluation period."},
    {"overagedays", Type::number(), "Whole days of overage that were spent."},
    {"overagedaysupdatedtime", Type::moment(),
     "When the last of them was, by the product's clock."},
    {"isprovisionallowed", Type::flag(), "Whether users and devices can be added."},
    {"isregistrationfailed", Type::flag(), "Whether the last registration failed."},
    {"isauthorizationfailed", Type::flag(), "Whether the last authorization request failed."},
    {"registrationfailedreason", Type::text(), "Why; `Successful.` when it did not."},
    {"authorizationfailedreason", Type::text(), "Why; `Successful.` when it did not."},
    {"deploymentmode", Type::text(), "`Enterprise`, `HCS` or `HCS-LE`."},
    {"transportgatewayurl", Type::text(), "The address of the gateway or satellite; often empty."},
    {"productinstancename", Type::text(), "Under which name CSSM lists it."},
    {"exportcontrolledallow", Type::flag(), "Whether its token allowed what is export-controlled."},
    {"reservationrequested", Type::flag(), "Whether a reservation is under way."},
    {"evaluationexpiredtime", Type::moment(), "When evaluation was used up, by its clock."},
};
constexpr Shape database_shape{"slminfo", "Columns of the tables slmserver and slminfo.", keys};

constexpr Field fields[] = {
    {"slminfo", Type::made_of(database_shape), "What its database says of licensing.", database},
};

}  // namespace

std::span<const Field> cluster_database_fields() { return fields; }

}  // namespace slsim
