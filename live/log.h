// SPDX-License-Identifier: Apache-2.0
// What a server tells of itself while it runs: a line on stderr for each event, for people or as
// JSON. From any thread. Whoever logs hands in no secrets: paths without their queries, no headers,
// no bodies.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace slsim {

enum class LogForm { text, json };

class Log {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

  /// `quiet`: only what needs somebody's attention.
  Log(LogForm form, bool quiet);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();

  void info(std::string_view event, Fields fields = {}) const;
  void warn(std::string_view event, Fields fields = {}) const;
  [[nodiscard]] bool quiet() const { return quiet_; }

 private:
  struct Sink;
  [[nodiscard]] std::string line(std::string_view event, Fields fields) const;

  LogForm form_;
  bool quiet_;
  std::unique_ptr<Sink> sink_;
};

}  // namespace slsim
