// SPDX-License-Identifier: Apache-2.0
// What the mediation client is told: smart accounts, virtual accounts, customers and clusters.
#include "sim/scenario/mediator_verbs.h"

#include "client/estate/import.h"
#include "client/estate/release.h"
#include "client/store/store.h"
#include "sim/scenario/mediator_estate.h"
#include "sim/scenario/mediator_shapes.h"

namespace slsim {
namespace {

/// What a person would tell apart by it; the code says the rest.
ProblemCode class_of(FaultCode code) {
  switch (code) {
    case FaultCode::MED1003:
    case FaultCode::SLM1025:
    case FaultCode::SLMCT1001:
      return ProblemCode::not_found;
    case FaultCode::MED1004:
      return ProblemCode::already_exists;
    case FaultCode::CSSM1018:
      return ProblemCode::invalid_argument;
    case FaultCode::MED1007:
      return ProblemCode::in_progress;
    case FaultCode::CSSM1005:
      return ProblemCode::refused_connection;
    case FaultCode::CSSM1006:
      return ProblemCode::unknown_host;
    case FaultCode::CSSM1007:
    case FaultCode::UCAPI1009:
      return ProblemCode::timed_out;
    case FaultCode::CSSM1008:
      return ProblemCode::no_route;
    case FaultCode::CAA1048:
      return ProblemCode::token_invalid;
    default:
      return ProblemCode::not_allowed;
  }
}

Outcome add_account(World& world, const Target&, const Arguments& arguments) {
  if (auto refusal = refused_by_killed(world)) return *refusal;
  const std::string& domain = arguments.text("domain");
  if (world.mediator().syncs(domain)) return busy_with(domain);
  const StoredAccount account = account_from(world, domain, arguments);
  if (const Store* store = world.mediator().store(); store != nullptr) {
    const auto good = check_release(*store, account, release_in(arguments));
    if (!good) return refused(good.error());
  }
  Context context = world.context(mediator_actor);
  return ticket_of(mediator_actor, world.mediator().add_account(context, account));
}

Outcome set_account(World& world, const Target&, const Arguments& arguments) {
  if (auto refusal = refused_by_killed(world)) return *refusal;
  Mediator& mediator = world.mediator();
  const std::string& domain = arguments.text("domain");
  if (mediator.syncs(domain)) return busy_with(domain);
  const auto account =
      mediator.store() == nullptr ? std::nullopt : mediator.store()->account(domain);
  if (!account) return refused(Fault{FaultCode::CSSM1019, domain});
  Context context = world.context(mediator_actor);
  return ticket_of(mediator_actor,
                   mediator.change_account(context, changed_account(world, *account, arguments)));
}

Outcome remove_account(World& world, const Target&, const Arguments& arguments) {
  const std::string& domain = arguments.text("domain");
  if (world.mediator().syncs(domain)) return busy_with(domain);
  return tell(world, [domain](Store& store) { return number_of(store.remove_account(domain)); });
}

Outcome sync(World& world, const Target&, const Arguments& arguments) {
  if (auto refusal = refused_by_killed(world)) return *refusal;
  Mediator& mediator = world.mediator();
  std::vector<std::string> domains;
  const Store* store = mediator.store();
  for (const StoredAccount& account :
       store == nullptr ? std::vector<StoredAccount>{} : store->accounts()) {
    if (arguments.text_or("domain", account.domain) == account.domain) {
      domains.push_back(account.domain);
    }
  }
  if (domains.empty()) return refused(Fault{FaultCode::MED1003, "no smart account to sync"});
  for (const std::string& domain : domains) {
    if (mediator.syncs(domain)) return busy_with(domain);
  }
  Context context = world.context(mediator_actor);
  return ticket_of(mediator_actor, mediator.sync(context, domains));
}

Outcome set_mode(World& world, const Target&, const Arguments& arguments) {
  const std::string name = name_for_client(arguments.text("virtual_account"));
  const auto mode = arguments.choice<LicenseMode>("mode");
  return tell(world, [name, mode](Store& store) -> OrFault<std::int64_t> {
    const auto account = store.find_virtual_account(name);
    if (!account) return tl::make_unexpected(account.error());
    return number_of(store.set_mode(account->id, mode));
  });
}

template <bool replace>
Outcome put_customer(World& world, const Target&, const Arguments& arguments) {
  const StoredCustomer customer = customer_from(arguments);
  return tell(
      world, [customer](Store& store) { return number_of(store.put_customer(customer, replace)); });
}

Outcome import_estate(World& world, const ImportedEstate& estate) {
  return tell(world, [estate](Store& store) { return number_of(store.import(estate)); });
}

Outcome add_cluster(World& world, const Target&, const Arguments& arguments) {
  return import_estate(world, {.customers = {}, .clusters = {cluster_from(world, arguments)}});
}

Outcome import(World& world, const Target&, const Arguments& arguments) {
  if (arguments.has("csv") == arguments.has("yaml")) {
    return invalid("either csv or yaml is needed");
  }
  const auto estate = arguments.has("csv") ? parse_estate_csv(arguments.text("csv"))
                                           : parse_estate_yaml(arguments.text("yaml"));
  if (!estate) return invalid(estate.error());
  return import_estate(world, *estate);
}

/// As `mediator cluster set` does it.
void change_cluster(StoredCluster& cluster, const Arguments& arguments) {
  cluster.version = arguments.text_or("version", cluster.version);
  cluster.customer = arguments.text_or("customer", cluster.customer);
  cluster.mixed_mode = arguments.flag_or("mixed_mode", cluster.mixed_mode);
  if (!arguments.has("publisher")) return;
  std::erase_if(cluster.nodes, [](const StoredNode& node) { return node.publisher; });
  cluster.nodes.push_back({"publisher", true, arguments.text("publisher")});
}

Outcome set_cluster(World& world, const Target&, const Arguments& arguments) {
  return tell(world, [arguments](Store& store) -> OrFault<std::int64_t> {
    auto cluster = store.cluster(arguments.text("cluster"));
    if (!cluster) return fail(FaultCode::SLM1025, arguments.text("cluster"));
    change_cluster(*cluster, arguments);
    return number_of(store.update_cluster(*cluster));
  });
}

Outcome set_credential(World& world, const Target&, const Arguments& arguments) {
  const auto kind = arguments.choice<CredentialKind>("kind");
  const Credential login{arguments.text("user"), {arguments.text("password")}};
  const std::string& cluster = arguments.text("cluster");
  return tell(world, [cluster, kind, login](Store& store) {
    return number_of(store.set_credential(cluster, kind, login));
  });
}

Outcome kill(World& world, const Target&, const Arguments&) {
  if (auto refusal = refused_by_killed(world)) return *refusal;
  Context context = world.context(mediator_actor);
  world.mediator().kill(context);
  return Value{};
}

Outcome start(World& world, const Target&, const Arguments&) {
  if (world.mediator().running()) {
    return Refusal{{ProblemCode::not_allowed, "the mediator runs already"}, 0, {}};
  }
  Context context = world.context(mediator_actor);
  world.mediator().start(context);
  return Value{};
}

constexpr std::array add_account_arguments =
    join(std::array{Argument{"domain", Type::refers("smart_account").or_text(), "Its domain.",
                             Need::required}},
         mediator_access_arguments);
constexpr Argument domain_argument[] = {
    {"domain", Type::refers("smart_account").or_text(), "Its domain.", Need::required}};
constexpr Argument sync_arguments[] = {
    {"domain", Type::refers("smart_account").or_text(), "Of which account; of all when left out."}};
constexpr Argument mode_arguments[] = {
    {"virtual_account", Type::refers("virtual_account").or_text(), "Which.", Need::required},
    {"mode", Type::choice(mode_words), "Its License Mode.", Need::required},
};
constexpr std::array set_customer_arguments = join(
    std::array{
        Argument{"name", Type::refers("customer").or_text(), "Which customer.", Need::required},
        Argument{"description", Type::text(), "A remark."},
    },
    mediator_proxy_arguments);
constexpr Argument import_arguments[] = {
    {"yaml", Type::text(), "The text of a file in YAML."},
    {"csv", Type::text(), "The text of a file in CSV."},
};
constexpr Argument set_cluster_arguments[] = {
    managed_cluster,
    {"version", Type::text(), "Its release."},
    {"customer", Type::refers("customer").or_text(), "Whose it is."},
    {"publisher", Type::text(), "Address of its publisher."},
    {"mixed_mode", Type::flag(), "Whether it encrypts."},
};
constexpr Argument credential_arguments[] = {
    managed_cluster,
    {"kind", Type::choice(credential_words), "Of the application or of its platform.",
     Need::required},
    {"user", Type::text(), "The user's name.", Need::required},
    {"password", Type::text(), "The user's password.", Need::required},
};

constexpr Verb verbs[] = {
    {"add_account", "Adds a smart account, once CSSM has answered, and syncs it.",
     add_account_arguments, add_account},
    {"set_account",
     "Says anew how to reach a smart account, once CSSM has taken it; what is left out stays, but "
     "for the client's secret: that is the right one.",
     add_account_arguments, set_account},
    {"remove_account", "Forgets a smart account without assigned clusters.", domain_argument,
     remove_account},
    {"sync", "Brings in what CSSM knows; goes on where one stopped.", sync_arguments, sync},
    {"set_mode", "Sets the License Mode of a virtual account: before its first cluster.",
     mode_arguments, set_mode},
    {"add_customer", "Adds a customer.", mediator_customer_arguments, put_customer<false>},
    {"set_customer", "Says anew what is known of a customer.", set_customer_arguments,
     put_customer<true>},
    {"add_cluster", "Adds a cluster.", mediator_cluster_arguments, add_cluster},
    {"import", "Adds the customers and clusters of a file, all or none.", import_arguments, import},
    {"set_cluster", "Changes what is known of a cluster.", set_cluster_arguments, set_cluster},
    {"set_credential", "Keeps a login of a cluster.", credential_arguments, set_credential},
    {"kill",
     "Kills the mediator where it is: its store remains, and servers go on with what they "
     "were asked.",
     {},
     kill},
    {"start", "Starts the mediator again: it plays on the jobs that were under way.", {}, start},
};

}  // namespace

Refusal refused(const Fault& fault) {
  const FaultInfo& about = info(fault.code);
  std::string text{about.text};
  if (!fault.detail.empty()) text += ": " + fault.detail;
  return {{class_of(fault.code), std::move(text)}, 0, std::string{about.name}};
}

std::optional<Refusal> refused_by_killed(const World& world) {
  if (world.mediator().running()) return std::nullopt;
  return Refusal{{ProblemCode::service_stopped, "the mediator was killed"}, 0, {}};
}

Refusal busy_with(const std::string& domain) {
  return {{ProblemCode::in_progress, "a sync of " + domain + " is under way"}, 0, {}};
}

std::optional<Outcome> mediator_outcome(World& world, std::uint32_t number) {
  const auto over = world.mediator().take(number);
  if (!over) return std::nullopt;
  if (!*over) return refused(over->error());
  Value job;
  if (**over != 0) job = **over;
  return job;
}

Refusal invalid(const std::string& why) { return {{ProblemCode::invalid_argument, why}, 0, {}}; }

OrFault<std::int64_t> number_of(const OrFault<void>& outcome) {
  if (!outcome) return tl::make_unexpected(outcome.error());
  return 0;
}

Outcome tell(World& world, const Deed& deed) {
  if (auto refusal = refused_by_killed(world)) return *refusal;
  Context context = world.context(mediator_actor);
  const OrFault<std::int64_t> told = world.mediator().tell(context, deed);
  if (!told) return refused(told.error());
  return Value{};
}

std::span<const Verb> mediator_verbs() {
  static const std::vector<Verb> all = joined<Verb>({verbs, mediator_job_verbs()});
  return all;
}

}  // namespace slsim
