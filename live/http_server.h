// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 servers: any number of listeners, plain or TLS, on a few threads, and a listener that is
// a proxy onto the others and onto nothing else. A handler gets each request as it was sent and
// answers it from any thread, now or later.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "core/http/message.h"
#include "core/http/wire.h"
#include "live/asio_channel.h"
#include "live/channel.h"

namespace slsim {

class HttpConnection;

/// The one answer that a request gets. Whoever holds the last copy and lets it go unanswered cuts
/// the connection. From any thread.
class HttpReply {
 public:
  explicit HttpReply(std::shared_ptr<HttpConnection> connection);

  /// Whatever comes after the first of these three is ignored.
  void answer(HttpResponse response) const;
  /// Closes the connection without an answer.
  void cut() const;
  /// The head of an answer whose body follows by send(), until the last copy is gone.
  void stream(HttpResponse head) const;
  /// False when nobody reads any more.
  bool send(std::string piece) const;
  [[nodiscard]] const std::string& peer() const;

 private:
  struct Promise;
  std::shared_ptr<Promise> promise_;
};

using Serve = std::function<void(HttpRequest, HttpReply)>;

struct ServerLimits {
  HttpLimits request;
  std::size_t connections = 4096;  ///< Beyond that a new one is closed at once.
  std::chrono::seconds handshake{10};
  std::chrono::seconds request_time{30};  ///< From its first byte to its last.
  std::chrono::seconds idle{120};         ///< Between requests.
  std::chrono::seconds serving{900};
  std::chrono::seconds write{30};
  std::size_t unread = 1'048'576;  ///< Of a stream whose reader is slow, before it is cut.
};

struct Listener {
  SocketAddress at;
  std::shared_ptr<TlsIdentity> tls{};  ///< Null: plain.
  Serve serve;
};

/// Counted from 0 in the order of listen().
using ListenerNumber = std::size_t;

class HttpServer {
 public:
  explicit HttpServer(const ServerLimits& limits = {});
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  /// Stops.
  ~HttpServer();

  /// All before start(). The port, or why not.
  tl::expected<std::uint16_t, std::string> listen(Listener listener);
  /// A listener that is reached through the proxy alone.
  ListenerNumber add(Listener listener);
  [[nodiscard]] ListenerNumber count() const;
  /// Where a proxy leads to, and what the caller is shown there instead of the listener's own
  /// certificate; null: that one.
  struct Passage {
    ListenerNumber listener = 0;
    std::shared_ptr<TlsIdentity> shown{};
  };
  /// What serves a name and port; nothing when there is none.
  using Resolve = std::function<std::optional<Passage>(const Authority&)>;
  /// Whether a user may use the proxy; without a login, both are empty.
  using Admit = std::function<bool(const std::string& user, const std::string& password)>;
  /// A proxy for CONNECT and for absolute targets, for everybody when `admit` is null. It opens no
  /// connection of its own: what it is asked to reach goes on, on the same connection, with the
  /// listener that stands for it.
  tl::expected<std::uint16_t, std::string> listen_as_proxy(const SocketAddress& at, Resolve resolve,
                                                           Admit admit = {});
  void start(unsigned threads);
  /// Accepts nothing more, lets what is being served end within `grace`, and cuts the rest.
  void stop(std::chrono::milliseconds grace);
  [[nodiscard]] std::size_t open_connections() const;

  struct Shared;

 private:
  void accept(std::shared_ptr<Channel> channel, ListenerNumber listener);
  tl::expected<std::uint16_t, std::string> open(const SocketAddress& at);

  std::shared_ptr<Shared> shared_;
  Reactor reactor_;
};

}  // namespace slsim
