// SPDX-License-Identifier: Apache-2.0
// slsim serve
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "core/time/text.h"
#include "live/files.h"
#include "live/pool.h"
#include "live/secret.h"
#include "live/stop_signals.h"
#include "sim/cmd/admin_access.h"
#include "sim/cmd/command.h"
#include "sim/cmd/selection.h"
#include "sim/cmd/serve_options.h"
#include "sim/cmd/served_cli.h"
#include "sim/cmd/served_hosts.h"
#include "sim/cmd/served_state.h"
#include "sim/cmd/served_world.h"

namespace slsim {
namespace {

using std::chrono::days;

/// Of the admin interface: a snapshot may be long, and a journal's reader slow.
ServerLimits admin_limits() {
  ServerLimits limits;
  limits.request.body = 67'108'864;
  limits.unread = 16'777'216;
  return limits;
}

struct Admin {
  std::uint16_t port = 0;
  std::string token_file{};  ///< Empty: none is needed.
};

/// Everything that stands between the world and its callers.
class Server {
 public:
  Server(const Invocation& invocation, const ServeOptions& options)
      : invocation_{invocation}, options_{options}, log_{options.log, options.quiet} {}

  ExitCode run() {
    const StopSignals signals;
    allow_many_files();
    if (auto wrong = open()) return invocation_.misuse(*wrong);
    start();
    signals.wait();
    log_.info("stopping");
    constexpr std::chrono::milliseconds grace{500};
    server_.stop(grace);
    admin_server_.stop(grace);
    const ServedWorld::End end = world_->end();
    // Shells that wait for the world have been let go by now.
    ssh_.stop();
    for (const std::string& failure : end.failures) invocation_.err.write(failure + "\n");
    if (!end.kept) return misused;
    return end.failures.empty() ? passed : failed;
  }

 private:
  using Wrong = std::optional<std::string>;

  Wrong open() {
    directory_ = options_.state.value_or(state_home());
    auto ca = TestCa::open(directory_);
    if (!ca) return ca.error();
    auto state = open_state(options_);
    if (!state) return state.error();
    state_ = std::make_unique<ServedState>(*std::move(state));
    for (const std::string& note : state_->notes)
      log_.warn("a point is passed over", {{"why", note}});
    hosts_ = hosts_of(state_->session.world());
    const auto port =
        open_hosts(server_, hosts_, *ca, plan(),
                   [this](const CalledHost& called, HttpRequest request, HttpReply reply) {
                     world_->ask(called, std::move(request), std::move(reply));
                   });
    if (!port) return port.error();
    if (auto wrong = open_ssh()) return wrong;
    proxy_ = {options_.proxy.host, *port};
    root_file_ = ca->root_file();
    return open_admin();
  }

  Wrong open_ssh() {
    if (!options_.ssh.on) return {};
    if (auto key = ssh_.use_key(directory_ + "/ssh_host_key"); !key) return key.error();
    return open_command_lines(ssh_, hosts_, options_.ssh, line_);
  }

  /// Good at any date that the wall's clock or the world's may come to show.
  [[nodiscard]] HostPlan plan() {
    using std::chrono::floor;
    using std::chrono::seconds;
    const auto wall = floor<seconds>(std::chrono::system_clock::now());
    const auto now = floor<seconds>(state_->session.now());
    const auto start = floor<seconds>(state_->session.start());
    constexpr days before{30};
    constexpr days after{3650};
    return {[this](const std::string& name) { return world_->host_of(name); },
            [this](const std::string& proxy, const BasicLogin& login) {
              return world_->lets_through(proxy, login);
            },
            [this](const CalledHost& called) { return world_->signer(called); },
            directory_,
            options_.ports,
            options_.bind,
            options_.proxy,
            std::min(wall, start) - before,
            std::max(wall, now) + after,
            options_.certificates};
  }

  Wrong open_admin() {
    std::string token;
    if (!is_loopback(options_.admin.host)) {
      token = new_secret();
      admin_.token_file = directory_ + "/admin.token";
      if (auto failed = write_private_file(admin_.token_file, token + "\n")) {
        return admin_.token_file + ": " + *failed;
      }
    }
    const auto port = admin_server_.listen(
        {options_.admin, {}, [this, token](HttpRequest request, HttpReply reply) {
           if (!token.empty() && !admit(request, token)) return reply.answer(not_admitted());
           world_->ask_admin(std::move(request), std::move(reply));
         }});
    if (!port) return fmt::format("--admin {}: {}", print(options_.admin), port.error());
    admin_.port = *port;
    return {};
  }

