// SPDX-License-Identifier: Apache-2.0
// What an actor may do to the world while it handles one event. It is handed to each call and never
// kept, which is why actors are plain values and a world can be saved, copied and forked.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "core/chance/chance.h"
#include "core/journal/journal.h"
#include "sim/kernel/network.h"
#include "sim/kernel/timeline.h"

namespace slsim {

/// The licensing-free part of a world: a value.
struct Kernel {
  Timeline timeline;
  Network network;
  Journal journal;
  Chance chance;
};

class Context {
 public:
  Context(Kernel& kernel, ActorId self) : kernel_{&kernel}, self_{self} {}

  [[nodiscard]] Instant now() const { return kernel_->timeline.now(); }
  [[nodiscard]] ActorId self() const { return self_; }

  /// Delivers (kind, argument) to this actor at `due`, or now if that has passed.
  TimerId schedule(Instant due, std::uint32_t kind, std::uint64_t argument = 0) {
    return kernel_->timeline.schedule({due, self_, kind, argument});
  }
  void cancel(TimerId timer) { kernel_->timeline.cancel(timer); }

  void record(Level level, Word name, std::initializer_list<EventField> fields = {}) {
    kernel_->journal.record(Event{now(), self_, level, name, fields});
  }
  NameId intern(std::string_view text) { return kernel_->journal.intern(text); }

  /// The answer, or the failure to get one, comes as an Arrival with `tag`.
  ExchangeId send(HostId from, const SendOptions& options, AgentRequest request,
                  std::uint32_t tag) {
    return kernel_->network.send(*kernel_, self_, from, options, std::move(request), tag);
  }
  void abandon(ExchangeId exchange) { kernel_->network.abandon(*kernel_, exchange); }
  /// The end of an exchange comes no later than this after it was sent.
  [[nodiscard]] Duration patience() const { return kernel_->network.timeout(); }
  /// Answers a request that arrived. Each is answered once, now or later.
  void reply(ExchangeId exchange, AgentReply answer) {
    kernel_->network.reply(*kernel_, exchange, std::move(answer));
  }

  RandomStream& chance(std::string_view name) { return kernel_->chance.stream(name); }
  Kernel& kernel() { return *kernel_; }

 private:
  Kernel* kernel_;
  ActorId self_;
};

}  // namespace slsim
