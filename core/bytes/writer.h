// SPDX-License-Identifier: Apache-2.0
// Values as bytes, for the same program on the same machine to read again (core/bytes/reader.h):
// there are no names, numbers or versions of members among them.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/shapes.h"
#include "core/bytes/words.h"

namespace slsim {

class ByteWriter {
 public:
  static constexpr bool reads = false;

  /// Appends all of them. Nothing of them is changed; classes list their members once for both
  /// directions, and therefore not as const.
  template <class... Values>
  void operator()(Values&... values) {
    (put(values), ...);
  }
  template <class Value>
  void whole(const Value& value) {
    put(const_cast<Value&>(value));  // NOLINT(*-const-cast): see above.
  }

  /// Of what only one holds.
  template <class T>
  void sole(const std::shared_ptr<T>& held) {
    put(*held);
  }
  /// What a reader says of bytes that make no sense.
  void fail() {}

  [[nodiscard]] std::string take() && {
    flush();
    return std::move(bytes_);
  }

 private:
  template <class T>
  void put(T& value) {
    using Plain = std::remove_const_t<T>;
    if constexpr (is_flat<Plain>()) {
      plain(value);
    } else if constexpr (std::is_same_v<Plain, Word>) {
      put_word(value);
    } else if constexpr (Persists<T, ByteWriter>) {
      value.persist(*this);
    } else if constexpr (is_array<Plain>) {
      for (auto& item : value) put(item);
    } else if constexpr (std::is_same_v<Plain, std::string> || is_a<std::vector, Plain>) {
      put_row(value);
    } else if constexpr (is_sorted<Plain> || requires { value.push_back(*value.begin()); }) {
      put_size(value.size());
      for (auto& item : value) put(item);
    } else if constexpr (is_a<std::pair, Plain>) {
      put(value.first);
      put(value.second);
    } else if constexpr (is_a<std::optional, Plain>) {
      put_flag(value.has_value());
      if (value) put(*value);
    } else if constexpr (is_a<tl::expected, Plain>) {
      put_expected(value);
    } else if constexpr (is_a<std::variant, Plain>) {
      put_size(value.index());
      std::visit([&](auto& held) { put(held); }, value);
    } else if constexpr (is_a<std::shared_ptr, Plain>) {
      put_shared(value.get());
    } else if constexpr (!std::is_same_v<Plain, std::monostate>) {
      with_members(value, [&](auto&... members) { (put(members), ...); });
    }
  }

  template <class Row>
  void put_row(Row& row) {
    using Item = typename Row::value_type;
    put_size(row.size());
    if constexpr (is_flat<Item>()) {
      raw(row.data(), row.size() * sizeof(Item));
    } else {
      for (auto& item : row) put(item);
    }
  }
  template <class Expected>
  void put_expected(Expected& value) {
    put_flag(value.has_value());
    if (!value) return put(value.error());
    if constexpr (!std::is_void_v<typename std::remove_const_t<Expected>::value_type>) put(*value);
  }
  /// What several share is written once, if they stand near each other.
  template <class T>
  void put_shared(T* held) {
    constexpr std::size_t near = 64;
    const Shared wanted{held, &kind_of<std::remove_const_t<T>>};
    const auto nearest = std::min(near, shared_.size());
    const auto found =
        std::find(shared_.end() - static_cast<std::ptrdiff_t>(nearest), shared_.end(), wanted);
    put_size(held == nullptr ? 0 : static_cast<std::size_t>(found - shared_.begin()) + 1);
    if (held == nullptr || found != shared_.end()) return;
    put(const_cast<std::remove_const_t<T>&>(*held));  // NOLINT(*-const-cast): as above.
    shared_.push_back(wanted);
  }
  void put_word(Word word) {
    const std::uint32_t known = words_.count();
    const std::uint32_t number = words_(word);
    plain(number);
    if (number < known) return;
    put_size(word.text().size());
    raw(word.text().data(), word.text().size());
  }
  void put_flag(bool flag) { plain(flag); }
  void put_size(std::size_t size) { plain(static_cast<std::uint32_t>(size)); }
  /// Of a size that the compiler knows, which for most is a move or two.
  template <class T>
  void plain(const T& value) {
    if constexpr (sizeof value > 64) return raw(&value, sizeof value);
    if (buffer_.size() - used_ < sizeof value) flush();
    std::memcpy(buffer_.data() + used_, &value, sizeof value);
    used_ += sizeof value;
  }
  void raw(const void* from, std::size_t size) {
    if (buffer_.size() - used_ < size) flush();
    if (buffer_.size() < size) {
      bytes_.append(static_cast<const char*>(from), size);
    } else if (size != 0) {
      std::memcpy(buffer_.data() + used_, from, size);
      used_ += size;
    }
  }
  void flush() {
    bytes_.append(buffer_.data(), used_);
    used_ = 0;
  }

  template <class T>
  static constexpr char kind_of = 0;
  using Shared = std::pair<const void*, const char*>;

  std::string bytes_;
  std::array<char, 4096> buffer_{};  // What goes to bytes_ at once, of which used_ are good.
  std::size_t used_ = 0;
  WordNumbers words_;
  std::vector<Shared> shared_;
};

}  // namespace slsim
