// SPDX-License-Identifier: Apache-2.0
#include "live/http_client.h"

#include <fmt/format.h>

#include <utility>

#include "core/http/answer_reader.h"
#include "core/http/base64.h"
#include "core/http/wire.h"
#include "live/client_socket.h"
#include "live/kept_connections.h"

namespace slsim {
namespace {

using Take = AnswerReader::Take;

Deadline in(std::chrono::milliseconds time, const HttpClientOptions& options) {
  return {std::chrono::steady_clock::now() + time, options.given_up};
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

/// What came of a request on one connection.
struct Asked {
  Result<HttpResponse> answer;
  bool keeps_alive = false;
  bool begun = false;  ///< Whether anything of an answer came.
};

Asked answer_to(ClientSocket& socket, std::string_view text, std::string_view method,
                const HttpClientOptions& options, const Take& take) {
  if (text.empty()) {
    return {refuse(ProblemCode::invalid_argument, "a line of the request breaks")};
  }
  // Whoever refuses a long body may have answered and closed before all of it was written.
  const auto written = socket.write(text, in(options.read_time, options));
  AnswerReader reader{method, take};
  while (!reader.whole() && !reader.failed()) {
    const auto bytes = socket.read(in(options.read_time, options));
    if (!bytes) {
      return {tl::make_unexpected(written ? bytes.error() : written.error()), false,
              reader.begun()};
    }
    bytes->empty() ? reader.end() : reader.feed(*bytes);
  }
  if (reader.failed()) {
    return {refuse(ProblemCode::commresponse, "no whole answer came"), false, reader.begun()};
  }
  return {reader.answer(), reader.keeps_alive(), true};
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
  const Result<HttpResponse> answer =
      answer_to(socket, print_request(request, to, to), "CONNECT", options, [](std::string_view) {
        return true;
      }).answer;
  if (!answer) return tl::make_unexpected(answer.error());
  // Tinyproxy answers 401 to a wrong login, and 407 to none.
  if (answer->status == 407 || answer->status == 401) {
    return tl::make_unexpected(wants_login().error());
  }
  if (answer->status / 100 == 2) return {};
  return refuse(ProblemCode::refused_connection,
                fmt::format("the proxy answers {} {}", answer->status, reason_of(answer->status)));
}

/// Up to where requests to the origin can be written.
Result<ClientSocket> open_way(const HttpOrigin& origin, const HttpClientOptions& options) {
  const std::string first = bare_host(options.proxy ? options.proxy->host : origin.host);
  auto socket = ClientSocket::connect(first, options.proxy ? options.proxy->port : origin.port,
                                      in(options.connect_time, options));
  if (!socket || !origin.tls) return socket;
  if (options.proxy) {
    if (auto open = open_tunnel(*socket, origin, options); !open) {
      return tl::make_unexpected(open.error());
    }
  }
  auto secure = socket->secure(bare_host(origin.host), {options.ca_file, options.judged_at},
                               in(options.connect_time, options));
  if (!secure) return tl::make_unexpected(secure.error());
  return socket;
}

/// All that two requests must have in common to go by one connection.
std::string name_of_way(const HttpOrigin& origin, const HttpClientOptions& options) {
  std::string name =
      fmt::format("{} {} {} {}", origin.tls, origin.host, origin.port, options.ca_file);
  if (options.judged_at) name += fmt::format(" {}", options.judged_at->time_since_epoch().count());
  if (!options.proxy) return name;
  return fmt::format("{} by {} {} {} {}", name, options.proxy->host, options.proxy->port,
                     options.proxy->user, options.proxy->password);
}

Result<HttpResponse> ask(const HttpOrigin& origin, HttpRequest request,
                         const HttpClientOptions& options, const Take& take) {
  std::string target = target_of(request);
  if (!origin.tls && options.proxy) {
    target = "http://" + authority_of(origin) + target;
    for (HttpHeader& header : login_of(*options.proxy)) {
      request.headers.push_back(std::move(header));
    }
  }
  const bool keeps = options.kept != nullptr;
  const std::string text = print_request(request, target, authority_of(origin), keeps);
  const std::string way = keeps ? name_of_way(origin, options) : std::string{};
  std::optional<ClientSocket> socket = keeps ? options.kept->take(way) : std::nullopt;
  for (;;) {
    const bool used = socket.has_value();
    if (!used) {
      auto opened = open_way(origin, options);
      if (!opened) return tl::make_unexpected(opened.error());
      socket = *std::move(opened);
    }
    Asked asked = answer_to(*socket, text, request.method, options, take);
    // A server may end a connection just as it is used again. Only what does nothing there is
    // asked a second time.
    if (!asked.answer && !asked.begun && used && request.method == "GET") {
      socket.reset();
      continue;
    }
    if (asked.answer && asked.keeps_alive && keeps) options.kept->keep(way, *std::move(socket));
    const bool login = asked.answer && asked.answer->status == 407 && options.proxy && !origin.tls;
    return login ? wants_login() : std::move(asked.answer);
  }
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
