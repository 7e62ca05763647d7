// SPDX-License-Identifier: Apache-2.0
#include "core/agent/json.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/agent/sync_file.h"
#include "core/result/check.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_text = 4096;
constexpr std::size_t most_roots = 1000;

Json instant_json(Instant at) { return at == never ? Json{} : Json(print(at)); }

// --- Writing ---

Json certificate_json(const Certificate& certificate) {
  return {{"serial", certificate.serial},
          {"not_before", instant_json(certificate.not_before)},
          {"not_after", instant_json(certificate.not_after)}};
}

Json membership_json(const Membership& membership) {
  return {{"smart_account", membership.smart_account},
          {"virtual_account", membership.virtual_account},
          {"export_control_allowed", membership.export_control_allowed}};
}

struct WriteRequest {
  Json operator()(const RegisterRequest& it) const {
    return {{"udi", {{"pid", it.udi.pid}, {"sn", it.udi.sn}, {"uuid", it.udi.uuid}}},
            {"host_name", it.host_name},
            {"token", it.token},
            {"product", word(it.product).text()},
            {"version", it.version},
            {"force", it.force},
            {"sent", instant_json(it.sent)}};
  }
  Json operator()(const RenewIdRequest& it) const {
    return {{"serial", it.serial}, {"sent", instant_json(it.sent)}};
  }
  Json operator()(const AuthorizeRequest& it) const {
    Json demand = Json::object();
    for (const Counts::Entry& entry : it.demand) {
      demand[std::string{word(entry.license).text()}] = entry.count;
    }
    Json written{{"serial", it.serial}, {"demand", demand}, {"sent", instant_json(it.sent)}};
    if (it.renamed) written["host_name"] = *it.renamed;
    return written;
  }
  Json operator()(const DeregisterRequest& it) const {
    return {{"serial", it.serial}, {"sent", instant_json(it.sent)}};
  }
  Json operator()(const FetchRootsRequest&) const { return Json::object(); }
  Json operator()(const HttpCall&) const { CHECK(false, "a call over HTTP is no message"); }
  // What satellites say stands in the files that they might have written. The way is trusted:
  // these are signed by the key that is no secret.
  Json operator()(const SatelliteRegistrationCall& it) const {
    return {{"file", write_file(*it.request)}, {"user", it.request->user}};
  }
  Json operator()(const SyncCall& it) const {
    return {{"file", write_file(*it.request, satellite_product_key)}, {"user", it.request->user}};
  }
};

struct WriteReply {
  Json operator()(const RegisterReply& it) const {
    return {{"reply", "register"},
            {"certificate", certificate_json(it.certificate)},
            {"membership", membership_json(it.membership)},
            {"answered", instant_json(it.answered)},
            {"authorized_until", instant_json(it.authorized_until)}};
  }
  Json operator()(const RenewIdReply& it) const {
    return {{"reply", "renew_id"},
            {"certificate", certificate_json(it.certificate)},
            {"membership", membership_json(it.membership)},
            {"answered", instant_json(it.answered)}};
  }
  Json operator()(const AuthorizeReply& it) const {
    Json written{{"reply", "authorize"},
                 {"short_of", it.short_of},
                 {"expires", instant_json(it.expires)},
                 {"answered", instant_json(it.answered)}};
    if (it.moved_to) written["moved_to"] = membership_json(*it.moved_to);
    return written;
  }
  Json operator()(const DeregisterReply&) const { return {{"reply", "deregister"}}; }
  Json operator()(const FetchRootsReply& it) const {
    return {{"reply", "fetch_roots"}, {"roots", it.roots}};
  }
  Json operator()(const HttpAnswer&) const { CHECK(false, "an HTTP answer is no message"); }
  Json operator()(const SatelliteAuthorizationAnswer& it) const {
    return {{"reply", "register_satellite"}, {"file", write_file(*it.answer)}};
  }
  Json operator()(const SyncAnswer& it) const {
    return {{"reply", "synchronize"}, {"file", write_file(*it.answer, satellite_product_key)}};
  }
  Json operator()(const Problem& it) const {
    return {{"reply", "problem"}, {"class", word(it.code).text()}, {"detail", it.detail}};
  }
};

