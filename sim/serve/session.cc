// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/time/text.h"
#include "sim/cssm/rest/rest.h"
#include "sim/cssm/rest/routes.h"
#include "sim/scenario/check_print.h"
#include "sim/scenario/http_arguments.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/tables.h"
#include "sim/scenario/yaml_text.h"

namespace slsim {
namespace {

Registry registry() { return {actor_kinds(), &world_shape()}; }

std::string lines_of(const std::vector<Mistake>& mistakes) {
  std::string text;
  for (const Mistake& mistake : mistakes) text += (text.empty() ? "" : "\n") + print(mistake);
  return text;
}

/// Of a file with one case, or the one that is named.
Parsed<std::size_t> choose(const std::vector<Plan>& plans,
                           const std::optional<std::string>& wanted) {
  if (!wanted && plans.size() == 1) return 0;
  std::string names;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (wanted && plans[i].name == *wanted) return i;
    names += "\n  " + plans[i].address();
  }
  return tl::make_unexpected("one case at a time; choose one of" + names);
}

std::string refusal_key(const Refusal& refusal) {
  // Below that it was answered, with less than was wanted.
  if (refusal.http >= 400) return fmt::format("http: {}", refusal.http);
  return fmt::format("class: {}", word(refusal.problem.code).text());
}

/// What may be read back: a session is recorded as text.
bool is_text(const HttpRequest& request) {
  return is_utf8(request.method) && is_utf8(request.path) && is_utf8(request.query) &&
         is_utf8(request.body) &&
         std::ranges::all_of(request.headers, [](const HttpHeader& header) {
           return is_utf8(header.name) && is_utf8(header.value);
         });
}

/// As it was given.
std::string step_text(const Input& input) {
  return input.as.empty() ? input.step : fmt::format("{}, as: {}", input.step, quote(input.as));
}

/// Whether it asks a gateway for an access token, on whichever of the published paths.
bool asks_for_access(const HttpRequest& request) {
  return request.method == "POST" &&
         (request.path.ends_with("/token") || request.path.ends_with("/token.oauth2"));
}

/// A name by which its certificate lets it be asked, for a proxy that opens TLS looks at that; its
/// own name when none leads there.
std::string certified_name(const Kernel& kernel, HostId host) {
  const ServerCertificate* certificate = kernel.network.certificate(host);
  for (const NameId name : certificate ? certificate->names : std::vector<NameId>{}) {
    if (kernel.network.resolve(name) == host) {
      return std::string{kernel.journal.names().text(name)};
    }
  }
  return std::string{kernel.network.host_name(host)};
}

}  // namespace

Session::Session(std::shared_ptr<const Plan> plan, std::string setup, bool play)
    : setup_{std::move(setup)}, play_{play}, player_{std::move(plan), play} {
  constexpr std::size_t events_kept = 10'000;
  world().kernel().journal.keep_last(events_kept);
  player_.play(start());
}

Parsed<Session> Session::open(const SessionSource& source, const FileReader& read) {
  Loaded loaded = load_scenario(source.path, source.text, read, registry());
  if (!loaded.mistakes.empty()) return tl::make_unexpected(lines_of(loaded.mistakes));
  const auto chosen = choose(loaded.plans, source.case_name);
  if (!chosen) return tl::make_unexpected(chosen.error());
  Plan plan = std::move(loaded.plans[*chosen]);
  std::string setup =
      print_setup(source.path, source.text, read, registry(), source.case_name.value_or(""));
  if (!source.play) {
    plan.steps.clear();
    plan.turns.clear();
    plan.expectations.clear();
    plan.settled = true;
  }
  return Session{std::make_shared<const Plan>(std::move(plan)), std::move(setup), source.play};
}

bool Session::advance(Instant to, std::uint64_t most_events) {
  World& world = player_.world();
  const std::uint64_t before = world.events_played();
  while (now() < to && !player_.stopped() && !held()) {
    if (world.events_played() - before >= most_events) break;
    player_.play(std::min(to, std::max(world.next_due(), now() + Duration{1})));
  }
  ++version_;
  collect();
  return now() >= to || player_.stopped().has_value();
}

std::optional<std::string> Session::settle(Duration limit) {
  const Instant last = now() + limit;
  const Network& network = world().kernel().network;
  while (network.open_exchanges() > 0 && !player_.stopped() && !held()) {
    const Instant next = world().next_due();
    if (next > last) return network.describe_open(world().kernel());
    advance(next);
  }
  return player_.stopped();
}

bool Session::only_reads(HostId host, const HttpRequest& request) const {
  const Network& network = world().kernel().network;
  const auto outside = network.find_host("outside");
  return network.owner(host) == cssm_actor && !world().external_cssm() && network.up(host) &&
         !cssm_rest_changes(request) && !network.ruled(*outside, host);
}

