// SPDX-License-Identifier: Apache-2.0
#include "live/client_socket.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace slsim {
namespace {

struct Free {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* tls) const { SSL_free(tls); }
};
using Addresses = std::unique_ptr<addrinfo, Free>;
using TlsContext = std::unique_ptr<SSL_CTX, Free>;
using Tls = std::unique_ptr<SSL, Free>;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::string text_of(int error) { return std::generic_category().message(error); }

tl::unexpected<Problem> too_late() { return refuse(ProblemCode::timed_out, "no answer in time"); }

/// Whether the socket is ready before the deadline.
bool ready(int descriptor, short what, Deadline deadline) {
  // Asked again after a day, or soon where somebody else may end it.
  const std::int64_t longest = deadline.given_up == nullptr ? 86'400'000 : 50;
  for (;;) {
    if (deadline.given_up != nullptr && deadline.given_up->load()) return false;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        deadline.at - std::chrono::steady_clock::now());
    const auto wait = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, longest));
    pollfd one{descriptor, what, 0};
    const int found = ::poll(&one, 1, wait);
    if (found > 0) return true;
    if (found < 0 && errno != EINTR) return false;
    if (found == 0 && left.count() <= longest) return false;
  }
}

Result<Descriptor> connected(const addrinfo& address, Deadline deadline) {
  Descriptor socket{::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (socket.number() < 0) return refuse(ProblemCode::no_route, text_of(errno));
  const int on = 1;
  ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  int error = ::connect(socket.number(), address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    if (!ready(socket.number(), POLLOUT, deadline)) return too_late();
    socklen_t size = sizeof error;
    ::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error == 0) return socket;
  if (error == ETIMEDOUT) return too_late();
  const bool refused = error == ECONNREFUSED || error == ECONNRESET;
  return refuse(refused ? ProblemCode::refused_connection : ProblemCode::no_route, text_of(error));
}

bool is_address(const std::string& name) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

std::string tls_reason() {
  std::array<char, 256> text{};
  const unsigned long error = ERR_get_error();
  if (error == 0) return "the connection ended";
  ERR_error_string_n(error, text.data(), text.size());
  return text.data();
}

ProblemCode code_of(long verdict) {
  switch (verdict) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return ProblemCode::name_mismatch;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return ProblemCode::server_certificate_date;
    default:
      return ProblemCode::couldnotvalidatetrustchain;
  }
}

/// Null when the roots cannot be read.
TlsContext context_of(const TlsTrust& trust) {
  TlsContext context{SSL_CTX_new(TLS_client_method())};
  if (!context) return nullptr;
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  const int roots = trust.ca_file.empty()
                        ? SSL_CTX_set_default_verify_paths(context.get())
                        : SSL_CTX_load_verify_file(context.get(), trust.ca_file.c_str());
  return roots == 1 ? std::move(context) : nullptr;
}

void expect(SSL* tls, const std::string& name, const TlsTrust& trust) {
  X509_VERIFY_PARAM* judge = SSL_get0_param(tls);
  if (is_address(name)) {
    X509_VERIFY_PARAM_set1_ip_asc(judge, name.c_str());
  } else {
    X509_VERIFY_PARAM_set1_host(judge, name.c_str(), name.size());
    // As SSL_set_tlsext_host_name, which is a macro with a cast of its own.
    std::string shown = name;
    SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, shown.data());
  }
  if (trust.judged_at)
    X509_VERIFY_PARAM_set_time(judge, trust.judged_at->time_since_epoch().count());
}

}  // namespace

struct ClientSocket::State {
  Descriptor socket;
  TlsContext context;
  Tls tls;
  std::array<char, 65'536> received{};

