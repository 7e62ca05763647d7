// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/reservation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <pugixml.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "core/http/hash.h"
#include "core/http/markup.h"
#include "core/time/text.h"
#include "sim/licensing/catalog.h"
#include "sim/licensing/per_license.h"

namespace slsim {
namespace {

constexpr std::string_view test_key = "slsim reservation test key: reserves nothing of anybody's";
constexpr std::size_t longest_code = 64U << 10U;
/// Between the parts of what is signed: no part has it.
constexpr char divider = '\n';

std::string signature(std::string_view what, const Udi& device, std::uint64_t number) {
  const std::string text = fmt::format("{1}{0}{2}{0}{3}{0}{4}{0}{5}", divider, what, device.pid,
                                       device.sn, device.uuid, number);
  return hmac_sha256_hex(text, test_key);
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// Numbers in the letters and digits of a code.

constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string group_of(std::uint64_t number, std::size_t width) {
  std::string text;
  for (; number > 0 || text.size() < width; number /= digits.size()) {
    text.insert(text.begin(), digits[number % digits.size()]);
  }
  return text;
}

/// Of at most eight digits.
std::optional<std::uint64_t> number_in(std::string_view group) {
  if (group.empty() || group.size() > 8) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : group) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number * digits.size() + digit;
  }
  return number;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

tl::unexpected<Problem> unreadable(std::string what) {
  return refuse(ProblemCode::reservationinstallparsefail,
                "The authorization code cannot be read: " + std::move(what));
}

tl::unexpected<Problem> of_another_device() {
  return refuse(ProblemCode::reservationmismatch,
                "The authorization code was issued for another device");
}

tl::unexpected<Problem> not_valid() {
  return refuse(ProblemCode::codevalidationfailed,
                "The authorization code was changed, or does not come from this authority");
}

// Universal codes: EMUL8R, number, instant with the permission for export, and three groups that
// prove them.

constexpr std::string_view universal_mark = "EMUL8R";
constexpr std::size_t group_size = 6;

std::string universal_code(const Udi& device, std::uint64_t number, std::uint64_t when) {
  const std::string proof = upper(signature("universal " + std::to_string(when), device, number));
  return fmt::format("{}-{}-{}-{}-{}-{}", universal_mark, group_of(number, group_size),
                     group_of(when, group_size), proof.substr(0, group_size),
                     proof.substr(group_size, group_size),
                     proof.substr(2 * group_size, group_size));
}

/// Seconds, and whether export is allowed.
std::uint64_t moment_of(const ReservationGrant& grant) {
  const auto since =
      std::chrono::duration_cast<std::chrono::seconds>(grant.issued.time_since_epoch());
  return static_cast<std::uint64_t>(since.count()) * 2 + (grant.export_control_allowed ? 1 : 0);
}

Result<ReservationGrant> read_universal(std::string_view text, const Udi& device) {
  const auto groups = split(text, '-');
  const auto number = groups.size() == 6 ? number_in(groups[1]) : std::nullopt;
  const auto when = number ? number_in(groups[2]) : std::nullopt;
  if (!when) return unreadable("it has not the six groups of a universal one");
  if (text != universal_code(device, *number, *when)) return not_valid();
  ReservationGrant grant;
  grant.kind = ReservationKind::universal;
  grant.udi = device;
  grant.number = *number;
  grant.issued = Instant{std::chrono::seconds{*when / 2}};
  grant.export_control_allowed = *when % 2 == 1;
  return grant;
}

// Specific codes.

constexpr std::array<std::string_view, 4> kind_texts{"TERM", "PERPETUAL", "DEMO", "USAGE"};

std::string date_text(Instant at) { return at == never ? std::string{} : print(at); }

/// The number of a code stands in what the vendor's has in this place, an identifier.
std::string piid_of(const ReservationGrant& grant) {
  const std::string mac = signature("piid", grant.udi, grant.number);
  return fmt::format("{}-{}-{}-{}-{:012x}", mac.substr(0, 8), mac.substr(8, 4), mac.substr(12, 4),
                     mac.substr(16, 4), grant.number);
}

std::string content_of(const ReservationGrant& grant) {
  std::string text = fmt::format(
      "<flag>A</flag><version>C</version><piid>{}</piid><timestamp>{}</timestamp>"
      "<exportControl>{}</exportControl><entitlements>",
      piid_of(grant), grant.issued.time_since_epoch().count(),
      grant.export_control_allowed ? "ALLOWED" : "NOT ALLOWED");
  for (const Lot& lot : grant.entitlements) {
    const std::string name = escape_markup(info(lot.license).display_name);
    text += fmt::format(
        "<entitlement><tag>{}</tag><count>{}</count><startDate>{}</startDate><endDate>{}</endDate>"
        "<licenseType>{}</licenseType><displayName>{}</displayName>"
        "<tagDescription>{}</tagDescription><subscriptionID>{}</subscriptionID></entitlement>",
        tag(lot.license, lot.release.value_or(TagRelease::r12)), lot.quantity, date_text(lot.start),
        date_text(lot.end), kind_texts.at(static_cast<std::size_t>(lot.kind)), name, name,
        escape_markup(lot.subscription));
  }
  return text + "</entitlements>";
}

std::string specific_code(const ReservationGrant& grant) {
  const std::string content = content_of(grant);
  return fmt::format(
      "<specificPLR><authorizationCode>{}</authorizationCode><signature>{}</signature>"
      "<udi>{}</udi></specificPLR>",
      content, signature(content, grant.udi, grant.number), request_code(grant.udi));
}

std::optional<Instant> date_in(const pugi::xml_node& parent, const char* name, Instant absent) {
  const std::string_view text = parent.child(name).text().get();
  if (text.empty()) return absent;
  const auto at = parse_instant(text);
  return at ? std::optional{*at} : std::nullopt;
}

std::optional<Lot> entitlement_in(const pugi::xml_node& node) {
  const std::string_view tag_text = node.child("tag").text().get();
  const auto license = find_tag(tag_text);
  const auto start = date_in(node, "startDate", Instant{});
  const auto end = date_in(node, "endDate", never);
  const auto* const kind =
      std::ranges::find(kind_texts, std::string_view{node.child("licenseType").text().get()});
  const auto count = node.child("count").text().as_llong(-1);
  if (!license || !start || !end || kind == kind_texts.end() || count < 0) return std::nullopt;
  Lot lot{.license = *license,
          .kind = static_cast<LotKind>(kind - kind_texts.begin()),
          .quantity = count,
          .start = *start,
          .end = *end,
          .subscription = node.child("subscriptionID").text().get(),
          .source = LotSource::order,
          .release = TagRelease::r12};
  if (tag_text == tag(*license, TagRelease::r14) && tag_text != tag(*license, TagRelease::r12)) {
    lot.release = TagRelease::r14;
  }
  return lot;
}

Result<ReservationGrant> grant_in(const pugi::xml_node& root) {
  const pugi::xml_node code = root.child("authorizationCode");
  const auto device = read_request_code(root.child("udi").text().get());
  const std::string_view piid = code.child("piid").text().get();
  if (!code || !device || piid.size() != 36) return unreadable("it lacks what it is of");
  ReservationGrant grant;
  grant.udi = *device;
  grant.number = std::strtoull(std::string{piid.substr(24)}.c_str(), nullptr, 16);
  grant.issued = Instant{std::chrono::milliseconds{code.child("timestamp").text().as_llong()}};
  grant.export_control_allowed =
      std::string_view{code.child("exportControl").text().get()} == "ALLOWED";
  for (const pugi::xml_node& node : code.child("entitlements").children("entitlement")) {
    auto lot = entitlement_in(node);
    if (!lot) return unreadable("one of its entitlements is no licence with a count and dates");
    grant.entitlements.push_back(*std::move(lot));
  }
  return grant;
}

/// Every byte of the content.
std::string_view signed_part(std::string_view text) {
  constexpr std::string_view begin = "<authorizationCode>";
  const std::size_t first = text.find(begin);
  const std::size_t end = text.find("</authorizationCode>");
  if (first == std::string_view::npos || end == std::string_view::npos || end < first) return {};
  return text.substr(first + begin.size(), end - first - begin.size());
}

/// Whether its quantities can be counted.
bool is_countable(const ReservationGrant& grant) {
  PerLicense<std::int64_t> sums;
  LicenseSet kinds;
  std::size_t count = 0;
  for (const Lot& lot : grant.entitlements) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    if (lot.quantity > most || sums[lot.license] + lot.quantity > most) return false;
    sums[lot.license] += lot.quantity;
    if (!kinds.contains(lot.license)) ++count;
    kinds |= lot.license;
  }
  return count <= Counts::capacity;
}

Result<ReservationGrant> read_specific(std::string_view text, const Udi& device) {
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default)) {
    return unreadable("it is no complete XML");
  }
  pugi::xml_node root = document.child("specificPLR");
  // Some clients wrap it.
  if (!root) root = document.child("smartLicense").child("specificPLR");
  if (!root) return unreadable("it is no specificPLR");
  auto grant = grant_in(root);
  if (!grant) return grant;
  if (!is_countable(*grant)) return unreadable("its quantities are beyond counting");
  if (grant->udi != device) return of_another_device();
  const std::string_view shown = root.child("signature").text().get();
  if (shown != signature(signed_part(text), grant->udi, grant->number)) return not_valid();
  return grant;
}

