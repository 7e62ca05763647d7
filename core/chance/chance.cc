// SPDX-License-Identifier: Apache-2.0
#include "core/chance/chance.h"

#include "core/journal/word.h"
#include "core/result/check.h"

namespace slsim {
namespace {

__extension__ using Wide = unsigned __int128;

/// The increment and the output function of SplitMix64 (Steele, Lea, Flood: Fast Splittable
/// Pseudorandom Number Generators, OOPSLA 2014; constants of Vigna's reference implementation).
constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15U;

constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

}  // namespace

// Mixed, so that neighbouring seeds or similar names do not start near each other on the one cycle
// of SplitMix64.
RandomStream::RandomStream(std::uint64_t seed, std::string_view name)
    : state_{mix(mix(seed + golden_gamma) ^ stable_hash(name))} {}

std::uint64_t RandomStream::next() {
  ++draws_;
  state_ += golden_gamma;
  return mix(state_);
}

// Lemire: Fast Random Integer Generation in an Interval, 2019. Draws again where a plain product
// would be biased.
std::uint64_t RandomStream::below(std::uint64_t bound) {
  CHECK(bound > 0, "there is a number below the bound");
  Wide product = Wide{next()} * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t biased = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < biased) product = Wide{next()} * bound;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

Duration RandomStream::between(Duration low, Duration high) {
  CHECK(low <= high, "an interval has a first and a last value");
  const auto from = static_cast<std::uint64_t>(low.count());
  const std::uint64_t values = static_cast<std::uint64_t>(high.count()) - from + 1;
  const std::uint64_t offset = values == 0 ? next() : below(values);  // 0: all that there are.
  return Duration{static_cast<std::int64_t>(from + offset)};
}

RandomStream& Chance::stream(std::string_view name) {
  const auto found = streams_.find(name);
  if (found != streams_.end()) return found->second;
  return streams_.emplace(name, RandomStream{seed_, name}).first->second;
}

std::uint64_t Chance::summary() const {
  std::uint64_t sum = 0;
  for (const auto& [name, stream] : streams_) {
    if (stream.draws() == 0) continue;  // Asked for and not used: as good as never asked for.
    sum = mix(sum ^ stable_hash(name)) + mix(stream.draws()) + golden_gamma;
    sum = mix(sum ^ stream.state());
  }
  return sum;
}

}  // namespace slsim
