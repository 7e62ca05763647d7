// SPDX-License-Identifier: Apache-2.0
#include "live/http_client.h"

#include <fmt/format.h>

#include <utility>

#include "core/http/answer_reader.h"
#include "core/http/base64.h"
#include "core/http/wire.h"
#include "live/client_socket.h"

namespace slsim {
namespace {

using Take = AnswerReader::Take;

std::chrono::steady_clock::time_point in(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

/// As a header and a URL have it.
std::string authority_of(const HttpOrigin& origin) {
  const bool bare = origin.host.find(':') != std::string::npos && !origin.host.starts_with('[');
  const std::string host = bare ? "[" + origin.host + "]" : origin.host;
  return origin.port == (origin.tls ? 443 : 80) ? host : fmt::format("{}:{}", host, origin.port);
}

/// As the system's resolver and certificates have it.
std::string bare_host(std::string host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return host;
}

std::string target_of(const HttpRequest& request) {
  return request.query.empty() ? request.path : request.path + '?' + request.query;
}

Result<HttpResponse> answer_to(ClientSocket& socket, std::string_view text, std::string_view method,
                               const HttpClientOptions& options, const Take& take) {
  if (text.empty()) return refuse(ProblemCode::invalid_argument, "a line of the request breaks");
  // Whoever refuses a long body may have answered and closed before all of it was written.
  const auto written = socket.write(text, in(options.read_time));
  AnswerReader reader{method, take};
  while (!reader.whole() && !reader.failed()) {
    const auto bytes = socket.read(in(options.read_time));
    if (!bytes) return tl::make_unexpected(written ? bytes.error() : written.error());
    bytes->empty() ? reader.end() : reader.feed(*bytes);
  }
  if (reader.failed()) return refuse(ProblemCode::commresponse, "no whole answer came");
  return reader.answer();
}

HttpHeaders login_of(const HttpProxy& proxy) {
  if (proxy.user.empty()) return {};
  return {{"Proxy-Authorization", "Basic " + base64(proxy.user + ':' + proxy.password)}};
}

Result<HttpResponse> wants_login() {
  return refuse(ProblemCode::proxy_authentication_required, "the proxy wants another login");
}

/// The way through the proxy to where TLS is spoken.
Result<void> open_tunnel(ClientSocket& socket, const HttpOrigin& origin,
                         const HttpClientOptions& options) {
  const std::string to = fmt::format("{}:{}", origin.host, origin.port);
  const HttpRequest request{.method = "CONNECT", .headers = login_of(*options.proxy)};
  const auto answer = answer_to(socket, print_request(request, to, to), "CONNECT", options,
                                [](std::string_view) { return true; });
  if (!answer) return tl::make_unexpected(answer.error());
  if (answer->status == 407) return tl::make_unexpected(wants_login().error());
  if (answer->status / 100 == 2) return {};
  return refuse(ProblemCode::refused_connection,
                fmt::format("the proxy answers {} {}", answer->status, reason_of(answer->status)));
}

Result<HttpResponse> ask(const HttpOrigin& origin, HttpRequest request,
                         const HttpClientOptions& options, const Take& take) {
  const std::string first = bare_host(options.proxy ? options.proxy->host : origin.host);
  auto socket = ClientSocket::connect(first, options.proxy ? options.proxy->port : origin.port,
                                      in(options.connect_time));
  if (!socket) return tl::make_unexpected(socket.error());
  std::string target = target_of(request);
  if (origin.tls) {
    if (options.proxy) {
      if (auto open = open_tunnel(*socket, origin, options); !open) {
        return tl::make_unexpected(open.error());
      }
    }
    auto secure = socket->secure(bare_host(origin.host), {options.ca_file, options.judged_at},
                                 in(options.connect_time));
    if (!secure) return tl::make_unexpected(secure.error());
  } else if (options.proxy) {
    target = "http://" + authority_of(origin) + target;
    for (HttpHeader& header : login_of(*options.proxy)) {
      request.headers.push_back(std::move(header));
    }
  }
  auto answer = answer_to(*socket, print_request(request, target, authority_of(origin)),
                          request.method, options, take);
  if (answer && answer->status == 407 && options.proxy && !origin.tls) return wants_login();
  return answer;
}

Result<HttpResponse> exchange(const HttpOrigin& origin, const HttpRequest& request,
                              const HttpClientOptions& options, const Take& take) {
  auto answer = ask(origin, request, options, take);
  if (!answer) {
    answer.error().detail =
        fmt::format("{}:{}: {}", origin.host, origin.port, answer.error().detail);
  }
  return answer;
}

}  // namespace

Result<HttpResponse> fetch(const HttpOrigin& origin, const HttpRequest& request,
                           const HttpClientOptions& options) {
  std::string body;
  bool too_long = false;
  auto answer = exchange(origin, request, options, [&](std::string_view piece) {
    too_long = piece.size() > options.largest_answer - body.size();
    if (!too_long) body += piece;
    return !too_long;
  });
  if (too_long) return refuse(ProblemCode::commresponse, origin.host + ": an answer without end");
  if (answer) answer->body = std::move(body);
  return answer;
}

}  // namespace slsim
