// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/satellite_estate.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/expected.h"
#include "sim/scenario/satellite_tables.h"
#include "sim/scenario/world_check.h"

namespace slsim {
namespace {

constexpr Shape token_shape{"local_token", "A registration token.", token_arguments,
                            wrong_in_token};

constexpr Argument user_table[] = {
    {"name", Type::declares("user"), "The user's name.", Need::required},
    {"password", Type::text(), "For the password grant of API clients; none when left out."},
    {"role", Type::choice(role_words), "The user's role.", {}, "administrator"},
};
constexpr Shape user_shape{"local_user", "Somebody with a place in a local account.", user_table};

constexpr Argument client_table[] = {
    {"id", Type::declares("client"), "Its client id.", Need::required},
    {"secret", Type::text(), "Its client secret.", Need::required},
    {"owner", Type::text(), "The user whose roles it has.", Need::required},
};
constexpr Shape client_shape{"local_client", "An application that calls the REST interface.",
                             client_table};

constexpr std::string_view standing_words[] = {"requested", "approved", "registered"};

constexpr Argument account_table[] = {
    {"name", Type::declares("local_account", "satellite"), "Its name.", Need::required},
    {"smart_account", Type::refers("smart_account"), "Of the cloud.", Need::required},
    {"virtual_account", Type::text(), "In it; made if it is not there.", Need::required},
    {"state",
     Type::choice(standing_words),
     "How far it is; approved at most where CSSM is another program.",
     {},
     "registered"},
    {"mode", Type::choice(sync_mode_words), "How it synchronizes.", {}, "connected"},
    {"sync", Type::choice(sync_period_words),
     "How often by itself; by the setting satellite_sync_period when left out."},
    {"sync_at", Type::duration(), "At which time of the day, UTC."},
    {"virtual_accounts", Type::text().list(), "Local virtual accounts beside its default."},
    {"tokens", Type::made_of(token_shape).list(),
     "Registration tokens of its default, made as soon as it is registered."},
    {"users", Type::made_of(user_shape).list(), "Its people."},
    {"clients", Type::made_of(client_shape).list(), "Its API clients."},
};
constexpr Shape account_shape{"local_account", "One virtual account of the cloud.", account_table,
                              wrong_in_local_account};

constexpr std::array satellite_table = join(
    std::array{
        Argument{"name", Type::declares("satellite"), "Its name, and its host's.", Need::required},
        Argument{"version", Type::text(), "Such as 6.3.0, 7-201907 or 8-202404.", {}, "8-202404"},
        Argument{"names", Type::text().list(), "What stands for it beside its own name."},
        Argument{"standby", Type::declares("machine", "satellite"),
                 "The name of a second machine: high availability. `names` lead to whichever of "
                 "the two serves."},
        Argument{"host_common_name", Type::text(),
                 "The name in its certificate; the first of `names`, or its own, when left out."},
        Argument{"proxy", Type::refers("proxy"), "By which proxy it reaches the cloud."},
    },
    login_arguments,
    std::array{
        Argument{"trust", Type::text().list(),
                 "The roots that it trusts; those of CSSM when left out."},
        Argument{"accounts", Type::made_of(account_shape).list(), "Its local accounts."},
        Argument{"settings", Type::settings(), "Settings of this satellite alone."},
    });

std::string new_uuid(Context& context) {
  RandomStream& stream = LicenseAuthority::stream(context, "uuid");
  const std::uint64_t high = stream.next();
  const std::uint64_t low = stream.next();
  return fmt::format("{:016x}{:016x}", high, low);
}

void add_people(Satellite& satellite, Context& context, SmartAccountId id,
                const Arguments& described) {
  for (const Arguments& user : described.each("users")) {
    expect(add_local_user(satellite, context, id, user.text("name"), user.text_or("password", ""),
                          user.choice<Role>("role")));
  }
  for (const Arguments& client : described.each("clients")) {
    expect(satellite.authority().add_client(
        context, {}, id, {client.text("id"), client.text("secret"), client.text("owner")}));
  }
}

/// As if it had been registered over the network at the start.
void register_now(World& world, Context& context, Satellite& satellite, LocalAccount& account) {
  const SatelliteRegistration asked{.satellite = satellite.options().name,
                                    .uuid = satellite.options().uuid,
                                    .version = satellite.version(),
                                    .local_account = account.terms.name,
                                    .email = account.terms.email,
                                    .smart_account = account.terms.smart_account,
                                    .virtual_account = account.terms.virtual_account,
                                    .create = true,
                                    .user = {},
                                    .written = context.now()};
  Context cloud = world.context(cssm_actor);
  const SatelliteAuthorization answer =
      expect(world.satellite_desk().install(world.cssm(), cloud, asked));
  satellite.accept(context, account, answer);
}

enum class Standing : std::uint8_t { requested, approved, registered };

void add_account(World& world, Context& context, Satellite& satellite, const Arguments& described) {
  const std::string name = account_name(described.text("name"));
  expect(
      satellite.request_account(context, {},
                                {.name = name,
                                 .smart_account = described.text("smart_account"),
                                 .virtual_account = account_name(described.text("virtual_account")),
                                 .mode = described.choice<SyncMode>("mode")}));
  LocalAccount& account = *satellite.find_account(name);
  Duration every = account.sync_every;
  if (described.has("sync")) {
    const auto at = std::ranges::find(sync_period_words, described.text("sync"));
    every = sync_period(static_cast<std::size_t>(at - std::begin(sync_period_words)));
  }
  std::optional<Duration> time_of_day;
  if (described.has("sync_at")) time_of_day = described.duration("sync_at");
  for (const std::string& one : described.texts("virtual_accounts")) {
    expect(satellite.authority().create_virtual_account(context, {}, account.id, {.name = one}));
  }
  add_people(satellite, context, account.id, described);
  expect(satellite.set_schedule(context, name, every, time_of_day));
  for (const Arguments& token : described.each("tokens")) {
    account.first_tokens.push_back(token_from(token));
  }
  const auto standing = described.choice<Standing>("state");
  if (standing == Standing::requested) return;
  expect(satellite.approve_account(context, {}, name));
  // Of a CSSM that is another program nothing can be had before the world is played.
  if (standing == Standing::approved || world.external_cssm()) return;
  register_now(world, context, satellite, account);
}

}  // namespace

const Shape satellite_shape{"satellite", "An SSM On-Prem server.", satellite_table,
                            wrong_in_satellite};

Result<void> add_local_user(Satellite& satellite, Context& context, SmartAccountId account,
                            std::string_view name, std::string_view password, Role role) {
  LicenseAuthority& authority = satellite.authority();
  if (auto added = authority.add_user(context, {}, account, name); !added) return added;
  if (!password.empty()) {
    if (auto set = authority.set_password(context, {}, account, name, password); !set) return set;
  }
  return authority.grant_role(context, {}, account, name, {role, std::nullopt});
}

Satellite satellite_from(World& world, const Arguments& described, HostId host, ActorId actor,
                         const Settings& settings) {
  Context context = world.context(actor);
  Kernel& kernel = world.kernel();
  const std::string& name = described.text("name");
  const std::vector<std::string> names = described.texts("names");
  kernel.network.set_dns(kernel.journal.intern(name), host);
  for (const std::string& other : names) {
    kernel.network.set_dns(kernel.journal.intern(other), host);
  }
  SatelliteOptions options;
  options.name = name;
  options.version = described.text("version");
  options.uuid = new_uuid(context);
  options.host = host;
  options.host_common_name =
      described.text_or("host_common_name", names.empty() ? name : names.front());
  options.root = kernel.journal.intern(satellite_root);
  options.proxy = proxy_use(kernel, described);
  if (described.has("standby")) {
    options.standby = kernel.network.find_host(described.text("standby"));
    for (const std::string& address : names) {
      options.addresses.push_back(kernel.journal.intern(address));
    }
    kernel.network.set_certificate(
        *options.standby, {options.root, {kernel.journal.intern(options.host_common_name)}});
  }
  kernel.network.set_certificate(host,
                                 {options.root, {kernel.journal.intern(options.host_common_name)}});
  return Satellite{std::move(options), settings};
}

void fill_satellite(World& world, ActorId actor, const Arguments& described) {
  Context context = world.context(actor);
  Satellite& satellite = world.satellite(actor);
  for (const Arguments& account : described.each("accounts")) {
    add_account(world, context, satellite, account);
  }
}

}  // namespace slsim
