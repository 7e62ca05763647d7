// SPDX-License-Identifier: Apache-2.0
// License reservation at the portal.
#include "sim/scenario/cssm_verbs.h"

namespace slsim {
namespace {

constexpr std::string_view precedence_words[] = {"longest_term_first", "longest_term_last"};
constexpr std::string_view kind_words[] = {"specific", "universal"};

std::vector<ReservationLine> lines_from(const Arguments& arguments) {
  std::vector<ReservationLine> lines;
  if (!arguments.has("licenses")) return lines;
  for (const Counts::Entry& entry : arguments.counts("licenses")) {
    ReservationLine line{.license = entry.license, .quantity = entry.count};
    line.precedence = arguments.choice<Precedence>("precedence");
    if (arguments.has("release")) line.release = arguments.choice<TagRelease>("release");
    lines.push_back(line);
  }
  return lines;
}

bool allows_export(const Arguments& arguments) {
  return arguments.choice<Permission>("export_control") == Permission::allowed;
}

Outcome code_or_refusal(const Result<IssuedCode>& issued) {
  return issued ? Outcome{Value{issued->code}} : refused_by_cssm(issued.error());
}

Outcome reserve(World& world, const Target&, const Arguments& arguments) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  const ReservationRequest request{arguments.choice<ReservationKind>("kind"),
                                   arguments.text("request_code"), lines_from(arguments),
                                   allows_export(arguments)};
  return code_or_refusal(world.cssm().reserve(context, by(arguments), *account, request));
}

Outcome change_reservation(World& world, const Target&, const Arguments& arguments) {
  const auto instance = instance_of(world, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  Context context = world.context(cssm_actor);
  return code_or_refusal(world.cssm().change_reservation(
      context, by(arguments), *instance, lines_from(arguments), allows_export(arguments)));
}

Outcome rehost(World& world, const Target&, const Arguments& arguments) {
  const auto instance = instance_of(world, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  Context context = world.context(cssm_actor);
  return code_or_refusal(
      world.cssm().rehost(context, by(arguments), *instance, arguments.text("request_code")));
}

template <Result<void> (LicenseAuthority::*act)(Context&, By, InstanceId, std::string_view)>
Outcome enter_code(World& world, const Target&, const Arguments& arguments) {
  const auto instance = instance_of(world, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(
      (world.cssm().*act)(context, by(arguments), *instance, arguments.text("code")));
}

constexpr std::array a_request{Argument{"request_code", Type::text(),
                                        "The product's request code, as an earlier step kept it.",
                                        Need::required}};
constexpr std::array quantities{
    Argument{"licenses", Type::counts(), "How many of each; none for a universal one."},
    Argument{"precedence",
             Type::choice(precedence_words),
             "Out of which lots first.",
             {},
             "longest_term_first"},
    Argument{"release", Type::choice(release_words),
             "Of which release the tags are; those of 12 when left out."},
    Argument{"export_control",
             Type::choice(permission_words),
             "Whether the product may have export-controlled functionality.",
             {},
             "not_allowed"},
};
constexpr std::array a_kind{Argument{"kind",
                                     Type::choice(kind_words),
                                     "So many of each licence, or whatever the product needs.",
                                     {},
                                     "specific"}};
constexpr std::array a_code{Argument{"code", Type::text(),
                                     "The code that the product gave, as an earlier step kept it.",
                                     Need::required}};

constexpr std::array reserved = join(which_account, a_request, a_kind, quantities, by_whom);
constexpr std::array changed = join(which_instance, quantities, by_whom);
constexpr std::array rehosted = join(which_instance, a_request, by_whom);
constexpr std::array entered = join(which_instance, a_code, by_whom);
constexpr std::array an_instance = join(which_instance, by_whom);

constexpr Verb verbs[] = {
    {"reserve", "Reserves licences for a product; gives the authorization code.", reserved, reserve,
     Type::text()},
    {"change_reservation",
     "Issues an authorization code for other quantities; in transit until it is confirmed.",
     changed, change_reservation, Type::text()},
    {"confirm_reservation", "Enters the confirmation code of a change.", entered,
     enter_code<&LicenseAuthority::confirm_reservation>},
    {"cancel_reservation_change", "Gives a change up that is in transit.", an_instance,
     to_instance<&LicenseAuthority::cancel_reservation_change>},
    {"return_reservation", "Enters the return code; the product instance goes.", entered,
     enter_code<&LicenseAuthority::return_reservation>},
    {"release_reservation",
     "Frees the licences of a product that will give no return code, as Cisco's support does.",
     an_instance, to_instance<&LicenseAuthority::release_reservation>},
    {"rehost",
     "Reserves the licences of a failed product for another one, until the failed one's return "
     "code comes.",
     rehosted, rehost, Type::text()},
};

}  // namespace

std::span<const Verb> cssm_reservation_verbs() { return verbs; }

}  // namespace slsim
