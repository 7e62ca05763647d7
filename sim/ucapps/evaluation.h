// SPDX-License-Identifier: Apache-2.0
// The evaluation period: given once in a product's life, used up only while the product consumes
// licences without a registration, frozen otherwise.
#pragma once

#include <optional>

#include "core/time/instant.h"

namespace slsim {

class Evaluation {
 public:
  explicit Evaluation(Duration period = days(90)) : left_{period} {}

  /// Starts or stops the count. Repeating what holds changes nothing.
  void run(bool running, Instant now) {
    if (running_ && ends() <= now) ended_ = ends();
    left_ = left(now);
    since_ = now;
    running_ = running && left_ > Duration::zero();
  }
  [[nodiscard]] bool running() const { return running_; }
  /// Never negative.
  [[nodiscard]] Duration left(Instant now) const {
    if (!running_ || now <= since_) return left_;
    return now - since_ >= left_ ? Duration::zero() : left_ - (now - since_);
  }
  /// When it was used up.
  [[nodiscard]] std::optional<Instant> ended() const { return ended_; }
  /// When it will be used up as things stand; `never` while frozen.
  [[nodiscard]] Instant ends() const { return running_ ? since_ + left_ : never; }
  template <class Archive>
  void persist(Archive& archive) {
    archive(left_, since_, ended_, running_);
  }

 private:
  Duration left_;
  Instant since_;
  std::optional<Instant> ended_;
  bool running_ = false;
};

}  // namespace slsim