  void start() {
    ServerFacts facts{.maker = state_->maker, .clock = options_.clock.text()};
    for (const ServedHost& host : hosts_) {
      for (const std::string& url : host.urls) facts.listening.push_back({host.name, url});
    }
    if (!options_.quiet) invocation_.out.write(table());
    auto external = way_to_external();
    world_ = std::make_unique<ServedWorld>(
        ServedWorld::Setup{std::move(state_->session), options_.clock, std::move(state_->file),
                           std::move(state_->points), std::move(facts), log_,
                           [] { StopSignals::raise(); }, std::move(external)});
    server_.start(std::clamp(processor_count(), 2U, 4U));
    admin_server_.start(1);
    if (options_.ssh.on) ssh_.start();
    log_.info("serving", {{"clock", options_.clock.text()}, {"admin", admin_url()}});
  }

  /// To another program that is CSSM; null where none is, or nobody is to be asked.
  [[nodiscard]] std::unique_ptr<HttpLine> way_to_external() const {
    const Arguments cssm = state_->session.world().plan().world.nested("cssm");
    const auto origin = parse_origin(cssm.text_or("external", ""));
    if (!origin) return nullptr;
    return std::make_unique<HttpLine>(
        *origin, HttpClientOptions{.ca_file = options_.ca.value_or(root_file_)});
  }

  [[nodiscard]] std::string admin_url() const {
    return "http://" + print(SocketAddress{options_.admin.host, admin_.port});
  }

  /// Where everything is, and what a client needs to be told.
  [[nodiscard]] std::string table() const {
    std::size_t width = 4;
    for (const ServedHost& host : hosts_) width = std::max(width, host.name.size());
    std::string text = fmt::format("{:<{}}  listens at\n", "host", width);
    constexpr std::size_t most = 20;
    for (const ServedHost& host : std::span{hosts_}.first(std::min(most, hosts_.size()))) {
      std::string names;
      for (const std::string& name : host.public_names()) names += " " + name;
      text += fmt::format("{:<{}}  {}\n{:<{}} {}\n", host.name, width, fmt::join(host.urls, " "),
                          "", width, names);
    }
    if (hosts_.size() > most) {
      text += fmt::format("and {} more: slsim ctl hosts\n", hosts_.size() - most);
    }
    const Instant now = state_->session.now();
    text += fmt::format("\nclock    {} ({})\nadmin    {}\n", print(now), options_.clock.text(),
                        admin_url());
    if (!admin_.token_file.empty()) text += fmt::format("token    {}\n", admin_.token_file);
    text += fmt::format(
        "root     {}\n\nFor clients with fixed names:\n"
        "  export HTTPS_PROXY=http://{} SSL_CERT_FILE={} REQUESTS_CA_BUNDLE={}\n",
        root_file_, print(proxy_), shell_quote(root_file_), shell_quote(root_file_));
    return text;
  }

  const Invocation& invocation_;
  const ServeOptions& options_;
  Log log_;
  std::string directory_;
  std::string root_file_;
  SocketAddress proxy_;
  Admin admin_;
  std::vector<ServedHost> hosts_;
  std::unique_ptr<ServedState> state_;
  CommandLine line_{
      [this](const auto& node, const auto& login) { return world_->logs_in(node, login); },
      [this](const auto& node, const auto& typed) { return world_->look_up(node, typed); },
      [this](const auto& node, const auto& typed) { return world_->type(node, typed); }};
  // Replies end in the servers' sockets: they outlive the world that holds them.
  HttpServer server_;
  HttpServer admin_server_{admin_limits()};
  std::unique_ptr<ServedWorld> world_;
  SshServer ssh_;  // Its shells ask the world.
};

ExitCode serve(const Invocation& invocation) {
  const auto options = read_serve_options(invocation.flags);
  if (!options) return invocation.misuse(options.error());
  return Server{invocation, *options}.run();
}

}  // namespace

const Command& serve_command() {
  static const Command command{
      "serve",
      "[FILE[::CASE]] [flags]",
      "puts a world behind real HTTPS, with a clock that you can push",
      "The world of FILE, or without it one to try things with. Every host listens on addresses "
      "of\n"
      "its own with certificates of a test root (slsim ca), and a proxy knows the hosts by all\n"
      "their names, so that clients with fixed names run unchanged.\n"
      "\n"
      "example:\n"
      "  slsim serve --clock stepped &\n"
      "  export HTTPS_PROXY=http://127.0.0.1:8801\n"
      "  curl --cacert \"$(slsim ca --path)\" https://cloudsso.cisco.com/as/token.oauth2 \\\n"
      "      -d 'grant_type=client_credentials&client_id=demo&client_secret=demo'\n"
      "  slsim ctl advance 30d\n",
      serve_flags(),
      serve};
  return command;
}

}  // namespace slsim