  Result<void> send(std::string_view text, Deadline deadline) const {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket.number(), text.data(), text.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        text.remove_prefix(static_cast<std::size_t>(sent));
      } else if (errno != EAGAIN && errno != EINTR) {
        return refuse(ProblemCode::commresponse, text_of(errno));
      } else if (!ready(socket.number(), POLLOUT, deadline)) {
        return too_late();
      }
    }
    return {};
  }

  /// How many bytes came into `received`; 0 at the end.
  Result<std::size_t> receive(Deadline deadline) {
    for (;;) {
      const ssize_t count = ::recv(socket.number(), received.data(), received.size(), 0);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EAGAIN && errno != EINTR) {
        return refuse(ProblemCode::commresponse, text_of(errno));
      }
      if (!ready(socket.number(), POLLIN, deadline)) return too_late();
    }
  }

  /// Sends what TLS has to send, which it never does by itself: the system would end a process for
  /// writing to a connection that is gone.
  Result<void> flush(Deadline deadline) const {
    BIO* out = SSL_get_wbio(tls.get());
    std::array<char, 16'384> bytes{};
    for (int count = 0; (count = BIO_read(out, bytes.data(), bytes.size())) > 0;) {
      auto sent = send({bytes.data(), static_cast<std::size_t>(count)}, deadline);
      if (!sent) return sent;
    }
    return {};
  }

  /// Calls `step` of OpenSSL until it neither wants to read nor to write: what it answered, 0 at
  /// the end of the connection.
  template <class Step>
  Result<int> drive(Step step, Deadline deadline) {
    for (;;) {
      ERR_clear_error();
      const int done = step(tls.get());
      const int why = SSL_get_error(tls.get(), done);
      if (auto sent = flush(deadline); !sent) return tl::make_unexpected(sent.error());
      if (done > 0) return done;
      if (why == SSL_ERROR_ZERO_RETURN) return 0;
      if (why != SSL_ERROR_WANT_READ) return refuse(ProblemCode::commresponse, tls_reason());
      const auto count = receive(deadline);
      if (!count) return tl::make_unexpected(count.error());
      if (*count == 0) return refuse(ProblemCode::commresponse, "the connection ended within TLS");
      BIO_write(SSL_get_rbio(tls.get()), received.data(), static_cast<int>(*count));
    }
  }
};

ClientSocket::ClientSocket(std::unique_ptr<State> state) : state_{std::move(state)} {}
ClientSocket::ClientSocket(ClientSocket&&) noexcept = default;
ClientSocket& ClientSocket::operator=(ClientSocket&&) noexcept = default;
ClientSocket::~ClientSocket() = default;

Result<ClientSocket> ClientSocket::connect(const std::string& host, std::uint16_t port,
                                           Deadline deadline) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found);
  const Addresses addresses{found};
  if (error != 0) return refuse(ProblemCode::unknown_host, ::gai_strerror(error));
  Problem last{ProblemCode::unknown_host, "no address"};
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    auto socket = connected(*address, deadline);
    if (socket) {
      auto state = std::make_unique<State>();
      state->socket = *std::move(socket);
      return ClientSocket{std::move(state)};
    }
    last = std::move(socket).error();
  }
  return tl::make_unexpected(last);
}

Result<void> ClientSocket::secure(const std::string& name, const TlsTrust& trust,
                                  Deadline deadline) {
  state_->context = context_of(trust);
  if (!state_->context) {
    return refuse(ProblemCode::couldnotvalidatetrustchain,
                  "no roots in " + (trust.ca_file.empty() ? "the system" : trust.ca_file));
  }
  state_->tls.reset(SSL_new(state_->context.get()));
  SSL* tls = state_->tls.get();
  SSL_set_bio(tls, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  expect(tls, name, trust);
  const auto done = state_->drive([](SSL* own) { return SSL_connect(own); }, deadline);
  if (done && *done > 0) return {};
  const long verdict = SSL_get_verify_result(tls);
  if (verdict != X509_V_OK) return refuse(code_of(verdict), X509_verify_cert_error_string(verdict));
  if (!done) return tl::make_unexpected(done.error());
  return refuse(ProblemCode::commresponse, "the connection ended within TLS");
}

bool ClientSocket::quiet() const {
  pollfd one{state_->socket.number(), POLLIN, 0};
  return ::poll(&one, 1, 0) == 0;
}

Result<void> ClientSocket::write(std::string_view text, Deadline deadline) {
  if (!state_->tls) return state_->send(text, deadline);
  while (!text.empty()) {
    const int size = static_cast<int>(std::min<std::size_t>(text.size(), 16'384));
    const auto written =
        state_->drive([&](SSL* tls) { return SSL_write(tls, text.data(), size); }, deadline);
    if (!written) return tl::make_unexpected(written.error());
    if (*written == 0) return refuse(ProblemCode::commresponse, "the connection ended");
    text.remove_prefix(static_cast<std::size_t>(*written));
  }
  return {};
}

Result<std::string_view> ClientSocket::read(Deadline deadline) {
  if (!state_->tls) {
    const auto count = state_->receive(deadline);
    if (!count) return tl::make_unexpected(count.error());
    return std::string_view{state_->received.data(), *count};
  }
  std::array<char, 65'536>& into = state_->received;
  const auto count = state_->drive(
      [&](SSL* tls) { return SSL_read(tls, into.data(), static_cast<int>(into.size())); },
      deadline);
  if (!count) return tl::make_unexpected(count.error());
  return std::string_view{into.data(), static_cast<std::size_t>(*count)};
}

}  // namespace slsim
