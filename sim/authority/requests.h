// SPDX-License-Identifier: Apache-2.0
// What administrators ask of CSSM, and what they are answered, where a few plain arguments would
// not do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/authority/state.h"

namespace slsim {

struct SmartAccountTerms {
  std::string domain;
  std::string name{};
  AccountType type = AccountType::customer;
  std::string default_account = "DEFAULT";  ///< Name of its first virtual account.
};

struct VirtualAccountTerms {
  std::string name;
  std::string description{};
  AccessLevel access = AccessLevel::public_access;
  std::string satellite{};  ///< Whose it is from the start; empty: CSSM's own.
};

/// One line of an order: licences as a lot, restricted licences, or a mere right to use.
struct OrderLine {
  std::optional<Lot> lot{};
  std::int64_t restricted = 0;
  std::string right_to_use{};  ///< Of which product.
  std::int64_t rights = 0;
};

struct Order {
  std::string number;
  VirtualAccountId account;
  std::vector<OrderLine> lines;
};

enum class Precedence : std::uint8_t { longest_term_first, longest_term_last };
[[nodiscard]] Word word(Precedence precedence);

/// One line of a transfer: so many of a licence, out of lots of that kind.
struct LicenseMove {
  License license = License::UCM_CUWL;
  LotKind kind = LotKind::perpetual;
  std::int64_t quantity = 0;
  VirtualAccountId target{};
  std::string subscription{};  ///< Only from lots of this one; empty: of any.
  Precedence precedence = Precedence::longest_term_first;
  std::string starts{};  ///< Only from lots that start on this day, `2019-05-20`; empty: on any.
  std::string ends{};    ///< Likewise their last day.
};

/// Line by line: absent is done.
struct TransferReport {
  std::vector<std::optional<Problem>> lines;
  [[nodiscard]] std::size_t failed() const;
};

/// So many of a licence, as a tag of that release.
struct ReservationLine {
  License license = License::UCM_CUWL;
  std::int64_t quantity = 0;
  Precedence precedence = Precedence::longest_term_first;
  std::optional<TagRelease> release{};  ///< Absent: of 12.x, which every later one takes too.
};

struct ReservationRequest {
  ReservationKind kind = ReservationKind::specific;
  std::string request_code;
  std::vector<ReservationLine> lines{};  ///< None for a universal one.
  bool export_control_allowed = false;
};

/// What the portal shows of one licence in one virtual account.
struct LicenseRow {
  License license = License::UCM_CUWL;
  std::int64_t quantity = 0;  ///< Owned and live.
  bool unlimited = false;     ///< Usage-billed.
  std::int64_t in_use = 0;    ///< What instances report, whoever serves it.
  std::int64_t borrowed = 0;  ///< Of that, served by other licences;
  std::int64_t lent = 0;      ///< and what this one serves others.
  std::int64_t reserved = 0;
  std::int64_t available = 0;  ///< Left over, never below zero; -1 when unlimited.
  std::int64_t short_of = 0;   ///< Needed and nowhere to be had.
  bool in_compliance = true;
  std::vector<Served> substitutions;  ///< Who serves what this licence lacks.
};

/// `In Compliance`, `Out Of Compliance`: the interface's status texts.
[[nodiscard]] std::string_view status_text(const LicenseRow& row);

}  // namespace slsim
