// SPDX-License-Identifier: Apache-2.0
// What the admin interface does. Verbs are those of scenarios, whatever the call is named.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/time/text.h"
#include "sim/scenario/json_values.h"
#include "sim/scenario/times.h"
#include "sim/serve/admin_calls.h"
#include "sim/serve/snapshot.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

/// `{by: 30d}`, or `{to: 40d}` counted from the start; a bare text is the first.
Parsed<Instant> goal(const AdminCall& call) {
  const Instant now = call.session.now();
  const std::string to = call.given("to");
  if (to.empty()) {
    const std::string by = call.given("by");
    const auto wait = parse_duration(by.empty() ? call.given("text") : by);
    if (!wait) return tl::make_unexpected(wait.error());
    if (*wait > last_instant - now) return tl::make_unexpected(std::string{"no file goes so far"});
    return now + *wait;
  }
  auto at = read_time(to, {.start = call.session.start(), .before = &now});
  if (at && *at < now) {
    return tl::make_unexpected(
        fmt::format("it is {} already; the clock does not go back", print(now)));
  }
  return at;
}

AdminAnswer advance(const AdminCall& call) {
  const auto to = goal(call);
  if (!to) return {wrong(400, to.error())};
  const auto settle = call.body.find("settle");
  return {.response = {},
          .move = ClockMove{.to = *to, .settle = settle != call.body.end() && *settle == true}};
}

AdminAnswer settle(const AdminCall& call) {
  return {.response = {}, .move = ClockMove{.to = call.session.now(), .settle = true}};
}

Json refusal_of(const Refusal& refusal) {
  Json object{{"class", word(refusal.problem.code).text()}, {"text", refusal.problem.detail}};
  if (refusal.http != 0) object["http"] = refusal.http;
  if (!refusal.code.empty()) object["code"] = refusal.code;
  return object;
}

HttpResponse outcome_answer(std::size_t number, const std::optional<Outcome>& outcome) {
  constexpr int accepted = 202;
  constexpr int refused = 422;
  Json object{{"number", number}};
  if (!outcome) {
    object["state"] = "under_way";
    return json_answer(accepted, object);
  }
  if (const auto* refusal = std::get_if<Refusal>(&*outcome)) {
    object["state"] = "refused";
    object["refusal"] = refusal_of(*refusal);
    return json_answer(refused, object);
  }
  object["state"] = "done";
  const auto* value = std::get_if<Value>(&*outcome);
  if (value != nullptr && !value->absent()) object["result"] = to_json(*value);
  return json_answer(200, object);
}

AdminAnswer perform(const AdminCall& call, const std::string& step) {
  const Session::Performed performed = call.session.perform(step);
  if (!performed.mistakes.empty()) return {wrong(400, performed.mistakes)};
  return {outcome_answer(performed.number, performed.outcome)};
}

AdminAnswer do_step(const AdminCall& call) {
  std::string step = call.given("step");
  if (step.empty()) step = call.given("text");
  while (step.ends_with('\n')) step.pop_back();
  return perform(call, step);
}

AdminAnswer outcome(const AdminCall& call) {
  const auto number = call.body.find("number");
  if (number == call.body.end() || !number->is_number_unsigned() ||
      *number >= call.session.inputs().size()) {
    return {wrong(404, "number: of a step that was done here")};
  }
  const auto which = number->get<std::size_t>();
  return {outcome_answer(which, call.session.outcome(which))};
}

/// `VERB` of the host that is named.
template <const char* Verb>
AdminAnswer to_host(const AdminCall& call) {
  std::string host = call.given("host");
  if (host.empty()) host = call.given("text");
  return perform(call, fmt::format("{}: {}", quote(host), Verb));
}
constexpr char suspend[] = "suspend";
constexpr char wake[] = "wake";

AdminAnswer fault(const AdminCall& call) {
  std::string fault = call.given("fault");
  if (fault.empty()) fault = call.given("text");
  while (fault.ends_with('\n')) fault.pop_back();
  return perform(call, fmt::format("network: {{{}}}", fault));
}

AdminAnswer heal(const AdminCall& call) {
  Value::Map ends;
  for (const char* member : {"label", "from", "to"}) {
    if (std::string given = call.given(member); !given.empty()) ends[member] = std::move(given);
  }
  return perform(call, fmt::format("network: {{heal: {}}}", print(Value{std::move(ends)})));
}

AdminAnswer restore(const AdminCall& call) {
  auto session = resume_snapshot(call.request.body, call.facts.maker, &call.session);
  if (!session) return {wrong(409, session.error())};
  if (session->setup() != call.session.setup()) {
    return {wrong(409, "that is a snapshot of another world than the one that is served")};
  }
  session->follow(call.session);
  call.session = *std::move(session);
  return {.response = json_answer(200, status_of(call.session, call.facts)), .replaced = true};
}

AdminAnswer stop(const AdminCall& call) {
  return {.response = json_answer(200, status_of(call.session, call.facts)), .stop = true};
}

constexpr AdminRoute routes[] = {
    {"POST", "/v1/advance", advance,
     "Moves the clock: `{\"by\": \"30d\"}`, or `{\"to\": \"40d\"}` from the start or an instant; "
     "with `\"settle\": true` on until nothing is in flight.",
     true},
    {"POST", "/v1/settle", settle, "Moves the clock until nothing is in flight.", true},
    {"POST", "/v1/do", do_step,
     "Does what a scenario's step does: `{\"step\": \"cm1: {register: t1}\"}`. 202 while it is "
     "under way, 422 when it was refused.",
     true},
    {"POST", "/v1/outcome", outcome, "How the step of that `number` ended.", false},
    {"POST", "/v1/suspend", to_host<suspend>, "Freezes a `host`.", true},
    {"POST", "/v1/wake", to_host<wake>, "Lets it go on.", true},
    {"POST", "/v1/fault", fault,
     R"(Makes something go wrong in the network: `{"fault": "cut: {to: cssm}"}`.)", true},
    {"POST", "/v1/heal", heal, "Lifts faults: of a `label`, `from` or `to` a host, or all.", true},
    {"POST", "/v1/restore", restore, "Goes back to the snapshot that is the body.", true, true},
    {"POST", "/v1/stop", stop, "Ends the server.", true},
};

}  // namespace

std::span<const AdminRoute> admin_changes() { return routes; }

}  // namespace slsim
