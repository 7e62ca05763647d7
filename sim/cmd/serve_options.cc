// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/serve_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

constexpr std::uint64_t fastest = 1'000'000;
constexpr std::uint64_t last_port = 65'535;
constexpr std::uint64_t most_points = 1'000'000'000;

constexpr Flag flags_of_serve[] = {
    {"play", "", "also play the file's steps and expectations; at the end, exit as `run` does"},
    {"clock", "HOW",
     "real: as the wall's (default); stepped: stands until `slsim ctl advance`;\n"
     "x60: sixty times as fast. `ctl advance` works in each"},
    {"state", "DIR",
     "keep the session here: each input is durable before it is answered, and the\n"
     "next start takes it up again"},
    {"points", "INPUTS",
     "with --state: after so many inputs write a point aside, from which the next\n"
     "start goes on at once (default 2000)"},
    {"on-restart", "HOW",
     "what the time was worth while nobody served: freeze (default) or catch_up"},
    {"ports", "HOW",
     "product: 443, 8443 and 80, each host on its own 127.x address; free: whatever\n"
     "is free; N: N, N+1, ... on the address of --bind; auto (default): product if\n"
     "that is allowed here, else free"},
    {"ssh", "HOW",
     "the command lines of nodes: product: 22, with --ports product; free; N: N, N+1,\n"
     "...; off; auto (default): 22 on addresses of their own, else free"},
    {"bind", "ADDR", "where hosts listen with --ports free or N (default 127.0.0.1)"},
    {"certificates", "HOST=HOW,...",
     "present a bad certificate there: expired, not_yet_valid or wrong_name"},
    {"ca", "FILE",
     "roots, in PEM, by which another program that is CSSM is trusted (world: cssm:\n"
     "external); the test root of this one when left out"},
    {"admin", "ADDR:PORT",
     "the admin interface (default 127.0.0.1:8800); elsewhere than on loopback it\n"
     "wants a token, which is written into the state directory"},
    {"proxy", "ADDR:PORT",
     "the CONNECT listener, a proxy onto the hosts of this world and onto nothing\n"
     "else (default 127.0.0.1:8801)"},
    {"log", "HOW", "what is told on stderr: text (default) or json"},
    {"quiet", "", "tell only what needs attention, and no table of hosts"},
};

using Read = std::optional<std::string>;  // What is wrong.

Read read_clock(const FlagValues& flags, ServeOptions& options) {
  const std::string how = flags.find("clock").value_or("real");
  if (how == "real") return {};
  if (how == "stepped") {
    options.clock.times = 0;
    return {};
  }
  const auto times = how.starts_with('x') ? parse_number(how.substr(1), 1, fastest) : std::nullopt;
  if (!times) return fmt::format("--clock: real, stepped or x60, not {}", shown(how));
  options.clock.times = static_cast<std::int64_t>(*times);
  return {};
}

Read read_ports(const FlagValues& flags, ServeOptions& options) {
  const std::string how = flags.find("ports").value_or("auto");
  if (how == "auto") return {};
  if (how == "product" || how == "free") {
    options.ports.kind = how == "product" ? PortChoice::Kind::product : PortChoice::Kind::any;
    return {};
  }
  const auto first = parse_number(how, 1, last_port);
  if (!first) return fmt::format("--ports: auto, product, free or a port, not {}", shown(how));
  options.ports = {PortChoice::Kind::consecutive, static_cast<std::uint16_t>(*first)};
  return {};
}

Read read_ssh(const FlagValues& flags, ServeOptions& options) {
  const std::string how = flags.find("ssh").value_or("auto");
  options.ssh.on = how != "off";
  if (how == "auto" || how == "off") return {};
  if (how == "product" || how == "free") {
    options.ssh.ports.kind = how == "product" ? PortChoice::Kind::product : PortChoice::Kind::any;
    return {};
  }
  const auto first = parse_number(how, 1, last_port);
  if (!first) return fmt::format("--ssh: auto, product, free, off or a port, not {}", shown(how));
  options.ssh.ports = {PortChoice::Kind::consecutive, static_cast<std::uint16_t>(*first)};
  return {};
}

