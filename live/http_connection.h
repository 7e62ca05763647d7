// SPDX-License-Identifier: Apache-2.0
// One connection of an HTTP server: requests one after the other, each answered before the next is
// read. Lives as long as its channel or a request of it does.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "live/http_server.h"

namespace slsim {

/// What all connections of a server know.
struct HttpServer::Shared {
  struct Service {
    std::shared_ptr<TlsIdentity> tls;
    Serve serve;
    Resolve resolve;  ///< Of a proxy.
    Admit admit;      ///< Of a proxy that wants a login.
  };
  ServerLimits limits;
  std::vector<Service> services;  ///< By ListenerNumber; unchanged once the server has started.
  std::mutex mutex;
  std::map<std::uint64_t, std::weak_ptr<HttpConnection>> connections;
  std::uint64_t accepted = 0;
};

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(std::shared_ptr<HttpServer::Shared> shared, std::shared_ptr<Channel> channel,
                 ListenerNumber listener, std::uint64_t number);
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;
  ~HttpConnection();

  void start();
  /// For HttpReply, from any thread.
  void answer(HttpResponse response);
  void stream(HttpResponse head);
  bool send(std::string piece);
  void end_stream();
  void cut();
  [[nodiscard]] const std::string& peer() const { return channel_->peer(); }

  /// Closes it if it has taken too long over what it is at; from any thread.
  void close_if_late(std::chrono::steady_clock::time_point now);
  /// Closes it as soon as it serves no request; from any thread.
  void wind_up();

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] const HttpServer::Shared::Service& service() const {
    return shared_->services[listener_];
  }
  void may_take(std::chrono::seconds time);
  void secure(std::string received);
  void read();
  void take(std::string_view bytes);
  void serve();
  void serve_as_proxy();
  void switch_to(const HttpServer::Passage& passage);
  void say(const HttpResponse& response);
  void write(std::string text);
  void write_next();
  void written(bool ok);
  void close();

  std::shared_ptr<HttpServer::Shared> shared_;
  std::shared_ptr<Channel> channel_;
  ListenerNumber listener_;
  std::shared_ptr<TlsIdentity> shown_;  // Instead of the listener's own; null: that one.
  std::uint64_t number_;
  RequestReader reader_;
  std::string ahead_;  // Received beyond the request that is being served.
  std::atomic<Clock::rep> late_at_{0};
  std::atomic<bool> closed_{false};
  std::atomic<bool> winding_up_{false};
  std::atomic<std::size_t> unread_{0};  // Of a stream.
  std::deque<std::string> pieces_;      // To be written, the first of them under way.
  bool head_ = false;
  bool keep_alive_ = true;
  bool serving_ = false;
  bool streaming_ = false;
  bool ended_ = false;  // The stream.
};

}  // namespace slsim
