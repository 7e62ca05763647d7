// SPDX-License-Identifier: Apache-2.0
// What the admin interface tells.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/time/text.h"
#include "core/x509/identity.h"
#include "sim/scenario/json_values.h"
#include "sim/scenario/targets.h"
#include "sim/serve/admin_calls.h"
#include "sim/serve/snapshot.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

AdminAnswer status(const AdminCall& call) {
  return {json_answer(200, status_of(call.session, call.facts))};
}

AdminAnswer hosts(const AdminCall& call) {
  const Kernel& kernel = call.session.world().kernel();
  const Network& network = kernel.network;
  Json list = Json::array();
  for (std::uint32_t i = 0; i < network.host_count(); ++i) {
    const HostId host{i};
    Json names = Json::array();
    for (const auto& [name, stands_for] : network.names()) {
      if (stands_for == host) names.push_back(kernel.journal.names().text(name));
    }
    Json urls = Json::array();
    for (const ServerFacts::Listening& one : call.facts.listening) {
      if (one.host == network.host_name(host)) urls.push_back(one.url);
    }
    list.push_back({{"host", network.host_name(host)},
                    {"actor", kernel.journal.actor_name(network.owner(host))},
                    {"up", network.up(host)},
                    {"names", std::move(names)},
                    {"urls", std::move(urls)}});
  }
  return {json_answer(200, {{"hosts", std::move(list)}})};
}

/// A number of the query; `otherwise` when it is not there; nothing when it is none.
std::optional<std::uint64_t> number(std::string_view text, std::uint64_t otherwise) {
  if (text.empty()) return otherwise;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

AdminAnswer show(const AdminCall& call) {
  const World& world = call.session.world();
  const auto target = find_target(world, call.asked("actor"));
  if (!target) return {wrong(404, target.error())};
  const ActorKind& kind = kind_of(world, *target);
  const std::string_view only = call.asked("field");
  if (!only.empty() && kind.field(only) == nullptr) {
    return {wrong(404, fmt::format("{} shows no {}", call.asked("actor"), only))};
  }
  Json fields = Json::object();
  std::string text;
  for (const Field& field : kind.fields) {
    if (!only.empty() && field.name != only) continue;
    const Value value = field.read(world, *target);
    fields[std::string{field.name}] = to_json(value);
    text += fmt::format("{:<28}{}\n", field.name, value.absent() ? "-" : print(value));
  }
  if (call.asked("format") == "text") return {text_answer("text/plain; charset=utf-8", text)};
  return {json_answer(200, {{"actor", call.asked("actor")},
                            {"kind", kind.name},
                            {"at", print(world.now())},
                            {"fields", std::move(fields)}})};
}

AdminAnswer journal(const AdminCall& call) {
  constexpr std::uint64_t usual = 1000;
  const auto since = number(call.asked("since"), 0);
  const auto most = number(call.asked("limit"), usual);
  if (!since || !most) return {wrong(400, "since and limit are whole numbers")};
  return {text_answer("application/x-ndjson", journal_lines(call.session, *since, *most))};
}

AdminAnswer requests(const AdminCall& call) {
  const auto since = number(call.asked("since"), 0);
  if (!since) return {wrong(400, "since is a whole number")};
  Json list = Json::array();
  for (const Called& one : call.session.history().calls()) {
    if (one.number < *since) continue;
    Json object{{"number", one.number}, {"at", print(one.at)}, {"host", one.host},
                {"method", one.method}, {"path", one.path},    {"status", one.status}};
    if (!one.hint.empty()) object["hint"] = one.hint;
    list.push_back(std::move(object));
  }
  return {json_answer(200, {{"requests", std::move(list)}})};
}

AdminAnswer snapshot(const AdminCall& call) {
  if (call.session.plays()) {
    return {wrong(409, "the steps of the file are being played: serve it without --play")};
  }
  return {text_answer("application/octet-stream", take_snapshot(call.session, call.facts.maker))};
}

/// Of an instance of CSSM, by the serial that it has now.
AdminAnswer certificate(const AdminCall& call) {
  const std::string_view asked = call.asked("serial");
  if (asked.empty()) {
    const auto root = identity_root_pem();
    return {root ? text_answer("application/x-pem-file", *root) : wrong(500, root.error())};
  }
  const LicenseAuthority& cssm = call.session.world().cssm();
  const auto serial = number(asked, 0);
  const InstanceId id = instance_of(serial.value_or(0));
  if (!serial || !cssm.state().instances.holds(id) ||
      cssm.instance(id).certificate.serial != *serial) {
    return {wrong(404, "no product instance has a certificate of that serial number")};
  }
  const auto pem = identity_pem(cssm.instance(id).certificate, cssm.details(id).udi);
  return {pem ? text_answer("application/x-pem-file", *pem) : wrong(500, pem.error())};
}

AdminAnswer save(const AdminCall& call) {
  const auto text = call.session.save();
  if (!text) return {wrong(409, text.error())};
  return {text_answer("application/yaml", *text)};
}

constexpr AdminRoute routes[] = {
    {"GET", "/v1/status", status, "Clock, digest, what is in flight."},
    {"GET", "/v1/hosts", hosts, "Every host with its names and where it listens."},
    {"GET", "/v1/show", show,
     "What `actor` shows, or one `field` of it; `format=text` for people."},
    {"GET", "/v1/journal", journal,
     "Events from number `since` on, at most `limit`, a line of JSON each; the last 10,000 are "
     "kept."},
    {"GET", "/v1/requests", requests,
     "The last 1,000 calls from outside, from number `since` on; a 404 with the nearest route."},
    {"GET", "/v1/certificate", certificate,
     "The identity certificate of that `serial` as PEM; without it the root at which all end."},
    {"GET", "/v1/snapshot", snapshot, "The session as a file that `/v1/restore` takes."},
    {"GET", "/v1/save", save, "The session as a scenario that `slsim run` replays."},
};

Json fields_of(const Journal& journal, const Event& event) {
  Json fields = Json::object();
  for (std::size_t i = 0; i < event.count; ++i) {
    const auto& [key, value] = event.fields[i];
    Json& to = fields[std::string{key.text()}];
    switch (value.kind()) {
      case FieldValue::Kind::number:
        to = value.bits();
        break;
      case FieldValue::Kind::flag:
        to = value.bits() != 0;
        break;
      case FieldValue::Kind::name:
        to = journal.names().text(value.name());
        break;
      default:
        to = journal.print(value);
    }
  }
  return fields;
}

std::string_view level_word(Level level) {
  constexpr std::array<std::string_view, 3> words{"message", "change", "fault"};
  return words[static_cast<std::size_t>(level)];
}

}  // namespace