std::optional<CertificateFault> certificate_fault(std::string_view how) {
  if (how == "expired") return CertificateFault::expired;
  if (how == "not_yet_valid") return CertificateFault::not_yet_valid;
  if (how == "wrong_name") return CertificateFault::wrong_name;
  return std::nullopt;
}

Read read_certificates(const FlagValues& flags, ServeOptions& options) {
  const std::string all = flags.find("certificates").value_or("");
  std::string_view rest = all;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    const std::size_t sign = one.find('=');
    const auto fault = certificate_fault(sign == one.npos ? "" : one.substr(sign + 1));
    if (!fault) {
      return fmt::format(
          "--certificates: HOST=expired, HOST=not_yet_valid or HOST=wrong_name, not {}",
          shown(one));
    }
    options.certificates[std::string{one.substr(0, sign)}] = *fault;
  }
  return {};
}

Read read_address(const FlagValues& flags, std::string_view flag, SocketAddress& address) {
  const auto text = flags.find(flag);
  if (!text) return {};
  const auto parsed = parse_socket_address(*text);
  if (!parsed) return fmt::format("--{}: an address and a port, such as 127.0.0.1:8800", flag);
  address = *parsed;
  return {};
}

Read read_rest(const FlagValues& flags, ServeOptions& options) {
  if (flags.arguments().size() > 1) return "one file at most";
  if (!flags.arguments().empty()) options.file = flags.arguments().front();
  options.play = flags.has("play");
  options.state = flags.find("state");
  options.ca = flags.find("ca");
  options.bind = flags.find("bind").value_or(options.bind);
  options.quiet = flags.has("quiet");
  const std::string restart = flags.find("on-restart").value_or("freeze");
  const std::string log = flags.find("log").value_or("text");
  options.catch_up = restart == "catch_up";
  options.log = log == "json" ? LogForm::json : LogForm::text;
  if (restart != "freeze" && restart != "catch_up") return "--on-restart: freeze or catch_up";
  if (log != "json" && log != "text") return "--log: text or json";
  const auto points = parse_number(flags.find("points").value_or("2000"), 1, most_points);
  if (!points) return fmt::format("--points: a number of inputs, 1 to {}", most_points);
  options.point_after = static_cast<std::size_t>(*points);
  if (options.play && !options.file) return "--play needs a file to play";
  if (options.play && options.state) {
    return "--play and --state: what a file plays is not kept; serve it without --play";
  }
  return {};
}

}  // namespace

std::string ClockRate::text() const {
  if (times == 0) return "stepped";
  return times == 1 ? "real" : fmt::format("x{}", times);
}

std::span<const Flag> serve_flags() { return flags_of_serve; }

tl::expected<ServeOptions, std::string> read_serve_options(const FlagValues& flags) {
  ServeOptions options;
  Read wrong = read_clock(flags, options);
  if (!wrong) wrong = read_ports(flags, options);
  if (!wrong) wrong = read_ssh(flags, options);
  if (!wrong) wrong = read_certificates(flags, options);
  if (!wrong) wrong = read_address(flags, "admin", options.admin);
  if (!wrong) wrong = read_address(flags, "proxy", options.proxy);
  if (!wrong) wrong = read_rest(flags, options);
  if (wrong) return tl::make_unexpected(*wrong);
  return options;
}

std::optional<SocketAddress> parse_socket_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const auto port = parse_number(text.substr(colon + 1), 0, last_port);
  if (!port) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return SocketAddress{std::string{host}, static_cast<std::uint16_t>(*port)};
}

std::string print(const SocketAddress& address) {
  const bool colons = address.host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", colons ? "[" : "", address.host, colons ? "]" : "", address.port);
}

bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1";
}

}  // namespace slsim
