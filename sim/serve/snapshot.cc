// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

/// What the file begins with, and what its members mean.
constexpr int format = 1;

Json as_object(const Input& input) {
  Json object{{"at", print(input.at)}, {"step", input.step}};
  if (!input.as.empty()) object["as"] = input.as;
  if (!input.refused.empty()) object["refused"] = input.refused;
  if (input.call) object["call"] = true;
  return object;
}

/// Empty when it is missing or no text.
std::string text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Parsed<Input> input_of(const Json& object) {
  if (!object.is_object()) return tl::make_unexpected(std::string{"an input is an object"});
  const auto at = parse_instant(text_of(object, "at"));
  if (!at) return tl::make_unexpected("the instant of an input: " + at.error());
  Input input{.at = *at,
              .step = text_of(object, "step"),
              .as = text_of(object, "as"),
              .refused = text_of(object, "refused"),
              .call = object.contains("call")};
  const bool one_line = input.step.find('\n') == std::string::npos;
  if (input.step.empty() || !one_line) {
    return tl::make_unexpected(std::string{"the step of an input is one line of text"});
  }
  return input;
}

Parsed<Session> refuse_snapshot(std::string why) { return tl::make_unexpected(std::move(why)); }

std::string digest_of(const Session& session) {
  return fmt::format("{:016x}", session.world().digest());
}

}  // namespace

std::string to_json(const Input& input) {
  return as_object(input).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Parsed<Input> input_from_json(std::string_view json) {
  return input_of(Json::parse(json, nullptr, false));
}

std::string take_snapshot(const Session& session, std::string_view version) {
  Json whole{{"slsim_snapshot", format},    {"version", version},
             {"now", print(session.now())}, {"digest", digest_of(session)},
             {"setup", session.setup()},    {"inputs", Json::array()}};
  for (const Input& input : session.inputs()) whole["inputs"].push_back(as_object(input));
  return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

/// The same world, as long, to the same digest.
std::optional<Session> at_hand(const Session* served, const Json& whole, Instant now,
                               const std::vector<Input>& inputs) {
  std::uint64_t digest = 0;
  const std::string text = text_of(whole, "digest");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), digest, 16);
  if (served == nullptr || error != std::errc{} || end != text.data() + text.size()) return {};
  auto back = served->moment(digest);
  const auto alike = [](const Input& a, const Input& b) {
    return a.at == b.at && a.step == b.step && a.as == b.as;
  };
  const bool same = back && back->now() == now &&
                    std::ranges::equal(back->inputs(), inputs, alike) &&
                    back->setup() == text_of(whole, "setup");
  return same ? std::move(back) : std::nullopt;
}

}  // namespace

Parsed<Session> resume_snapshot(std::string_view snapshot, const Session* served) {
  const Json whole = Json::parse(snapshot, nullptr, false);
  if (!whole.is_object() || !whole.contains("slsim_snapshot")) {
    return refuse_snapshot("that is no snapshot of a session");
  }
  if (whole["slsim_snapshot"] != format) {
    return refuse_snapshot(fmt::format("the snapshot is in another format than {}", format));
  }
  const auto now = parse_instant(text_of(whole, "now"));
  if (!now) return refuse_snapshot("the snapshot's instant: " + now.error());
  std::vector<Input> inputs;
  for (const Json& object : whole.value("inputs", Json::array())) {
    auto input = input_of(object);
    if (!input) return refuse_snapshot(std::move(input).error());
    inputs.push_back(*std::move(input));
  }
  if (auto back = at_hand(served, whole, *now, inputs)) return *std::move(back);
  auto session = Session::resume(text_of(whole, "setup"), inputs, *now);
  if (session && digest_of(*session) != text_of(whole, "digest")) {
    return refuse_snapshot(
        fmt::format("the snapshot was taken by version {}, and this one plays it another way",
                    text_of(whole, "version")));
  }
  return session;
}

}  // namespace slsim
