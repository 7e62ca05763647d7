// SPDX-License-Identifier: Apache-2.0
// Smart accounts, virtual accounts, tokens and people.
#include "sim/authority/exports.h"
#include "sim/scenario/cssm_verbs.h"

namespace slsim {
namespace {

Result<SmartAccountId> smart_account(const LicenseAuthority& cssm, const Arguments& arguments) {
  if (arguments.has("smart_account"))
    return cssm.find_smart_account(arguments.text("smart_account"));
  if (cssm.state().smart_accounts.size() == 1) return SmartAccountId{0};
  return refuse(ProblemCode::invalid_argument, "there are several smart accounts: say which one");
}

/// The plan says `domain/name` where it knows the domain; a name may have a slash of its own.
std::string new_name(const LicenseAuthority& cssm, const Arguments& arguments) {
  const std::string& name = arguments.text("name");
  const std::size_t slash = name.find('/');
  if (slash == std::string::npos || !cssm.find_smart_account(name.substr(0, slash))) return name;
  return account_name(name);
}

/// Runs `act` with the virtual account that the arguments name.
template <class Act>
Outcome with_account(World& world, const Arguments& arguments, Act act) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(act(context, *account));
}

template <class Act>
Outcome with_smart_account(World& world, const Arguments& arguments, Act act) {
  const auto account = smart_account(world.cssm(), arguments);
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(act(context, *account));
}

Outcome create_smart_account(World& world, const Target&, const Arguments& arguments) {
  SmartAccountTerms terms{.domain = arguments.text("domain"),
                          .name = arguments.text_or("name", arguments.text("domain"))};
  terms.type = arguments.choice<AccountType>("type");
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().create_smart_account(context, by(arguments), terms));
}

Outcome create_virtual_account(World& world, const Target&, const Arguments& arguments) {
  const VirtualAccountTerms terms{.name = new_name(world.cssm(), arguments),
                                  .description = arguments.text_or("description", "")};
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return world.cssm().create_virtual_account(context, by(arguments), account, terms);
  });
}

Outcome rename_virtual_account(World& world, const Target&, const Arguments& arguments) {
  return with_account(world, arguments, [&](Context& context, VirtualAccountId account) {
    return world.cssm().rename_virtual_account(context, by(arguments), account,
                                               new_name(world.cssm(), arguments));
  });
}

Outcome delete_virtual_account(World& world, const Target&, const Arguments& arguments) {
  return with_account(world, arguments, [&](Context& context, VirtualAccountId account) {
    return world.cssm().delete_virtual_account(context, by(arguments), account,
                                               arguments.flag("force"));
  });
}

Outcome make_default(World& world, const Target&, const Arguments& arguments) {
  return with_account(world, arguments, [&](Context& context, VirtualAccountId account) {
    return world.cssm().make_default(context, by(arguments), account);
  });
}

Outcome create_token(World& world, const Target&, const Arguments& arguments) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  const auto token =
      world.cssm().create_token(context, by(arguments), *account, token_from(arguments));
  if (!token) return refused_by_cssm(token.error());
  return Value{world.cssm().token(*token).text};
}

Outcome revoke_token(World& world, const Target&, const Arguments& arguments) {
  const auto token = world.cssm().find_token(arguments.text("token"));
  if (!token) return refused_by_cssm(token.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().revoke_token(context, by(arguments), *token));
}

Outcome add_user(World& world, const Target&, const Arguments& arguments) {
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return world.cssm().add_user(context, by(arguments), account, arguments.text("name"));
  });
}

/// The role over one virtual account if it is named, else over the smart account.
Result<RoleGrant> grant_of(const LicenseAuthority& cssm, const Arguments& arguments) {
  RoleGrant grant{arguments.choice<Role>("role"), std::nullopt};
  if (!arguments.has("virtual_account")) return grant;
  const auto account = account_of(cssm, arguments.text("virtual_account"));
  if (!account) return tl::make_unexpected(account.error());
  grant.only = *account;
  return grant;
}

template <Result<void> (LicenseAuthority::*act)(Context&, By, SmartAccountId, std::string_view,
                                                RoleGrant)>
Outcome change_role(World& world, const Target&, const Arguments& arguments) {
  const auto grant = grant_of(world.cssm(), arguments);
  if (!grant) return refused_by_cssm(grant.error());
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return (world.cssm().*act)(context, by(arguments), account, arguments.text("user"), *grant);
  });
}

Outcome rotate_secret(World& world, const Target&, const Arguments& arguments) {
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return world.cssm().rotate_secret(context, by(arguments), account, arguments.text("client"),
                                      arguments.text("secret"));
  });
}

Outcome set_notifications(World& world, const Target&, const Arguments& arguments) {
  const NotificationPreferences wanted{arguments.flag("daily_event_summary"),
                                       arguments.flag("status_notification"),
                                       arguments.duration("warn_before")};
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return world.cssm().set_notifications(context, by(arguments), account, arguments.text("user"),
                                          wanted);
  });
}

Outcome publish_agreement(World& world, const Target&, const Arguments& arguments) {
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return world.cssm().publish_agreement(context, account);
  });
}

