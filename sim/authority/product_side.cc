// SPDX-License-Identifier: Apache-2.0
// What products ask: register, renew identity, authorize, deregister. Authorizing with unchanged
// counts is what nearly every contact of a year is: it touches one instance and one account.
#include <memory>

#include "sim/authority/authority.h"

namespace slsim {
namespace {

enum class Reregistration : std::uint8_t { replace, coexist, refuse_without_force };

Problem expiry_problem() {
  return {ProblemCode::certificate_expired, "The identity certificate has expired."};
}

Problem suspended_problem() {
  return {ProblemCode::not_allowed, "The local account is not registered with the cloud."};
}

AgentReply no_cloud() {
  return Problem{ProblemCode::unsupported, "Only the cloud registers and synchronizes satellites."};
}

}  // namespace

AgentReply LicenseAuthority::answer(Context&, const SatelliteRegistrationCall&) {
  return no_cloud();
}
AgentReply LicenseAuthority::answer(Context&, const SyncCall&) { return no_cloud(); }

AgentReply LicenseAuthority::answer(Context&, const HttpCall&) {
  return Problem{ProblemCode::unsupported, "Its service answers what comes over HTTP."};
}

void LicenseAuthority::on_request(Context& context, const RequestArrival& arrival) {
  context.reply(
      arrival.exchange,
      answer_product(context, arrival.request, context.kernel().network.host_name(arrival.sender)));
}

AgentReply LicenseAuthority::answer_product(Context& context, const AgentRequest& request,
                                            std::string_view from) {
  AgentReply reply = std::visit([&](const auto& it) { return answer(context, it); }, request);
  if (const Problem* problem = std::get_if<Problem>(&reply)) {
    context.record(Level::fault, "refused"_w,
                   {{"from"_w, context.intern(from)},
                    {"request"_w, word(request)},
                    {"class"_w, word(problem->code)}});
  }
  return reply;
}

Result<void> LicenseAuthority::check_clock(Instant now, Instant sent) const {
  const Duration tolerance = settings().duration(Setting::clock_tolerance);
  if (sent <= now + tolerance && sent >= now - tolerance) return {};
  return refuse(ProblemCode::clock_skew, "The clocks of product and server are too far apart.");
}

Result<InstanceId> LicenseAuthority::identified(Instant now, std::uint64_t serial, Instant sent) {
  if (Result<void> clock = check_clock(now, sent); !clock) return tl::unexpected{clock.error()};
  Result<InstanceId> id = identify(state_.instances, serial);
  if (id && state_.at(instance(*id).account).suspended) return tl::unexpected{suspended_problem()};
  return id;
}

AgentReply LicenseAuthority::answer(Context& context, const AuthorizeRequest& request) {
  const Instant now = context.now();
  const Result<InstanceId> id = identified(now, request.serial, request.sent);
  if (!id) return id.error();
  Instance& instance = state_.instances.at(*id);
  if (expired(state_.instances, *id, request.serial, now)) return expiry_problem();
  if (instance.released || !(request.demand == instance.demand)) {
    if (Result<void> done = report_demand(context, *id, request.demand); !done) {
      return done.error();
    }
  }
  heard_of(context, *id);
  instance.authorized_until = authorized_until(now);
  if (request.renamed) rename_instance(context, *id, *request.renamed);

  const VirtualAccount& account = state_.at(instance.account);
  AuthorizeReply reply;
  reply.short_of = shortage_mask(account.ledger, instance.demand);
  reply.expires = instance.authorized_until;
  reply.answered = now;
  if (instance.told_names != account.names) {
    instance.told_names = account.names;
    reply.moved_to = std::make_shared<const Membership>(membership(*id));
  }
  return reply;
}

AgentReply LicenseAuthority::answer(Context& context, const RenewIdRequest& request) {
  const Instant now = context.now();
  const Result<InstanceId> id = identified(now, request.serial, request.sent);
  if (!id) return id.error();
  Instance& instance = state_.instances.at(*id);
  if (expired(state_.instances, *id, request.serial, now)) return expiry_problem();
  heard_of(context, *id);
  // The answer may be lost: what the product showed stays good until it shows what it got.
  if (request.serial == instance.certificate.serial) {
    state_.instances.details_of(*id).predecessor = instance.certificate;
    instance.has_predecessor = true;
  }
  certify(context, *id);
  instance.told_names = state_.at(instance.account).names;
  return RenewIdReply{instance.certificate, membership(*id), now};
}

AgentReply LicenseAuthority::answer(Context& context, const DeregisterRequest& request) {
  const Result<InstanceId> id = identified(context.now(), request.serial, request.sent);
  if (!id) return id.error();
  const VirtualAccountId account = state_.instances.at(*id).account;
  log(context, By{}, account, LogCategory::instance_removed,
      "The product instance " + display_name(details(*id)) + " deregistered itself.");
  drop_instance(context, *id, "instance_deregistered"_w);
  return DeregisterReply{};
}

/// The bundle holds what this server's own hosts need.
AgentReply LicenseAuthority::answer(Context& context, const FetchRootsRequest&) {
  FetchRootsReply reply;
  for (const NameId root : context.kernel().network.roots_of(context.self())) {
    reply.roots.emplace_back(context.kernel().journal.names().text(root));
  }
  return reply;
}

AgentReply LicenseAuthority::answer(Context& context, const RegisterRequest& request) {
  const Instant now = context.now();
  if (Result<void> clock = check_clock(now, request.sent); !clock) return clock.error();
  const Result<TokenId> token = admit(state_.tokens, request.token, now);
  if (!token) return token.error();
  if (state_.at(state_.tokens.at(*token).account).suspended) return suspended_problem();
  const auto rule = settings().choice<Reregistration>(Setting::reregistration);
  const auto known = slsim::find_instance(state_.instances, request.udi);
  if (known && rule == Reregistration::refuse_without_force && !request.force) {
    return Problem{ProblemCode::already_registered,
                   "Product instance " + print(request.udi) + " is registered already."};
  }
  if (known && reservation(*known) != nullptr) {
    return Problem{ProblemCode::reserved, "Product instance " + print(request.udi) +
                                              " has a reservation, which has to be returned "
                                              "first."};
  }
  const std::int64_t most = state_.limits.most_instances;
  if (!known && most > 0 && std::int64_t{instance_count()} >= most) {
    return Problem{ProblemCode::not_allowed,
                   "The satellite has its " + std::to_string(most) + " product instances."};
  }
  const bool again = known && rule != Reregistration::coexist;
  const InstanceId id = again ? *known : admit_new(context, request, *token);
  if (again) admit_again(context, id, request, *token);
  if (known && !again) {
    raise_alert(context, key_of(AlertKind::duplicate_licenses, id), print(request.udi));
  }
  count_use(context, *token);
  certify(context, id);
  Instance& instance = state_.instances.at(id);
  instance.has_predecessor = false;
  instance.told_names = state_.at(instance.account).names;
  if (!again) plan_limits(context, id);
  return RegisterReply{instance.certificate, membership(id), now, instance.authorized_until};
}

}  // namespace slsim
