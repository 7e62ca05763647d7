// SPDX-License-Identifier: Apache-2.0
// Chance comes from streams with names: a new consumer moves nobody else's draws. Integers and
// ratios only, since their results are the same on every machine; the standard distributions are
// not specified and are not used.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/time/instant.h"

namespace slsim {

/// A probability, exactly: one in twenty is {1, 20}.
struct Ratio {
  std::uint32_t part = 0;
  std::uint32_t whole = 1;
  bool operator==(const Ratio&) const = default;
};

/// SplitMix64 (Steele, Lea, Flood, 2014): 16 bytes with its count of draws, specified output.
class RandomStream {
 public:
  RandomStream() = default;
  RandomStream(std::uint64_t seed, std::string_view name);

  std::uint64_t next();
  /// From 0 up to but without `bound`, each equally likely. REQUIRES: bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// From `low` to `high`, both included. REQUIRES: low <= high.
  Duration between(Duration low, Duration high);
  bool chance(Ratio ratio) { return ratio.part != 0 && below(ratio.whole) < ratio.part; }

  [[nodiscard]] std::uint64_t draws() const { return draws_; }
  [[nodiscard]] std::uint64_t state() const { return state_; }
  template <class Archive>
  void persist(Archive& archive) {
    archive(state_, draws_);
  }

 private:
  std::uint64_t state_ = 0;
  std::uint64_t draws_ = 0;
};

/// All streams of one world.
class Chance {
 public:
  explicit Chance(std::uint64_t seed = 1) : seed_{seed} {}
  /// The stream of that name. The reference holds as long as this object lives and is not copied
  /// over.
  RandomStream& stream(std::string_view name);
  /// Over (name, draws, last state), sorted by name: two runs that drew alike agree.
  [[nodiscard]] std::uint64_t summary() const;
  template <class Archive>
  void persist(Archive& archive) {
    archive(seed_, streams_);
  }

 private:
  std::uint64_t seed_;
  std::map<std::string, RandomStream, std::less<>> streams_;
};

}  // namespace slsim
