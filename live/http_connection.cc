// SPDX-License-Identifier: Apache-2.0
#include "live/http_connection.h"

#include <algorithm>
#include <utility>

#include "core/http/base64.h"

namespace slsim {
namespace {

HttpResponse plain_text(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

bool admitted(const HttpHeaders& headers, const HttpServer::Admit& admit) {
  const std::string* header = find_header(headers, "Proxy-Authorization");
  const auto login = from_base64(header == nullptr ? "" : credentials_of(*header, "Basic"));
  const std::string text = login.value_or("");
  const std::size_t colon = std::min(text.find(':'), text.size());
  return admit(text.substr(0, colon), text.substr(std::min(colon + 1, text.size())));
}

}  // namespace

HttpConnection::HttpConnection(std::shared_ptr<HttpServer::Shared> shared,
                               std::shared_ptr<Channel> channel, ListenerNumber listener,
                               std::uint64_t number)
    : shared_{std::move(shared)},
      channel_{std::move(channel)},
      listener_{listener},
      number_{number},
      reader_{shared_->limits.request} {}

HttpConnection::~HttpConnection() {
  const std::lock_guard lock{shared_->mutex};
  shared_->connections.erase(number_);
}

void HttpConnection::start() {
  may_take(shared_->limits.handshake);
  channel_->run([self = shared_from_this()] {
    if (self->service().tls) {
      self->secure({});
    } else {
      self->read();
    }
  });
}

void HttpConnection::may_take(std::chrono::seconds time) {
  late_at_ = (Clock::now() + time).time_since_epoch().count();
}

void HttpConnection::secure(std::string received) {
  may_take(shared_->limits.handshake);
  channel_->secure(shown_ ? shown_ : service().tls, std::move(received),
                   [self = shared_from_this()](bool ok) {
                     if (!ok) return self->close();
                     self->may_take(self->shared_->limits.idle);
                     self->read();
                   });
}

void HttpConnection::read() {
  if (winding_up_ && !reader_.begun()) return close();
  channel_->read([self = shared_from_this()](std::string_view bytes) {
    if (bytes.empty()) return self->close();
    if (!self->reader_.begun()) self->may_take(self->shared_->limits.request_time);
    self->take(bytes);
  });
}

void HttpConnection::take(std::string_view bytes) {
  bytes.remove_prefix(reader_.feed(bytes));
  if (reader_.refused() != 0) {
    keep_alive_ = false;
    return say(plain_text(reader_.refused(), std::string{reason_of(reader_.refused())} + "\n"));
  }
  if (reader_.whole()) {
    ahead_ = bytes;
    return serve();
  }
  if (!reader_.take_expectation()) return read();
  channel_->write("HTTP/1.1 100 Continue\r\n\r\n",
                  [self = shared_from_this()](bool ok) { ok ? self->read() : self->close(); });
}

void HttpConnection::serve() {
  serving_ = true;
  keep_alive_ = reader_.keeps_alive();
  may_take(shared_->limits.serving);
  if (service().resolve) return serve_as_proxy();
  HttpRequest request = reader_.take();
  head_ = request.method == "HEAD";
  service().serve(std::move(request), HttpReply{shared_from_this()});
}

void HttpConnection::serve_as_proxy() {
  std::string target = reader_.target();
  HttpRequest request = reader_.take();
  head_ = request.method == "HEAD";
  if (service().admit && !admitted(request.headers, service().admit)) {
    HttpResponse answer = plain_text(407, "this proxy wants a login\n");
    answer.headers.push_back({"Proxy-Authenticate", "Basic realm=\"proxy\""});
    return say(answer);
  }
  const bool tunnel = request.method == "CONNECT";
  const std::size_t scheme = target.find("://");
  if (!tunnel && (scheme == std::string::npos || !target.starts_with("http://"))) {
    return say(plain_text(400, "this is a proxy: CONNECT host:port, or http://host/...\n"));
  }
  const std::string_view rest = std::string_view{target}.substr(tunnel ? 0 : scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  const auto found = service().resolve(parse_authority(authority, tunnel ? 443 : 80));
  if (!found) {
    return say(plain_text(403, "no host of this world has the name " +
                                   std::string{authority.substr(0, 300)} +
                                   ", and nothing else is reached from here\n"));
  }
  if (!tunnel) {
    // With TLS between us and the listener the answer would be none of this port's.
    const auto& listener = shared_->services[found->listener];
    if (listener.tls) return say(plain_text(400, "that port speaks TLS: use CONNECT\n"));
    return listener.serve(std::move(request), HttpReply{shared_from_this()});
  }
  channel_->write("HTTP/1.1 200 Connection established\r\n\r\n",
                  [self = shared_from_this(), passage = *found](bool ok) {
                    ok ? self->switch_to(passage) : self->close();
                  });
}

/// From here on the connection is one of that listener.
void HttpConnection::switch_to(const HttpServer::Passage& passage) {
  listener_ = passage.listener;
  shown_ = passage.shown;
  serving_ = false;
  may_take(shared_->limits.idle);
  std::string received = std::exchange(ahead_, {});
  if (service().tls) return secure(std::move(received));
  received.empty() ? read() : take(received);
}

void HttpConnection::answer(HttpResponse response) {
  channel_->run(
      [self = shared_from_this(), response = std::move(response)] { self->say(response); });
}

void HttpConnection::say(const HttpResponse& response) {
  if (closed_) return;
  if (winding_up_) keep_alive_ = false;
  write(print_answer(response, {.keep_alive = keep_alive_, .head = head_}));
}

void HttpConnection::write(std::string text) {
  pieces_.push_back(std::move(text));
  if (pieces_.size() == 1) write_next();
}

void HttpConnection::write_next() {
  may_take(shared_->limits.write);
  const std::size_t size = pieces_.front().size();
  channel_->write(std::move(pieces_.front()), [self = shared_from_this(), size](bool ok) {
    if (self->streaming_) self->unread_ -= size;
    self->written(ok);
  });
}

void HttpConnection::written(bool ok) {
  if (!ok) return close();
  pieces_.pop_front();
  if (!pieces_.empty()) return write_next();
  if (streaming_ && !ended_) {
    late_at_ = Clock::time_point::max().time_since_epoch().count();  // Nothing has to happen.
    return;
  }
  serving_ = false;
  if (!keep_alive_ || streaming_) {
    channel_->finish();
    // What the other side still sends is read, and dropped: closed with bytes unread, the kernel
    // would take the answer back.
    may_take(std::chrono::seconds{2});
    return channel_->read([self = shared_from_this()](std::string_view) { self->close(); });
  }
  may_take(shared_->limits.idle);
  const std::string received = std::exchange(ahead_, {});
  received.empty() ? read() : take(received);
}

void HttpConnection::stream(HttpResponse head) {
  channel_->run([self = shared_from_this(), head = std::move(head)] {
    if (self->closed_) return;
    self->streaming_ = true;
    std::string text = print_answer(head, {.stream = true});
    self->unread_ += text.size();
    self->write(std::move(text));
  });
}

bool HttpConnection::send(std::string piece) {
  if (closed_) return false;
  unread_ += piece.size();
  if (unread_ > shared_->limits.unread) {
    cut();
    return false;
  }
  channel_->run([self = shared_from_this(), piece = std::move(piece)]() mutable {
    if (!self->closed_) self->write(std::move(piece));
  });
  return true;
}

void HttpConnection::end_stream() {
  channel_->run([self = shared_from_this()] {
    if (self->closed_ || !self->streaming_) return;
    self->ended_ = true;
    if (self->pieces_.empty()) {
      self->pieces_.emplace_back();
      self->written(true);
    }
  });
}

void HttpConnection::cut() {
  channel_->run([self = shared_from_this()] { self->close(); });
}

void HttpConnection::close() {
  if (!closed_.exchange(true)) channel_->close();
}

void HttpConnection::close_if_late(Clock::time_point now) {
  if (now.time_since_epoch().count() > late_at_) cut();
}

void HttpConnection::wind_up() {
  winding_up_ = true;
  channel_->run([self = shared_from_this()] {
    if (!self->serving_ || self->streaming_) self->close();
  });
}

}  // namespace slsim
