// SPDX-License-Identifier: Apache-2.0
#include "client/uc/cuc.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "client/json.h"

namespace slsim {
namespace {

using nlohmann::json;

constexpr std::uint16_t port = 8443;

struct CupiQuestion {
  std::string method = "GET";
  std::string name{};  ///< Of the call.
  json body{};         ///< Null: none.
  FaultCode on_400 = FaultCode::CAA1036;
  FaultCode on_405 = FaultCode::CAA1036;
  Duration patience = seconds(60);
};

/// What an error document says; its shape is not published.
std::string said_by(const HttpResponse& answer) {
  std::string status = "HTTP " + std::to_string(answer.status);
  const auto root = parse_object(answer.body);
  if (!root) return status;
  const auto found = root->find("errors");
  if (found != root->end() && found->is_object()) {
    std::string message = json_text(*found, "message");
    if (!message.empty()) return message;
  }
  std::string message = json_text(*root, "message");
  return message.empty() ? status : message;
}

Fault fault_of(const HttpResponse& answer, const CupiQuestion& question) {
  const std::string said = said_by(answer);
  switch (answer.status) {
    case 400:
      return {question.on_400, said};
    case 401:
      return {FaultCode::CAA1035, said};
    case 403:
      return {FaultCode::CAA1039, said};
    case 404:
    case 501:
      return {FaultCode::CAA1045, said};
    case 405:
      if (said.find("ubscriber") != std::string::npos) return {FaultCode::CAA1049, said};
      return {question.on_405, said};
    case 500:
      return {FaultCode::CAA1043, said};
    default:
      return {FaultCode::CAA1036, said};
  }
}

Task<OrFault<json>> ask_cupi(Ports ports, UcApp app, CupiQuestion question) {
  HttpExchange exchange{.to = {true, app.address, port}, .request = {}};
  exchange.patience = question.patience;
  HttpRequest& request = exchange.request;
  request.method = question.method;
  request.path = "/vmrest/smartlicense/" + question.name;
  request.headers = {basic_login(app.admin), {"Accept", "application/json"}};
  if (!question.body.is_null()) {
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = question.body.dump();
  }
  const Result<HttpResponse> answer = co_await ports.http.send(std::move(exchange));
  if (!answer) co_return tl::make_unexpected(unreached(answer.error()));
  if (answer->status < 200 || answer->status > 299) {
    co_return tl::make_unexpected(fault_of(*answer, question));
  }
  if (question.method != "GET") co_return json::object();
  auto object = parse_object(answer->body);
  if (!object) co_return fail(FaultCode::CAA1037, "what came is no JSON object");
  co_return std::move(*object);
}

Task<OrFault<std::string>> act(Ports ports, UcApp app, CupiQuestion question) {
  const OrFault<json> answer = co_await ask_cupi(ports, std::move(app), std::move(question));
  if (!answer) co_return tl::make_unexpected(answer.error());
  co_return std::string{};
}

json member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : json::object();
}

/// `Cisco Unity Connection/0beef/` of `pid=Cisco Unity Connection sn=0beef`: there is no UUID.
std::string udi_of(const std::string& text) {
  const std::size_t pid = text.find("pid=");
  const std::size_t sn = text.find(" sn=");
  if (pid == std::string::npos || sn == std::string::npos || sn < pid) return {};
  return text.substr(pid + 4, sn - pid - 4) + '/' + text.substr(sn + 4) + '/';
}

/// By what the words of a refused setting are about.
FaultCode about(const std::string& words) {
  if (words.find("roxy") != std::string::npos || words.find("http") != std::string::npos) {
    return FaultCode::CAA1040;
  }
  return FaultCode::CAA1079;
}

}  // namespace

Task<OrFault<SmartLicenseStatus>> cuc_status(Ports ports, UcApp app) {
  CupiQuestion question;
  question.name = "licensedetails";
  const OrFault<json> answer = co_await ask_cupi(ports, std::move(app), std::move(question));
  if (!answer) co_return tl::make_unexpected(answer.error());
  const json registration = member(*answer, "Register");
  SmartLicenseStatus status;
  status.registration = json_text(registration, "Status");
  if (status.registration.empty()) co_return fail(FaultCode::CAA1037, "no Register.Status");
  status.smart_account = json_text(registration, "SmartAccount");
  status.virtual_account = json_text(registration, "VirtualAccount");
  status.udi = udi_of(json_text(registration, "ProductUDI"));
  status.authorization = json_text(member(*answer, "Authorization"), "Status");
  co_return status;
}

Task<OrFault<TransportSettings>> cuc_transport(Ports ports, UcApp app) {
  CupiQuestion question;
  question.name = "transportsettings";
  const OrFault<json> answer = co_await ask_cupi(ports, std::move(app), std::move(question));
  if (!answer) co_return tl::make_unexpected(answer.error());
  TransportSettings settings;
  settings.mode = json_text(*answer, "transportMode");
  settings.url = json_text(*answer, "transportUrl");
  settings.host = json_text(*answer, "httpHost");
  settings.port = json_text(*answer, "httpPort");
  if (settings.mode.empty()) co_return fail(FaultCode::CAA1037, "no transportMode");
  co_return settings;
}

Task<OrFault<std::string>> cuc_set_transport(Ports ports, UcApp app, TransportSettings settings,
                                             StoredProxy login) {
  CupiQuestion question;
  question.method = "PUT";
  question.name = "transportsettings";
  question.body = {{"transportMode", settings.mode}};
  if (settings.mode == "1") question.body["transportUrl"] = settings.url;
  if (settings.mode == "2") {
    question.body["httpHost"] = settings.host;
    question.body["httpPort"] = settings.port;
  }
  if (settings.mode == "2" && !login.user.empty()) {
    question.body["isProxyAuthReq"] = "true";
    question.body["httpProxyUser"] = login.user;
    question.body["httpProxyPasswd"] = login.password.text;
  }
  question.on_405 = FaultCode::CAA1041;
  OrFault<std::string> done = co_await act(ports, std::move(app), std::move(question));
  if (!done && done.error().code == FaultCode::CAA1036) {
    done.error().code = about(done.error().detail);
  }
  co_return done;
}

Task<OrFault<std::string>> cuc_register(Ports ports, UcApp app, Secret token) {
  CupiQuestion question;
  question.method = "PUT";
  question.name = "register";
  question.body = {{"token", token.text}, {"force", "false"}};
  question.on_400 = FaultCode::CAA1048;
  question.on_405 = FaultCode::SLMCT1007;
  question.patience = slow_answer;
  return act(ports, std::move(app), std::move(question));
}

Task<OrFault<std::string>> cuc_deregister(Ports ports, UcApp app) {
  CupiQuestion question;
  question.method = "PUT";
  question.name = "deregister";
  question.on_405 = FaultCode::CAA1042;
  question.patience = slow_answer;
  return act(ports, std::move(app), std::move(question));
}

}  // namespace slsim