/// `P:…,S:…,U:…`; what is missing is empty.
std::optional<Udi> labelled_udi(std::string_view text) {
  const std::size_t sn = text.rfind(",S:");
  if (!text.starts_with("P:") || sn == std::string_view::npos) return std::nullopt;
  Udi udi{std::string{text.substr(2, sn - 2)}, {}, {}};
  text.remove_prefix(sn + 3);
  const std::size_t uuid = text.find(",U:");
  udi.sn = text.substr(0, uuid);
  if (uuid == std::string_view::npos) return udi;
  udi.uuid = text.substr(uuid + 3);
  if (udi.uuid.size() == 36) std::erase(udi.uuid, '-');
  return udi;
}

/// `BB-ZPID:SN-xxxxxxxxx-38`.
std::optional<Udi> prefixed_udi(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (text.size() < 5 || text.substr(2, 2) != "-Z" || colon == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t check = text.rfind('-');
  const std::size_t part = check == std::string_view::npos ? check : text.rfind('-', check - 1);
  if (part == std::string_view::npos || part < colon || text.size() - check != 3) {
    return std::nullopt;
  }
  return Udi{.pid = std::string{text.substr(4, colon - 4)},
             .sn = std::string{text.substr(colon + 1, part - colon - 1)},
             .uuid = {}};
}

}  // namespace

