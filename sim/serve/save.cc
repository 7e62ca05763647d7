// SPDX-License-Identifier: Apache-2.0
// A session as a scenario, and a session that is taken up again: both are its setup and its steps.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/time/text.h"
#include "sim/scenario/check_print.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/tables.h"
#include "sim/scenario/targets.h"
#include "sim/serve/session.h"
#include "sim/serve/veil.h"

namespace slsim {
namespace {

/// A session may have gone on for longer than anybody writes.
constexpr YamlLimits session_limits{.bytes = 1U << 30U, .nodes = 100'000'000, .scalar = 64U << 20U};

/// What is proposed as an expectation, where an actor has it.
constexpr std::string_view proposed[] = {"registration", "authorization", "instance_count"};

std::string expectations(const World& world, Duration at) {
  std::string text;
  for (const Target& target : targets(world)) {
    if (target.actor == cssm_actor && world.external_cssm()) continue;
    Value::Map seen;
    for (const std::string_view name : proposed) {
      const Field* field = kind_of(world, target).field(name);
      if (field == nullptr) continue;
      const Value value = field->read(world, target);
      if (!value.absent()) seen.emplace(name, value);
    }
    if (seen.empty()) continue;
    text += fmt::format("  - {{at: {}, {}: {}}}\n", print(at), name_of(world, target),
                        print(Value{std::move(seen)}));
  }
  return text;
}

/// YAML with its secrets covered; nothing when it cannot be read, which would be a bug of ours.
std::optional<Node> covered(Veil& veil, const std::string& yaml) {
  Mistakes mistakes;
  auto root = parse_yaml(yaml, 0, mistakes, session_limits);
  if (root) veil.cover(*root);
  return root;
}

/// Access tokens that stand elsewhere than where a caller has to show them.
std::string without_tokens(const std::string& text,
                           const std::map<std::string, std::string, std::less<>>& bearers) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string covered;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find_first_not_of(letters));
    const auto known = bearers.find(word);
    const bool token = known != bearers.end() && known->second.starts_with(access_name);
    covered += token ? std::string_view{"unknown"} : word;
    rest.remove_prefix(word.size());
    const std::string_view between = rest.substr(0, rest.find_first_of(letters));
    covered += between;
    rest.remove_prefix(between.size());
  }
  return covered;
}

/// The answers of another program that is CSSM are among the steps: nobody need be asked again.
void say_recorded(Node& setup) {
  Node* node = &setup;
  for (const std::string_view key : {"world", "cssm", "external"}) {
    node = node == nullptr ? nullptr : node->find(key);
  }
  if (node == nullptr) return;
  node->text = external_recorded;
  node->quoted = false;
}

tl::unexpected<std::string> unreadable(const std::string& what) {
  return tl::make_unexpected("this cannot be written as a scenario: " + what);
}

}  // namespace

Parsed<std::shared_ptr<const Plan>> plan_of(const std::string& setup) {
  const Registry registry{actor_kinds(), &world_shape()};
  Loaded bare = load_scenario("state", setup + "settled: true\n", {}, registry, session_limits);
  if (!bare.mistakes.empty()) return tl::make_unexpected(print(bare.mistakes.front()));
  return std::make_shared<const Plan>(std::move(bare.plans.front()));
}

Parsed<std::string> Session::save() const {
  if (play_) {
    return tl::make_unexpected(
        std::string{"the steps of the file are being played: serve it without --play to record"});
  }
  if (!waiting_.empty() || !calls_.empty() || held()) {
    return tl::make_unexpected(
        std::string{"something that was asked is under way still: settle first"});
  }
  Veil veil;
  auto setup = covered(veil, setup_);
  if (!setup) return unreadable("the world");
  if (world().external_cssm()) say_recorded(*setup);
  std::string text =
      "# A session as it was served: its world, what was done to it, and how it ended.\n" +
      print_tree(*setup) + "settled: true\n" + fmt::format("end: {}\n", print(now() - start()));
  if (!inputs_.empty()) text += "steps:\n";
  for (const Input& input : inputs_) {
    const std::string spelling = spelled(input);
    const auto step = covered(veil, spelling);
    if (!step || step->entries.size() != 1) return unreadable(spelling);
    const Entry& actor = step->entries.front();
    Input shown{.at = input.at, .step = {}, .as = input.as, .refused = input.refused};
    shown.step = fmt::format("{}: {}", spell_key(actor), one_line(actor.value));
    text += step_line(shown, start(), true);
  }
  return without_tokens(text, bearers_) + "expect:\n" + expectations(world(), now() - start());
}

void Session::call_again(std::size_t number) {
  const InputCall& call = *inputs_[number].call;
  HttpRequest request = call.request;
  if (const auto shown = results_.find(call.bearer); shown != results_.end()) {
    // In its place among the others, which are sorted.
    HttpHeader header{"authorization", "Bearer " + shown->second.text()};
    const auto after =
        std::ranges::lower_bound(request.headers, header.name, {}, &HttpHeader::name);
    request.headers.insert(after, std::move(header));
  }
  const std::uint32_t open = send(number, call.called, std::move(request));
  if (!take(open)) unattended_.push_back(open);
}

Parsed<Session> Session::begin(const std::string& setup) {
  auto plan = plan_of(setup);
  if (!plan) return tl::make_unexpected(plan.error());
  return Session{*std::move(plan), setup, false};
}

Parsed<Session> Session::resume(const std::string& setup, std::vector<Input> inputs, Instant now) {
  auto session = begin(setup);
  if (!session) return session;
  if (auto played = session->catch_up(std::move(inputs)); !played) {
    return tl::make_unexpected(played.error());
  }
  session->advance(std::max(now, session->start()));
  return session;
}

}  // namespace slsim
