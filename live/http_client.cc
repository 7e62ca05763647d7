// SPDX-License-Identifier: Apache-2.0
#include "live/http_client.h"

#include <httplib.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <utility>

#include "core/http/wire.h"

namespace slsim {
namespace {

using Take = std::function<bool(std::string_view)>;

ProblemCode code_of(httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection:
      return ProblemCode::refused_connection;
    case httplib::Error::ConnectionTimeout:
      return ProblemCode::timed_out;
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return ProblemCode::couldnotvalidatetrustchain;
    default:
      return ProblemCode::commresponse;
  }
}

void prepare(httplib::Client& client, const HttpClientOptions& options) {
  client.set_connection_timeout(options.connect_time);
  client.set_read_timeout(options.read_time);
  client.set_write_timeout(options.read_time);
  client.set_tcp_nodelay(true);
  client.set_keep_alive(false);
  client.set_follow_location(false);
  client.set_url_encode(false);
  client.set_decompress(false);
  if (!options.proxy) return;
  client.set_proxy(options.proxy->host, options.proxy->port);
  if (!options.proxy->user.empty()) {
    client.set_proxy_basic_auth(options.proxy->user, options.proxy->password);
  }
}

void prepare_tls(httplib::Client& client, const HttpClientOptions& options) {
  if (!options.ca_file.empty()) client.set_ca_cert_path(options.ca_file);
  client.enable_server_certificate_verification(true);
  if (!options.judged_at) return;
  X509_VERIFY_PARAM* judge = SSL_CTX_get0_param(client.ssl_context());
  X509_VERIFY_PARAM_set_time(judge, options.judged_at->time_since_epoch().count());
}

httplib::Request outgoing(const HttpRequest& request) {
  httplib::Request out;
  out.method = request.method;
  out.path = request.query.empty() ? request.path : request.path + '?' + request.query;
  for (const HttpHeader& header : request.headers) out.headers.emplace(header.name, header.value);
  out.body = request.body;
  return out;
}

Result<HttpResponse> send(httplib::Client& client, const HttpOrigin& origin,
                          const HttpRequest& request, const Take& take) {
  httplib::Request out = outgoing(request);
  out.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    return take({data, size});
  };
  httplib::Response in;
  httplib::Error error = httplib::Error::Success;
  const bool sent = client.send(out, in, error);
  const std::string where = origin.host + ':' + std::to_string(origin.port);
  if (!sent) {
    if (error == httplib::Error::Connection && client.is_valid() && in.status == 407) {
      return refuse(ProblemCode::proxy_authentication_required,
                    where + ": the proxy wants a login");
    }
    return refuse(code_of(error), where + ": " + httplib::to_string(error));
  }
  HttpResponse answer{in.status, {}, {}};
  for (const auto& [name, value] : in.headers) answer.headers.push_back({name, value});
  return answer;
}

Result<HttpResponse> exchange(const HttpOrigin& origin, const HttpRequest& request,
                              const HttpClientOptions& options, const Take& take) {
  httplib::Client client{(origin.tls ? "https://" : "http://") + origin.host + ':' +
                         std::to_string(origin.port)};
  prepare(client, options);
  if (origin.tls) prepare_tls(client, options);
  return send(client, origin, request, take);
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

Result<HttpResponse> follow(const HttpOrigin& origin, const HttpRequest& request,
                            const std::function<bool(std::string_view)>& piece,
                            const HttpClientOptions& options) {
  HttpClientOptions patient = options;
  patient.read_time = std::chrono::hours{24 * 365};
  bool enough = false;
  auto answer = exchange(origin, request, patient, [&](std::string_view bytes) {
    enough = !piece(bytes);
    return !enough;
  });
  if (!answer && enough) return HttpResponse{};
  return answer;
}

}  // namespace slsim
