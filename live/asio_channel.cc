// SPDX-License-Identifier: Apache-2.0
#include "live/asio_channel.h"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace slsim {

namespace asio = boost::asio;
using Error = boost::system::error_code;
using Tcp = asio::ip::tcp;

struct TlsIdentity::Context {
  asio::ssl::context tls{asio::ssl::context::tls_server};
};

TlsIdentity::TlsIdentity(Make make) : make_{std::move(make)} {}
TlsIdentity::~TlsIdentity() = default;

TlsIdentity::Context* TlsIdentity::context() {
  std::call_once(made_, [this] {
    const auto material = make_();
    if (!material) return;
    auto context = std::make_unique<Context>();
    Error error;
    context->tls.use_certificate_chain(asio::buffer(material->chain), error);
    if (error) return;
    context->tls.use_private_key(asio::buffer(material->key), asio::ssl::context::pem, error);
    if (error) return;
    SSL_CTX* native = context->tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    // Idle connections give their buffers back: 34 KB each.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    context_ = std::move(context);
  });
  return context_.get();
}

namespace {

constexpr int waiting_connections = 512;
constexpr std::chrono::milliseconds pause_after_failure{50};  // Of accept: no descriptors left.

std::string text_of(const Tcp::endpoint& endpoint) {
  return endpoint.address().to_string() + ':' + std::to_string(endpoint.port());
}

class AsioChannel final : public Channel, public std::enable_shared_from_this<AsioChannel> {
 public:
  explicit AsioChannel(Tcp::socket socket) : socket_{std::move(socket)} {
    Error ignored;
    // Else the kernel holds an answer back for the acknowledgement of the one before: 40 ms.
    socket_.set_option(Tcp::no_delay{true}, ignored);
    const Tcp::endpoint endpoint = socket_.remote_endpoint(ignored);
    if (!ignored) peer_ = text_of(endpoint);
  }

  void secure(std::shared_ptr<TlsIdentity> identity, std::string received, Done done) override {
    identity_ = std::move(identity);
    TlsIdentity::Context* context = identity_->context();
    if (context == nullptr) return done(false);
    tls_ = std::make_unique<Tls>(socket_, context->tls);
    written_ = std::move(received);
    tls_->async_handshake(Tls::server, asio::buffer(written_),
                          [self = shared_from_this(), done = std::move(done)](
                              const Error& error, std::size_t) { done(!error); });
  }

  void read(Read read) override {
    auto then = [self = shared_from_this(), read = std::move(read)](const Error& error,
                                                                    std::size_t length) {
      read({self->piece_.data(), error ? 0 : length});
    };
    if (tls_) {
      tls_->async_read_some(asio::buffer(piece_), std::move(then));
    } else {
      socket_.async_read_some(asio::buffer(piece_), std::move(then));
    }
  }

  void write(std::string text, Done done) override {
    written_ = std::move(text);
    auto then = [self = shared_from_this(), done = std::move(done)](const Error& error,
                                                                    std::size_t) { done(!error); };
    if (tls_) {
      asio::async_write(*tls_, asio::buffer(written_), std::move(then));
    } else {
      asio::async_write(socket_, asio::buffer(written_), std::move(then));
    }
  }

  void close() override {
    Error ignored;
    socket_.close(ignored);
  }

  void finish() override {
    if (tls_) {
      // A notice that nothing more comes, without waiting for the other's.
      tls_->async_shutdown([self = shared_from_this()](const Error&) { self->shut(); });
    } else {
      shut();
    }
  }

  void run(std::function<void()> task) override {
    asio::dispatch(socket_.get_executor(), std::move(task));
  }

  [[nodiscard]] const std::string& peer() const override { return peer_; }

 private:
  using Tls = asio::ssl::stream<Tcp::socket&>;

  void shut() {
    Error ignored;
    socket_.shutdown(Tcp::socket::shutdown_send, ignored);
  }

  Tcp::socket socket_;
  std::shared_ptr<TlsIdentity> identity_;
  std::unique_ptr<Tls> tls_;
  std::array<char, 16'384> piece_{};
  std::string written_;
  std::string peer_;
};

/// An open listener.
class Door : public std::enable_shared_from_this<Door> {
 public:
  Door(asio::io_context& context, Tcp::acceptor acceptor, Reactor::Accept accept)
      : context_{context},
        acceptor_{std::move(acceptor)},
        pause_{context},
        accept_{std::move(accept)} {}

  void open() {
    acceptor_.async_accept(asio::make_strand(context_),
                           [self = shared_from_this()](const Error& error, Tcp::socket socket) {
                             if (error == asio::error::operation_aborted) return;
                             if (error) return self->open_later();
                             self->accept_(std::make_shared<AsioChannel>(std::move(socket)));
                             self->open();
                           });
  }

  void close() {
    asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
      Error ignored;
      self->acceptor_.close(ignored);
      self->pause_.cancel();
    });
  }

 private:
  void open_later() {
    pause_.expires_after(pause_after_failure);
    pause_.async_wait([self = shared_from_this()](const Error& error) {
      if (!error && self->acceptor_.is_open()) self->open();
    });
  }

  asio::io_context& context_;
  Tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  Reactor::Accept accept_;
};

}  // namespace

struct Reactor::State {
  asio::io_context context;
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  std::vector<std::shared_ptr<Door>> doors;
  std::vector<std::unique_ptr<asio::steady_timer>> timers;
  std::vector<std::thread> threads;

  void repeat(asio::steady_timer& timer, unsigned seconds, std::function<void()> task) {
    timer.expires_after(std::chrono::seconds{seconds});
    timer.async_wait([this, &timer, seconds, task = std::move(task)](const Error& error) mutable {
      if (error) return;
      task();
      repeat(timer, seconds, std::move(task));
    });
  }
};

Reactor::Reactor() : state_{std::make_unique<State>()} {}
Reactor::~Reactor() { stop(); }

tl::expected<std::uint16_t, std::string> Reactor::listen(const SocketAddress& at, Accept accept) {
  Error error;
  const asio::ip::address address = asio::ip::make_address(at.host, error);
  if (error) return tl::make_unexpected(at.host + " is no address");
  Tcp::acceptor acceptor{asio::make_strand(state_->context)};
  const Tcp::endpoint endpoint{address, at.port};
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(waiting_connections, error);
  if (error) return tl::make_unexpected(error.message());
  const std::uint16_t port = acceptor.local_endpoint(error).port();
  state_->doors.push_back(
      std::make_shared<Door>(state_->context, std::move(acceptor), std::move(accept)));
  return port;
}

void Reactor::start(unsigned threads) {
  for (const auto& door : state_->doors) door->open();
  for (unsigned i = 0; i < threads; ++i) {
    state_->threads.emplace_back([this] { state_->context.run(); });
  }
}

void Reactor::every(unsigned seconds, std::function<void()> task) {
  state_->timers.push_back(std::make_unique<asio::steady_timer>(state_->context));
  state_->repeat(*state_->timers.back(), seconds, std::move(task));
}

void Reactor::stop_accepting() {
  for (const auto& door : state_->doors) door->close();
}

void Reactor::stop() {
  state_->work.reset();
  state_->context.stop();
  for (std::thread& thread : state_->threads) thread.join();
  state_->threads.clear();
}

}  // namespace slsim
