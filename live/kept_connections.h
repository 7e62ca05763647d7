// SPDX-License-Identifier: Apache-2.0
// Connections that wait for the next request by the same way to the same server. For any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "live/client_socket.h"

namespace slsim {

class KeptConnections {
 public:
  /// One that is still open, and is the caller's from here on. `way` names all that matters.
  [[nodiscard]] std::optional<ClientSocket> take(const std::string& way);
  void keep(const std::string& way, ClientSocket socket);

 private:
  struct Kept {
    ClientSocket socket;
    std::chrono::steady_clock::time_point since;
  };
  std::mutex mutex_;
  std::multimap<std::string, Kept> kept_;
};

}  // namespace slsim
