// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/ctl_verbs.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/http/uri.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

HttpRequest get(std::string path, std::string query = {}) {
  return {"GET", std::move(path), std::move(query), {}, {}};
}

HttpRequest post(std::string path, const Json& body = Json::object()) {
  return {"POST",
          std::move(path),
          {},
          {{"Content-Type", "application/json"}},
          body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Json parsed(std::string_view body) { return Json::parse(body, nullptr, false); }

Json rows(std::string_view body, const char* member) {
  Json object = parsed(body);
  return object.is_object() ? object.value(member, Json::array()) : Json::array();
}

// --- Requests ---

HttpRequest status(const CtlWords&) { return get("/v1/status"); }
HttpRequest hosts(const CtlWords&) { return get("/v1/hosts"); }
HttpRequest requests(const CtlWords&) { return get("/v1/requests"); }
HttpRequest journal(const CtlWords&) { return get("/v1/journal"); }
HttpRequest settle(const CtlWords&) { return post("/v1/settle"); }
HttpRequest save(const CtlWords&) { return get("/v1/save"); }
HttpRequest snapshot(const CtlWords&) { return get("/v1/snapshot"); }
HttpRequest stop(const CtlWords&) { return post("/v1/stop"); }

HttpRequest advance(const CtlWords& words) {
  return post("/v1/advance", {{"by", words.joined()}, {"settle", words.flags.has("settle")}});
}

HttpRequest run_until(const CtlWords& words) {
  return post("/v1/advance", {{"to", words.joined()}, {"settle", words.flags.has("settle")}});
}

HttpRequest suspend(const CtlWords& words) {
  return post("/v1/suspend", {{"host", words.first()}});
}
HttpRequest wake(const CtlWords& words) { return post("/v1/wake", {{"host", words.first()}}); }
HttpRequest perform(const CtlWords& words) { return post("/v1/do", {{"step", words.joined()}}); }
HttpRequest fault(const CtlWords& words) { return post("/v1/fault", {{"fault", words.joined()}}); }

HttpRequest heal(const CtlWords& words) {
  Json body = Json::object();
  if (!words.words.empty()) body["label"] = words.first();
  return post("/v1/heal", body);
}

HttpRequest show(const CtlWords& words) {
  std::string query = "actor=" + percent_encode(words.first());
  if (words.words.size() > 1) query += "&field=" + percent_encode(words.words[1]);
  if (!words.flags.has("json")) query += "&format=text";
  return get("/v1/show", std::move(query));
}

/// The file's text is put in by whoever can read files.
HttpRequest restore(const CtlWords&) { return post("/v1/restore"); }

// --- Answers ---

std::string show_object(std::string_view body) {
  std::string text;
  const Json object = parsed(body);
  for (const auto& [name, value] : object.items()) {
    if (!value.empty()) text += fmt::format("{:<10} {}\n", name, text_of(value));
  }
  return text;
}

std::string show_hosts(std::string_view body) {
  std::string text;
  for (const Json& host : rows(body, "hosts")) {
    std::string names;
    for (const Json& name : host["names"]) names += " " + text_of(name);
    std::string urls;
    for (const Json& url : host["urls"]) urls += " " + text_of(url);
    text += fmt::format("{:<16} {:<4}{}\n{:<16} {:<4}{}\n", text_of(host["host"]),
                        host["up"] == true ? "up" : "down", urls, "", "", names);
  }
  return text;
}

std::string show_requests(std::string_view body) {
  std::string text;
  for (const Json& one : rows(body, "requests")) {
    const Json& status = one["status"];
    text += fmt::format("{} {:<14} {} {} {}\n", text_of(one["at"]), text_of(one["host"]),
                        status == 0 ? "---" : text_of(status), text_of(one["method"]),
                        text_of(one["path"]));
    if (one.contains("hint")) text += fmt::format("    {}\n", text_of(one["hint"]));
  }
  return text;
}

std::string show_journal(std::string_view body) {
  std::string text;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    text += show_event(body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return text;
}

std::string show_outcome(std::string_view body) {
  const Json outcome = parsed(body);
  if (outcome.contains("result")) return text_of(outcome["result"]) + "\n";
  return text_of(outcome.value("state", Json{"done"})) + "\n";
}

constexpr std::size_t any = ~std::size_t{0};

constexpr CtlVerb verbs[] = {
    {"status", "", "the clock, the digest, what is in flight", 0, 0, status, show_object},
    {"hosts", "", "every host, its names and where it listens", 0, 0, hosts, show_hosts},
    {"advance", "T [--settle]", "moves the clock on by T, such as 30d", 1, any, advance,
     show_object},
    {"run-until", "T [--settle]", "moves it to T: an offset from the start, or an instant", 1, any,
     run_until, show_object},
    {"settle", "", "moves it until nothing is in flight", 0, 0, settle, show_object},
    {"suspend", "HOST", "freezes a host as a laptop that sleeps", 1, 1, suspend, show_outcome},
    {"wake", "HOST", "lets it go on", 1, 1, wake, show_outcome},
    {"do", "'ACTOR: {VERB: ARGS}'", "does what a step of a scenario does", 1, any, perform,
     show_outcome},
    {"show", "ACTOR [FIELD]", "what an actor shows", 1, 2, show, nullptr},
    {"journal", "[--follow]", "what has happened; -f goes on", 0, 0, journal, show_journal},
    {"requests", "", "the last calls from outside; of a 404 the nearest route", 0, 0, requests,
     show_requests},
    {"fault", "'cut: {to: cssm}'", "makes something go wrong in the network", 1, any, fault,
     show_outcome},
    {"heal", "[LABEL]", "lifts faults: the one of that label, or all", 0, 1, heal, show_outcome},
    {"snapshot", "FILE", "keeps the session in a file", 1, 1, snapshot, nullptr},
    {"restore", "FILE", "goes back to it", 1, 1, restore, show_object},
    {"save", "FILE.yaml", "writes the session as a scenario that `slsim run` replays", 1, 1, save,
     nullptr},
    {"stop", "", "ends the server", 0, 0, stop, show_object},
};

}  // namespace

std::string CtlWords::joined() const { return fmt::format("{}", fmt::join(words, " ")); }

std::span<const CtlVerb> ctl_verbs() { return verbs; }

std::string show_event(std::string_view line) {
  const Json event = parsed(line);
  if (!event.is_object()) return {};
  std::string text = fmt::format("{} {} {}", text_of(event["at"]), text_of(event["actor"]),
                                 text_of(event["event"]));
  for (const auto& [name, value] : event["fields"].items()) {
    text += fmt::format(" {}={}", name, text_of(value));
  }
  return text + "\n";
}

std::string show_refusal(const HttpResponse& answer) {
  const Json body = parsed(answer.body);
  if (body.is_object() && body.contains("refusal")) {
    const Json& refusal = body["refusal"];
    return fmt::format("refused ({}): {}", text_of(refusal["class"]), text_of(refusal["text"]));
  }
  if (body.is_object() && body.contains("error")) return text_of(body["error"]);
  return fmt::format("HTTP {}", answer.status);
}

}  // namespace slsim
