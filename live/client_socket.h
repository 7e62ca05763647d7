// SPDX-License-Identifier: Apache-2.0
// A connection of a client, plain or behind TLS, of which every call ends by a deadline.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result/problem.h"

namespace slsim {

/// By what a server's certificate is judged.
struct TlsTrust {
  std::string ca_file{};  ///< Roots in PEM; empty: those of the system.
  /// The date that is believed; absent: that of the wall.
  std::optional<std::chrono::sys_seconds> judged_at{};
};

/// When a call ends at the latest: by then, or soon after somebody else has set `given_up`.
struct Deadline {
  std::chrono::steady_clock::time_point at;
  const std::atomic<bool>* given_up = nullptr;
};

class ClientSocket {
 public:
  /// Or unknown_host, refused_connection, no_route, timed_out.
  [[nodiscard]] static Result<ClientSocket> connect(const std::string& host, std::uint16_t port,
                                                    Deadline deadline);
  ClientSocket(const ClientSocket&) = delete;
  ClientSocket& operator=(const ClientSocket&) = delete;
  ClientSocket(ClientSocket&&) noexcept;
  ClientSocket& operator=(ClientSocket&&) noexcept;
  ~ClientSocket();

  /// TLS from here on, with whoever can prove to be `name`. Or couldnotvalidatetrustchain,
  /// name_mismatch, server_certificate_date, commresponse for what is no TLS.
  [[nodiscard]] Result<void> secure(const std::string& name, const TlsTrust& trust,
                                    Deadline deadline);
  [[nodiscard]] Result<void> write(std::string_view text, Deadline deadline);
  /// What has come, at least one byte; empty when the other side has ended. It is good until the
  /// next call.
  [[nodiscard]] Result<std::string_view> read(Deadline deadline);
  /// Whether nothing has come and the other side has not ended.
  [[nodiscard]] bool quiet() const;

 private:
  struct State;
  explicit ClientSocket(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace slsim
