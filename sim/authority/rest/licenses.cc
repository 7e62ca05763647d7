// SPDX-License-Identifier: Apache-2.0
// Licences: what is owned and used, subscriptions, transfers between virtual accounts.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/time/text.h"
#include "sim/authority/rest/handlers.h"
#include "sim/authority/rest/license_rows.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

HttpResponse rows_answer(std::string_view member, const std::vector<Json>& rows,
                         const RestPage& page) {
  return answer_with(200, {{"totalRecords", rows.size()},
                           {std::string{member}, page_rows(rows, page)},
                           {"status", "SUCCESS"},
                           {"statusMessage", ""}});
}

/// Whether the body's `status` array, if it has entries, names that word.
bool wanted(const Json& body, std::string_view status) {
  const Json& words = list_in(body, "status");
  return words.empty() || std::ranges::any_of(words, [&](const Json& word) {
           return word.is_string() &&
                  same_ignoring_case(word.get_ref<const std::string&>(), status);
         });
}

std::optional<LotKind> kind_named(std::string_view word) {
  if (same_ignoring_case(word, "TERM")) return LotKind::term;
  if (same_ignoring_case(word, "PERPETUAL")) return LotKind::perpetual;
  if (same_ignoring_case(word, "DEMO")) return LotKind::demo;
  return std::nullopt;
}

/// `2019-05-20` out of that or of an instant; empty when there is none.
Result<std::string> day_in(const Json& line, std::string_view member) {
  const std::string text = text_in(line, member).substr(0, 10);
  if (text.empty() || parse_date(text)) return text;
  return refuse(ProblemCode::invalid_argument, std::string{member} + " is no date.");
}

/// One line of a transfer as CSSM is asked for it, or why that cannot be.
Result<LicenseMove> move_of(const RestCall& call, SmartAccountId smart_account, const Json& line) {
  const std::string name = text_in(line, "license");
  const auto license = find_license_named(name);
  if (!license) return refuse(ProblemCode::not_found, "There is no license '" + name + "'.");
  const auto kind = kind_named(text_in(line, "licenseType"));
  if (!kind) {
    return refuse(ProblemCode::invalid_argument, "licenseType has to be TERM, PERPETUAL or DEMO.");
  }
  const auto quantity = integer_in(line, "quantity");
  if (!quantity) return refuse(ProblemCode::invalid_argument, "quantity is missing.");
  const auto target = call.authority.find_virtual_account(text_in(line, "targetVirtualAccount"),
                                                          call.state().at(smart_account).domain);
  if (!target) return tl::make_unexpected(target.error());
  if (!caller_may(call, smart_account, Right::manage_assets, *target)) {
    return refuse(ProblemCode::not_allowed, "The target virtual account is not the caller's.");
  }
  LicenseMove move{.license = *license, .kind = *kind, .quantity = *quantity, .target = *target};
  move.subscription = text_in(line, "subsriptionId");  // The published spelling.
  if (same_ignoring_case(text_in(line, "precedence"), "LONGEST_TERM_LAST")) {
    move.precedence = Precedence::longest_term_last;
  }
  const auto starts = day_in(line, "startDate");
  if (!starts) return tl::make_unexpected(starts.error());
  const auto ends = day_in(line, "endDate");
  if (!ends) return tl::make_unexpected(ends.error());
  move.starts = *starts;
  move.ends = *ends;
  return move;
}

std::string moved_text(const RestCall& call, VirtualAccountId source, const LicenseMove& move) {
  return std::to_string(move.quantity) + " ‘" + std::string{info(move.license).display_name} +
         "’ licenses successfully transferred from Virtual Account ‘" +
         call.state().at(source).name + "’ to Virtual Account ‘" +
         call.state().at(move.target).name + "’";
}

}  // namespace

HttpResponse rest_license_usage(RestCall& call) {
  const auto id = smart_account_of(call);
  if (!id) return id.error();
  const auto page = page_of(call);
  if (!page) return page.error();
  const auto chosen = chosen_accounts(call, *id);
  if (!chosen) return chosen.error();
  std::vector<Json> rows;
  for (const VirtualAccountId account : *chosen) {
    for (const LicenseRow& row : call.authority.licenses(account)) {
      rows.push_back(license_row_json(call, account, row));
    }
  }
  return rows_answer("licenses", rows, *page);
}

HttpResponse rest_license_subscriptions(RestCall& call) {
  const auto id = smart_account_of(call);
  if (!id) return id.error();
  const auto page = page_of(call);
  if (!page) return page.error();
  const auto chosen = chosen_accounts(call, *id);
  if (!chosen) return chosen.error();
  std::vector<Json> rows;
  for (const VirtualAccountId account : *chosen) {
    const Ledger& ledger = call.state().at(account).ledger;
    for (std::size_t i = 0; i < ledger.lots.size(); ++i) {
      const Lot& lot = ledger.lots[i];
      const LotPhase phase = ledger.records[i].phase;
      if (lot.subscription.empty() || phase == LotPhase::gone) continue;
      const std::string_view status = phase == LotPhase::ended ? "Expired" : "Active";
      if (!wanted(call.body, status)) continue;
      rows.push_back(subscription_row_json(call, account, lot, status));
    }
  }
  return rows_answer("licenseSubscriptions", rows, *page);
}

HttpResponse rest_transfer_licenses(RestCall& call) {
  const auto source = virtual_account_of(call, Right::manage_assets);
  if (!source) return source.error();
  const Json& lines = list_in(call.body, "licenses");
  if (lines.empty()) return error_answer(400, "Missing required input parameters");
  std::vector<LicenseMove> moves;
  std::vector<std::optional<Problem>> problems;
  for (const Json& line : lines) {
    auto move = move_of(call, call.state().at(*source).smart_account, line);
    problems.push_back(move ? std::nullopt : std::optional{move.error()});
    if (move) moves.push_back(*std::move(move));
  }
  const auto report = call.authority.transfer_licenses(call.context, call.by(), *source, moves);
  if (!report) return refused_answer(call, report.error());
  Json results = Json::array();
  std::size_t next = 0;
  std::size_t done = 0;
  for (const auto& problem : problems) {
    const std::size_t at = next;
    if (!problem) ++next;
    const auto& why = problem ? problem : report->lines[at];
    if (!why) ++done;
    results.push_back(
        {{"status", why ? "ERROR" : "SUCCESS"},
         {"statusMessage", why ? why->detail : moved_text(call, *source, moves[at])}});
  }
  const char* overall = done == lines.size() ? "SUCCESS" : done == 0 ? "ERROR" : "WARNING";
  return answer_with(
      200, {{"licensesTransferStatus", results},
            {"status", overall},
            {"statusMessage", std::to_string(done) + " licenses transferred successfully"}});
}

}  // namespace slsim
