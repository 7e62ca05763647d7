// SPDX-License-Identifier: Apache-2.0
// What products ask of a satellite: by which path, whether it may answer at all, and what too many
// registrations at once do to it.
#include <fmt/format.h>

#include "core/http/message.h"
#include "sim/satellite/rest.h"
#include "sim/satellite/satellite.h"

namespace slsim {
namespace {

constexpr std::string_view call_home_path = "/Transportgateway";
constexpr std::string_view smart_transport_path = "/SmartTransport";

enum class RemovedFirst : std::uint8_t { none, cer, all };
enum class OldPath : std::uint8_t { refused, accepted };

/// Guides spell the paths in several ways, which have to be one (Emergency Responder Administration
/// Guide: Transportgateway, TransportGateway).
bool is_below(std::string_view path, std::string_view base) {
  return same_ignoring_case(path.substr(0, base.size()), base);
}

Problem service_down() {
  return {ProblemCode::refused_connection, "The services of the satellite are not up."};
}

}  // namespace

/// From 8 on the path of old is gone; before 7-201907 the new one is not there yet.
Result<void> Satellite::accepts_path(std::string_view path) const {
  const SatelliteVersion version =
      find_satellite_version(state_.version).value_or(SatelliteVersion{});
  const bool old_is_gone =
      version.generation >= 8 &&
      settings().choice<OldPath>(Setting::satellite_old_path) == OldPath::refused;
  if (is_below(path, call_home_path) && !old_is_gone) return {};
  if (is_below(path, smart_transport_path) && serves_smart_transport(version)) return {};
  return refuse(ProblemCode::commresponse,
                fmt::format("HTTP 404: satellite {} does not serve {}.", state_.version, path));
}

/// What is export-controlled is not given to a device that has it already: its instance goes first
/// (Emergency Responder Administration Guide, on restoring a backup).
Result<void> Satellite::accepts_registration(const RegisterRequest& request) const {
  const auto which = settings().choice<RemovedFirst>(Setting::satellite_removed_first);
  const bool concerned =
      which == RemovedFirst::all || (which == RemovedFirst::cer && request.product == Product::cer);
  if (!concerned || request.force) return {};
  const auto known = state_.authority.find_instance(request.udi);
  if (!known || !state_.authority.instance(*known).export_control_allowed) return {};
  return refuse(ProblemCode::already_registered,
                "The instance of this device has export-controlled functionality; remove it at the "
                "satellite before the device is registered anew.");
}

void Satellite::on_request(Context& context, const RequestArrival& arrival) {
  if (arrival.host != options_.host) return context.reply(arrival.exchange, service_down());
  if (const auto* call = std::get_if<HttpCall>(&arrival.request)) {
    return context.reply(arrival.exchange,
                         http_answer(answer_satellite(*this, context, *call->request, call->port)));
  }
  if (!serving(context.now())) return context.reply(arrival.exchange, service_down());
  Result<void> fit = arrival.path
                         ? accepts_path(context.kernel().journal.names().text(*arrival.path))
                         : Result<void>{};
  const auto* registration = std::get_if<RegisterRequest>(&arrival.request);
  if (fit && registration != nullptr) fit = accepts_registration(*registration);
  if (!fit) {
    context.record(Level::fault, "refused"_w,
                   {{"from"_w, context.intern(context.kernel().network.host_name(arrival.sender))},
                    {"request"_w, word(arrival.request)},
                    {"class"_w, word(fit.error().code)}});
    return context.reply(arrival.exchange, fit.error());
  }
  const bool takes_time = settings().duration(Setting::satellite_registration_time) > Duration{};
  if (takes_time && std::holds_alternative<RegisterRequest>(arrival.request)) {
    return admit_later(context, arrival);
  }
  state_.authority.on_request(context, arrival);
}

void Satellite::admit_later(Context& context, const RequestArrival& arrival) {
  in_flight_.push_back({++registrations_, arrival.exchange,
                        std::get<RegisterRequest>(arrival.request),
                        std::string{context.kernel().network.host_name(arrival.sender)}});
  const auto most = settings().number(Setting::satellite_registrations_in_flight);
  if (most > 0 && std::cmp_greater(in_flight_.size(), most)) return fall_over(context);
  context.schedule(context.now() + settings().duration(Setting::satellite_registration_time),
                   static_cast<std::uint32_t>(SatelliteTimer::registration_served), registrations_);
}

void Satellite::serve_registration(Context& context, std::uint64_t number) {
  if (in_flight_.empty() || in_flight_.front().number != number) return;  // It was dropped.
  const Waiting waiting = std::move(in_flight_.front());
  in_flight_.erase(in_flight_.begin());
  context.reply(waiting.exchange,
                state_.authority.answer_product(context, waiting.request, waiting.from));
}

/// Its host goes down, so that nobody hears an answer any more; what was in flight never happened.
void Satellite::fall_over(Context& context) {
  stopped_ = true;
  context.record(Level::fault, "services_stopped"_w,
                 {{"in_flight"_w, static_cast<std::int64_t>(in_flight_.size())}});
  if (machines_.standby) return lose_active(context);
  context.kernel().network.set_up(options_.host, false);
  drop_in_flight(context, service_down());
}

void Satellite::drop_in_flight(Context& context, const Problem& why) {
  for (const Waiting& waiting : std::exchange(in_flight_, {})) {
    context.reply(waiting.exchange, why);
  }
}

}  // namespace slsim
