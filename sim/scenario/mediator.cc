// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/mediator.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/mediator_client.h"

namespace slsim {
namespace {

enum Timer : std::uint32_t { wake, sync_due };

std::vector<std::string> all_domains(const Store& store) {
  std::vector<std::string> domains;
  for (const StoredAccount& account : store.accounts()) domains.push_back(account.domain);
  return domains;
}

/// What an errand that is no job brought, for the journal.
void record_end(Context& context, const Errand& errand, const OrFault<void>& outcome) {
  struct Words {
    Word done;
    Word failed;
  };
  const Words words = std::holds_alternative<AddErrand>(errand.what)
                          ? Words{"account_added"_w, "account_not_added"_w}
                      : std::holds_alternative<ChangeErrand>(errand.what)
                          ? Words{"account_changed"_w, "account_not_changed"_w}
                          : Words{"synced"_w, "sync_failed"_w};
  if (outcome) {
    context.record(Level::change, words.done);
    return;
  }
  context.record(Level::fault, words.failed,
                 {{"code"_w, context.intern(info(outcome.error().code).name)}});
}

}  // namespace

Mediator::Mediator(HostId host, JobsAtOnce at_once) : host_{host}, at_once_{at_once} {}
Mediator::Mediator(const Mediator& other)
    : host_{other.host_},
      at_once_{other.at_once_},
      running_{other.running_},
      client_{other.client_ ? std::make_unique<MediatorClient>(*other.client_) : nullptr},
      period_{other.period_},
      next_sync_{other.next_sync_},
      next_{other.next_},
      pending_{other.pending_},
      waiting_{other.waiting_},
      jobs_over_{other.jobs_over_},
      shown_{other.shown_} {}
Mediator& Mediator::operator=(const Mediator& other) {
  if (this != &other) *this = Mediator{other};
  return *this;
}
Mediator::Mediator(Mediator&& other) noexcept = default;
Mediator& Mediator::operator=(Mediator&& other) noexcept = default;
Mediator::~Mediator() = default;

const Store* Mediator::store() const { return client_ ? &client_->store() : nullptr; }

std::size_t Mediator::under_way() const { return client_ ? client_->under_way() : 0; }

bool Mediator::syncs(std::string_view domain) const { return client_ && client_->syncs(domain); }

MediatorClient& Mediator::client(Context& context) {
  if (!client_) {
    client_ = std::make_unique<MediatorClient>(context.chance("mediator/jitter"), at_once_);
  }
  return *client_;
}

OrFault<std::int64_t> Mediator::tell(Context& context, const Deed& deed) {
  return client(context).tell(context.now(), deed);
}

std::uint32_t Mediator::add_account(Context& context, const StoredAccount& account) {
  return begin(context, {AddErrand{account}}, true);
}

std::uint32_t Mediator::change_account(Context& context, const StoredAccount& account) {
  return begin(context, {ChangeErrand{account}}, true);
}

std::uint32_t Mediator::sync(Context& context, const std::vector<std::string>& domains) {
  return begin(context, {SyncErrand{domains}}, true);
}

std::uint32_t Mediator::play(Context& context, const std::vector<std::int64_t>& jobs,
                             const std::optional<Fault>& refused) {
  const std::uint32_t number = next_++;
  waiting_.emplace(number, Waiting{.jobs = jobs, .refused = refused});
  for (const std::int64_t job : jobs) begin(context, {JobErrand{job}}, false);
  return number;
}

void Mediator::sync_every(Context& context, Duration period) {
  period_ = period;
  context.cancel(next_sync_);
  next_sync_ = context.schedule(context.now() + period, sync_due);
}

std::uint32_t Mediator::begin(Context& context, const Errand& errand, bool awaited) {
  const std::uint32_t number = next_++;
  if (awaited) waiting_.emplace(number, Waiting{});
  client(context).begin(context.now(), number, errand);
  pursue(context);
  return number;
}

std::optional<OrFault<std::int64_t>> Mediator::take(std::uint32_t number) {
  const auto found = waiting_.find(number);
  if (found == waiting_.end()) return std::nullopt;
  const Waiting& waiting = found->second;
  std::optional<OrFault<std::int64_t>> outcome = waiting.outcome;
  if (!waiting.jobs.empty()) outcome = outcome_of_jobs(waiting);
  if (outcome) waiting_.erase(found);
  return outcome;
}

std::optional<OrFault<std::int64_t>> Mediator::outcome_of_jobs(const Waiting& waiting) const {
  const auto over = [&](std::int64_t job) { return jobs_over_.contains(job); };
  if (!std::ranges::all_of(waiting.jobs, over)) return std::nullopt;
  if (waiting.refused) return OrFault<std::int64_t>{tl::make_unexpected(*waiting.refused)};
  for (const std::int64_t id : waiting.jobs) {
    const std::optional<StoredJob> job = client_->store().job(id);
    if (!job || job->state == JobState::in_progress) {
      return OrFault<std::int64_t>{fail(FaultCode::MED1001, fmt::format("job {}", id))};
    }
    if (!job->fault) continue;
    return OrFault<std::int64_t>{
        fail(*job->fault, fmt::format("{}: {}", job->cluster, job->detail))};
  }
  return OrFault<std::int64_t>{waiting.jobs.front()};
}

void Mediator::kill(Context& context) {
  for (const auto& [wish, pending] : pending_) {
    if (pending.exchange) context.abandon(*pending.exchange);
    context.cancel(pending.timer);
  }
  pending_.clear();
  shown_.clear();
  context.cancel(next_sync_);
  if (client_) client_->kill();
  for (auto& [number, waiting] : waiting_) {
    if (!waiting.jobs.empty() || waiting.outcome) continue;
    waiting.outcome = OrFault<std::int64_t>{fail(FaultCode::MED1001, "the mediator was killed")};
  }
  running_ = false;
  context.record(Level::change, "killed"_w);
}

void Mediator::start(Context& context) {
  running_ = true;
  context.record(Level::change, "started"_w);
  if (!client_) return;
  for (const std::int64_t job : client_->store().jobs_under_way()) {
    begin(context, {JobErrand{job}}, false);
  }
  if (period_ == Duration::zero()) return;
  begin(context, {SyncErrand{all_domains(client_->store())}}, false);
  sync_every(context, period_);
}

void Mediator::on_answer(Context& context, const AnswerArrival& arrival) {
  if (const auto* http = std::get_if<HttpAnswer>(&arrival.answer)) {
    const Result<HttpResponse> answer{*http->response};
    return go_on(context, arrival.tag, &answer);
  }
  const Result<HttpResponse> answer{tl::make_unexpected(std::get<Problem>(arrival.answer))};
  go_on(context, arrival.tag, &answer);
}

void Mediator::on_timer(Context& context, std::uint32_t kind, std::uint64_t argument) {
  const auto wish = static_cast<std::uint32_t>(argument);
  if (kind == wake) {
    const std::optional<Problem> problem = pending_.at(wish).problem;
    if (!problem) return go_on(context, wish, nullptr);
    const Result<HttpResponse> answer{tl::make_unexpected(*problem)};
    return go_on(context, wish, &answer);
  }
  std::vector<std::string> domains = all_domains(client(context).store());
  std::erase_if(domains, [&](const std::string& domain) { return syncs(domain); });
  if (!domains.empty()) begin(context, {SyncErrand{std::move(domains)}}, false);
  sync_every(context, period_);
}

/// With an answer to what was asked, or woken without one.
void Mediator::go_on(Context& context, std::uint32_t wish, const Result<HttpResponse>* answer) {
  const auto pending = pending_.extract(wish);
  if (!pending) return;
  if (answer != nullptr) {
    client_->answer(context.now(), wish, *answer);
  } else {
    client_->wake(context.now(), wish);
  }
  pursue(context);
}

/// Does what the client has asked for, and notes what has changed and what is over.
void Mediator::pursue(Context& context) {
  for (const std::int64_t job : client_->take_changed_jobs()) note_job(context, job);
  context.chance("mediator/jitter") = client_->ports().jitter();
  for (const MediatorPorts::Wish& wish : client_->ports().take_wishes()) {
    Pending pending;
    if (wish.exchange) {
      pending = ask(context, wish.number, *wish.exchange);
    } else {
      pending.timer = context.schedule(wish.until, wake, wish.number);
    }
    pending_.emplace(wish.number, std::move(pending));
  }
  conclude(context);
}

Mediator::Pending Mediator::ask(Context& context, std::uint32_t wish,
                                const HttpExchange& exchange) {
  const Network& network = context.kernel().network;
  SendOptions options{.name = context.intern(exchange.to.host),
                      .wall = context.now(),
                      .patience = exchange.patience};
  std::optional<Problem> problem;
  if (exchange.proxy) {
    const HttpProxy& proxy = *exchange.proxy;
    const std::optional<HostId> host = network.resolve(context.intern(proxy.host));
    if (!host) {
      problem = {ProblemCode::unknown_host, proxy.host + ": the name does not resolve"};
    } else if (network.proxy(*host) == nullptr) {
      problem = {ProblemCode::refused_connection, proxy.host + ": connection refused"};
    } else {
      options.proxy = ProxyUse{*host};
      if (!proxy.user.empty()) {
        options.proxy->login = Login{context.intern(proxy.user), context.intern(proxy.password)};
      }
    }
  }
  Pending pending;
  if (problem) {
    pending.problem = std::move(problem);
    pending.timer = context.schedule(context.now(), wake, wish);
  } else {
    pending.exchange =
        context.send(host_, options, http_call(exchange.request, exchange.to.port), wish);
  }
  return pending;
}

void Mediator::conclude(Context& context) {
  for (MediatorClient::End& end : client_->take_ends()) {
    if (const auto* job = std::get_if<JobErrand>(&end.errand.what)) {
      note_end(context, job->job);
      continue;
    }
    record_end(context, end.errand, end.outcome);
    const auto waiting = waiting_.find(end.number);
    if (waiting == waiting_.end()) continue;
    waiting->second.outcome = std::move(end.outcome).map([] { return std::int64_t{0}; });
  }
}

/// Whatever has changed in what the job shows.
void Mediator::note_job(Context& context, std::int64_t id) {
  const std::optional<StoredJob> job = client_->store().job(id);
  if (!job) return;
  std::string line = job->status_line();
  std::string& shown = shown_[id];
  if (shown != line) {
    context.record(Level::change, "job"_w,
                   {{"id"_w, id},
                    {"kind"_w, word(job->kind)},
                    {"cluster"_w, context.intern(job->cluster)},
                    {"phases"_w, context.intern(line)}});
    shown = std::move(line);
  }
}

void Mediator::note_end(Context& context, std::int64_t id) {
  jobs_over_.insert(id);
  shown_.erase(id);
  const std::optional<StoredJob> job = client_->store().job(id);
  if (!job || job->state == JobState::in_progress) return;
  context.record(job->fault ? Level::fault : Level::change, "job_over"_w,
                 {{"id"_w, id},
                  {"cluster"_w, context.intern(job->cluster)},
                  {"state"_w, word(job->state)},
                  {"code"_w, context.intern(job->fault ? info(*job->fault).name : "")}});
}

}  // namespace slsim