std::string enveloped(Json first, const Json& members) {
  first.update(members);
  return first.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// --- Reading: the first thing that is wrong is kept, and what follows is of no account ---

class Reader {
 public:
  Reader(const Json& object, std::string& wrong) : object_{object}, wrong_{wrong} {}

  [[nodiscard]] bool has(const char* member) const {
    return object_.is_object() && object_.contains(member);
  }
  std::string text(const char* member, std::size_t longest = longest_text) {
    const Json* value = member_of(member);
    if (value == nullptr) return {};
    if (!value->is_string() || value->get_ref<const std::string&>().size() > longest) {
      return refuse(member, "a text"), std::string{};
    }
    return value->get<std::string>();
  }
  /// What `read` makes of a satellite's file; null, with the mistake noted, when it is none.
  template <class T, class Read>
  std::shared_ptr<const T> file(Read read) {
    const std::string content = text("file", sync_file_limit);
    if (!wrong_.empty()) return nullptr;
    Result<T> found = read(content);
    if (found) return std::make_shared<const T>(*std::move(found));
    wrong_ = "file: " + found.error().detail;
    return nullptr;
  }
  bool flag(const char* member) {
    const Json* value = member_of(member);
    if (value == nullptr) return false;
    if (!value->is_boolean()) return refuse(member, "true or false"), false;
    return value->get<bool>();
  }
  std::uint64_t number(const char* member, std::uint64_t most) {
    const Json* value = member_of(member);
    if (value == nullptr) return 0;
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() > most) {
      return refuse(member, "a whole number"), 0;
    }
    return value->get<std::uint64_t>();
  }
  /// `or_never`: null stands for an instant that never comes.
  Instant instant(const char* member, bool or_never = false) {
    const Json* value = member_of(member);
    if (value == nullptr) return {};
    if (or_never && value->is_null()) return never;
    const auto at = value->is_string() ? parse_instant(value->get_ref<const std::string&>())
                                       : Parsed<Instant>{tl::unexpect, ""};
    if (!at) return refuse(member, "an instant such as 2026-01-05T08:00:00Z"), Instant{};
    return *at;
  }
  Reader object(const char* member) {
    static const Json nothing;
    const Json* value = member_of(member);
    if (value != nullptr && !value->is_object()) refuse(member, "an object");
    return {value == nullptr ? nothing : *value, wrong_};
  }
  template <class Find>
  auto one_of(const char* member, Find find) {
    const auto found = find(text(member));
    if (!found) refuse(member, "a word of the protocol");
    return found;
  }
  [[nodiscard]] const Json& json() const { return object_; }
  void refuse(std::string_view member, std::string_view expected) {
    if (wrong_.empty()) wrong_ = fmt::format("{}: expected {}", member, expected);
  }

 private:
  const Json* member_of(const char* member) {
    if (has(member)) return &object_.at(member);
    if (wrong_.empty()) wrong_ = fmt::format("{} is missing", member);
    return nullptr;
  }

  const Json& object_;
  std::string& wrong_;
};

constexpr std::uint64_t any_number = std::numeric_limits<std::uint64_t>::max();

std::optional<Product> find_product(std::string_view name) {
  for (const Product product : {Product::cucm, Product::cuc, Product::cer}) {
    if (word(product).text() == name) return product;
  }
  return std::nullopt;
}

Counts read_demand(Reader demand) {
  Counts counts;
  if (!demand.json().is_object()) return counts;
  for (const auto& [key, count] : demand.json().items()) {
    const auto license = find_license(key);
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    if (!license || !count.is_number_unsigned() ||
        std::cmp_greater(count.get<std::uint64_t>(), most) || counts.size() == Counts::capacity) {
      demand.refuse("demand", "at most eight licences with their counts");
      return counts;
    }
    counts.set(*license, static_cast<std::int32_t>(count.get<std::int64_t>()));
  }
  return counts;
}

RegisterRequest read_register(Reader& in) {
  Reader udi = in.object("udi");
  RegisterRequest request;
  request.udi = {udi.text("pid"), udi.text("sn"), udi.text("uuid")};
  request.host_name = in.text("host_name");
  request.token = in.text("token");
  request.product = in.one_of("product", find_product).value_or(Product::cucm);
  request.version = in.text("version");
  request.force = in.has("force") && in.flag("force");
  request.sent = in.instant("sent");
  return request;
}

AuthorizeRequest read_authorize(Reader& in) {
  AuthorizeRequest request{in.number("serial", any_number), read_demand(in.object("demand")),
                           in.instant("sent")};
  if (in.has("host_name")) {
    request.renamed = std::make_shared<const std::string>(in.text("host_name"));
  }
  return request;
}

/// With the one member that no file has.
template <class T, class Read>
std::shared_ptr<const T> read_shown(Reader& in, Read read) {
  const std::string user = in.has("user") ? in.text("user") : std::string{};
  return in.file<T>([&](std::string_view text) {
    Result<T> found = read(text);
    if (found) found->user = user;
    return found;
  });
}

/// A message of satellites, or to them: REQUIRES that a wrong one is not looked at.
SatelliteRegistrationCall read_satellite(Reader& in) {
  return {read_shown<SatelliteRegistration>(in, read_registration_file)};
}

SyncCall read_synchronize(Reader& in) {
  return {read_shown<SyncRequest>(
      in, [](std::string_view text) { return read_request_file(text, satellite_product_key); })};
}

SyncAnswer read_synchronized(Reader& in) {
  return {in.file<SyncReply>(
      [](std::string_view text) { return read_response_file(text, satellite_product_key); })};
}

