// SPDX-License-Identifier: Apache-2.0
#include "live/ssh_server.h"

#include <fcntl.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <list>
#include <thread>
#include <vector>

#include "live/files.h"
#include "live/secret.h"
#include "live/ssh_connection.h"

namespace slsim {
namespace {

using tl::make_unexpected;

constexpr std::size_t largest_key = 65'536;

std::string reason() { return std::system_category().message(errno); }

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

tl::expected<Address, std::string> address_of(const SocketAddress& at) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(at.port);
  if (getaddrinfo(at.host.c_str(), port.c_str(), &hints, &found) != 0) {
    return make_unexpected(at.host + " is no address");
  }
  Address address;
  address.size = found->ai_addrlen;
  std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
  freeaddrinfo(found);
  return address;
}

std::uint16_t port_of(int socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size);  // NOLINT
  const auto* four = reinterpret_cast<const sockaddr_in*>(&bound);  // NOLINT
  return ntohs(four->sin_port);                                     // At the same place with IPv6.
}

}  // namespace

struct SshServer::State {
  struct Open {
    std::atomic<bool> ended{false};
    std::thread thread;
  };

  explicit State(SshLimits given) : limits{given} {
    ssh_init();  // Part of the program, the library does not do so by itself.
    sockets.push_back({::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), POLLIN, 0});
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (const pollfd& socket : sockets) ::close(socket.fd);
    if (keys != nullptr) ssh_bind_free(keys);
    ssh_finalize();
  }

  void accept_all() {
    while (!stopping) {
      reap();
      if (::poll(sockets.data(), sockets.size(), -1) <= 0) continue;
      hear();
      for (std::size_t i = 0; i < listeners.size(); ++i) {
        if ((sockets[i + 1].revents & POLLIN) != 0) accept(i);
      }
    }
    for (Open& connection : open) connection.thread.join();
    open.clear();
  }

  void accept(std::size_t listener) {
    const int socket = ::accept4(sockets[listener + 1].fd, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    ssh_session session = open.size() < limits.connections ? ssh_new() : nullptr;
    if (session == nullptr || ssh_bind_accept_fd(keys, session, socket) != SSH_OK) {
      if (session != nullptr) ssh_free(session);
      ::close(socket);
      return;
    }
    Open& connection = open.emplace_back();
    connection.thread = std::thread{[this, session, &connection, listener] {
      serve_ssh(session, listeners[listener], limits, stopping);
      connection.ended = true;
      ring();
    }};
  }

  /// Wakes the accepting thread.
  void ring() const {
    const std::uint64_t once = 1;
    const ssize_t written = ::write(sockets.front().fd, &once, sizeof once);
    static_cast<void>(written);  // Full, it has been rung already.
  }
  void hear() const {
    std::uint64_t bells = 0;
    const ssize_t heard = ::read(sockets.front().fd, &bells, sizeof bells);
    static_cast<void>(heard);  // It may be a caller that woke it.
  }

  /// Threads that have ended are waited for.
  void reap() {
    open.remove_if([](Open& connection) {
      if (!connection.ended) return false;
      connection.thread.join();
      return true;
    });
  }

  SshLimits limits;
  ssh_bind keys = nullptr;
  std::vector<SshListener> listeners;
  std::vector<pollfd> sockets;  // The bell, then the listeners'.
  std::list<Open> open;         // Of the accepting thread alone.
  std::atomic<bool> stopping{false};
  std::thread accepting;
};

SshServer::SshServer(SshLimits limits) : state_{std::make_unique<State>(limits)} {}
SshServer::~SshServer() { stop(); }

tl::expected<void, std::string> SshServer::use_key(const std::string& path) {
  ssh_key key = nullptr;
  if (kind_of(path) == PathKind::absent) {
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK) {
      return make_unexpected(std::string{"no host key could be made"});
    }
    char* text = nullptr;
    const int exported = ssh_pki_export_privkey_base64(key, nullptr, nullptr, nullptr, &text);
    auto failed = exported == SSH_OK ? write_private_file(path, text)
                                     : std::optional<std::string>{"the key has no text"};
    ssh_string_free_char(text);
    if (failed) {
      ssh_key_free(key);
      return make_unexpected(path + ": " + *failed);
    }
  } else {
    const auto text = read_file(path, largest_key);
    if (!text) return make_unexpected(path + ": " + text.error());
    if (ssh_pki_import_privkey_base64(text->c_str(), nullptr, nullptr, nullptr, &key) != SSH_OK) {
      return make_unexpected(path + " is no host key");
    }
  }
  state_->keys = ssh_bind_new();
  const bool process = false;
  ssh_bind_options_set(state_->keys, SSH_BIND_OPTIONS_PROCESS_CONFIG, &process);
  // The key is the bind's from here on.
  if (ssh_bind_options_set(state_->keys, SSH_BIND_OPTIONS_IMPORT_KEY, key) != SSH_OK) {
    return make_unexpected(path + " is no host key");
  }
  return {};
}

tl::expected<std::uint16_t, std::string> SshServer::listen(SshListener listener) {
  const auto address = address_of(listener.at);
  if (!address) return make_unexpected(address.error());
  const int socket =
      ::socket(address->storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return make_unexpected(reason());
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const auto* where = reinterpret_cast<const sockaddr*>(&address->storage);  // NOLINT
  constexpr int backlog = 64;
  if (::bind(socket, where, address->size) != 0 || ::listen(socket, backlog) != 0) {
    std::string why = reason();
    ::close(socket);
    return make_unexpected(std::move(why));
  }
  state_->listeners.push_back(std::move(listener));
  state_->sockets.push_back({socket, POLLIN, 0});
  return port_of(socket);
}

void SshServer::start() {
  state_->accepting = std::thread{[this] { state_->accept_all(); }};
}

void SshServer::stop() {
  state_->stopping = true;
  state_->ring();
  if (state_->accepting.joinable()) state_->accepting.join();
}

}  // namespace slsim
