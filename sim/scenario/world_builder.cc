// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/world_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/result/check.h"
#include "sim/scenario/cssm_arguments.h"
#include "sim/scenario/estate_arguments.h"
#include "sim/scenario/expected.h"
#include "sim/scenario/mediator_estate.h"
#include "sim/scenario/satellite_estate.h"
#include "sim/scenario/transport_arguments.h"
#include "sim/ucapps/skin.h"
#include "sim/ucapps/udi.h"

namespace slsim {
namespace {

/// Host names under which products and clients know CSSM.
struct PublicName {
  std::string_view name;
  std::string_view host;
};
constexpr std::array public_names{
    PublicName{"tools.cisco.com", "cssm/receiver"},
    PublicName{"smartreceiver.cisco.com", "cssm/receiver"},
    PublicName{"cloudsso.cisco.com", "cssm/gateway"},
    PublicName{"id.cisco.com", "cssm/gateway"},
    PublicName{"swapi.cisco.com", "cssm/api"},
    PublicName{"apx.cisco.com", "cssm/api"},
    PublicName{"apmx.cisco.com", "cssm/api"},
};
/// Where Cisco publishes its bundles of root certificates (/security/pki). They are signed and
/// fetched in the clear.
constexpr PublicName root_bundle{"www.cisco.com", "cssm/roots"};

/// Before and after the servers moved (field notice on the 2022 root change).
constexpr std::string_view old_root = "quovadis_root_ca_2";
constexpr std::string_view present_root = "identrust_commercial_root_ca_1";

BasicLogin login_of(const Arguments& credentials, std::string_view who, BasicLogin otherwise) {
  if (!credentials.has(who)) return otherwise;
  const Arguments login = credentials.nested(who);
  return {login.text("user"), login.text("password")};
}

}  // namespace

void WorldBuilder::build() {
  world_.kernel_.timeline = Timeline{plan_.start};
  world_.kernel_.chance = Chance{plan_.seed};
  const Settings run = settings_for(cssm_actor, std::nullopt);
  world_.events_per_instant_ = static_cast<std::uint64_t>(run.number(Setting::events_per_instant));
  world_.events_per_run_ = static_cast<std::uint64_t>(run.number(Setting::events_per_run));
  add_actors();
  add_cssm_hosts();
  world_.outside_ = Outside{world_.kernel_.network.add_host("outside", outside_actor)};
  add_network();
  for (const Arguments& proxy : plan_.world.each("proxies")) add_proxy(proxy);
  world_.cssm_ = Cssm{run};
  if (plan_.world.nested("cssm").has("external")) world_.external_cssm_.emplace();
  add_accounts();
  for (const Arguments& satellite : plan_.world.each("satellites")) add_satellite(satellite);
  for (const Arguments& cluster : plan_.world.each("clusters")) add_cluster(cluster);
  add_mediator();
}

Settings WorldBuilder::settings_for(ActorId actor, std::optional<Product> product) const {
  Settings settings = product ? Settings{*product} : Settings{};
  for (const SettingAssignment& assignment : plan_.settings) {
    if (assignment.product && assignment.product != product) continue;
    if (assignment.actor && *assignment.actor != actor) continue;
    settings.set(assignment.setting, assignment.value);
  }
  return settings;
}

void WorldBuilder::add_actors() {
  for (const PlannedActor& actor : plan_.actors) {
    actors_.emplace(actor.name, world_.kernel_.journal.add_actor(actor.name));
  }
  world_.cluster_of_actor_.resize(plan_.actors.size(), World::none);
  world_.satellite_of_actor_.resize(plan_.actors.size(), World::none);
}

void WorldBuilder::add_cssm_hosts() {
  Network& network = world_.kernel_.network;
  Journal& journal = world_.kernel_.journal;
  for (const std::string_view role : plan_.actors[cssm_actor.index].kind->hosts) {
    // By its own name a host is asked as one is by its address: it is found, and no certificate is
    // for it.
    const std::string name = fmt::format("cssm/{}", role);
    network.set_dns(journal.intern(name), network.add_host(name, cssm_actor));
  }
  std::map<HostId, std::vector<NameId>> names;
  for (const PublicName& known : public_names) {
    const HostId host = *network.find_host(known.host);
    names[host].push_back(journal.intern(known.name));
    network.set_dns(names[host].back(), host);
  }
  for (auto& [host, good_for] : names) {
    network.set_certificate(host, {journal.intern(present_root), std::move(good_for)});
  }
  network.set_dns(journal.intern(root_bundle.name), *network.find_host(root_bundle.host));
}

TrustStore WorldBuilder::trust_of(const Arguments& described) {
  std::vector<std::string> roots{std::string{old_root}, std::string{present_root}};
  if (plan_.world.has("satellites")) roots.emplace_back(satellite_root);
  if (described.has("trust")) roots = described.texts("trust");
  return store_of(interned(world_.kernel_, roots));
}

/// Last, since it may know of everything else.
void WorldBuilder::add_mediator() {
  const Arguments described = plan_.world.nested("mediator");
  Network& network = world_.kernel_.network;
  const HostId host = network.add_host("mediator", mediator_actor);
  network.set_trust(host, trust_of(described));
  JobsAtOnce at_once;
  const auto limit = [&](std::string_view name, std::size_t usual) {
    const auto most = static_cast<std::int64_t>(usual);
    return static_cast<std::size_t>(described.number_or(name, most));
  };
  at_once.all = limit("jobs", at_once.all);
  at_once.account = limit("jobs_per_va", at_once.account);
  world_.mediator_ = Mediator{host, at_once};
  if (!plan_.world.has("mediator")) return;
  fill_mediator(world_, described);
  if (!described.has("sync_every")) return;
  Context context = world_.context(mediator_actor);
  world_.mediator_.sync_every(context, described.duration("sync_every"));
}

void WorldBuilder::add_proxy(const Arguments& described) {
  Kernel& kernel = world_.kernel_;
  const std::string& name = described.text("name");
  const HostId host = kernel.network.add_host(name, actor_named(name));
  kernel.network.set_dns(kernel.journal.intern(name), host);
  kernel.network.set_trust(host, trust_of(described));
  Proxy proxy{described.choice<Proxy::Mode>("mode"),
              kernel.journal.intern(described.text_or("root", name))};
  if (described.has("users")) proxy.users = users_of(kernel, described.at("users"));
  kernel.network.set_proxy(host, std::move(proxy));
}

void WorldBuilder::add_satellite(const Arguments& described) {
  Kernel& kernel = world_.kernel_;
  const std::string& name = described.text("name");
  const ActorId actor = actor_named(name);
  const HostId host = kernel.network.add_host(name, actor);
  kernel.network.set_trust(host, trust_of(described));
  if (described.has("standby")) {
    const std::string& standby = described.text("standby");
    const HostId second = kernel.network.add_host(standby, actor);
    kernel.network.set_trust(second, trust_of(described));
    kernel.network.set_dns(kernel.journal.intern(standby), second);
  }
  world_.satellite_of_actor_[actor.index] = static_cast<std::uint32_t>(world_.satellites_.size());
  world_.satellite_sums_seen_.push_back(0);
  world_.satellites_.emplace_back(
      satellite_from(world_, described, host, actor, settings_for(actor, std::nullopt)));
  fill_satellite(world_, actor, described);
}

void WorldBuilder::add_network() {
  const Settings settings = settings_for(network_actor, std::nullopt);
  world_.kernel_.network.set_timeout(settings.duration(Setting::network_timeout));
  const Arguments described = plan_.world.nested("network");
  if (!described.has("latency") && !described.has("jitter")) return;
  Rule rule;
  rule.label = world_.kernel_.journal.intern("world");
  if (described.has("latency")) rule.conditions.latency = described.duration("latency");
  if (described.has("jitter")) rule.conditions.jitter = described.duration("jitter");
  world_.kernel_.network.add_rule(rule);
}

void WorldBuilder::add_accounts() {
  Context context = world_.context(cssm_actor);
  for (const Arguments& described : plan_.world.nested("cssm").each("smart_accounts")) {
    const auto accounts = described.each("virtual_accounts");
    const auto is_default = [](const Arguments& it) { return it.flag_or("default", false); };
    auto first = std::find_if(accounts.begin(), accounts.end(), is_default);
    if (first == accounts.end()) first = accounts.begin();
    SmartAccountTerms terms{.domain = described.text("domain"),
                            .name = described.text_or("name", described.text("domain"))};
    if (described.has("type")) terms.type = described.choice<AccountType>("type");
    if (first != accounts.end()) terms.default_account = account_name(first->text("name"));
    const SmartAccountId id = expect(world_.cssm().create_smart_account(context, {}, terms));
    for (auto account = accounts.begin(); account != accounts.end(); ++account) {
      if (account == first) {
        fill_virtual_account(*world_.cssm().default_account(id), *account);
      } else {
        add_virtual_account(id, *account);
      }
    }
    add_people(id, described);
  }
}

void WorldBuilder::add_people(SmartAccountId id, const Arguments& described) {
  LicenseAuthority& cssm = world_.cssm();
  Context context = world_.context(cssm_actor);
  for (const Arguments& user : described.each("users")) {
    const std::string& name = user.text("name");
    expect(cssm.add_user(context, {}, id, name));
    if (user.has("password")) {
      expect(cssm.set_password(context, {}, id, name, user.text("password")));
    }
    for (const Arguments& role : user.each("roles")) {
      RoleGrant grant{role.choice<Role>("role"), std::nullopt};
      if (role.has("virtual_account")) {
        grant.only = expect(account_of(cssm, role.text("virtual_account")));
      }
      expect(cssm.grant_role(context, {}, id, name, grant));
    }
  }
  for (const Arguments& client : described.each("clients")) {
    OauthClient terms{.client_id = client.text("id"),
                      .secret = client.text("secret"),
                      .owner = client.text("owner")};
    terms.subscribed = client.flag("subscribed");
    terms.native = client.flag("native");
    expect(cssm.add_client(context, {}, id, terms));
  }
}

void WorldBuilder::add_virtual_account(SmartAccountId smart_account, const Arguments& described) {
  Context context = world_.context(cssm_actor);
  const VirtualAccountTerms terms{.name = account_name(described.text("name")),
                                  .description = described.text_or("description", "")};
  fill_virtual_account(
      expect(world_.cssm().create_virtual_account(context, {}, smart_account, terms)), described);
}

void WorldBuilder::fill_virtual_account(VirtualAccountId account, const Arguments& described) {
  Context context = world_.context(cssm_actor);
  for (const Arguments& lot : described.each("licenses")) {
    Lot owned = lot_from(lot, plan_.start);
    // What ended before the scenario began was there before.
    if (!lot.has("start")) owned.start = std::min(owned.start, owned.end - seconds(1));
    expect(world_.cssm().add_licenses(context, {}, account, owned));
  }
  for (const Arguments& token : described.each("tokens")) {
    expect(world_.cssm().create_token(context, {}, account, token_from(token)));
  }
}

std::shared_ptr<const Settings> WorldBuilder::settings_of(ActorId cluster, Product product) {
  auto settings = std::make_shared<const Settings>(settings_for(cluster, product));
  const auto& first = settings_.try_emplace(product, settings).first->second;
  return *first == *settings ? first : settings;
}

/// What cannot be meant leads to a host that nobody knows, as at a product.
Transport WorldBuilder::transport_of(const Arguments& cluster, const ClusterOptions& options) {
  Context context = world_.context(cssm_actor);
  const NameId receiver =
      context.intern(cluster.text_or("reports_to", std::string{default_receiver_of(options)}));
  const Arguments described = cluster.nested("transport");
  Transport::Mode mode = Transport::Mode::direct;
  if (described.has("mode")) {
    mode = described.choice<Transport::Mode>("mode");
  } else if (described.has("proxy")) {
    mode = Transport::Mode::proxy;
  } else if (described.has("url")) {
    mode = knows_smart_transport(options.product, release_of(options))
               ? Transport::Mode::ssm_satellite
               : Transport::Mode::gateway;
  }
  return transport_from(context, mode, described, receiver)
      .value_or(Transport{.mode = mode,
                          .destination = context.intern(described.text_or("url", "nowhere")),
                          .url = described.text_or("url", "")});
}

void WorldBuilder::add_cluster(const Arguments& described) {
  ClusterOptions options;
  options.name = described.text("name");
  options.product = described.choice<Product>("product");
  options.version = described.text("version");
  options.mode = described.choice<LicenseMode>("mode");
  if (described.has("licenses")) options.counts = described.counts("licenses");
  options.share_host_name = described.flag("share_host_name");
  options.mixed_mode = described.flag("mixed_mode");
  const Arguments zone = described.nested("zone");
  options.zone = {zone.duration_or("offset", {}), zone.text_or("name", "UTC")};
  const Arguments clock = described.nested("clock");
  options.clock.set_drift(plan_.start, static_cast<std::int32_t>(clock.number_or("drift", 0)));
  options.clock.set_offset(plan_.start, clock.duration_or("offset", {}));
  options.installed = described.flag("installed");
  constexpr std::array counted{"users", "devices", "ports", "contacts"};
  if (std::ranges::any_of(counted, [&](const char* key) { return described.has(key); })) {
    options.estate = std::make_shared<const Estate>(estate_from(described));
  }

  const ActorId actor = actor_named(options.name);
  Context context = world_.context(actor);
  options.udi = new_udi(context, options.name, options.product);
  Network& network = world_.kernel_.network;
  options.publisher = network.add_host(options.name, actor);
  options.transport = transport_of(described, options);
  options.roots = world_.kernel_.journal.intern(root_bundle.name);
  network.set_trust(options.publisher, trust_of(described));
  network.set_dns(world_.kernel_.journal.intern(options.name), options.publisher);
  options.admin = login_of(described.nested("credentials"), "admin", options.admin);
  options.platform = login_of(described.nested("credentials"), "platform", options.platform);
  if (described.nested("credentials").has("platform")) {
    const Arguments platform = described.nested("credentials").nested("platform");
    options.platform_privilege = static_cast<int>(platform.number("privilege"));
  }
  options.subscribers = described.texts("subscribers");
  for (const std::string& subscriber : options.subscribers) {
    network.set_dns(world_.kernel_.journal.intern(subscriber), network.add_host(subscriber, actor));
  }

  auto settings = settings_of(actor, options.product);
  world_.cluster_of_actor_[actor.index] = static_cast<std::uint32_t>(world_.clusters_.size());
  world_.clusters_.emplace_back(Cluster{std::move(options), std::move(settings)});
  world_.clusters_.back().own().install(context);
}

}  // namespace slsim