std::span<const AdminRoute> admin_reads() { return routes; }

Json status_of(const Session& session, const ServerFacts& facts) {
  const World& world = session.world();
  Json status{{"version", facts.maker.version},
              {"clock", facts.clock},
              {"start", print(session.start())},
              {"now", print(session.now())},
              {"offset", print(session.now() - session.start())},
              {"digest", fmt::format("{:016x}", world.digest())},
              {"events", world.events_played()},
              {"journal", world.journal().recorded()},
              {"inputs", session.inputs().size()},
              {"requests", session.history().count()},
              {"in_flight", world.kernel().network.describe_open(world.kernel())},
              {"plays", session.plays()}};
  if (session.player().stopped()) status["stopped"] = *session.player().stopped();
  Json failures = Json::array();
  for (const Failure& failure : session.player().failures()) failures.push_back(failure.text);
  status["failures"] = std::move(failures);
  return status;
}

std::string journal_lines(const Session& session, std::uint64_t since, std::size_t most) {
  const Journal& journal = session.world().journal();
  const std::vector<Event>& events = journal.events();
  const std::uint64_t before = journal.recorded() - events.size();
  const std::uint64_t skipped = since > before ? since - before - 1 : 0;
  std::string text;
  for (std::uint64_t i = skipped; i < events.size() && i - skipped < most; ++i) {
    const Event& event = events[i];
    const Json line{{"number", before + i + 1},
                    {"at", print(event.at)},
                    {"actor", journal.actor_name(event.actor)},
                    {"level", level_word(event.level)},
                    {"event", event.name.text()},
                    {"fields", fields_of(journal, event)}};
    text += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return text;
}

}  // namespace slsim