/// Answers that cost much are asked for again and again, and nothing changes in between.
HttpResponse Session::look(const HttpRequest& request) {
  constexpr std::size_t most_bytes = 16U << 20U;
  if (seen_at_ != version_ || seen_bytes_ > most_bytes) {
    seen_.clear();
    seen_bytes_ = 0;
    seen_at_ = version_;
  }
  std::string key = request.method + ' ' + request.path + '?' + request.query;
  for (const HttpHeader& header : request.headers) key += '\n' + header.name + ':' + header.value;
  key += "\n\n" + request.body;
  const auto [place, fresh] = seen_.try_emplace(std::move(key));
  if (fresh) {
    Context context = world().context(cssm_actor);
    place->second = look_cssm_rest(world().cssm(), context, request);
    seen_bytes_ += place->first.size() + place->second.body.size();
  }
  return place->second;
}

/// What the network takes toward outside, by every leg of the way.
Duration Session::delay_to(const CalledHost& called) const {
  const Network& network = world().kernel().network;
  Duration delay{};
  HostId from = world().outside().host();
  for (const std::string& name : {called.proxy, called.name}) {
    const auto to = network.find_host(name);
    if (!to) continue;
    const Conditions rules = network.conditions_between(from, *to);
    delay += 2 * rules.latency.value_or(Duration::zero()) + rules.slow.value_or(Duration::zero());
    from = *to;
  }
  return delay;
}

std::string Session::signer(const CalledHost& called) const {
  const Network& network = world().kernel().network;
  std::optional<NameId> root;
  HostId from = world().outside().host();
  // From the caller on: who is nearest to it shows last what the others have shown.
  for (const std::string& name : {called.proxy, called.name}) {
    const auto to = network.find_host(name);
    if (!to || root) continue;
    root = network.conditions_between(from, *to).signed_by;
    const Proxy* proxy = network.proxy(*to);
    if (!root && proxy != nullptr && proxy->mode == Proxy::Mode::tls_opening) root = proxy->root;
    from = *to;
  }
  return root ? std::string{world().journal().names().text(*root)} : std::string{};
}

Session::Asked Session::ask(const CalledHost& called, HttpRequest request) {
  request = plain_request(std::move(request));
  const Network& network = world().kernel().network;
  if (!is_text(request)) {
    const HttpResponse bad{400, {}, {}};
    remember(called.name, request, bad);
    return {.answer = bad};
  }
  const auto found = network.find_host(called.name);
  if (found && called.proxy.empty() && only_reads(*found, request)) {
    HttpResponse seen = look(request);
    remember(called.name, request, seen);
    return {.answer = std::move(seen)};
  }
  Asked asked;
  asked.delay = delay_to(called);
  CalledHost named = called;
  if (found && !called.proxy.empty()) named.name = certified_name(world().kernel(), *found);
  inputs_.push_back(input_of(named, request));
  asked.call = send(inputs_.size() - 1, named, std::move(request));
  asked.answer = take(asked.call);
  return asked;
}

/// The call of that input, whoever waits for its answer.
std::uint32_t Session::send(std::size_t number, const CalledHost& called, HttpRequest request) {
  const Network& network = world().kernel().network;
  Outside::Call call{.to = called.name,
                     .http = http_call(request, called.port),
                     .at_once = true,
                     .admitted = true};
  if (const auto proxy = network.find_host(called.proxy)) call.via = ProxyUse{*proxy};
  const std::uint32_t open = world().outside().ask(world().context(outside_actor), std::move(call));
  calls_.emplace(open, OpenCall{number, called.name, std::move(request)});
  player_.play_on();
  ++version_;
  collect();
  return open;
}

/// An access token is a secret of the session's: its name is written instead.
Input Session::input_of(const CalledHost& called, HttpRequest request) const {
  Input input{.at = now(), .step = {}};
  if (asks_for_access(request)) {
    input.as = fmt::format("{}{}", access_name, inputs_.size() + 1);
  }
  std::string bearer;
  std::erase_if(request.headers, [&](const HttpHeader& header) {
    if (!same_ignoring_case(header.name, "authorization")) return false;
    const auto known = bearers_.find(credentials_of(header.value, "Bearer"));
    if (known == bearers_.end()) return false;
    bearer = known->second;
    return true;
  });
  input.call = InputCall{called, std::move(request), std::move(bearer)};
  return input;
}

