// SPDX-License-Identifier: Apache-2.0
// The mediation client's ports in a world: what it asks for is noted down as a wish with a number,
// and the world answers by that number, now or later. Nothing of the world is kept here, so that a
// client can be run again from what it was answered.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/ports.h"

namespace slsim {

class MediatorPorts {
 public:
  /// What its jobs and syncs go on with when nothing is under way.
  struct Known {
    std::map<std::string, Bearer> access{};                            ///< As in Shared,
    std::map<std::string, PortalReading::Listing> virtual_accounts{};  ///< and likewise.
  };
  /// Wishes are numbered from `next` on, and `jitter` is drawn from.
  MediatorPorts(std::uint32_t next, RandomStream jitter, const Known& known);

  struct Wish {
    std::uint32_t number = 0;
    std::optional<HttpExchange> exchange{};  ///< To ask a server,
    Instant until{};                         ///< or else to be woken at an instant.
  };
  /// Those that are new since they were taken last.
  [[nodiscard]] std::vector<Wish> take_wishes() { return std::exchange(wishes_, {}); }
  void answer(std::uint32_t wish, Result<HttpResponse> answer);
  void wake(std::uint32_t wish);
  /// Whoever waited is gone, and what was in memory.
  void forget_all();

  [[nodiscard]] Ports ports() { return {http_, clock_, jitter_, shared_}; }
  [[nodiscard]] Known known() const;
  [[nodiscard]] const RandomStream& jitter() const { return jitter_; }
  [[nodiscard]] std::uint32_t next() const { return next_; }
  [[nodiscard]] Instant now() const { return now_; }
  void set_now(Instant now) { now_ = now; }

 private:
  class WishingHttp final : public HttpClient {
   public:
    explicit WishingHttp(MediatorPorts& ports) : ports_{ports} {}
    [[nodiscard]] Answer<Result<HttpResponse>> send(HttpExchange exchange) override;

   private:
    MediatorPorts& ports_;
  };
  class WishingClock final : public Clock {
   public:
    explicit WishingClock(MediatorPorts& ports) : ports_{ports} {}
    [[nodiscard]] Instant now() const override { return ports_.now_; }
    [[nodiscard]] Answer<Instant> wait_until(Instant when) override;

   private:
    MediatorPorts& ports_;
  };

  std::uint32_t next_;
  RandomStream jitter_;
  Shared shared_;
  Instant now_{};
  WishingHttp http_;
  WishingClock clock_;
  std::vector<Wish> wishes_;
  std::map<std::uint32_t, Reply<Result<HttpResponse>>> asking_;
  std::map<std::uint32_t, Reply<Instant>> waiting_;
};

}  // namespace slsim
