// SPDX-License-Identifier: Apache-2.0
// Licences: bought, moved, taken away; and the alerts about them.
#include "sim/scenario/cssm_verbs.h"

namespace slsim {
namespace {

Outcome add_licenses(World& world, const Target&, const Arguments& arguments) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  const Lot lot = lot_from(arguments, world.now());
  return cssm_outcome(world.cssm().add_licenses(context, by(arguments), *account, lot));
}

Outcome remove_licenses(World& world, const Target&, const Arguments& arguments) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().remove_licenses(context, by(arguments), *account,
                                                   arguments.license("license"),
                                                   arguments.number("quantity")));
}

OrderLine order_line(const Arguments& line, Instant now) {
  OrderLine result;
  if (line.has("license")) result.lot = lot_from(line, now);
  result.restricted = line.number_or("restricted", 0);
  result.right_to_use = line.text_or("right_to_use", "");
  result.rights = line.number_or("rights", 0);
  return result;
}

Outcome order(World& world, const Target&, const Arguments& arguments) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Order placed{arguments.text_or("number", ""), *account, {}};
  for (const Arguments& line : arguments.each("lines")) {
    placed.lines.push_back(order_line(line, world.now()));
  }
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().place_order(context, by(arguments), placed));
}

Result<std::vector<LicenseMove>> moves_of(const World& world, const Arguments& arguments) {
  std::vector<LicenseMove> moves;
  for (const Arguments& line : arguments.each("licenses")) {
    const auto target = account_of(world.cssm(), line.text("to"));
    if (!target) return tl::make_unexpected(target.error());
    moves.push_back({line.license("license"), line.choice<LotKind>("kind"), line.number("quantity"),
                     *target, line.text_or("subscription", ""),
                     line.choice<Precedence>("precedence")});
  }
  return moves;
}

/// Refused as a whole when a single line is: the rest has been moved, as the report says.
Outcome transfer_licenses(World& world, const Target&, const Arguments& arguments) {
  const auto source = account_of(world.cssm(), arguments.text("from"));
  if (!source) return refused_by_cssm(source.error());
  const auto moves = moves_of(world, arguments);
  if (!moves) return refused_by_cssm(moves.error());
  Context context = world.context(cssm_actor);
  const auto report = world.cssm().transfer_licenses(context, by(arguments), *source, *moves);
  if (!report) return refused_by_cssm(report.error());
  for (const auto& problem : report->lines) {
    if (problem) return refused_by_cssm(*problem);
  }
  return Value{};
}

Result<AlertKey> alert_key(const World& world, const Arguments& arguments) {
  const auto kind = find_alert_kind(arguments.text("alert"));
  if (!kind) return refuse(ProblemCode::not_found, "no alert has that name");
  for (const auto& [key, alert] : world.cssm().state().alerts.live) {
    if (key.kind != *kind) continue;
    if (arguments.has("license") && key.license != arguments.license("license")) continue;
    if (arguments.has("virtual_account")) {
      const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
      if (!account || key.account != *account) continue;
    }
    return key;
  }
  return refuse(ProblemCode::not_found, "no such alert stands");
}

Outcome dismiss_alert(World& world, const Target&, const Arguments& arguments) {
  const auto key = alert_key(world, arguments);
  if (!key) return refused_by_cssm(key.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().dismiss_alert(context, by(arguments), *key));
}

constexpr std::string_view precedence_words[] = {"longest_term_first", "longest_term_last"};

constexpr std::array added = join(which_account, lot_arguments, by_whom);
constexpr std::array removed =
    join(which_account,
         std::array{
             Argument{"license", Type::license(), "Which licence.", Need::required},
             Argument{"quantity", Type::number(1), "How many, out of lots that end soonest first.",
                      Need::required},
         },
         by_whom);
constexpr std::array line_arguments = join(
    std::array{
        Argument{"license", Type::license(), "Which licence."},
        Argument{"quantity", Type::number(0), "How many of it.", {}, "0"},
        Argument{"restricted", Type::number(1),
                 "How many restricted (export-controlled) licences."},
        Argument{"right_to_use", Type::text(), "Of which product the right to use; never listed."},
        Argument{"rights", Type::number(1), "How many such rights."},
    },
    lot_terms);
constexpr Shape line_shape{"order_line", "One line of an order.", line_arguments};
constexpr std::array ordered = join(
    which_account,
    std::array{
        Argument{"number", Type::text(), "The order's number."},
        Argument{"lines", Type::made_of(line_shape).list(), "What is ordered.", Need::required},
    },
    by_whom);
constexpr Argument move_arguments[] = {
    {"license", Type::license(), "Which licence.", Need::required},
    {"quantity", Type::number(1), "How many.", Need::required},
    {"kind", Type::choice(lot_kind_words), "Out of lots of this kind.", {}, "perpetual"},
    {"to", Type::refers("virtual_account"), "The virtual account that gets them.", Need::required},
    {"subscription", Type::text(), "Only out of lots of this subscription."},
    {"precedence",
     Type::choice(precedence_words),
     "Which lots go first.",
     {},
     "longest_term_first"},
};
constexpr Shape move_shape{"license_move", "One line of a transfer.", move_arguments};
constexpr std::array transferred = join(
    std::array{
        Argument{"from", Type::refers("virtual_account"), "The virtual account that gives them.",
                 Need::required},
        Argument{"licenses", Type::made_of(move_shape).list(),
                 "What is moved, at most ten licences.", Need::required},
    },
    by_whom);
constexpr std::array an_alert = join(
    std::array{
        Argument{"alert", Type::text(), "Its word or published name, such as licenses_expiring.",
                 Need::required},
        Argument{"virtual_account", Type::refers("virtual_account"), "Of which virtual account."},
        Argument{"license", Type::license(), "About which licence."},
    },
    by_whom);

constexpr Verb verbs[] = {
    {"add_licenses", "Deposits licences in a virtual account.", added, add_licenses},
    {"remove_licenses", "Takes licences away.", removed, remove_licenses},
    {"order", "Fulfils an order that names a virtual account.", ordered, order},
    {"transfer_licenses", "Moves licences between virtual accounts.", transferred,
     transfer_licenses},
    {"dismiss_alert", "Dismisses an alert.", an_alert, dismiss_alert},
};

}  // namespace

std::span<const Verb> cssm_license_verbs() { return verbs; }

}  // namespace slsim
