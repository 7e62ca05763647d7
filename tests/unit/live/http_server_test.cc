// SPDX-License-Identifier: Apache-2.0
#include "live/http_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace slsim {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// A client that sends bytes and reads until it has what it wants, or the end.
class Caller {
 public:
  explicit Caller(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  ~Caller() { ::close(socket_); }

  void say(std::string_view text) const {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  /// What came up to and with `end`, or to the end of the connection.
  std::string hear(std::string_view end = "\1") const {
    std::string heard;
    char c = 0;
    while (!heard.ends_with(end) && ::recv(socket_, &c, 1, 0) == 1) heard += c;
    return heard;
  }

 private:
  int socket_;
};

class Server : public testing::Test {
 protected:
  std::uint16_t listen(Serve serve) {
    const auto port = server.listen({{"127.0.0.1", 0}, {}, std::move(serve)});
    EXPECT_TRUE(port.has_value());
    return port.value_or(0);
  }
  HttpServer server{ServerLimits{.request = {.body = 100}, .connections = 200}};
};

HttpResponse text(std::string body) { return {200, {}, std::move(body)}; }

TEST_F(Server, AnswersOneRequestAfterTheOtherOnAConnection) {
  const auto port = listen([](const HttpRequest& request, const HttpReply& reply) {
    reply.answer(text(request.method + " " + request.path + "?" + request.query + request.body));
  });
  server.start(2);
  Caller caller{port};
  caller.say("GET /a%20b?c HTTP/1.1\r\n\r\nPROPFIND /2 HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(caller.hear("?c"), EndsWith("\r\n\r\nGET /a%20b?c"));
  EXPECT_THAT(caller.hear("hi"), EndsWith("\r\n\r\nPROPFIND /2?hi"));
  caller.say("GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(caller.hear(), EndsWith("GET /3?"));
}

TEST_F(Server, AnAnswerMayComeLaterAndFromElsewhere) {
  std::vector<std::thread> threads;
  const auto port = listen([&](const HttpRequest&, const HttpReply& reply) {
    threads.emplace_back([reply] { reply.answer(text("later")); });
  });
  server.start(1);
  Caller caller{port};
  caller.say("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("later"), EndsWith("later"));
  for (auto& thread : threads) thread.join();
}

TEST_F(Server, WhoIsNotAnsweredIsCutOff) {
  const auto port = listen([](const HttpRequest& request, const HttpReply& reply) {
    if (request.path == "/cut") reply.cut();
  });
  server.start(1);
  for (const std::string path : {"/cut", "/forgotten"}) {
    Caller caller{port};
    caller.say("GET " + path + " HTTP/1.1\r\n\r\n");
    EXPECT_EQ(caller.hear(), "");
  }
}

TEST_F(Server, TooMuchIsRefusedAndNeverReachesAHandler) {
  std::atomic<int> served = 0;
  const auto port = listen([&](const HttpRequest&, const HttpReply& reply) {
    ++served;
    reply.answer(text(""));
  });
  server.start(1);
  Caller caller{port};
  caller.say("POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n");
  EXPECT_THAT(caller.hear(), StartsWith("HTTP/1.1 413 "));
  Caller garbled{port};
  garbled.say("\x16\x03\x01\x02 nonsense\n");
  EXPECT_THAT(garbled.hear(), StartsWith("HTTP/1.1 400 "));
  EXPECT_EQ(served, 0);
}

TEST_F(Server, WhoWaitsToBeToldIsTold) {
  const auto port = listen(
      [](const HttpRequest& request, const HttpReply& reply) { reply.answer(text(request.body)); });
  server.start(1);
  Caller caller{port};
  caller.say("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(caller.hear("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  caller.say("body");
  EXPECT_THAT(caller.hear("body"), EndsWith("\r\n\r\nbody"));
}

TEST_F(Server, AStreamComesInPiecesInTheirOrderUntilItsEnd) {
  const auto port = listen([](const HttpRequest&, const HttpReply& reply) {
    reply.stream({200, {{"Content-Type", "text/event-stream"}}, ""});
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(reply.send(std::to_string(i) + ";"));
  });
  server.start(2);
  std::string expected;
  for (int i = 0; i < 1000; ++i) expected += std::to_string(i) + ";";
  Caller caller{port};
  caller.say("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear(), EndsWith("\r\n\r\n" + expected));
}

TEST_F(Server, ManyConnectionsStayOpenSideBySide) {
  const auto port =
      listen([](const HttpRequest&, const HttpReply& reply) { reply.answer(text("x")); });
  server.start(2);
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < 150; ++i) callers.push_back(std::make_unique<Caller>(port));
  for (int round = 0; round < 3; ++round) {
    for (const auto& caller : callers) caller->say("GET / HTTP/1.1\r\n\r\n");
    for (const auto& caller : callers) EXPECT_THAT(caller->hear("x"), EndsWith("x"));
  }
}

TEST_F(Server, StopsWhileConnectionsAreOpen) {
  std::optional<HttpReply> kept;
  const auto port = listen([&](const HttpRequest&, HttpReply reply) { kept = std::move(reply); });
  server.start(2);
  Caller idle{port};
  Caller waiting{port};
  waiting.say("GET / HTTP/1.1\r\n\r\n");
  while (server.open_connections() < 2) std::this_thread::yield();
  server.stop(std::chrono::milliseconds{20});
  kept.reset();
  EXPECT_EQ(idle.hear(), "");
}

TEST_F(Server, APortInUseIsSaid) {
  const auto port = listen({});
  const auto again = server.listen({{"127.0.0.1", port}, {}, {}});
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error(), HasSubstr("in use"));
}

class ProxyServer : public Server {
 protected:
  void SetUp() override {
    listen([](const HttpRequest& request, const HttpReply& reply) {
      reply.answer(text("host says " + request.path));
    });
    const auto found = server.listen_as_proxy(
        {"127.0.0.1", 0}, [](const Authority& asked) -> std::optional<HttpServer::Passage> {
          if (asked == Authority{"tools.cisco.com", 80}) return HttpServer::Passage{0};
          return std::nullopt;
        });
    ASSERT_TRUE(found.has_value());
    port = *found;
    server.start(1);
  }
  std::uint16_t port = 0;
};

TEST_F(ProxyServer, TakesAConnectionOverForTheHostThatIsMeant) {
  Caller caller{port};
  caller.say("CONNECT Tools.Cisco.com:80 HTTP/1.1\r\nHost: x\r\n\r\nGET /early HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(caller.hear("/early"), EndsWith("host says /early"));
  caller.say("GET /next HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("/next"), EndsWith("host says /next"));
}

TEST_F(ProxyServer, TakesAbsoluteTargets) {
  Caller caller{port};
  caller.say("GET http://tools.cisco.com/x HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("/x"), EndsWith("host says /x"));
}

TEST_F(Server, AProxyThatWantsALoginTakesNothingElse) {
  listen([](const HttpRequest&, const HttpReply& reply) { reply.answer(text("inside")); });
  const auto port = server.listen_as_proxy(
      {"127.0.0.1", 0}, [](const Authority&) { return std::optional{HttpServer::Passage{0}}; },
      [](const std::string& user, const std::string& password) {
        return user == "ann" && password == "a:b";
      });
  ASSERT_TRUE(port.has_value());
  server.start(1);
  Caller caller{*port};
  for (const std::string login :
       {"", "Proxy-Authorization: Basic !\r\n", "Proxy-Authorization: Basic YW5uOmE=\r\n"}) {
    caller.say("CONNECT h:80 HTTP/1.1\r\n" + login + "\r\n");
    const std::string answer = caller.hear("a login\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 407 "));
    EXPECT_THAT(answer, HasSubstr("Proxy-Authenticate: Basic"));
  }
  caller.say("GET http://h/ HTTP/1.1\r\nProxy-Authorization: Basic YW5uOmE6Yg==\r\n\r\n");
  EXPECT_THAT(caller.hear("inside"), EndsWith("inside"));
}

TEST_F(ProxyServer, ReachesNothingElse) {
  Caller caller{port};
  caller.say("CONNECT example.org:443 HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("from here\n"), StartsWith("HTTP/1.1 403 "));
  caller.say("CONNECT tools.cisco.com:81 HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("from here\n"), StartsWith("HTTP/1.1 403 "));
  caller.say("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.hear("...\n"), StartsWith("HTTP/1.1 400 "));
}

}  // namespace
}  // namespace slsim
