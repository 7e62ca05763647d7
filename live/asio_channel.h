// SPDX-License-Identifier: Apache-2.0
// The channel over a socket of Boost.Asio, and how one is accepted.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "live/channel.h"

namespace slsim {

/// Where a listener is bound.
struct SocketAddress {
  std::string host;  ///< `127.0.0.1`, `::`
  std::uint16_t port = 0;
};

/// The sockets of a server and the threads that serve them.
class Reactor {
 public:
  using Accept = std::function<void(std::shared_ptr<Channel>)>;

  Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;
  /// Stops.
  ~Reactor();

  /// Listens at once; connections are accepted after start(). The port, which is a free one when 0
  /// was asked for, or why not.
  tl::expected<std::uint16_t, std::string> listen(const SocketAddress& at, Accept accept);
  void start(unsigned threads);
  /// Calls it about once in `seconds`, on one of the threads.
  void every(unsigned seconds, std::function<void()> task);
  /// Accepts nothing more; open channels go on.
  void stop_accepting();
  /// Returns when all threads have ended.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slsim
