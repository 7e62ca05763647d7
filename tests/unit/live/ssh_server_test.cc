// SPDX-License-Identifier: Apache-2.0
#include "live/ssh_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libssh/libssh.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "live/files.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Says back what it is told; `secret` asks for something hidden, `exit` ends.
class EchoShell final : public LineShell {
 public:
  Turn begin() override { return {"hello\n>"}; }
  Turn answer(const std::string& line) override {
    if (line == "exit") return {"", true, true};
    if (line == "secret") return {"hidden?", false};
    return {"you said " + line + "\n>"};
  }
  Turn give_up(bool too_long) override { return {too_long ? "too long\n>" : "given up\n>"}; }
};

class Client {
 public:
  explicit Client(std::uint16_t port) : session_{ssh_new()} {
    const unsigned number = port;
    const long patience = 10;
    const bool no_files = false;
    ssh_options_set(session_, SSH_OPTIONS_PROCESS_CONFIG, &no_files);
    ssh_options_set(session_, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(session_, SSH_OPTIONS_PORT, &number);
    ssh_options_set(session_, SSH_OPTIONS_USER, "user");
    ssh_options_set(session_, SSH_OPTIONS_TIMEOUT, &patience);
    // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): the options come first.
    connected_ = ssh_connect(session_) == SSH_OK;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() {
    if (channel_ != nullptr) ssh_channel_free(channel_);
    ssh_disconnect(session_);
    ssh_free(session_);
  }

  [[nodiscard]] bool connected() const { return connected_; }
  bool log_in(const char* password) {
    return ssh_userauth_password(session_, nullptr, password) == SSH_AUTH_SUCCESS;
  }
  bool open_channel() {
    channel_ = ssh_channel_new(session_);
    return ssh_channel_open_session(channel_) == SSH_OK;
  }
  bool open_shell(bool terminal) {
    if (!open_channel()) return false;
    if (terminal && ssh_channel_request_pty(channel_) != SSH_OK) return false;
    return ssh_channel_request_shell(channel_) == SSH_OK;
  }
  bool execute(const char* command) {
    return ssh_channel_request_exec(channel_, command) == SSH_OK;
  }
  void say(const std::string& text) {
    ssh_channel_write(channel_, text.data(), static_cast<std::uint32_t>(text.size()));
  }
  /// What came up to and with `end`, or to the end of the connection.
  std::string hear(std::string_view end) {
    std::string heard;
    char c = 0;
    while (!heard.ends_with(end) && ssh_channel_read_timeout(channel_, &c, 1, 0, 10'000) == 1) {
      heard += c;
    }
    return heard;
  }
  bool ended() {
    char c = 0;
    return ssh_channel_read_timeout(channel_, &c, 1, 0, 10'000) <= 0;
  }

 private:
  ssh_session session_;
  ssh_channel channel_ = nullptr;
  bool connected_ = false;
};

class Ssh : public testing::Test {
 protected:
  Ssh() : folder_{testing::TempDir() + "ssh" + std::to_string(::getpid())} {
    std::filesystem::create_directories(folder_);
  }
  ~Ssh() override { std::filesystem::remove_all(folder_); }

  std::uint16_t serve(SshLimits limits = {}) {
    server_ = std::make_unique<SshServer>(limits);
    const auto key = server_->use_key(folder_ + "/key");
    EXPECT_TRUE(key) << key.error();
    const auto port =
        server_->listen({{"127.0.0.1", 0}, [](const SshLogin& login) -> std::unique_ptr<LineShell> {
                           if (login.user != "user" || login.password != "good") return nullptr;
                           return std::make_unique<EchoShell>();
                         }});
    EXPECT_TRUE(port) << port.error();
    server_->start();
    return port.value_or(0);
  }

  std::string folder_;
  std::unique_ptr<SshServer> server_;
};

TEST_F(Ssh, TalksLineByLine) {
  Client client{serve()};
  ASSERT_TRUE(client.connected());
  ASSERT_TRUE(client.log_in("good"));
  ASSERT_TRUE(client.open_shell(false));
  EXPECT_EQ(client.hear(">"), "hello\n>");
  client.say("one\ntwo\n");
  EXPECT_EQ(client.hear(">"), "you said one\n>");
  EXPECT_EQ(client.hear(">"), "you said two\n>");
  client.say("exit\n");
  EXPECT_TRUE(client.ended());
}

TEST_F(Ssh, EchoesOnATerminalAndHidesSecrets) {
  Client client{serve()};
  ASSERT_TRUE(client.log_in("good"));
  ASSERT_TRUE(client.open_shell(true));
  EXPECT_EQ(client.hear(">"), "hello\r\n>");
  client.say("hi\r");
  EXPECT_EQ(client.hear(">"), "hi\r\nyou said hi\r\n>");
  client.say("secret\r");
  EXPECT_EQ(client.hear("?"), "secret\r\nhidden?");
  client.say("abc\r");
  EXPECT_EQ(client.hear(">"), "\r\nyou said abc\r\n>");
  client.say("ab\x03");
  EXPECT_THAT(client.hear(">"), HasSubstr("given up"));
}

TEST_F(Ssh, LetsNobodyInWithAWrongPassword) {
  const std::uint16_t port = serve({.attempts = 2});
  Client client{port};
  EXPECT_FALSE(client.log_in("bad"));
  EXPECT_FALSE(client.open_channel());
  EXPECT_FALSE(client.log_in("worse"));
  EXPECT_FALSE(client.log_in("good"));
}

TEST_F(Ssh, ExecutesNothing) {
  Client client{serve()};
  ASSERT_TRUE(client.log_in("good"));
  ASSERT_TRUE(client.open_channel());
  EXPECT_FALSE(client.execute("id"));
}

TEST_F(Ssh, RefusesLinesThatAreTooLong) {
  Client client{serve({.line = 16})};
  ASSERT_TRUE(client.log_in("good"));
  ASSERT_TRUE(client.open_shell(false));
  client.hear(">");
  client.say(std::string(1000, 'x') + "\n");
  EXPECT_EQ(client.hear(">"), "too long\n>");
}

TEST_F(Ssh, HasOnlySoManyConnections) {
  const std::uint16_t port = serve({.connections = 1});
  Client first{port};
  ASSERT_TRUE(first.connected());
  Client second{port};
  EXPECT_FALSE(second.connected());
}

TEST_F(Ssh, EndsWhoSaysNothing) {
  Client client{serve({.idle = std::chrono::seconds{1}})};
  ASSERT_TRUE(client.log_in("good"));
  ASSERT_TRUE(client.open_shell(false));
  client.hear(">");
  EXPECT_THAT(client.hear("out.\n"), HasSubstr("Session timed out."));
  EXPECT_TRUE(client.ended());
}

TEST_F(Ssh, StopsWhileSomebodyIsThere) {
  Client client{serve()};
  ASSERT_TRUE(client.log_in("good"));
  ASSERT_TRUE(client.open_shell(false));
  client.hear(">");
  server_->stop();
  EXPECT_TRUE(client.ended());
}

TEST_F(Ssh, IsKnownByTheSameKeyAgain) {
  serve();
  const auto first = read_file(folder_ + "/key", 65'536);
  ASSERT_TRUE(first);
  struct stat status {};
  ASSERT_EQ(::stat((folder_ + "/key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  serve();
  EXPECT_EQ(read_file(folder_ + "/key", 65'536), first);
}

TEST_F(Ssh, TakesNoOtherFileForAKey) {
  ASSERT_FALSE(write_file(folder_ + "/key", "no key at all\n"));
  SshServer server;
  EXPECT_THAT(server.use_key(folder_ + "/key").error(), HasSubstr("is no host key"));
}

TEST_F(Ssh, CannotListenWhereOneListens) {
  const std::uint16_t port = serve();
  const auto again = server_->listen({{"127.0.0.1", port}, {}});
  EXPECT_FALSE(again);
  EXPECT_FALSE(server_->listen({{"nowhere", 0}, {}}));
}

}  // namespace
}  // namespace slsim
