// SPDX-License-Identifier: Apache-2.0
// Small containers over all licences: one value for each, and sets of them.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "core/agent/license.h"

namespace slsim {

[[nodiscard]] constexpr std::size_t index_of(License license) {
  return static_cast<std::size_t>(license);
}

/// In the order of the enumerators, which is the catalog's.
inline constexpr std::array<License, license_count> all_licenses = [] {
  std::array<License, license_count> all{};
  for (std::size_t i = 0; i < license_count; ++i) all[i] = static_cast<License>(i);
  return all;
}();

/// One T for each licence.
template <class T>
class PerLicense {
 public:
  [[nodiscard]] constexpr T& operator[](License license) { return values_[index_of(license)]; }
  [[nodiscard]] constexpr const T& operator[](License license) const {
    return values_[index_of(license)];
  }
  bool operator==(const PerLicense&) const = default;
  template <class Archive>
  void persist(Archive& archive) {
    archive(values_);
  }

 private:
  std::array<T, license_count> values_{};
};

/// A set of licences in one word. Iterates in the order of the enumerators.
class LicenseSet {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(std::uint32_t bits) : bits_{bits} {}
    constexpr License operator*() const { return static_cast<License>(std::countr_zero(bits_)); }
    constexpr Iterator& operator++() {
      bits_ &= bits_ - 1;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    std::uint32_t bits_;
  };

  constexpr LicenseSet() = default;
  constexpr LicenseSet(License license) : bits_{1U << index_of(license)} {}  // NOLINT

  [[nodiscard]] constexpr Iterator begin() const { return Iterator{bits_}; }
  [[nodiscard]] static constexpr Iterator end() { return Iterator{0}; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool contains(LicenseSet other) const {
    return (other.bits_ & ~bits_) == 0;
  }
  [[nodiscard]] constexpr bool meets(LicenseSet other) const { return (other.bits_ & bits_) != 0; }
  constexpr LicenseSet& operator|=(LicenseSet other) {
    bits_ |= other.bits_;
    return *this;
  }
  friend constexpr LicenseSet operator|(LicenseSet a, LicenseSet b) { return a |= b; }
  bool operator==(const LicenseSet&) const = default;
  template <class Archive>
  void persist(Archive& archive) {
    archive(bits_);
  }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace slsim