Outcome accept_agreement(World& world, const Target&, const Arguments& arguments) {
  return with_smart_account(world, arguments, [&](Context& context, SmartAccountId account) {
    return world.cssm().accept_agreement(context, by(arguments), account);
  });
}

Outcome export_csv(World& world, const Target&, const Arguments& arguments) {
  const auto account = smart_account(world.cssm(), arguments);
  if (!account) return refused_by_cssm(account.error());
  enum class Export : std::uint8_t { licenses, instances, alerts, event_log };
  switch (arguments.choice<Export>("what")) {
    case Export::licenses:
      return Value{licenses_csv(world.cssm(), *account)};
    case Export::instances:
      return Value{instances_csv(world.cssm(), *account)};
    case Export::alerts:
      return Value{alerts_csv(world.cssm(), *account)};
    case Export::event_log:
      break;
  }
  return Value{event_log_csv(world.cssm(), *account)};
}

constexpr std::string_view export_words[] = {"licenses", "instances", "alerts", "event_log"};

constexpr std::array new_smart_account = join(smart_account_arguments, by_whom);
constexpr std::array new_account = join(
    std::array{
        Argument{"name", Type::declares("virtual_account", "smart_account"), "Its name.",
                 Need::required},
        Argument{"description", Type::text(), "A remark."},
    },
    which_smart_account, by_whom);
constexpr std::array renamed_account =
    join(which_account,
         std::array{Argument{"name", Type::declares("virtual_account", "smart_account"),
                             "Its new name.", Need::required}},
         by_whom);
constexpr std::array deleted_account = join(
    which_account,
    std::array{Argument{
        "force", Type::flag(), "Deletes it although it holds licences or instances.", {}, "false"}},
    by_whom);
constexpr std::array an_account = join(which_account, by_whom);
constexpr std::array a_smart_account = join(which_smart_account, by_whom);
constexpr std::array new_token = join(which_account, token_arguments, by_whom);
constexpr std::array a_token = join(
    std::array{Argument{"token", Type::refers("token"), "Which token.", Need::required}}, by_whom);
constexpr std::array new_user =
    join(std::array{Argument{"name", Type::declares("user"), "The user's name.", Need::required}},
         which_smart_account, by_whom);
constexpr std::array a_role = join(
    std::array{
        Argument{"user", Type::refers("user"), "Whose role.", Need::required},
        Argument{"role", Type::choice(role_words), "Which role.", Need::required},
        Argument{"virtual_account", Type::refers("virtual_account"),
                 "Over this virtual account alone; over the smart account when left out."},
    },
    which_smart_account, by_whom);
constexpr std::array a_new_secret = join(
    std::array{
        Argument{"client", Type::refers("client"), "Whose secret.", Need::required},
        Argument{"secret", Type::text(), "The new one.", Need::required},
    },
    which_smart_account, by_whom);
constexpr std::array wanted_mails = join(
    std::array{
        Argument{"user", Type::refers("user"), "Who gets the mail.", Need::required},
        Argument{"daily_event_summary", Type::flag(), "Daily Event Summary.", {}, "false"},
        Argument{"status_notification", Type::flag(), "Status Notification.", {}, "false"},
        Argument{"warn_before",
                 Type::duration(),
                 "From how long before its end a lot is named.",
                 {},
                 "90d"},
    },
    which_smart_account, by_whom);

constexpr std::array an_export =
    join(std::array{Argument{"what", Type::choice(export_words), "Which page.", Need::required}},
         which_smart_account);

constexpr Verb verbs[] = {
    {"create_smart_account", "Creates a smart account with a default virtual account.",
     new_smart_account, create_smart_account},
    {"create_virtual_account", "Creates a virtual account.", new_account, create_virtual_account},
    {"rename_virtual_account", "Renames a virtual account.", renamed_account,
     rename_virtual_account},
    {"delete_virtual_account", "Deletes a virtual account.", deleted_account,
     delete_virtual_account},
    {"make_default", "Makes a virtual account its smart account's default.", an_account,
     make_default},
    {"create_token", "Creates a registration token.", new_token, create_token,
     Type::refers("token")},
    {"revoke_token", "Revokes a registration token.", a_token, revoke_token},
    {"add_user", "Gives a person a place in a smart account.", new_user, add_user},
    {"grant_role", "Gives a user a role.", a_role, change_role<&LicenseAuthority::grant_role>},
    {"revoke_role", "Takes a role from a user.", a_role,
     change_role<&LicenseAuthority::revoke_role>},
    {"rotate_secret", "Gives an API client another secret; access tokens that are out stay good.",
     a_new_secret, rotate_secret},
    {"set_notifications", "Says which mails a user wants.", wanted_mails, set_notifications},
    {"publish_agreement", "Puts a new licence agreement before a smart account.", a_smart_account,
     publish_agreement},
    {"accept_agreement", "Accepts it.", a_smart_account, accept_agreement},
    {"export_csv", "Exports a page of the portal as CSV.", an_export, export_csv, Type::text(),
     "prints"},
};

}  // namespace

std::span<const Verb> cssm_account_verbs() { return verbs; }

}  // namespace slsim
