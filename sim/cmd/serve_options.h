// SPDX-License-Identifier: Apache-2.0
// The flags of `slsim serve`, read and checked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "live/asio_channel.h"
#include "live/log.h"
#include "sim/cmd/flags.h"

namespace slsim {

/// How the clock of a served world goes with that of the wall: `real` is once as fast, `x60` sixty
/// times, and `stepped` stands until somebody moves it.
struct ClockRate {
  std::int64_t times = 1;  ///< 0: stepped.
  [[nodiscard]] std::string text() const;
};

/// Where hosts listen.
struct PortChoice {
  enum class Kind : std::uint8_t {
    automatic,    ///< product if that is allowed, else any.
    product,      ///< 443, 8443 and 80, each host on an address of its own.
    any,          ///< Whatever is free.
    consecutive,  ///< From `first` on.
  };
  Kind kind = Kind::automatic;
  std::uint16_t first = 0;
};

/// Where the command lines of nodes listen.
struct SshPlan {
  bool on = true;
  PortChoice ports{};  ///< automatic: 22 where a node has an address of its own, else any.
};

/// What is wrong with the certificate that a host presents, for clients that are to notice it.
enum class CertificateFault : std::uint8_t { expired, not_yet_valid, wrong_name };

struct ServeOptions {
  std::optional<std::string> file;  ///< `path` or `path::case`.
  bool play = false;
  ClockRate clock;
  std::optional<std::string> state;
  std::size_t point_after = 2000;  ///< Inputs.
  bool catch_up = false;
  PortChoice ports;
  std::string bind = "127.0.0.1";
  SshPlan ssh;
  std::map<std::string, CertificateFault> certificates{};  ///< By host.
  std::optional<std::string> ca{};  ///< Roots for a CSSM that is another program.
  SocketAddress admin{"127.0.0.1", 8800};
  SocketAddress proxy{"127.0.0.1", 8801};
  LogForm log = LogForm::text;
  bool quiet = false;
};

[[nodiscard]] std::span<const Flag> serve_flags();
/// Or a sentence that says what is wrong.
[[nodiscard]] tl::expected<ServeOptions, std::string> read_serve_options(const FlagValues& flags);

/// `127.0.0.1:8800`, `[::1]:8800`; nothing when it is none.
[[nodiscard]] std::optional<SocketAddress> parse_socket_address(std::string_view text);
/// The same back.
[[nodiscard]] std::string print(const SocketAddress& address);
/// Whether only programs of this machine reach it.
[[nodiscard]] bool is_loopback(std::string_view address);

}  // namespace slsim
