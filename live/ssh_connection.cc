// SPDX-License-Identifier: Apache-2.0
#include "live/ssh_connection.h"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#include <algorithm>
#include <string_view>
#include <thread>

#include "live/line_editor.h"

namespace slsim {
namespace {

using Clock = std::chrono::steady_clock;

/// How long one look for news of the client takes.
constexpr int look_ms = 50;
constexpr std::chrono::milliseconds between_keys{2};
/// How long a client may not take what it is sent.
constexpr std::chrono::seconds patience{30};
/// How long a client has to leave when all is said.
constexpr int goodbye_ms = 1000;
/// Typed ahead of what is answered.
constexpr std::size_t most_pending = 65'536;

class Connection {
 public:
  Connection(ssh_session session, const SshListener& listener, const SshLimits& limits,
             const std::atomic<bool>& stopping)
      : session_{session},
        listener_{listener},
        limits_{limits},
        stopping_{stopping},
        editor_{limits.line},
        heard_{Clock::now()} {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    if (event_ != nullptr) {
      ssh_event_remove_session(event_, session_);
      ssh_event_free(event_);
    }
    if (channel_ != nullptr) ssh_channel_free(channel_);
    ssh_disconnect(session_);
    ssh_free(session_);
  }

  void serve() {
    if (!exchange_keys()) return;
    event_ = ssh_event_new();
    if (event_ == nullptr || ssh_event_add_session(event_, session_) != SSH_OK) return;
    if (!log_in()) return;
    show(shell_->begin());
    while (!over_ && look()) {
      if (!pending_.empty()) heard_ = Clock::now();
      if (!type_on()) break;
      if (Clock::now() - heard_ > limits_.idle) {
        show({"\nSession timed out.\n", true, true});
      }
    }
    say_goodbye();
  }

 private:
  bool exchange_keys() {
    ssh_set_blocking(session_, 0);
    server_.userdata = this;
    server_.auth_password_function = on_password;
    server_.channel_open_request_session_function = on_channel;
    server_.gssapi_select_oid_function = no_mechanism;
    ssh_callbacks_init(&server_);
    ssh_set_server_callbacks(session_, &server_);
    ssh_set_auth_methods(session_, SSH_AUTH_METHOD_PASSWORD);
    int done = SSH_AGAIN;
    while (done == SSH_AGAIN && !late() && !stopping_) {
      done = ssh_handle_key_exchange(session_);
      if (done == SSH_AGAIN) std::this_thread::sleep_for(between_keys);
    }
    return done == SSH_OK;
  }

  /// Until there is a shell.
  bool log_in() {
    while (!shell_asked_) {
      if (late() || failures_ >= limits_.attempts || !look()) return false;
    }
    return shell_ != nullptr && channel_ != nullptr;
  }

  [[nodiscard]] bool late() const { return Clock::now() - heard_ > limits_.login; }

  /// Whether the client is still there.
  bool look() {
    if (stopping_ || ssh_event_dopoll(event_, look_ms) == SSH_ERROR) return false;
    if (ssh_is_connected(session_) == 0) return false;
    return channel_ == nullptr || ssh_channel_is_closed(channel_) == 0;
  }

  /// What has been typed, key by key. False when nothing more can come.
  bool type_on() {
    std::string echo;
    std::size_t taken = 0;
    while (taken < pending_.size() && !over_) {
      const LineEditor::Step step = editor_.take(pending_[taken++]);
      const bool shown = hidden_ ? step.line.has_value() : true;
      if (terminal_ && shown) echo += hidden_ ? "\r\n" : step.echo;
      if (!step.line) continue;
      write(echo);
      echo.clear();
      enter(*step.line);
    }
    write(echo);
    pending_.erase(0, taken);
    return !(ended_ && pending_.empty());
  }

  void enter(const LineEditor::Line& line) {
    if (line.end == LineEditor::End::left) {
      over_ = true;
    } else if (line.end == LineEditor::End::given_up || line.too_long) {
      show(shell_->give_up(line.too_long));
    } else {
      show(shell_->answer(line.text));
    }
    heard_ = Clock::now();
  }

  void show(const LineShell::Turn& turn) {
    std::string text;
    for (const char c : turn.text) {
      if (c == '\n' && terminal_) text += '\r';
      text += c;
    }
    write(text);
    hidden_ = !turn.echo;
    over_ = over_ || turn.over;
  }

