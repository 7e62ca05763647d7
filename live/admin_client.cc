// SPDX-License-Identifier: Apache-2.0
#include "live/admin_client.h"

#include <httplib.h>

#include <chrono>
#include <string>
#include <utility>

namespace slsim {
namespace {

using Take = std::function<bool(std::string_view)>;

/// A long way of the clock takes as long as it takes, and a journal may be silent for days.
constexpr std::chrono::hours patience{24 * 365};
/// A snapshot of a large world has tens of megabytes.
constexpr std::size_t largest_answer = std::size_t{1} << 30U;

Result<HttpResponse> exchange(const HttpOrigin& origin, const HttpRequest& request,
                              const Take& take) {
  const std::string where = origin.host + ':' + std::to_string(origin.port);
  httplib::Client client{(origin.tls ? "https://" : "http://") + where};
  client.set_read_timeout(patience);
  client.set_tcp_nodelay(true);
  client.set_url_encode(false);
  httplib::Request out;
  out.method = request.method;
  out.path = request.query.empty() ? request.path : request.path + '?' + request.query;
  for (const HttpHeader& header : request.headers) out.headers.emplace(header.name, header.value);
  out.body = request.body;
  out.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    return take({data, size});
  };
  httplib::Response in;
  httplib::Error error = httplib::Error::Success;
  if (!client.send(out, in, error)) {
    const bool absent = error == httplib::Error::Connection;
    return refuse(absent ? ProblemCode::refused_connection : ProblemCode::commresponse,
                  where + ": " + httplib::to_string(error));
  }
  HttpResponse answer{in.status, {}, {}};
  for (const auto& [name, value] : in.headers) answer.headers.push_back({name, value});
  return answer;
}

}  // namespace

Result<HttpResponse> ask_admin(const HttpOrigin& origin, const HttpRequest& request) {
  std::string body;
  auto answer = exchange(origin, request, [&](std::string_view piece) {
    body += piece;
    return body.size() <= largest_answer;
  });
  if (answer) answer->body = std::move(body);
  return answer;
}

Result<HttpResponse> follow_admin(const HttpOrigin& origin, const HttpRequest& request,
                                  const std::function<bool(std::string_view)>& piece) {
  bool enough = false;
  auto answer = exchange(origin, request, [&](std::string_view bytes) {
    enough = !piece(bytes);
    return !enough;
  });
  if (!answer && enough) return HttpResponse{};
  return answer;
}

}  // namespace slsim