Word word(ReservationKind kind) {
  return kind == ReservationKind::specific ? "specific"_w : "universal"_w;
}

Counts held_at(const ReservationGrant& grant, Instant at) {
  Counts held;
  for (const Lot& lot : grant.entitlements) {
    // It was live when the code was issued; whose clock is behind has it all the same.
    const std::int64_t more = at < lot.end ? lot.quantity : 0;
    const std::int64_t sum = held.of(lot.license) + more;
    held.set(lot.license, static_cast<std::int32_t>(sum));
  }
  return held;
}

Instant next_end(const ReservationGrant& grant, Instant after) {
  Instant next = never;
  for (const Lot& lot : grant.entitlements) {
    if (lot.end > after) next = std::min(next, lot.end);
  }
  return next;
}

bool reservable(License license) {
  return license != License::CUC_SpeechView && license != License::CUC_SpeechViewPro &&
         license != License::HCUC_SpeechView;
}

std::string request_code(const Udi& udi) {
  std::string uuid = udi.uuid;
  if (uuid.size() == 32) {
    for (const std::size_t at : {20U, 16U, 12U, 8U}) uuid.insert(at, "-");
  }
  return fmt::format("P:{},S:{},U:{}", udi.pid, udi.sn, uuid);
}

Result<Udi> read_request_code(std::string_view text) {
  text = trimmed(text);
  auto udi = text.size() > 256 ? std::nullopt : labelled_udi(text);
  if (!udi && text.size() <= 256) udi = prefixed_udi(text);
  if (!udi || udi->pid.empty() || udi->sn.empty()) {
    return refuse(ProblemCode::invalid_argument,
                  "That is no reservation request code; expected one such as P:UCM,S:0beef,U:…");
  }
  return *udi;
}

std::string authorization_code(const ReservationGrant& grant) {
  return grant.kind == ReservationKind::specific
             ? specific_code(grant)
             : universal_code(grant.udi, grant.number, moment_of(grant));
}

Result<ReservationGrant> read_authorization_code(std::string_view text, const Udi& device) {
  text = trimmed(text);
  if (text.size() > longest_code) return unreadable("it is too long");
  if (text.starts_with('<')) return read_specific(text, device);
  if (text.starts_with(universal_mark)) return read_universal(text, device);
  return unreadable("it begins neither like a specific one nor like a universal one");
}

std::string confirmation_code(const Udi& device, std::uint64_t number) {
  return signature("confirmation", device, number).substr(0, 8);
}

std::string return_code(const Udi& device, std::uint64_t number) {
  const std::string mac = upper(signature("return", device, number));
  return fmt::format("{}-{}-{}", mac.substr(0, group_size), mac.substr(group_size, group_size),
                     mac.substr(2 * group_size, group_size));
}

}  // namespace slsim