std::optional<Session::Answer> Session::take(std::uint32_t call) {
  const auto open = calls_.find(call);
  auto answered = open == calls_.end() ? std::nullopt : world().outside().take(call);
  if (!answered) return std::nullopt;
  Answer answer;
  const std::size_t number = open->second.number;
  if (auto* http = std::get_if<HttpAnswer>(&answered->answer)) {
    answer = *http->response;
    const int status = http->response->status;
    if (status >= 400) {
      judge(number, fmt::format("http: {}", status));
    } else if (const std::string& as = inputs_[number].as; !as.empty()) {
      const Outcome outcome = http_outcome(*http->response, std::string{kept_of_calls});
      const auto* value = std::get_if<Value>(&outcome);
      if (value != nullptr) {
        keep_result(as, *value);
      } else {
        judge(number, refusal_key(std::get<Refusal>(outcome)));
      }
    }
  } else {
    Problem why = std::get<Problem>(std::move(answered->answer));
    judge(number, fmt::format("class: {}", word(why.code).text()));
    answer = NoAnswer{std::move(why)};
  }
  remember(open->second.host, open->second.request, answer);
  calls_.erase(open);
  return answer;
}

void Session::remember(const std::string& host, const HttpRequest& request, const Answer& answer) {
  Called called{.at = now(), .host = host, .method = request.method, .path = request.path};
  if (const auto* response = std::get_if<HttpResponse>(&answer)) {
    called.status = response->status;
    if (called.status == 404) called.hint = nearest_route(request);
  } else {
    called.hint = std::get<NoAnswer>(answer).why.detail;
  }
  history_.add(std::move(called));
}

void Session::judge(std::size_t number, std::string refused) {
  inputs_[number].refused = std::move(refused);
  judged_.push_back(number);
}

StepLoader& Session::loader() {
  if (loader_) return *loader_;
  loader_.emplace(setup_, start(), registry());
  for (const Input& input : inputs_) {
    if (input.names) (void)loader_->read(step_text(input), input.at);
  }
  return *loader_;
}

Session::Performed Session::perform(const std::string& text) {
  const std::size_t named = loader().names();
  const auto read = loader().read(text, now());
  if (!read) return {.mistakes = read.error()};
  const Step& step = *read;
  if (step.as.starts_with(access_name)) {
    return {.mistakes =
                fmt::format("names that begin with {} are given to access tokens", access_name)};
  }
  const std::vector<std::string> missing = missing_results(step.arguments.values(), results_);
  if (!missing.empty()) {
    return {.mistakes = fmt::format("${} is not known yet: what keeps it has no result so far",
                                    missing.front())};
  }
  inputs_.push_back(
      {.at = now(), .step = step.text, .as = step.as, .names = loader().names() != named});
  Performed performed{.number = inputs_.size() - 1};
  play_step(performed.number, step);
  performed.outcome = this->outcome(performed.number);
  return performed;
}

void Session::play_step(std::size_t number, const Step& step) {
  const Outcome outcome =
      step.verb->run(world(), step.target, step.arguments.with_results(results_));
  if (const auto* ticket = std::get_if<Ticket>(&outcome)) {
    waiting_.push_back({number, *ticket});
  } else {
    end(number, outcome);
  }
  player_.play_on();
  ++version_;
  collect();
}

std::optional<Outcome> Session::outcome(std::size_t number) const {
  const auto found = outcomes_.find(number);
  return found == outcomes_.end() ? std::nullopt : std::optional{found->second};
}

void Session::collect() {
  for (const Waiting& waiting : std::exchange(waiting_, {})) {
    if (const auto outcome = world().collect(waiting.ticket)) {
      end(waiting.number, *outcome);
    } else {
      waiting_.push_back(waiting);
    }
  }
  std::erase_if(unattended_, [&](std::uint32_t call) { return take(call).has_value(); });
}

void Session::keep_result(const std::string& as, const Value& value) {
  results_.insert_or_assign(as, value);
  if (value.kind() == Value::Kind::text) bearers_.insert_or_assign(value.text(), as);
}

void Session::end(std::size_t number, const Outcome& outcome) {
  constexpr std::size_t most_outcomes = 1000;
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) judge(number, refusal_key(*refusal));
  const std::string& as = inputs_[number].as;
  if (const auto* value = std::get_if<Value>(&outcome); value != nullptr && !as.empty()) {
    keep_result(as, *value);
  }
  if (outcomes_.size() >= most_outcomes) outcomes_.erase(outcomes_.begin());
  outcomes_.insert_or_assign(number, outcome);
}

std::optional<std::string> Session::play_again(Input input) {
  advance(input.at);
  input.refused.clear();
  const std::size_t number = inputs_.size();
  if (input.call) {
    inputs_.push_back(std::move(input));
    call_again(number);
    return std::nullopt;
  }
  const auto step = loader().read(step_text(input), input.at);
  if (!step) return fmt::format("{}: {}", input.step, step.error());
  inputs_.push_back(std::move(input));
  play_step(number, *step);
  return std::nullopt;
}

Parsed<void> Session::catch_up(std::vector<Input> inputs) {
  for (Input& input : inputs) {
    if (auto wrong = play_again(std::move(input))) return tl::make_unexpected(*std::move(wrong));
  }
  judged_.clear();
  return {};
}

}  // namespace slsim
