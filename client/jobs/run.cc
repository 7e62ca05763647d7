// SPDX-License-Identifier: Apache-2.0
// Plays a job step by step, tries again what may pass by itself, and keeps where it is.
#include <algorithm>
#include <array>

#include "client/jobs/work.h"

namespace slsim {
namespace {

struct Step {
  std::string_view name;
  Phase phase;
  Task<NextStep> (*run)(JobWork&);
};
constexpr std::array steps{
    Step{"verify", Phase::verification, verify_step},
    Step{"deregister", Phase::deregistration, deregister_step},
    Step{"settle", Phase::deregistration, settle_step},
    Step{"mode", Phase::mode, mode_step},
    Step{"mode_set", Phase::mode, mode_set_step},
    Step{"mode_wait", Phase::mode, mode_wait_step},
    Step{"transport", Phase::transport, transport_step},
    Step{"check", Phase::registration, check_step},
    Step{"token", Phase::registration, token_step},
    Step{"register", Phase::registration, register_step},
    Step{"registering", Phase::registration, registering_step},
};

const Step* find_step(std::string_view name) {
  const auto* found = std::ranges::find(steps, name, &Step::name);
  return found == steps.end() ? nullptr : found;
}

/// What may be over when one asks again later.
bool may_pass(FaultCode code) {
  switch (code) {
    case FaultCode::CAA1036:
    case FaultCode::CAA1043:
    case FaultCode::CAA1046:
    case FaultCode::CAA1081:
    case FaultCode::UCAPI1009:
      return true;
    default:
      return false;
  }
}

AssignmentStatus status_on_the_way(JobKind kind, Phase phase) {
  if (kind == JobKind::unassign || phase == Phase::deregistration) {
    return AssignmentStatus::deregistering;
  }
  return AssignmentStatus::registering;
}

void show_on_the_way(JobWork& work, const Step& step) {
  work.mark(step.phase, PhaseState::in_progress);
  if (work.job.kind == JobKind::transport || step.phase == Phase::verification) return;
  work.cluster.status = status_on_the_way(work.job.kind, step.phase);
}

void enter(JobWork& work, const Step& from, const std::string& name) {
  const Step* to = find_step(name);
  const bool leaves = to == nullptr || to->phase != from.phase;
  const auto at = static_cast<std::size_t>(from.phase);
  if (leaves && work.job.phases[at] == PhaseState::in_progress) {
    work.mark(from.phase, PhaseState::pass);
  }
  if (leaves) work.job.attempts = 0;
  work.job.step = name;
  if (to != nullptr) {
    show_on_the_way(work, *to);
    return;
  }
  work.job.state = JobState::completed;
  work.job.completed = work.ports.clock.now();
  work.job.token = {};
}

void give_up(JobWork& work, const Step& step, const Fault& fault) {
  work.mark(step.phase, PhaseState::fail);
  work.job.state = JobState::failed;
  work.job.fault = fault.code;
  work.note(fault.detail);
  work.job.completed = work.ports.clock.now();
  work.job.token = {};
  if (work.job.kind == JobKind::transport) return;
  if (work.cluster.status == AssignmentStatus::deregistering) {
    work.cluster.status = AssignmentStatus::deregistration_failed;
  } else if (work.job.kind != JobKind::unassign && !work.cluster.assigned) {
    work.cluster.status = AssignmentStatus::registration_failed;
  }
}

/// What a step answered, in the job; whether it is to be tried again after a while.
bool take_up(JobWork& work, const Step& step, const NextStep& next) {
  if (next) {
    enter(work, step, *next);
    return false;
  }
  if (!may_pass(next.error().code) || work.job.attempts + 1 >= work.limits.uc_attempts) {
    give_up(work, step, next.error());
    return false;
  }
  ++work.job.attempts;
  // What is not known to have been taken is looked for first.
  if (work.job.step == "registering") work.job.step = "check";
  if (const Step* again = find_step(work.job.step)) show_on_the_way(work, *again);
  return true;
}

Task<OrFault<void>> play(JobWork& work) {
  const Step* first = find_step(work.job.step);
  if (work.job.state != JobState::in_progress) co_return OrFault<void>{};
  if (first != nullptr) show_on_the_way(work, *first);
  if (auto saved = work.save(); !saved) co_return saved;
  while (work.job.state == JobState::in_progress) {
    const Step* step = find_step(work.job.step);
    if (step == nullptr) co_return fail(FaultCode::MED1001, "a step " + work.job.step);
    const NextStep next = co_await step->run(work);
    const bool again = take_up(work, *step, next);
    if (auto saved = work.save(); !saved) co_return saved;
    if (again) {
      co_await work.ports.clock.wait_until(work.ports.clock.now() + work.limits.uc_retry);
    }
  }
  co_return OrFault<void>{};
}

}  // namespace

UcApp JobWork::app() const {
  UcApp app;
  app.product = cluster.product;
  if (const StoredNode* publisher = cluster.publisher()) app.address = publisher->address;
  app.version = cluster.version;
  app.admin = store.credential(cluster.name, CredentialKind::admin).value_or(Credential{});
  app.platform = store.credential(cluster.name, CredentialKind::platform).value_or(Credential{});
  return app;
}

std::optional<StoredVirtualAccount> JobWork::account() const {
  const std::optional<std::int64_t> id = job.target ? job.target : job.source;
  return id ? store.virtual_account(*id) : std::nullopt;
}

OrFault<void> JobWork::save() {
  job.updated = ports.clock.now();
  return store.save_job(job, cluster);
}

void JobWork::note(const std::string& sentence) {
  if (sentence.empty() || job.detail.find(sentence) != std::string::npos) return;
  if (!job.detail.empty()) job.detail += "; ";
  job.detail += sentence;
}

Task<OrFault<void>> run_job(Ports ports, Store& store, std::int64_t id, JobLimits limits) {
  const std::optional<StoredJob> job = store.job(id);
  if (!job) co_return fail(FaultCode::MED1003, "job " + std::to_string(id));
  const std::optional<StoredCluster> cluster = store.cluster(job->cluster);
  if (!cluster) co_return fail(FaultCode::SLM1025, job->cluster);
  JobWork work{ports, store, limits, *job, *cluster};
  co_return co_await play(work);
}

}  // namespace slsim
