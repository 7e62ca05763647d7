// SPDX-License-Identifier: Apache-2.0
#include "live/http_server.h"

#include <thread>
#include <utility>
#include <vector>

#include "live/http_connection.h"

namespace slsim {
namespace {

std::vector<std::shared_ptr<HttpConnection>> all_of(HttpServer::Shared& shared) {
  std::vector<std::shared_ptr<HttpConnection>> found;
  const std::lock_guard lock{shared.mutex};
  for (const auto& [number, weak] : shared.connections) {
    if (auto connection = weak.lock()) found.push_back(std::move(connection));
  }
  return found;
}

}  // namespace

struct HttpReply::Promise {
  std::shared_ptr<HttpConnection> connection;
  std::atomic<bool> kept{false};
  std::atomic<bool> streaming{false};

  explicit Promise(std::shared_ptr<HttpConnection> its) : connection{std::move(its)} {}
  Promise(const Promise&) = delete;
  Promise& operator=(const Promise&) = delete;
  ~Promise() {
    if (!kept) connection->cut();
    if (streaming) connection->end_stream();
  }
};

HttpReply::HttpReply(std::shared_ptr<HttpConnection> connection)
    : promise_{std::make_shared<Promise>(std::move(connection))} {}

void HttpReply::answer(HttpResponse response) const {
  if (!promise_->kept.exchange(true)) promise_->connection->answer(std::move(response));
}

void HttpReply::cut() const {
  if (!promise_->kept.exchange(true)) promise_->connection->cut();
}

void HttpReply::stream(HttpResponse head) const {
  if (promise_->kept.exchange(true)) return;
  promise_->streaming = true;
  promise_->connection->stream(std::move(head));
}

bool HttpReply::send(std::string piece) const {
  return promise_->streaming && promise_->connection->send(std::move(piece));
}

const std::string& HttpReply::peer() const { return promise_->connection->peer(); }

HttpServer::HttpServer(const ServerLimits& limits) : shared_{std::make_shared<Shared>()} {
  shared_->limits = limits;
}

HttpServer::~HttpServer() { stop(std::chrono::milliseconds{0}); }

tl::expected<std::uint16_t, std::string> HttpServer::listen(Listener listener) {
  auto port = open(listener.at);
  if (port) add(std::move(listener));
  return port;
}

ListenerNumber HttpServer::add(Listener listener) {
  shared_->services.push_back({std::move(listener.tls), std::move(listener.serve), {}, {}});
  return count() - 1;
}

ListenerNumber HttpServer::count() const { return shared_->services.size(); }

tl::expected<std::uint16_t, std::string> HttpServer::listen_as_proxy(const SocketAddress& at,
                                                                     Resolve resolve, Admit admit) {
  auto port = open(at);
  if (port) shared_->services.push_back({{}, {}, std::move(resolve), std::move(admit)});
  return port;
}

tl::expected<std::uint16_t, std::string> HttpServer::open(const SocketAddress& at) {
  return reactor_.listen(
      at, [this, number = shared_->services.size()](std::shared_ptr<Channel> channel) {
        accept(std::move(channel), number);
      });
}

void HttpServer::accept(std::shared_ptr<Channel> channel, ListenerNumber listener) {
  std::shared_ptr<HttpConnection> connection;
  {
    const std::lock_guard lock{shared_->mutex};
    if (shared_->connections.size() >= shared_->limits.connections) return channel->close();
    const std::uint64_t number = ++shared_->accepted;
    connection = std::make_shared<HttpConnection>(shared_, std::move(channel), listener, number);
    shared_->connections.emplace(number, connection);
  }
  connection->start();
}

void HttpServer::start(unsigned threads) {
  reactor_.every(1, [shared = shared_] {
    const auto now = std::chrono::steady_clock::now();
    for (const auto& connection : all_of(*shared)) connection->close_if_late(now);
  });
  reactor_.start(threads);
}

void HttpServer::stop(std::chrono::milliseconds grace) {
  reactor_.stop_accepting();
  for (const auto& connection : all_of(*shared_)) connection->wind_up();
  const auto end = std::chrono::steady_clock::now() + grace;
  while (open_connections() > 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  reactor_.stop();
}

std::size_t HttpServer::open_connections() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->connections.size();
}

}  // namespace slsim