std::optional<AgentRequest> read_request(std::string_view kind, Reader& in) {
  if (kind == "register") return read_register(in);
  if (kind == "renew_id")
    return RenewIdRequest{in.number("serial", any_number), in.instant("sent")};
  if (kind == "authorize") return read_authorize(in);
  if (kind == "deregister") {
    return DeregisterRequest{in.number("serial", any_number), in.instant("sent")};
  }
  if (kind == "fetch_roots") return FetchRootsRequest{};
  if (kind == "register_satellite") return read_satellite(in);
  if (kind == "synchronize") return read_synchronize(in);
  return std::nullopt;
}

Certificate read_certificate(Reader in) {
  return {in.number("serial", any_number), in.instant("not_before"), in.instant("not_after", true)};
}

Membership read_membership(Reader in) {
  return {in.text("smart_account"), in.text("virtual_account"), in.flag("export_control_allowed")};
}

AuthorizeReply read_authorized(Reader& in) {
  AuthorizeReply reply;
  reply.short_of =
      static_cast<std::uint32_t>(in.number("short_of", std::numeric_limits<std::uint32_t>::max()));
  reply.expires = in.instant("expires", true);
  reply.answered = in.instant("answered");
  if (in.has("moved_to")) {
    reply.moved_to = std::make_shared<const Membership>(read_membership(in.object("moved_to")));
  }
  return reply;
}

FetchRootsReply read_roots(Reader& in) {
  FetchRootsReply reply;
  const Json roots = in.has("roots") ? in.json().at("roots") : Json{};
  const bool good = roots.is_array() && roots.size() <= most_roots;
  if (!good) in.refuse("roots", "a list of names");
  for (std::size_t i = 0; good && i < roots.size(); ++i) {
    if (!roots[i].is_string()) return in.refuse("roots", "a list of names"), reply;
    reply.roots.push_back(roots[i].get<std::string>());
  }
  return reply;
}

std::optional<AgentReply> read_reply(std::string_view kind, Reader& in) {
  if (kind == "register") {
    return RegisterReply{read_certificate(in.object("certificate")),
                         read_membership(in.object("membership")), in.instant("answered"),
                         in.instant("authorized_until", true)};
  }
  if (kind == "renew_id") {
    return RenewIdReply{read_certificate(in.object("certificate")),
                        read_membership(in.object("membership")), in.instant("answered")};
  }
  if (kind == "authorize") return read_authorized(in);
  if (kind == "deregister") return DeregisterReply{};
  if (kind == "fetch_roots") return read_roots(in);
  if (kind == "register_satellite") {
    return SatelliteAuthorizationAnswer{in.file<SatelliteAuthorization>(read_authorization_file)};
  }
  if (kind == "synchronize") return read_synchronized(in);
  if (kind == "problem") {
    const auto code = in.one_of("class", find_problem);
    return Problem{code.value_or(ProblemCode::invalid_argument), in.text("detail")};
  }
  return std::nullopt;
}

bool is_of_satellites(std::string_view kind) {
  return kind == "register_satellite" || kind == "synchronize";
}

/// What both directions have in common: the envelope, and a message of the kind that `key` names.
template <class Message, class Read>
Parsed<Message> decode(std::string_view json, const char* key, Read read) {
  if (json.size() > sync_file_limit) return tl::make_unexpected("the message is too long");
  const Json object = Json::parse(json, nullptr, false);
  if (!object.is_object()) return tl::make_unexpected("the message is no JSON object");
  std::string wrong;
  Reader in{object, wrong};
  if (in.number("slsim_agent", any_number) != agent_protocol_version && wrong.empty()) {
    wrong = fmt::format("slsim_agent: expected version {}", agent_protocol_version);
  }
  const std::string kind = in.text(key);
  if (json.size() > agent_request_limit && !is_of_satellites(kind)) {
    return tl::make_unexpected("the message is too long");
  }
  std::optional<Message> message = read(kind, in);
  if (!message && wrong.empty()) wrong = fmt::format("{}: expected a word of the protocol", key);
  if (!wrong.empty()) return tl::make_unexpected(wrong);
  return *std::move(message);
}

}  // namespace

std::optional<ProblemCode> find_problem(std::string_view name) {
  for (auto code = ProblemCode{}; code <= ProblemCode::invalid_argument;
       code = static_cast<ProblemCode>(static_cast<int>(code) + 1)) {
    if (word(code).text() == name) return code;
  }
  return std::nullopt;
}

std::string encode_agent(const AgentRequest& request) {
  return enveloped({{"slsim_agent", agent_protocol_version}, {"request", word(request).text()}},
                   std::visit(WriteRequest{}, request));
}

std::string encode_agent(const AgentReply& reply) {
  return enveloped({{"slsim_agent", agent_protocol_version}}, std::visit(WriteReply{}, reply));
}

Parsed<AgentRequest> decode_agent_request(std::string_view json) {
  return decode<AgentRequest>(json, "request", read_request);
}

Parsed<AgentReply> decode_agent_reply(std::string_view json) {
  return decode<AgentReply>(json, "reply", read_reply);
}

}  // namespace slsim
