// SPDX-License-Identifier: Apache-2.0
// A value that its copies share until one of them changes it: copying ten thousand of them is
// cheap. Copies that share belong to one thread, as everything of a world does.
#pragma once

#include <memory>
#include <utility>

namespace slsim {

template <class T>
class Cow {
 public:
  explicit Cow(T value) : held_{std::make_shared<T>(std::move(value))} {}

  [[nodiscard]] const T& get() const { return *held_; }
  /// To change it. Nobody else sees the change; references of before may be to what others keep.
  [[nodiscard]] T& own() {
    if (held_.use_count() != 1) held_ = std::make_shared<T>(*held_);
    return *held_;
  }
  template <class Archive>
  void persist(Archive& archive) {
    archive.sole(held_);
  }

 private:
  friend struct Blank;
  Cow() = default;

  std::shared_ptr<T> held_;
};

}  // namespace slsim
