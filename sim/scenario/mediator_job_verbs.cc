// SPDX-License-Identifier: Apache-2.0
// Jobs: steps wait for them, unless they say otherwise.
#include <fmt/format.h>

#include "client/jobs/job.h"
#include "sim/scenario/mediator_estate.h"
#include "sim/scenario/mediator_shapes.h"
#include "sim/scenario/mediator_verbs.h"

namespace slsim {
namespace {

/// Those that could be made, and the first refusal of the others.
struct Made {
  std::vector<std::int64_t> jobs{};
  std::optional<Fault> refused{};
};

Made make_jobs(World& world, JobKind kind, const std::vector<std::string>& clusters,
               const std::string& target) {
  Context context = world.context(mediator_actor);
  const Instant now = context.now();
  Made made;
  for (const std::string& cluster : clusters) {
    const auto job = world.mediator().tell(context, [kind, cluster, target, now](Store& store) {
      return create_job(store, kind, cluster, target, now);
    });
    if (job) made.jobs.push_back(*job);
    if (!job && !made.refused) made.refused = job.error();
  }
  return made;
}

std::vector<std::string> clusters_of(const Arguments& arguments) {
  std::vector<std::string> clusters = arguments.texts("clusters");
  if (arguments.has("cluster")) clusters.insert(clusters.begin(), arguments.text("cluster"));
  return clusters;
}

Outcome play(World& world, const Made& made, bool wait) {
  if (made.jobs.empty()) {
    return made.refused ? refused(*made.refused) : invalid("which cluster?");
  }
  Context context = world.context(mediator_actor);
  const std::uint32_t number = world.mediator().play(context, made.jobs, made.refused);
  if (wait) return ticket_of(mediator_actor, number);
  return Value{made.jobs.front()};
}

template <JobKind kind>
Outcome start(World& world, const Target&, const Arguments& arguments) {
  if (auto refusal = refused_by_killed(world)) return *refusal;
  std::string target;
  if (kind != JobKind::unassign) target = name_for_client(arguments.text("to"));
  return play(world, make_jobs(world, kind, clusters_of(arguments), target),
              arguments.flag("wait"));
}

/// As `mediator transport set` does it.
OrFault<std::int64_t> choose(Store& store, const std::string& name, TransportMode mode,
                             const StoredProxy& proxy) {
  auto cluster = store.cluster(name);
  if (!cluster) return fail(FaultCode::SLM1025, name);
  if (mode != TransportMode::direct && mode != TransportMode::proxy) {
    return fail(FaultCode::MED1008, std::string{word(mode).text()});
  }
  if (cluster->assigned) return fail(FaultCode::CAA1041, name);
  if (!proxy.host.empty()) cluster->proxy = proxy;
  cluster->transport = mode;
  return number_of(store.update_cluster(*cluster));
}

Outcome set_transport(World& world, const Target&, const Arguments& arguments) {
  const std::string& name = arguments.text("cluster");
  const auto mode = arguments.choice<TransportMode>("transport");
  const StoredProxy proxy = proxy_from(arguments);
  Outcome chosen =
      tell(world, [name, mode, proxy](Store& store) { return choose(store, name, mode, proxy); });
  if (std::holds_alternative<Refusal>(chosen)) return chosen;
  return play(world, make_jobs(world, JobKind::transport, {name}, ""), arguments.flag("wait"));
}

constexpr Argument wait_argument{
    "wait", Type::flag(), "Whether the step is done only when the job is.", {}, "true"};
constexpr Argument target_argument{"to", Type::refers("virtual_account").or_text(),
                                   "The virtual account.", Need::required};
constexpr Argument one_cluster{"cluster", Type::refers("managed_cluster").or_text(),
                               "Which cluster."};
constexpr Argument many_clusters{"clusters", Type::refers("managed_cluster").or_text().list(),
                                 "Several at once, a job for each."};
constexpr Argument assign_arguments[] = {one_cluster, many_clusters, target_argument,
                                         wait_argument};
constexpr Argument unassign_arguments[] = {one_cluster, many_clusters, wait_argument};
constexpr std::array transport_arguments = join(
    std::array{managed_cluster,
               Argument{"transport", Type::choice(mediator_transport_words),
                        "The transport; `satellite` and `gateway` are refused.", Need::required}},
    mediator_proxy_only, std::array{wait_argument});

constexpr Verb verbs[] = {
    {"assign", "Registers clusters in a virtual account; refused as the job fails.",
     assign_arguments, start<JobKind::assign>, Type::number()},
    {"unassign", "Deregisters clusters.", unassign_arguments, start<JobKind::unassign>,
     Type::number()},
    {"reassign", "Moves clusters to another virtual account.", assign_arguments,
     start<JobKind::reassign>, Type::number()},
    {"set_transport", "Changes how a cluster that is not assigned reaches CSSM.",
     transport_arguments, set_transport, Type::number()},
};

}  // namespace

std::span<const Verb> mediator_job_verbs() { return verbs; }

}  // namespace slsim
