// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/served_cli.h"

#include <fmt/format.h>

#include <utility>

#include "core/http/message.h"

namespace slsim {
namespace {

constexpr std::uint16_t ssh = 22;

/// Nodes with a listener. Hosts have three sockets each, and all of them have to fit into the
/// 1,024 that a process has by default, with some left for callers.
constexpr std::size_t most_nodes = 100;

// As the platform greets, seen in public threads.
constexpr std::string_view greeting =
    "Command Line Interface is starting up, please wait ...\n\n"
    "   Welcome to the Platform Command Line Interface\n\n";
constexpr std::string_view prompt = "admin:";

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t") - first + 1);
}

bool is_yes(std::string_view line) {
  return same_ignoring_case(line, "yes") || same_ignoring_case(line, "y");
}
bool is_no(std::string_view line) {
  return same_ignoring_case(line, "no") || same_ignoring_case(line, "n");
}

class PlatformShell final : public LineShell {
 public:
  PlatformShell(std::string node, const CommandLine& line) : node_{std::move(node)}, line_{line} {}

  Turn begin() override { return {std::string{greeting} + std::string{prompt}}; }

  Turn answer(const std::string& line) override {
    if (!questions_.empty()) return hear(line);
    const std::string_view words = trimmed(line);
    if (words.empty()) return {std::string{prompt}};
    if (same_ignoring_case(words, "exit") || same_ignoring_case(words, "quit")) {
      return {{}, true, true};
    }
    typed_ = TypedLine{.line = std::string{words}};
    if (const auto shown = line_.look_up(node_, typed_)) return print(*shown);
    questions_ = questions_of(typed_.line);
    return questions_.empty() ? carry_out() : ask();
  }

  Turn give_up(bool too_long) override {
    questions_ = {};
    return {(too_long ? "The line is too long.\n" : "") + std::string{prompt}};
  }

 private:
  Turn ask() {
    const CliQuestion question = questions_.front();
    return {std::string{text_of(question)}, question != CliQuestion::password};
  }

  /// The answer to the question that stands first.
  Turn hear(const std::string& line) {
    const std::string_view said = trimmed(line);
    switch (questions_.front()) {
      case CliQuestion::confirm:
        typed_.confirmed = is_yes(said);
        break;
      case CliQuestion::authentication:
        if (!is_no(said) && !is_yes(said)) return ask();
        if (is_no(said)) questions_ = questions_.first(1);  // Nothing more to ask.
        break;
      case CliQuestion::user:
        typed_.user = std::string{said};
        break;
      case CliQuestion::password:
        typed_.password = line;
        break;
    }
    questions_ = questions_.subspan(1);
    return questions_.empty() ? carry_out() : ask();
  }

  Turn carry_out() { return print(line_.type(node_, typed_)); }

  /// A machine that is gone prints nothing, and takes the connection with it.
  static Turn print(const CliAnswer& answer) {
    if (answer.problem && answer.problem->code == ProblemCode::powered_off) return {{}, true, true};
    return {answer.text + std::string{prompt}};
  }

  std::string node_;
  const CommandLine& line_;
  TypedLine typed_;
  std::span<const CliQuestion> questions_;  // Still to be answered.
};

/// At 22 of its own address, or wherever the plan has it.
tl::expected<std::uint16_t, std::string> listen(SshServer& server, const SshPlan& plan,
                                                SshListener listener, const ServedHost& host,
                                                std::uint16_t next) {
  using Kind = PortChoice::Kind;
  const bool own = host.address.starts_with(own_addresses);
  if (plan.ports.kind == Kind::product || (plan.ports.kind == Kind::automatic && own)) {
    listener.at = {host.address, ssh};
    auto opened = server.listen(listener);
    if (opened || plan.ports.kind == Kind::product) return opened;
  }
  listener.at = {host.address, 0};
  if (plan.ports.kind == Kind::consecutive) listener.at.port = next;
  return server.listen(std::move(listener));
}

}  // namespace

std::optional<std::string> open_command_lines(SshServer& server, std::vector<ServedHost>& hosts,
                                              const SshPlan& plan, const CommandLine& line) {
  std::uint16_t next = plan.ports.first;
  std::size_t opened = 0;
  for (ServedHost& host : hosts) {
    if (!host.product || host.address.empty()) continue;
    if (++opened > most_nodes) break;
    SshListener listener;
    listener.open = [&line, node = host.name](const SshLogin& login) -> std::unique_ptr<LineShell> {
      if (!line.logs_in(node, {login.user, login.password})) return nullptr;
      return std::make_unique<PlatformShell>(node, line);
    };
    const auto port = listen(server, plan, std::move(listener), host, next++);
    if (!port) {
      return fmt::format("{} at {}: {} (--ssh free takes other ports, --ssh off none)", host.name,
                         host.address, port.error());
    }
    const std::string at = print(SocketAddress{host.address, *port});
    host.urls.push_back("ssh://" + (*port == ssh ? host.address : at));
  }
  return std::nullopt;
}

}  // namespace slsim
