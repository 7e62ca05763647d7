// SPDX-License-Identifier: Apache-2.0
// Local accounts of a satellite, what is in them, and the tokens that it gives out.
#include <fmt/format.h>

#include "sim/scenario/satellite_estate.h"
#include "sim/scenario/satellite_tables.h"

namespace slsim {

std::string local_account_name(const Satellite& satellite, const Arguments& arguments) {
  if (arguments.has("account")) return account_name(arguments.text("account"));
  return satellite.accounts().size() == 1 ? satellite.accounts().front().terms.name : std::string{};
}

Result<VirtualAccountId> local_virtual_account(const Satellite& satellite,
                                               const Arguments& arguments, std::string_view key) {
  const LocalAccount* account = satellite.find_account(local_account_name(satellite, arguments));
  if (account == nullptr) {
    return refuse(ProblemCode::not_found, "there is no such local account; say which one");
  }
  if (!arguments.has(key)) return satellite.authority().default_account(account->id).value();
  return satellite.authority().find_virtual_account(arguments.text(key), account->terms.name);
}

namespace {

Outcome request_account(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  const LocalAccountTerms terms{.name = account_name(arguments.text("name")),
                                .email = arguments.text_or("email", ""),
                                .smart_account = arguments.text("smart_account"),
                                .virtual_account = account_name(arguments.text("virtual_account")),
                                .create = arguments.flag("create")};
  return cssm_outcome(world.satellite(target.actor).request_account(context, by(arguments), terms));
}

Outcome approve_account(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  return cssm_outcome(
      satellite.approve_account(context, by(arguments), local_account_name(satellite, arguments)));
}

Outcome register_account(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  const auto ticket = satellite.register_account(context, local_account_name(satellite, arguments),
                                                 arguments.text_or("user", ""));
  if (!ticket) return refused_by_cssm(ticket.error());
  return ticket_of(target.actor, *ticket);
}

Outcome registration_file(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  const auto file = satellite.registration_file(context, local_account_name(satellite, arguments));
  return file ? Outcome{Value{*file}} : refused_by_cssm(file.error());
}

Outcome load_authorization(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(
      world.satellite(target.actor).load_authorization(context, arguments.text("file")));
}

Outcome create_virtual_account(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  const LocalAccount* account = satellite.find_account(local_account_name(satellite, arguments));
  if (account == nullptr) return refused_by_cssm({ProblemCode::not_found, "which local account?"});
  Context context = world.context(target.actor);
  return cssm_outcome(satellite.authority().create_virtual_account(
      context, by(arguments), account->id, {.name = arguments.text("name")}));
}

Outcome create_token(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  const auto account = local_virtual_account(satellite, arguments, "virtual_account");
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(target.actor);
  const auto token =
      satellite.authority().create_token(context, by(arguments), *account, token_from(arguments));
  if (!token) return refused_by_cssm(token.error());
  return Value{satellite.authority().token(*token).text};
}

Outcome revoke_token(World& world, const Target& target, const Arguments& arguments) {
  LicenseAuthority& authority = world.satellite(target.actor).authority();
  const auto token = authority.find_token(arguments.text("token"));
  if (!token) return refused_by_cssm(token.error());
  Context context = world.context(target.actor);
  return cssm_outcome(authority.revoke_token(context, by(arguments), *token));
}

Outcome transfer_licenses(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  const auto from = local_virtual_account(satellite, arguments, "from");
  if (!from) return refused_by_cssm(from.error());
  const auto to = local_virtual_account(satellite, arguments, "to");
  if (!to) return refused_by_cssm(to.error());
  const LicenseMove move{arguments.license("license"), arguments.choice<LotKind>("kind"),
                         arguments.number("quantity"), *to};
  Context context = world.context(target.actor);
  const auto report =
      satellite.authority().transfer_licenses(context, by(arguments), *from, std::span{&move, 1});
  if (!report) return refused_by_cssm(report.error());
  if (report->lines.front()) return refused_by_cssm(*report->lines.front());
  return Value{};
}

Result<InstanceId> instance_of(const World& world, const Target& target,
                               const Arguments& arguments) {
  const auto actor = world.plan().find_actor(arguments.text("instance"));
  return world.satellite(target.actor)
      .authority()
      .find_instance(world.cluster(*actor).options().udi);
}

Outcome transfer_instance(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  const auto instance = instance_of(world, target, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  const auto to = local_virtual_account(satellite, arguments, "to");
  if (!to) return refused_by_cssm(to.error());
  Context context = world.context(target.actor);
  return cssm_outcome(
      satellite.authority().transfer_instance(context, by(arguments), *instance, *to));
}

Outcome remove_instance(World& world, const Target& target, const Arguments& arguments) {
  const auto instance = instance_of(world, target, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  Context context = world.context(target.actor);
  return cssm_outcome(
      world.satellite(target.actor).authority().remove_instance(context, by(arguments), *instance));
}

Outcome add_user(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  const LocalAccount* account = satellite.find_account(local_account_name(satellite, arguments));
  if (account == nullptr) return refused_by_cssm({ProblemCode::not_found, "which local account?"});
  Context context = world.context(target.actor);
  return cssm_outcome(add_local_user(satellite, context, account->id, arguments.text("name"),
                                     arguments.text_or("password", ""),
                                     arguments.choice<Role>("role")));
}

Outcome add_client(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  const LocalAccount* account = satellite.find_account(local_account_name(satellite, arguments));
  if (account == nullptr) return refused_by_cssm({ProblemCode::not_found, "which local account?"});
  Context context = world.context(target.actor);
  return cssm_outcome(satellite.authority().add_client(
      context, by(arguments), account->id,
      {arguments.text("id"), arguments.text("secret"), arguments.text("owner")}));
}

constexpr std::array requested = join(
    std::array{
        Argument{"name", Type::declares("local_account", "satellite"), "Its name.", Need::required},
        Argument{"smart_account", Type::refers("smart_account"), "Of the cloud.", Need::required},
        Argument{"virtual_account", Type::text(), "In it; only this account may have it.",
                 Need::required},
        Argument{"create", Type::flag(), "Whether it is made if it is not there.", {}, "true"},
        Argument{"email", Type::text(), "To whom the answer is mailed."},
    },
    by_whom);
constexpr std::array an_account = join(which_local_account, by_whom);
constexpr std::array with_user =
    join(which_local_account,
         std::array{Argument{"user", Type::text(), "Whose credentials for the cloud are shown."}});
constexpr Argument a_file[] = {
    {"file", Type::text(), "The file: what an earlier step kept.", Need::required}};
constexpr std::array new_account =
    join(std::array{Argument{"name", Type::text(), "Its name.", Need::required}},
         which_local_account, by_whom);
constexpr std::array where{
    Argument{"virtual_account", Type::text(),
             "Which of the local account's virtual accounts; its default when left out."}};
constexpr std::array new_token = join(where, which_local_account, token_arguments, by_whom);
constexpr std::array a_token = join(
    std::array{Argument{"token", Type::refers("token"), "Which token.", Need::required}}, by_whom);
constexpr std::array from_to{
    Argument{"from", Type::text(),
             "Out of which local virtual account; the default when left out."},
    Argument{"to", Type::text(), "Into which; the default when left out."}};
constexpr std::array moved = join(
    std::array{
        Argument{"license", Type::license(), "Which licence.", Need::required},
        Argument{"quantity", Type::number(1), "How many.", Need::required},
        Argument{"kind", Type::choice(lot_kind_words), "How they are owned.", {}, "perpetual"},
    },
    from_to, which_local_account, by_whom);
constexpr std::array which_instance{
    Argument{"instance", Type::refers("cluster"), "Which cluster's instance.", Need::required}};
constexpr std::array an_instance = join(which_instance, by_whom);
constexpr std::array moved_instance =
    join(which_instance,
         std::array{
             Argument{"to", Type::text(), "Which local virtual account; the default if left out."}},
         which_local_account, by_whom);
constexpr std::array new_user = join(
    std::array{
        Argument{"name", Type::declares("user"), "The user's name.", Need::required},
        Argument{"password", Type::text(), "For the password grant; none when left out."},
        Argument{"role", Type::choice(role_words), "The user's role.", {}, "administrator"},
    },
    which_local_account);
constexpr std::array new_client = join(
    std::array{
        Argument{"id", Type::declares("client"), "Its client id.", Need::required},
        Argument{"secret", Type::text(), "Its client secret.", Need::required},
        Argument{"owner", Type::text(), "The user whose roles it has.", Need::required},
    },
    which_local_account, by_whom);

constexpr Verb verbs[] = {
    {"request_account", "Asks for a local account.", requested, request_account},
    {"approve_account", "Approves a local account, as the system administrator does.", an_account,
     approve_account},
    {"register_account", "Registers a local account with the cloud over the network.", with_user,
     register_account},
    {"registration_file", "Writes the registration file of a local account.", an_account,
     registration_file, Type::text()},
    {"load_authorization", "Loads an authorization file; the satellite restarts.", a_file,
     load_authorization},
    {"create_virtual_account", "Creates a local virtual account.", new_account,
     create_virtual_account},
    {"create_token",
     "Creates a registration token.",
     new_token,
     create_token,
     Type::refers("token"),
     {},
     "name"},
    {"revoke_token", "Revokes a registration token.", a_token, revoke_token},
    {"transfer_licenses", "Moves licences between local virtual accounts.", moved,
     transfer_licenses},
    {"transfer_instance", "Moves a product instance between local virtual accounts.",
     moved_instance, transfer_instance},
    {"remove_instance", "Removes a product instance; it hears of it at its next contact.",
     an_instance, remove_instance},
    {"add_user", "Gives a person a place in a local account.", new_user, add_user},
    {"add_client", "Adds an API client to a local account.", new_client, add_client},
};

}  // namespace

std::span<const Verb> satellite_account_verbs() { return verbs; }

}  // namespace slsim
