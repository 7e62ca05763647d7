// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "core/time/text.h"

namespace slsim {
namespace {

/// What says something of the connection, or of the program that called, and nothing to a handler.
constexpr std::array<std::string_view, 15> of_the_connection{"accept-encoding",
                                                             "connection",
                                                             "content-length",
                                                             "expect",
                                                             "host",
                                                             "keep-alive",
                                                             "proxy-authorization",
                                                             "proxy-connection",
                                                             "te",
                                                             "trailer",
                                                             "transfer-encoding",
                                                             "upgrade",
                                                             "user-agent",
                                                             "remote_addr",
                                                             "remote_port"};

std::string lower(std::string_view text) {
  std::string low{text};
  for (char& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return low;
}

bool concerns_the_connection(const std::string& name) {
  return std::ranges::find(of_the_connection, name) != of_the_connection.end() ||
         name.starts_with("x-forwarded") || name == "local_addr" || name == "local_port";
}

/// The arguments of `outside: {request: …}`.
Value::Map arguments_of(const CalledHost& called, const HttpRequest& request) {
  Value::Map map{{"host", called.name}, {"method", request.method}, {"at_once", true}};
  if (!called.proxy.empty()) {
    map["proxy"] = called.proxy;
    map["admitted"] = true;
  }
  map["path"] = request.query.empty() ? request.path : request.path + "?" + request.query;
  if (called.port != 443) map["port"] = called.port;
  if (!request.body.empty()) map["body"] = request.body;
  Value::Map headers;
  for (const HttpHeader& header : request.headers) headers[header.name] = header.value;
  if (!headers.empty()) map["headers"] = std::move(headers);
  return map;
}

}  // namespace

std::string step_line(const Input& input, Instant start, bool judged) {
  std::string line = fmt::format("  - {{at: {}, {}", print(input.at - start), spelled(input));
  if (judged && !input.refused.empty()) {
    line += fmt::format(", refused: {{{}}}", input.refused);
  } else if (!input.as.empty()) {
    line += ", as: " + quote(input.as);
  }
  return line + "}\n";
}

HttpRequest plain_request(HttpRequest request) {
  std::map<std::string, std::string> kept;
  for (HttpHeader& header : request.headers) {
    std::string name = lower(header.name);
    if (!concerns_the_connection(name)) kept.emplace(std::move(name), std::move(header.value));
  }
  request.headers.clear();
  for (auto& [name, value] : kept) request.headers.push_back({name, std::move(value)});
  return request;
}

std::string spelled(const Input& input) {
  if (!input.call) return input.step;
  Value::Map arguments = arguments_of(input.call->called, input.call->request);
  if (!input.call->bearer.empty()) {
    arguments["bearer"] = Value{Value::ResultName{input.call->bearer}};
  }
  if (!input.as.empty()) arguments["keep"] = kept_of_calls;
  return "outside: " + print(Value{Value::Map{{"request", std::move(arguments)}}});
}

}  // namespace slsim
