// SPDX-License-Identifier: Apache-2.0
// Who there is in a world, and what a file may say of it under `world:`.
#include "sim/scenario/cluster_check.h"
#include "sim/scenario/estate_arguments.h"
#include "sim/scenario/mediator_shapes.h"
#include "sim/scenario/satellite_estate.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"
#include "sim/scenario/transport_arguments.h"
#include "sim/scenario/world_check.h"

namespace slsim {
namespace {

constexpr Shape lot_shape{"license", "Licences of one kind with their terms.", lot_arguments,
                          wrong_in_lot};
constexpr Shape token_shape{"token", "A registration token.", token_arguments, wrong_in_token};

constexpr Argument virtual_account_table[] = {
    {"name", Type::declares("virtual_account", "smart_account"), "Its name.", Need::required},
    {"description", Type::text(), "A remark."},
    {"default", Type::flag(), "Whether it is the smart account's default; else the first is."},
    {"licenses", Type::made_of(lot_shape).list(), "What it owns."},
    {"tokens", Type::made_of(token_shape).list(), "Registration tokens that exist already."},
};
constexpr Shape virtual_account_shape{"virtual_account", "A pool of licences and instances.",
                                      virtual_account_table};

constexpr Argument role_table[] = {
    {"role", Type::choice(role_words), "Which role.", Need::required},
    {"virtual_account", Type::refers("virtual_account"),
     "Over this virtual account alone; over the smart account when left out."},
};
constexpr Shape role_shape{"role", "What a user may do.", role_table};

constexpr Argument user_table[] = {
    {"name", Type::declares("user"), "The user's name.", Need::required},
    {"password", Type::text(), "For the password grant of API clients; none when left out."},
    {"roles", Type::made_of(role_shape).list(), "What the user may do."},
};
constexpr Shape user_shape{"user", "Somebody with a place in a smart account.", user_table};

constexpr Argument client_table[] = {
    {"id", Type::declares("client"), "Its client id.", Need::required},
    {"secret", Type::text(), "Its client secret.", Need::required},
    {"owner", Type::refers("user"), "The user whose roles it has.", Need::required},
    {"subscribed", Type::flag(), "Whether it may use the licensing interface.", {}, "true"},
    {"native",
     Type::flag(),
     "Whether it needs a user's name and password besides its own.",
     {},
     "false"},
};
constexpr Shape client_shape{"client", "An application that calls the REST interface.",
                             client_table};

constexpr std::array smart_account_table =
    join(smart_account_arguments,
         std::array{Argument{"virtual_accounts", Type::made_of(virtual_account_shape).list(),
                             "Its virtual accounts."},
                    Argument{"users", Type::made_of(user_shape).list(), "Its people."},
                    Argument{"clients", Type::made_of(client_shape).list(), "Its API clients."}});
constexpr Shape smart_account_shape{"smart_account", "A company's account.", smart_account_table,
                                    wrong_in_smart_account};

constexpr Argument cssm_table[] = {
    {"smart_accounts", Type::made_of(smart_account_shape).list(), "The accounts that exist."},
    {"external",
     Type::text(),
     "The address of another program that is CSSM, https://HOST:PORT; recorded where the file "
     "holds its answers.",
     {},
     {},
     "smart_accounts"},
};
constexpr Shape cssm_shape{"cssm", "Cisco Smart Software Manager as it is at the start.",
                           cssm_table};

constexpr Shape network_shape{"network", "What lies between all hosts.", delay_arguments};

constexpr Argument zone_table[] = {
    {"offset", Type::shift(), "How far its time is ahead of UTC.", Need::required},
    {"name", Type::text(), "What its texts call it, such as CET.", Need::required},
};
constexpr Shape zone_shape{"zone", "In which a product's texts show the time.", zone_table};

constexpr Shape clock_shape{"clock", "What is wrong with a box's clock.", clock_arguments};

constexpr Argument proxy_table[] = {
    {"name", Type::declares("proxy"), "Its name, and its host's.", Need::required},
    {"mode", Type::choice(proxy_mode_words), "Whether it opens TLS.", {}, "pass_through"},
    {"trust", Type::text().list(),
     "The roots that it trusts when it opens TLS; those of CSSM when left out."},
    {"root", Type::text(),
     "The root by which it signs when it opens TLS; named after the proxy when left out."},
    {"users", Type::text().by_name(), "Passwords by user; with none it lets everybody through."},
};
constexpr Shape proxy_shape{"proxy", "A host that passes requests on.", proxy_table};

constexpr std::array transport_table =
    join(std::array{Argument{"mode", Type::choice(transport_mode_words),
                             "Which way; when left out, by what else is given: proxy, or gateway "
                             "(ssm_satellite where the release knows it), or direct."}},
         way_arguments, login_arguments);
constexpr Shape transport_shape{"transport", "How a product reaches its authority.",
                                transport_table};

constexpr Argument login_table[] = {
    {"user", Type::text(), "The user's name.", Need::required},
    {"password", Type::text(), "The user's password.", Need::required},
};
constexpr Shape login_shape{"login", "A user who may administrate.", login_table};
constexpr std::array platform_table = join(
    std::array{
        Argument{"user", Type::text(), "The user's name.", Need::required},
        Argument{"password", Type::text(), "The user's password.", Need::required},
    },
    privilege_argument);
constexpr Shape platform_shape{"platform_login", "A user of the operating system.", platform_table};
constexpr Argument credentials_table[] = {
    {"admin", Type::made_of(login_shape), "Of the application; admin, admin when left out."},
    {"platform", Type::made_of(platform_shape),
     "Of the operating system; platform, platform when left out."},
};
constexpr Shape credentials_shape{"credentials", "Who may administrate a cluster.",
                                  credentials_table};

constexpr Argument cluster_table[] = {
    {"name", Type::declares("cluster"), "Its name, and its publisher's.", Need::required},
    {"product", Type::choice(product_words), "Which UC application.", {}, "cucm"},
    {"version", Type::text(), R"(Its release, such as "12.5" or "14SU2".)", {}, "12.5"},
    {"mode", Type::choice(mode_words), "Its licence mode.", {}, "enterprise"},
    {"installed", Type::flag(), "Whether it is there from the beginning.", {}, "true"},
    {"licenses", Type::counts(), "How many of each its configuration needs."},
    {"users",
     Type::made_of(user_group_shape).list(most_user_groups),
     "Its users, from whom and from `devices` the licences follow; not beside `licenses`.",
     {},
     {},
     "licenses"},
    {"devices",
     Type::made_of(unowned_shape).list(most_user_groups),
     "Its devices without an owner; not beside `licenses`.",
     {},
     {},
     "licenses"},
    {"ports",
     Type::number(0, most_in_a_group),
     "Unity Connection: its SpeechConnect ports; not beside `licenses`.",
     {},
     {},
     "licenses"},
    {"contacts",
     Type::number(0, most_in_a_group),
     "Unity Connection: local contacts that one can say; not beside `licenses`.",
     {},
     {},
     "licenses"},
    {"subscribers", Type::declares("subscriber", "cluster").list(), "Names of its subscribers."},
    {"share_host_name", Type::flag(), "Whether CSSM is told its host name.", {}, "true"},
    {"mixed_mode", Type::flag(), "Whether it encrypts.", {}, "false"},
    {"clock", Type::made_of(clock_shape), "What is wrong with its clock; nothing when left out."},
    {"zone", Type::made_of(zone_shape), "In which its texts show the time; UTC when left out."},
    {"reports_to", Type::text(),
     "The name of the host to which it reports; when left out tools.cisco.com, or "
     "smartreceiver.cisco.com from 14SU4 and 15SU2 on."},
    {"transport", Type::made_of(transport_shape),
     "How it reaches that host; directly when left out."},
    {"trust", Type::text().list(), "The roots that it trusts; those of CSSM when left out."},
    {"credentials", Type::made_of(credentials_shape), "Who may administrate it."},
    {"settings", Type::settings(), "Settings of this cluster alone."},
};
constexpr Shape cluster_shape{"cluster", "One UC application with its nodes.", cluster_table,
                              wrong_in_cluster};

constexpr Argument world_table[] = {
    {"cssm", Type::made_of(cssm_shape), "Accounts, licences and tokens."},
    {"network", Type::made_of(network_shape), "The network."},
    {"proxies", Type::made_of(proxy_shape).list(), "Proxies between products and CSSM."},
    {"satellites", Type::made_of(satellite_shape).list(), "SSM On-Prem servers."},
    {"clusters", Type::made_of(cluster_shape).list(), "The UC applications."},
    {"mediator", Type::made_of(mediator_shape), "What the mediation client knows already."},
};
constexpr Shape root{"world", "Everything that exists when the scenario begins.", world_table,
                     wrong_in_world};

constexpr std::string_view cssm_hosts[] = {"gateway", "api", "receiver", "roots"};

}  // namespace

const Shape& world_shape() { return root; }

std::span<const ActorKind> actor_kinds() {
  static const ActorKind kinds[] = {
      {.name = "cssm",
       .help = "Cisco Smart Software Manager: accounts, licences, tokens, instances.",
       .verbs = cssm_verbs(),
       .fields = cssm_fields(),
       .fixed = true,
       .host = true,
       .hosts = cssm_hosts},
      {.name = "network",
       .help = "What lies between the hosts, and what is made to go wrong there.",
       .verbs = network_verbs(),
       .fields = network_fields(),
       .fixed = true},
      {.name = "mediator",
       .help = "The mediation client: it keeps accounts and clusters, and registers these.",
       .verbs = mediator_verbs(),
       .fields = mediator_fields(),
       .fixed = true,
       .host = true},
      {.name = "outside",
       .help = "Whoever calls a host from outside, as clients of a live server do.",
       .verbs = outside_verbs(),
       .fields = outside_fields(),
       .fixed = true,
       .host = true},
      {.name = "cluster",
       .help = "One UC application with its nodes; its name stands for its publisher.",
       .verbs = cluster_verbs(),
       .fields = cluster_fields(),
       .host = true,
       .subs = "subscriber",
       .settings = SettingScope::product},
      {.name = "subscriber",
       .help = "A node of a cluster beside its publisher.",
       .verbs = subscriber_verbs(),
       .fields = subscriber_fields(),
       .host = true},
      {.name = "satellite",
       .help = "SSM On-Prem: products register with it, and it synchronizes with CSSM.",
       .verbs = satellite_verbs(),
       .fields = satellite_fields(),
       .host = true,
       .subs = "machine",
       .settings = SettingScope::satellite},
      {.name = "machine",
       .help = "The second machine of a satellite with high availability.",
       .verbs = {},
       .fields = {},
       .host = true},
      {.name = "proxy",
       .help = "A host that passes requests on, as it is or after opening TLS.",
       .verbs = proxy_verbs(),
       .fields = proxy_fields(),
       .host = true},
  };
  return kinds;
}

}  // namespace slsim
