// SPDX-License-Identifier: Apache-2.0
// License reservation over REST: many requests in one call, with a result for each. The return is
// the removal of a product instance with its return code (removals.cc).
#include <nlohmann/json.hpp>

#include "sim/authority/rest/dates.h"
#include "sim/authority/rest/device_rows.h"
#include "sim/authority/rest/license_rows.h"
#include "sim/cssm/rest/handlers.h"
#include "sim/licensing/catalog.h"
#include "sim/licensing/tags.h"

namespace slsim {
namespace {

Result<ReservationLine> line_of(const Json& item) {
  const std::string text = text_in(item, "entitlementTag");
  const auto license = find_tag(text);
  if (!license) {
    return refuse(ProblemCode::not_found, "There is no entitlement tag '" + text + "'.");
  }
  const auto quantity = integer_in(item, "quantity");
  if (!quantity) return refuse(ProblemCode::invalid_argument, "quantity is missing.");
  ReservationLine line{.license = *license, .quantity = *quantity};
  if (same_ignoring_case(text_in(item, "precedence"), "LONGEST_TERM_LAST")) {
    line.precedence = Precedence::longest_term_last;
  }
  const bool newer =
      text == tag(*license, TagRelease::r14) && text != tag(*license, TagRelease::r12);
  line.release = newer ? TagRelease::r14 : TagRelease::r12;
  return line;
}

Result<std::vector<ReservationLine>> lines_of(const Json& item) {
  std::vector<ReservationLine> lines;
  for (const Json& license : list_in(item, "licenses")) {
    const auto line = line_of(license);
    if (!line) return tl::make_unexpected(line.error());
    lines.push_back(*line);
  }
  return lines;
}

Result<IssuedCode> reserve(RestCall& call, VirtualAccountId account, const Json& item) {
  const std::string type = text_in(item, "reservationType");
  const bool universal = same_ignoring_case(type, "UNIVERSAL");
  if (!universal && !same_ignoring_case(type, "SPECIFIC")) {
    return refuse(ProblemCode::invalid_argument,
                  "reservationType has to be SPECIFIC or UNIVERSAL.");
  }
  ReservationRequest request{universal ? ReservationKind::universal : ReservationKind::specific,
                             text_in(item, "reservationCode")};
  if (!universal) {
    auto lines = lines_of(item);
    if (!lines) return tl::make_unexpected(lines.error());
    request.lines = *std::move(lines);
  }
  return call.authority.reserve(call.context, call.by(), account, request);
}

Result<IssuedCode> change(RestCall& call, VirtualAccountId account, const Json& item) {
  const auto device = instance_of_sudi(call, object_in(item, "sudi"), account);
  if (!device) return tl::make_unexpected(device.error());
  const auto lines = lines_of(item);
  if (!lines) return tl::make_unexpected(lines.error());
  const bool exports = call.authority.instance(*device).export_control_allowed;
  return call.authority.change_reservation(call.context, call.by(), *device, *lines, exports);
}

Json licenses_json(const ReservationGrant& grant) {
  Json licenses = Json::array();
  for (const Lot& lot : grant.entitlements) {
    licenses.push_back(
        {{"name", info(lot.license).display_name},
         {"licenseType", license_type(lot.kind)},
         {"quantity", lot.quantity},
         {"endDate", lot.end == never ? Json{} : Json(rest_date(lot.end - Duration{1}))}});
  }
  return licenses;
}

Json issued_json(const RestCall& call, const IssuedCode& issued, const Json& item) {
  const InstanceDetails& details = call.authority.details(issued.instance);
  const Reservation& reservation = *call.authority.reservation(issued.instance);
  const ReservationGrant& grant = reservation.change ? *reservation.change : reservation.grant;
  return {{"status", "SUCCESS"},
          {"statusMessage", "Authorization code generated successfully"},
          {"reservationCode", or_null(text_in(item, "reservationCode"))},
          {"authorizationCode", issued.code},
          {"productInstance", display_name(details)},
          {"productTagName", product_tag(details.product)},
          {"productType", details.udi.pid},
          {"sudi", sudi_json(details.udi)},
          {"licenses", licenses_json(grant)}};
}

using Issue = Result<IssuedCode> (*)(RestCall&, VirtualAccountId, const Json&);

/// The reason stands with the item and at the top: clients of both ages read one of them.
HttpResponse issue_codes(RestCall& call, std::string_view member, Issue issue) {
  const auto account = virtual_account_of(call, Right::manage_assets);
  if (!account) return account.error();
  const Json& items = list_in(call.body, member);
  if (items.empty()) return error_answer(400, "Missing required input parameters");
  Json codes = Json::array();
  std::size_t done = 0;
  std::string reason;
  for (const Json& item : items) {
    const auto issued = issue(call, *account, item);
    if (issued) {
      codes.push_back(issued_json(call, *issued, item));
      ++done;
    } else {
      reason = issued.error().detail;
      codes.push_back({{"status", "ERROR"},
                       {"statusMessage", reason},
                       {"reservationCode", or_null(text_in(item, "reservationCode"))},
                       {"authorizationCode", nullptr}});
    }
  }
  const bool all = done == items.size();
  return answer_with(
      200,
      {{"authorizationCodes", codes},
       {"status", all ? "SUCCESS" : "ERROR"},
       {"statusMessage",
        all ? std::to_string(done) + " reservation requests processed successfully" : reason}});
}

Json confirm(RestCall& call, VirtualAccountId account, const Json& item, std::string& reason) {
  const std::string code = text_in(item, "confirmationCode");
  const auto device = instance_of_sudi(call, object_in(item, "sudi"), account);
  Result<void> done =
      device ? call.authority.confirm_reservation(call.context, call.by(), *device, code)
             : Result<void>{tl::make_unexpected(device.error())};
  if (!done) reason = done.error().detail;
  return {{"status", done ? "SUCCESS" : "ERROR"},
          {"statusMessage", done ? "The confirmation code was accepted." : reason},
          {"confirmation_code", code},
          {"sudi", object_in(item, "sudi")},
          {"productTagName", or_null(text_in(item, "productTagName"))}};
}

std::optional<Product> product_with_tag(const std::string& tag) {
  for (const Product product : {Product::cucm, Product::cuc, Product::cer}) {
    if (tag == product_tag(product)) return product;
  }
  return std::nullopt;
}

/// A universal reservation is of the product, and so by its own tag; a specific one of licences.
Json entitlements_of(Product product) {
  Json entitlements =
      Json::array({{{"type", "UNIVERSAL"}, {"entitlementTag", product_tag(product)}}});
  for (const LicenseMode mode : {LicenseMode::enterprise, LicenseMode::hcs}) {
    for (const License license : licenses_of(product, mode)) {
      if (!reservable(license)) continue;
      entitlements.push_back(
          {{"type", "SPECIFIC"}, {"entitlementTag", tag(license, TagRelease::r12)}});
    }
  }
  return entitlements;
}

}  // namespace

HttpResponse rest_reserve_licenses(RestCall& call) {
  return issue_codes(call, "reservationRequests", reserve);
}

HttpResponse rest_change_reservation(RestCall& call) {
  return issue_codes(call, "reservationUpdateRequests", change);
}

/// `data` is one object for one request, as published, and a list for several.
HttpResponse rest_confirm_reservation(RestCall& call) {
  const auto account = virtual_account_of(call, Right::manage_assets);
  if (!account) return account.error();
  const Json& items = list_in(call.body, "reservationConfirmationRequests");
  if (items.empty()) return error_answer(400, "Missing required input parameters");
  Json results = Json::array();
  std::string reason;
  for (const Json& item : items) results.push_back(confirm(call, *account, item, reason));
  return answer_with(200, {{"data", results.size() == 1 ? results[0] : results},
                           {"status", reason.empty() ? "SUCCESS" : "ERROR"},
                           {"statusMessage", reason}});
}

HttpResponse rest_reservation_tags(RestCall& call) {
  const Json& tags = list_in(call.body, "softwareTags");
  if (tags.empty()) return error_answer(400, "Missing required input parameters");
  Json rows = Json::array();
  for (const Json& tag : tags) {
    const std::string text = tag.is_string() ? tag.get<std::string>() : std::string{};
    const auto product = product_with_tag(text);
    rows.push_back({{"softwareTag", text},
                    {"entitlements", product ? entitlements_of(*product) : Json::array()}});
  }
  return answer_with(200, {{"status", "SUCCESS"}, {"data", rows}});
}

}  // namespace slsim