  void write(std::string_view text) {
    const auto since = Clock::now();
    while (!text.empty() && !over_) {
      const int sent =
          ssh_channel_write(channel_, text.data(), static_cast<std::uint32_t>(text.size()));
      const bool goes_on = sent > 0 || (sent == 0 && look());
      if (!goes_on || Clock::now() - since > patience) {
        over_ = true;
        return;
      }
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void say_goodbye() {
    if (ssh_channel_is_closed(channel_) != 0) return;
    ssh_channel_request_send_exit_status(channel_, 0);
    ssh_channel_send_eof(channel_);
    ssh_channel_close(channel_);
    ssh_blocking_flush(session_, goodbye_ms);
    // A client that has heard it all leaves by itself.
    const auto since = Clock::now();
    while (Clock::now() - since < std::chrono::milliseconds{goodbye_ms} && !stopping_ &&
           ssh_is_connected(session_) != 0) {
      if (ssh_event_dopoll(event_, look_ms) == SSH_ERROR) return;
    }
  }

  // What libssh calls.
  static Connection& of(void* self) { return *static_cast<Connection*>(self); }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): as libssh calls it.
  static int on_password(ssh_session /*session*/, const char* user, const char* password,
                         void* self) {
    Connection& here = of(self);
    if (here.failures_ < here.limits_.attempts) here.shell_ = here.listener_.open({user, password});
    if (here.shell_ != nullptr) return SSH_AUTH_SUCCESS;
    ++here.failures_;
    return SSH_AUTH_DENIED;
  }

  /// To who would log in by Kerberos.
  static ssh_string no_mechanism(ssh_session /*session*/, const char* /*user*/, int /*count*/,
                                 ssh_string* /*mechanisms*/, void* /*self*/) {
    return nullptr;
  }

  static ssh_channel on_channel(ssh_session session, void* self) {
    Connection& here = of(self);
    if (here.channel_ != nullptr || here.shell_ == nullptr) return nullptr;
    here.channel_ = ssh_channel_new(session);
    here.calls_.userdata = self;
    here.calls_.channel_data_function = on_data;
    here.calls_.channel_eof_function = [](ssh_session, ssh_channel, void* it) {
      of(it).ended_ = true;
    };
    here.calls_.channel_close_function = [](ssh_session, ssh_channel, void* it) {
      of(it).ended_ = true;
    };
    here.calls_.channel_pty_request_function = on_terminal;
    here.calls_.channel_shell_request_function = on_shell;
    ssh_callbacks_init(&here.calls_);
    ssh_set_channel_callbacks(here.channel_, &here.calls_);
    return here.channel_;
  }

  // NOLINTNEXTLINE(readability-function-size): as libssh calls it.
  static int on_terminal(ssh_session /*session*/, ssh_channel /*channel*/, const char* /*term*/,
                         int /*width*/, int /*height*/, int /*px*/, int /*py*/, void* self) {
    of(self).terminal_ = true;
    return 0;
  }

  static int on_shell(ssh_session /*session*/, ssh_channel /*channel*/, void* self) {
    Connection& here = of(self);
    if (here.shell_asked_) return 1;
    here.shell_asked_ = true;
    return 0;
  }

  static int on_data(ssh_session /*session*/, ssh_channel /*channel*/, void* data,
                     std::uint32_t length, int /*is_stderr*/, void* self) {
    Connection& here = of(self);
    const std::size_t room = most_pending - std::min(most_pending, here.pending_.size());
    const std::size_t taken = std::min<std::size_t>(room, length);
    here.pending_.append(static_cast<const char*>(data), taken);
    return static_cast<int>(taken);
  }

  ssh_session session_;
  const SshListener& listener_;
  const SshLimits& limits_;
  const std::atomic<bool>& stopping_;
  ssh_event event_ = nullptr;
  ssh_channel channel_ = nullptr;
  ssh_server_callbacks_struct server_{};
  ssh_channel_callbacks_struct calls_{};
  std::unique_ptr<LineShell> shell_;
  LineEditor editor_;
  std::string pending_;  // Typed and not yet looked at.
  Clock::time_point heard_;
  int failures_ = 0;
  bool shell_asked_ = false;
  bool terminal_ = false;
  bool hidden_ = false;
  bool ended_ = false;  // The client sends nothing more.
  bool over_ = false;
};

}  // namespace

void serve_ssh(ssh_session_struct* session, const SshListener& listener, const SshLimits& limits,
               const std::atomic<bool>& stopping) {
  Connection{session, listener, limits, stopping}.serve();
}

}  // namespace slsim
