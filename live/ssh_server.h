// SPDX-License-Identifier: Apache-2.0
// A command line over SSH: users with passwords, one shell a connection, one line at a time. A
// thread for each connection, and only so many of them. Nothing is executed: what a line means is
// the shell's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "live/asio_channel.h"

namespace slsim {

struct SshLimits {
  std::size_t connections = 64;
  std::size_t line = 8192;  ///< Longer lines are refused.
  int attempts = 3;         ///< To log in.
  std::chrono::seconds login{60};
  std::chrono::seconds idle{1800};  ///< As the platform's own command line ends a session.
};

/// The dialogue with one user. Used by the thread of its connection alone.
class LineShell {
 public:
  struct Turn {
    std::string text{};
    bool echo = true;   ///< Whether what is typed next is shown.
    bool over = false;  ///< The connection ends.
  };
  LineShell() = default;
  LineShell(const LineShell&) = delete;
  LineShell& operator=(const LineShell&) = delete;
  virtual ~LineShell() = default;

  [[nodiscard]] virtual Turn begin() = 0;
  /// May take its time; ends soon once the server stops.
  [[nodiscard]] virtual Turn answer(const std::string& line) = 0;
  /// Ctrl-C, or a line that was too long.
  [[nodiscard]] virtual Turn give_up(bool too_long) = 0;
};

struct SshLogin {
  std::string user;
  std::string password;
};

struct SshListener {
  SocketAddress at;
  /// Nothing when they are not let in. From any thread.
  std::function<std::unique_ptr<LineShell>(const SshLogin& login)> open;
};

class SshServer {
 public:
  explicit SshServer(SshLimits limits = {});
  SshServer(const SshServer&) = delete;
  SshServer& operator=(const SshServer&) = delete;
  ~SshServer();

  /// The key by which the server is known: read from that file, or made and written there, readable
  /// by its owner alone. What is in the way, if anything.
  [[nodiscard]] tl::expected<void, std::string> use_key(const std::string& path);
  /// Its port. REQUIRES: use_key; not started.
  [[nodiscard]] tl::expected<std::uint16_t, std::string> listen(SshListener listener);
  void start();
  /// Ends every connection and waits for its shell.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slsim
