// SPDX-License-Identifier: Apache-2.0
// A server that answers with the path, but holds what asks for `/never`.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <mutex>
#include <vector>

#include "live/http_server.h"

namespace slsim {

class HoldingServer : public testing::Test {
 protected:
  void SetUp() override {
    origin.port = *server.listen(
        {{"127.0.0.1", 0}, {}, [this](const HttpRequest& in, const HttpReply& reply) {
           const std::lock_guard lock{mutex};
           if (in.path == "/never") {
             held.push_back(reply);
           } else {
             reply.answer({200, {}, in.path});
           }
         }});
    server.start(2);
  }
  void TearDown() override {
    server.stop(std::chrono::milliseconds{0});
    held.clear();  // A reply does not outlive its server.
  }

  std::mutex mutex;
  std::vector<HttpReply> held;
  HttpServer server;
  HttpOrigin origin{false, "127.0.0.1", 0};
};

}  // namespace slsim
