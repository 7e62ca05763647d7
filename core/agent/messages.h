// SPDX-License-Identifier: Apache-2.0
// What a product instance and its licence authority say to each other, as values. This is our own
// protocol: it carries the same facts as the vendor's and no byte of it. Encoded only where
// somebody looks at bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/agent/license.h"
#include "core/agent/udi.h"
#include "core/http/message.h"
#include "core/result/problem.h"
#include "core/time/instant.h"

namespace slsim {

struct SatelliteRegistration;
struct SatelliteAuthorization;
struct SyncRequest;
struct SyncReply;

/// An identity certificate as far as decisions go. Real bytes are made when somebody looks.
struct Certificate {
  std::uint64_t serial = 0;  ///< 0: none.
  Instant not_before;
  Instant not_after;
  bool operator==(const Certificate&) const = default;
};

struct RegisterRequest {
  Udi udi;
  std::string host_name;  ///< Empty when the product does not share it.
  std::string token;
  Product product = Product::cucm;
  std::string version;
  bool force = false;
  Instant sent;  ///< By the sender's own clock; authorities check it.
};

struct RenewIdRequest {
  std::uint64_t serial = 0;
  Instant sent;
};

struct AuthorizeRequest {
  std::uint64_t serial = 0;
  Counts demand;
  Instant sent;
  /// The host name when it changed since the authority last heard it (empty: no longer shared),
  /// else absent.
  std::shared_ptr<const std::string> renamed = {};
};

struct DeregisterRequest {
  std::uint64_t serial = 0;
  Instant sent;
};

/// For the bundle of root certificates, from a host of its own.
struct FetchRootsRequest {};

/// A call of an interface over HTTP: REST, SOAP, forms. By pointer, since most messages are none.
struct HttpCall {
  std::shared_ptr<const HttpRequest> request;
  std::uint16_t port = 443;  ///< Of the host that is asked.
};

/// From a satellite: core/agent/sync.h.
struct SatelliteRegistrationCall {
  std::shared_ptr<const SatelliteRegistration> request;
};
struct SyncCall {
  std::shared_ptr<const SyncRequest> request;
};

/// All that one host asks another.
using AgentRequest =
    std::variant<RegisterRequest, RenewIdRequest, AuthorizeRequest, DeregisterRequest,
                 FetchRootsRequest, HttpCall, SatelliteRegistrationCall, SyncCall>;

/// Where a product instance lives and what its token allowed. Products show these names.
struct Membership {
  std::string smart_account;
  std::string virtual_account;
  bool export_control_allowed = false;
  bool operator==(const Membership&) const = default;
};

struct RegisterReply {
  Certificate certificate;
  Membership membership;
  Instant answered;                  ///< By the authority's clock.
  Instant authorized_until = never;  ///< Likewise: the deadline for the first authorization.
};

struct RenewIdReply {
  Certificate certificate;
  Membership membership;
  Instant answered;  ///< By the authority's clock.
};

struct AuthorizeReply {
  std::uint32_t short_of =
      0;             ///< Bit i: the i-th entry of the request's demand is out of compliance.
  Instant expires;   ///< By the authority's clock.
  Instant answered;  ///< Likewise.
  /// Names of the account when they changed since the last answer to this instance, else absent.
  std::shared_ptr<const Membership> moved_to;
};

struct DeregisterReply {};

struct FetchRootsReply {
  std::vector<std::string> roots;  ///< By their names.
};

struct HttpAnswer {
  std::shared_ptr<const HttpResponse> response;
};

/// To a satellite.
struct SatelliteAuthorizationAnswer {
  std::shared_ptr<const SatelliteAuthorization> answer;
};
struct SyncAnswer {
  std::shared_ptr<const SyncReply> answer;
};

using AgentReply =
    std::variant<RegisterReply, RenewIdReply, AuthorizeReply, DeregisterReply, FetchRootsReply,
                 HttpAnswer, SatelliteAuthorizationAnswer, SyncAnswer, Problem>;

/// register, renew_id, authorize, deregister, fetch_roots, http, register_satellite, synchronize
[[nodiscard]] Word word(const AgentRequest& request);
/// ok, or the problem's word; http_error for an HTTP status of 400 and above.
[[nodiscard]] Word word(const AgentReply& reply);

/// A call and an answer, for whoever has one at hand.
[[nodiscard]] HttpCall http_call(HttpRequest request, std::uint16_t port = 443);
[[nodiscard]] HttpAnswer http_answer(HttpResponse response);

}  // namespace slsim
