// SPDX-License-Identifier: Apache-2.0
// Values out of the bytes that a ByteWriter of this program has written. Bytes that end early or
// make no sense leave `bad()` behind, and values that may be anything of their types: whether the
// bytes are ours at all has to be made sure before.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/shapes.h"
#include "core/bytes/words.h"

namespace slsim {

class ByteReader {
 public:
  static constexpr bool reads = true;
  /// REQUIRES: what `bytes` views outlives this.
  explicit ByteReader(std::string_view bytes) : rest_{bytes} {}

  template <class... Values>
  void operator()(Values&... values) {
    (get(values), ...);
  }
  template <class Value>
  [[nodiscard]] Value whole() {
    auto value = Blank::make<Value>();
    get(value);
    return value;
  }

  /// Of what only one is to hold.
  template <class T>
  void sole(std::shared_ptr<T>& held) {
    held = std::make_shared<T>(Blank::make<T>());
    get(*held);
  }

  void fail() { bad_ = true; }
  [[nodiscard]] bool bad() const { return bad_; }
  /// Whether all was read and made sense.
  [[nodiscard]] bool good_end() const { return !bad_ && rest_.empty(); }
  /// The letters of all words that were read.
  [[nodiscard]] std::shared_ptr<const void> letters() const { return words_; }

 private:
  template <class T>
  void get(T& value) {
    if (bad_) return;
    if constexpr (std::is_same_v<T, bool>) {
      value = get_flag();
    } else if constexpr (is_flat<T>()) {
      plain(value);
    } else if constexpr (std::is_same_v<T, Word>) {
      value = get_word();
    } else if constexpr (Persists<T, ByteReader>) {
      value.persist(*this);
    } else if constexpr (is_array<T>) {
      for (auto& item : value) get(item);
    } else if constexpr (std::is_same_v<T, std::string> || is_a<std::vector, T>) {
      get_row(value);
    } else if constexpr (is_sorted<T>) {
      get_sorted(value);
    } else if constexpr (requires { value.push_back(*value.begin()); }) {
      for (std::size_t left = get_size(1); left > 0 && !bad_; --left) {
        value.push_back(whole<typename T::value_type>());
      }
    } else if constexpr (is_a<std::pair, T>) {
      get(value.first);
      get(value.second);
    } else if constexpr (is_a<std::optional, T>) {
      if (get_flag()) get(value.emplace(Blank::make<typename T::value_type>()));
    } else if constexpr (is_a<tl::expected, T>) {
      get_expected(value);
    } else if constexpr (is_a<std::variant, T>) {
      get_variant(value, get_number(), std::make_index_sequence<std::variant_size_v<T>>{});
    } else if constexpr (is_a<std::shared_ptr, T>) {
      get_shared(value);
    } else if constexpr (!std::is_same_v<T, std::monostate>) {
      with_members(value, [&](auto&... members) { (get(members), ...); });
    }
  }

  template <class Row>
  void get_row(Row& row) {
    using Item = typename Row::value_type;
    if constexpr (is_flat<Item>()) {
      row.resize(get_size(sizeof(Item)));
      raw(row.data(), row.size() * sizeof(Item));
    } else {
      const std::size_t size = get_size(1);
      row.clear();
      // What the bytes claim to be is believed only as far as they take memory themselves.
      row.reserve(std::min(size, rest_.size() / sizeof(Item) + 1));
      for (std::size_t left = size; left > 0 && !bad_; --left) {
        row.push_back(Blank::make<Item>());
        get(row.back());
      }
    }
  }
  template <class Sorted>
  void get_sorted(Sorted& sorted) {
    sorted.clear();
    for (std::size_t left = get_size(1); left > 0 && !bad_; --left) {
      if constexpr (is_a<std::set, Sorted>) {
        sorted.insert(sorted.end(), whole<typename Sorted::value_type>());
      } else {
        auto key = whole<typename Sorted::key_type>();
        get(sorted
                .emplace_hint(sorted.end(), std::move(key),
                              Blank::make<typename Sorted::mapped_type>())
                ->second);
      }
    }
  }
  template <class Expected>
  void get_expected(Expected& value) {
    using Item = typename Expected::value_type;
    if (!get_flag()) {
      value = tl::make_unexpected(whole<typename Expected::error_type>());
    } else if constexpr (std::is_void_v<Item>) {
      value = Expected{};
    } else {
      value = whole<Item>();
    }
  }
  template <class Variant, std::size_t... I>
  void get_variant(Variant& value, std::size_t index, std::index_sequence<I...>) {
    const bool known =
        ((index == I &&
          (get(value.template emplace<I>(Blank::make<std::variant_alternative_t<I, Variant>>())),
           true)) ||
         ...);
    if (!known) fail();
  }
  template <class T>
  void get_shared(std::shared_ptr<T>& value) {
    const std::size_t number = get_number();
    value = nullptr;
    if (number == 0 || bad_) return;
    if (number <= shared_.size()) {
      value = std::static_pointer_cast<T>(shared_[number - 1]);
      return;
    }
    // What it holds may share something itself, and that comes first.
    auto made = std::make_shared<std::remove_const_t<T>>(Blank::make<std::remove_const_t<T>>());
    get(*made);
    shared_.push_back(made);
    value = std::move(made);
  }
  [[nodiscard]] Word get_word() {
    const std::size_t number = get_number();
    if (!bad_ && number == words_->size()) words_->add(whole<std::string>());
    if (number >= words_->size()) fail();
    return bad_ ? ""_w : words_->at(number);
  }
  [[nodiscard]] bool get_flag() {
    std::uint8_t flag = 0;
    plain(flag);
    return flag != 0;
  }
  [[nodiscard]] std::size_t get_number() {
    std::uint32_t number = 0;
    plain(number);
    return number;
  }
  /// Of a row whose items take at least so many bytes: there cannot be more than fit.
  [[nodiscard]] std::size_t get_size(std::size_t least) {
    const std::size_t size = get_number();
    if (size <= rest_.size() / least) return size;
    fail();
    return 0;
  }
  /// Of a size that the compiler knows.
  template <class T>
  void plain(T& value) {
    if (bad_ || rest_.size() < sizeof value) return fail();
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
  }
  void raw(void* to, std::size_t size) {
    if (bad_ || rest_.size() < size) return fail();
    if (size != 0) std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
  }

  std::string_view rest_;
  bool bad_ = false;
  std::shared_ptr<WordStore> words_ = std::make_shared<WordStore>();
  std::vector<std::shared_ptr<void>> shared_;
};

}  // namespace slsim
