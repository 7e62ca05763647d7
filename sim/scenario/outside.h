// SPDX-License-Identifier: Apache-2.0
// The actor `outside`: whoever calls a host's interface from beyond the world. Cuts and firewalls
// between the host `outside` and others hold for it. A value.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sim/kernel/context.h"

namespace slsim {

class Outside {
 public:
  explicit Outside(HostId host = {}) : host_{host} {}

  [[nodiscard]] HostId host() const { return host_; }

  struct Call {
    std::string to;  ///< A host's name, or one that stands for it.
    HttpCall http;
    Duration patience = minutes(5);  ///< How long the caller waits. Longer than any interface does.
    std::string keep{};              ///< What of the answer the caller wants: of no account here.
    bool at_once = false;            ///< SendOptions::at_once.
    std::optional<ProxyUse> via{};   ///< By way of which it goes; else directly.
    bool admitted = false;           ///< The proxy has let this caller in before.
  };
  /// The number by which the answer is asked for.
  std::uint32_t ask(Context context, Call call);
  void on_answer(const AnswerArrival& arrival);

  struct Answered {
    AgentReply answer;  ///< An HttpAnswer, or the Problem for which there is none.
    std::string keep;
  };
  /// Once; absent while there is none.
  [[nodiscard]] std::optional<Answered> take(std::uint32_t call);
  /// The last answer that was taken; null before it, and when there was none.
  [[nodiscard]] const std::shared_ptr<const HttpResponse>& last() const { return last_; }

  template <class Archive>
  void persist(Archive& archive) {
    archive(host_, next_, open_, last_);
  }

 private:
  struct Open {
    std::string keep;
    std::optional<AgentReply> answer{};
  };

  HostId host_;
  std::uint32_t next_ = 0;
  std::map<std::uint32_t, Open> open_;
  std::shared_ptr<const HttpResponse> last_;
};

}  // namespace slsim
