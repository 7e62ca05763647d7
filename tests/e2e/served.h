// SPDX-License-Identifier: Apache-2.0
// `slsim serve` as a person starts it: a process of its own on free ports, in the test's folder,
// with what it printed taken apart.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "live/http_client.h"
#include "tests/e2e/program.h"

namespace slsim {

class ServeTest : public ProgramTest {
 protected:
  ServeTest();
  ~ServeTest() override;

  /// From here on everything is about the server of that name, which has a home of its own. The
  /// first is `serve`.
  void turn_to(const std::string& name);
  /// Starts it with these flags besides those for ports, and waits until it serves. Whether it
  /// does.
  bool serve(std::string_view flags = "");
  /// Sends it a signal and waits for its end: its exit code, or 128 and the signal.
  int end(std::string_view signal = "TERM");
  /// `slsim ctl` of this server.
  Ran ctl(std::string_view words);
  /// `curl` by way of the proxy, with the root trusted.
  Ran curl(std::string_view words);
  /// A bearer of the demo world's client.
  std::string bearer();
  /// The text of the first token of the demo world's virtual account.
  std::string token_text(std::string_view virtual_account);
  /// One line of `ctl status`.
  std::string status(std::string_view field);
  /// A URL of a host, with `scheme`.
  [[nodiscard]] std::string url(std::string_view host, std::string_view scheme) const;

  std::string admin_;  ///< `http://127.0.0.1:40001`
  std::string proxy_;  ///< `http://127.0.0.1:40002`
  std::string root_;   ///< The file of the root.

 private:
  struct Known {
    std::string admin;
    std::string proxy;
    std::string root;
    std::string table;
  };
  [[nodiscard]] std::string home() const { return name_ == "serve" ? "home" : "home-" + name_; }
  void kill(const std::string& name);

  std::string name_ = "serve";
  std::map<std::string, Known> others_;
  std::string table_;
};

/// The same with a real proxy, tinyproxy, before it.
class ServeWithTinyproxy : public ServeTest {
 protected:
  ServeWithTinyproxy();
  ~ServeWithTinyproxy() override { shell("test -e tiny.pid && kill $(cat tiny.pid)"); }

  /// `further`: lines of its configuration.
  void start_tinyproxy(const std::string& further = "");
  /// A line that sends what comes to it on to the proxy of the served world.
  [[nodiscard]] std::string upstream() const;
  Ran curl_by_tinyproxy(const std::string& words);

  int port_;
};

}  // namespace slsim
