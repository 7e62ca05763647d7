// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_registry.h"

namespace slsim {
namespace {

constexpr std::string_view lot_kinds[] = {"perpetual", "term"};
constexpr std::string_view permissions[] = {"not_allowed", "allowed"};
constexpr std::string_view registrations[] = {"unregistered", "registered", "registration_expired"};
constexpr std::string_view products[] = {"cucm", "cuc", "cer"};

constexpr Argument lot_keys[] = {
    {"license", Type::license(), "Which.", Need::required},
    {"quantity", Type::number(0), "How many.", Need::required},
    {"kind", Type::choice(lot_kinds), "How owned.", Need::optional, "perpetual"},
    {"from", Type::moment(), "When they begin."},
    {"until", Type::deadline(), "When they end."},
};
constexpr Shape lot{"lot", "Licences of one kind.", lot_keys};

constexpr Argument token_keys[] = {
    {"name", Type::declares("token"), "Its name.", Need::required},
    {"expires", Type::duration(), "After how long.", Need::optional, "30d"},
    {"export_control", Type::choice(permissions), "What it allows."},
};
constexpr Shape token{"token", "A registration token.", token_keys};

constexpr Argument virtual_account_keys[] = {
    {"name", Type::declares("virtual_account", "smart_account"), "Its name.", Need::required},
    {"licenses", Type::made_of(lot).list(), "What it owns."},
    {"tokens", Type::made_of(token).list(), "What lets products in."},
};
constexpr Shape virtual_account{"virtual_account", "A pool.", virtual_account_keys};

constexpr Argument smart_account_keys[] = {
    {"domain", Type::declares("smart_account"), "Its name.", Need::required},
    {"virtual_accounts", Type::made_of(virtual_account).list(), "Its pools."},
};
constexpr Shape smart_account{"smart_account", "A company's account.", smart_account_keys};

constexpr Argument cssm_keys[] = {
    {"smart_accounts", Type::made_of(smart_account).list(), "The accounts."},
    {"settings", Type::settings(), "Its settings."},
};
constexpr Shape cssm_section{"cssm", "The authority.", cssm_keys};

constexpr Argument cluster_keys[] = {
    {"name", Type::declares("cluster"), "Its name.", Need::required},
    {"product", Type::choice(products), "Which product.", Need::required},
    {"version", Type::text(), "Its version."},
    {"licenses", Type::counts(), "What it needs."},
    {"subscribers", Type::declares("subscriber", "cluster").list(), "Its other nodes."},
    {"settings", Type::settings(), "Its settings."},
};
constexpr Shape cluster{"cluster", "One application.", cluster_keys};

constexpr Argument network_keys[] = {
    {"latency", Type::duration(), "Of every message."},
    {"loss", Type::ratio(), "Of every message."},
    {"labels", Type::text().by_name(), "Anything."},
};
constexpr Shape network_section{"network", "What lies between.", network_keys};

constexpr Argument world_keys[] = {
    {"cssm", Type::made_of(cssm_section), "The authority."},
    {"network", Type::made_of(network_section), "The network."},
    {"clusters", Type::made_of(cluster).list(), "The applications."},
};
constexpr Shape world{"world", "Everything at the start.", world_keys};

Outcome nothing(World&, const Target&, const Arguments&) { return Value{}; }
Value nothing_seen(const World&, const Target&) { return {}; }

constexpr Argument add_licenses_keys[] = {
    {"virtual_account", Type::refers("virtual_account"), "Whose.", Need::required},
    {"license", Type::license(), "Which.", Need::required},
    {"quantity", Type::number(1, 1000), "How many.", Need::required},
    {"until", Type::deadline(), "When they end."},
};
constexpr Argument create_token_keys[] = {
    {"virtual_account", Type::refers("virtual_account"), "Whose.", Need::required},
    {"name", Type::declares("token"), "Its name."},
};
constexpr Argument add_virtual_account_keys[] = {
    {"name", Type::declares("virtual_account", "smart_account"), "Its name.", Need::required},
    {"smart_account", Type::refers("smart_account"), "Whose; may be left out if there is one."},
};
constexpr Argument get_keys[] = {{"path", Type::text(), "What to get.", Need::required}};
constexpr Argument answer_keys[] = {
    {"status", Type::number(100, 599), "The status."},
    {"json", Type::anything(), "The body."},
};
constexpr Shape answer{"answer", "An answer.", answer_keys};
constexpr Argument usage_keys[] = {
    {"in_use", Type::number(), "Used."},
    {"short", Type::number(), "Missing."},
};
constexpr Shape usage{"usage", "How a licence fares.", usage_keys};
constexpr Argument alert_keys[] = {
    {"name", Type::text(), "Which."},
    {"severity", Type::text(), "How bad."},
};
constexpr Shape alert{"alert", "An alert.", alert_keys};

constexpr Verb cssm_verbs[] = {
    {"add_licenses", "Adds licences.", add_licenses_keys, nothing},
    {"create_token", "Makes a token.", create_token_keys, nothing, Type::refers("token")},
    {"add_virtual_account", "Adds a pool.", add_virtual_account_keys, nothing},
    {"get", "Asks.", get_keys, nothing, Type::made_of(answer), "answers"},
    {"post", "Asks.", get_keys, nothing, Type::made_of(answer), "answers"},
};
constexpr Field cssm_fields[] = {
    {"licenses", Type::made_of(usage).by_license(), "All of them.", nothing_seen},
    {"pools", Type::made_of(usage).by_name("virtual_account"), "By account.", nothing_seen},
    {"alerts", Type::made_of(alert).list(), "What is wrong.", nothing_seen},
};

constexpr Argument cut_keys[] = {
    {"from", Type::host(), "One end.", Need::required},
    {"to", Type::host(), "The other end.", Need::required},
};
constexpr Verb network_verbs[] = {{"cut", "Cuts a way.", cut_keys, nothing}};

constexpr Argument register_keys[] = {
    {"token", Type::refers("token").or_text(), "By which.", Need::required},
    {"force", Type::flag(), "Even if registered.", Need::optional, "false"},
};
constexpr Argument licenses_keys[] = {{"counts", Type::counts(), "What it needs."}};
constexpr Argument cli_keys[] = {{"command", Type::text(), "What to type.", Need::required}};
constexpr Verb cluster_verbs[] = {
    {"register", "Registers.", register_keys, nothing},
    {"deregister", "Leaves.", {}, nothing},
    {"licenses", "Changes what it needs.", licenses_keys, nothing},
    {"cli", "Types a command.", cli_keys, nothing, Type::text(), "prints"},
};
constexpr Field cluster_fields[] = {
    {"registration", Type::choice(registrations), "Where it stands.", nothing_seen},
    {"version", Type::text(), "Its version.", nothing_seen},
    {"next_renewal", Type::moment(), "When it renews.", nothing_seen},
    {"evaluation_left", Type::duration(), "How much is left.", nothing_seen},
    {"demand", Type::counts(), "What it needs.", nothing_seen},
    {"exchanges", Type::number(), "How many so far.", nothing_seen},
    {"provisioning", Type::flag(), "Whether allowed.", nothing_seen},
};
constexpr Verb subscriber_verbs[] = {{"power_off", "Goes dark.", {}, nothing}};
constexpr Field subscriber_fields[] = {{"up", Type::flag(), "Whether on.", nothing_seen}};

constexpr std::string_view cssm_hosts[] = {"gateway", "api", "receiver", "roots"};

constexpr ActorKind kinds[] = {
    {.name = "cssm",
     .help = "The authority.",
     .verbs = cssm_verbs,
     .fields = cssm_fields,
     .fixed = true,
     .host = true,
     .hosts = cssm_hosts,
     .settings = SettingScope::cssm},
    {.name = "network",
     .help = "The network.",
     .verbs = network_verbs,
     .fields = {},
     .fixed = true},
    {.name = "mediator", .help = "The client.", .verbs = {}, .fields = {}, .fixed = true},
    {.name = "outside", .help = "Whoever calls.", .verbs = {}, .fields = {}, .fixed = true},
    {.name = "cluster",
     .help = "An application.",
     .verbs = cluster_verbs,
     .fields = cluster_fields,
     .host = true,
     .subs = "subscriber",
     .settings = SettingScope::product},
    {.name = "subscriber",
     .help = "Another node.",
     .verbs = subscriber_verbs,
     .fields = subscriber_fields,
     .host = true},
};

}  // namespace

const Registry& test_registry() {
  static const Registry registry{kinds, &world};
  return registry;
}

FileReader no_files() { return files({}); }

FileReader files(std::map<std::string, std::string> texts) {
  return [texts = std::move(texts)](const std::string& path) -> Parsed<std::string> {
    const auto found = texts.find(path);
    if (found == texts.end()) return tl::make_unexpected(std::string{"no such file"});
    return found->second;
  };
}

Loaded load_text(std::string_view text, const FileReader& read) {
  return load_scenario("t.yaml", text, read, test_registry());
}

}  // namespace slsim
