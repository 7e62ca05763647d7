// SPDX-License-Identifier: Apache-2.0
// The time for which a product goes on in full service while something is wrong, before it stops
// provisioning.
#pragma once

#include <optional>

#include "core/time/instant.h"

namespace slsim {

class Overage {
 public:
  [[nodiscard]] bool running() const { return since_.has_value(); }
  void start(Instant at) {
    if (!since_) since_ = at;
  }
  /// What was spent is kept when days add up, and forgotten when they do not.
  void stop(Instant now, bool accumulate) {
    spent_ = accumulate ? spent(now) : Duration::zero();
    since_.reset();
  }
  /// The same by a clock that shows `by` more.
  void rebase(Duration by) {
    if (since_) *since_ += by;
  }
  [[nodiscard]] Duration spent(Instant now) const {
    return since_ && now > *since_ ? spent_ + (now - *since_) : spent_;
  }
  /// When `limit` is spent; `never` while it does not run.
  [[nodiscard]] Instant ends(Duration limit) const {
    return since_ ? *since_ + (limit - spent_) : never;
  }
  template <class Archive>
  void persist(Archive& archive) {
    archive(since_, spent_);
  }

 private:
  std::optional<Instant> since_;
  Duration spent_{};
};

}  // namespace slsim
