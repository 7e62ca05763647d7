// SPDX-License-Identifier: Apache-2.0
// Layouts follow the sample runs in Cisco's Unified CM articles 212883 and 212915.
#include "sim/ucapps/cli.h"

#include <fmt/format.h>

#include <iterator>

#include "sim/licensing/catalog.h"
#include "sim/licensing/tags.h"
#include "sim/ucapps/cli_type.h"
#include "sim/ucapps/texts.h"

namespace slsim {
namespace {

enum class CliDay : std::uint8_t { unpadded, zero_padded };

/// One page being written: a cluster as it is at one moment.
class Page {
 public:
  Page(const Cluster& cluster, Instant now) : cluster_{cluster}, now_{now} {}

  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }
  void section(std::string_view title) {
    line("{}", title);
    line("{}", std::string(title.size(), '='));
    line("");
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

  /// A moment of the agent's, as this box writes it.
  [[nodiscard]] std::string date(Instant uptime) const {
    return date_of_wall(cluster_.shown(uptime, now_));
  }
  [[nodiscard]] std::string date_of_wall(Instant wall) const {
    const bool padded = cluster_.settings().choice<CliDay>(Setting::cli_day) == CliDay::zero_padded;
    return print(wall, padded ? DateStyle::command_line_padded : DateStyle::command_line,
                 cluster_.options().zone);
  }
  /// `SUCCEEDED on …`, `FAILED on …`, `None`.
  [[nodiscard]] std::string attempt(Operation operation) const {
    const auto& last = cluster_.agent().last(operation);
    if (!last) return "None";
    return fmt::format("{} on {}", last->problem ? "FAILED" : "SUCCEEDED",
                       date_of_wall(last->wall));
  }

  void heading();
  void registration(bool everything);
  void authorization(bool everything);
  void evaluation();
  void usage();
  void usage_table();
  void attempts(bool with_reasons);

 private:
  [[nodiscard]] std::string authorization_status() const;
  void registration_dates(const SmartAgent::Identity& identity, bool everything);
  void failure_reason(Operation operation);

  const Cluster& cluster_;
  Instant now_;
  std::string text_;
};

bool is_registered(const Cluster& cluster) {
  return cluster.standing().registration == Registration::registered;
}

bool has_reservation(const Cluster& cluster) {
  return cluster.reservation() != nullptr && cluster.reservation()->grant;
}

void Page::heading() {
  line("Smart Licensing is ENABLED");
  if (cluster_.reservation() != nullptr) line("License Reservation is ENABLED");
  line("");
}

void Page::failure_reason(Operation operation) {
  const auto& last = cluster_.agent().last(operation);
  if (last && last->problem) {
    line("    Failure Reason: {}", failure_text(operation, *last->problem));
  }
}

void Page::attempts(bool with_reasons) {
  for (const Operation operation : {Operation::register_product, Operation::renew_id,
                                    Operation::authorize, Operation::deregister}) {
    line("  {}: {}", word(operation).text(), attempt(operation));
    if (with_reasons) failure_reason(operation);
  }
}

void Page::registration_dates(const SmartAgent::Identity& identity, bool everything) {
  if (everything) {
    line("  Initial Registration: SUCCEEDED on {}", date_of_wall(identity.registered_wall));
  }
  line("  Last Renewal Attempt: {}", attempt(Operation::renew_id));
  if (everything) failure_reason(Operation::renew_id);
  if (is_registered(cluster_)) {
    line("  Next Renewal Attempt: {}", date(cluster_.agent().next_renewal()));
  }
  if (everything) {
    line("  Registration Expires: {}", date_of_wall(identity.certificate.not_after));
  }
}

void Page::registration(bool everything) {
  const auto& identity = cluster_.agent().identity();
  line("Registration:");
  line("  Status: {}", cli_text(cluster_.standing().registration));
  if (identity) {
    line("  Smart Account: {}", identity->membership.smart_account);
    line("  Virtual Account: {}", identity->membership.virtual_account);
  }
  if (everything) {
    line("  Export-Controlled Functionality: {}",
         cluster_.export_allowed() ? "Allowed" : "Not Allowed");
  }
  if (identity) {
    registration_dates(*identity, everything);
  } else if (has_reservation(cluster_)) {
    if (everything) {
      line("  Initial Registration: SUCCEEDED on {}",
           date_of_wall(cluster_.reservation()->installed_wall));
    }
  } else if (everything && cluster_.agent().last(Operation::register_product)) {
    line("  Initial Registration: {}", attempt(Operation::register_product));
    failure_reason(Operation::register_product);
  }
  line("");
}

std::string Page::authorization_status() const {
  const auto state = cluster_.standing().authorization;
  const auto& answer = cluster_.agent().answer();
  if (has_reservation(cluster_)) {
    return fmt::format("{} on {}", cli_text(state),
                       date_of_wall(cluster_.reservation()->installed_wall));
  }
  if (!is_registered(cluster_) || !answer) return std::string{cli_text(state)};
  const bool expired = state == Authorization::authorization_expired;
  return fmt::format("{} on {}", cli_text(state),
                     date_of_wall(expired ? answer->expires : answer->since_wall));
}

void Page::authorization(bool everything) {
  const SmartAgent& agent = cluster_.agent();
  line("License Authorization:");
  line("  Status: {}", authorization_status());
  if (is_registered(cluster_)) {
    line("  Last Communication Attempt: {}", attempt(Operation::authorize));
    if (everything) failure_reason(Operation::authorize);
    line("  Next Communication Attempt: {}", date(agent.next_authorization()));
    if (everything && agent.answer()) {
      line("  Communication Deadline: {}", date_of_wall(agent.answer()->expires));
    }
  }
  line("");
}

void Page::evaluation() {
  const Duration left = cluster_.evaluation_left(now_);
  line("Evaluation Period:");
  line("  Evaluation Mode: {}", cluster_.evaluation().running() ? "In Use" : "Not In Use");
  if (left == Duration::zero() && cluster_.evaluation().ended()) {
    line("  EVALUATION PERIOD EXPIRED on {}", date(*cluster_.evaluation().ended()));
  } else {
    const auto total = std::chrono::duration_cast<std::chrono::seconds>(left).count();
    line("  Evaluation Period Remaining: {} days, {} hours, {} minutes, {} seconds", total / 86'400,
         total / 3'600 % 24, total / 60 % 60, total % 60);
  }
  line("");
}

/// The names come from the authority's first answer, or from what it reserved; what is not in use
/// stays without one.
std::string_view known_name(const Cluster& cluster, const Counts::Entry& entry) {
  const bool told = cluster.agent().answer() || has_reservation(cluster);
  return told && entry.count > 0 ? info(entry.license).display_name : std::string_view{};
}

std::string_view tag_of(const Cluster& cluster, License license) {
  const auto version = find_version(cluster.options().version);
  return tag(license, tag_release(version.value_or(ProductVersion{})));
}

/// `12.0` of `regid.…,12.0_uuid`.
std::string_view tag_version(std::string_view tag) {
  const std::size_t comma = tag.find(',');
  return tag.substr(comma + 1, tag.find('_', comma) - comma - 1);
}

void Page::usage() {
  line("License Authorization Status: {}", authorization_status());
  if (cluster_.standing().registration == Registration::universal_reservation) {
    const std::int64_t noted = cluster_.reservation()->license_count;
    if (noted == 0) line("Warning: the license count is not set");
    if (noted != 0) line("License Count: {}", noted);
  }
  line("");
  for (const License license : cluster_.reported_licenses()) {
    const Counts::Entry entry{license, cluster_.counts().of(license)};
    const std::string_view name = known_name(cluster_, entry);
    const std::string_view entitlement = tag_of(cluster_, license);
    line("{} ({}):", name, entitlement);
    line("  Description: {}", name.empty() ? "null" : name);
    line("  Count: {}", entry.count);
    line("  Version: {}", tag_version(entitlement));
    line("  Status: {}",
         entitlement_text(cluster_.options().product, cluster_.entitlement(entry, now_)));
    line("");
  }
}

void Page::usage_table() {
  line("License Usage:");
  line("  {:<36} {:<88} {:>7}  {}", "License", "Entitlement Tag", "Count", "Status");
  for (const License license : cluster_.reported_licenses()) {
    const Counts::Entry entry{license, cluster_.counts().of(license)};
    const std::string_view entitlement = tag_of(cluster_, license);
    // As seen on real systems: a used line shows the bare uuid and runs straight into the tag.
    const std::string_view uuid =
        entitlement.substr(entitlement.find('_', entitlement.find(',')) + 1);
    line("  {:<36}{:<89} {:>7}  {}", known_name(cluster_, entry).empty() ? "" : uuid, entitlement,
         entry.count,
         entitlement_text(cluster_.options().product, cluster_.entitlement(entry, now_)));
  }
}

}  // namespace

std::string print_udi(const Udi& udi) {
  return fmt::format("PID:{},SN:{},UUID:{}", udi.pid, udi.sn, udi.uuid);
}

std::string show_license_udi(const Cluster& cluster) {
  return fmt::format("UDI: {}\n", print_udi(cluster.options().udi));
}

std::string show_license_status(const Cluster& cluster, Instant now) {
  Page page{cluster, now};
  page.heading();
  page.registration(true);
  page.authorization(true);
  page.evaluation();
  return page.take();
}

std::string show_license_usage(const Cluster& cluster, Instant now) {
  Page page{cluster, now};
  page.usage();
  return page.take();
}

std::string show_license_summary(const Cluster& cluster, Instant now) {
  Page page{cluster, now};
  page.heading();
  page.registration(false);
  page.authorization(false);
  page.usage_table();
  return page.take();
}

std::string show_license_all(const Cluster& cluster, Instant now) {
  Page page{cluster, now};
  page.section("Smart Licensing Status");
  page.heading();
  page.registration(true);
  page.authorization(true);
  page.evaluation();
  page.section("License Usage");
  page.usage();
  page.section("Product Information");
  page.line("UDI: {}", print_udi(cluster.options().udi));
  page.line("");
  page.section("Agent Version");
  page.line("Smart Agent for Licensing: 1.3.4");  // As 12.0 prints it (article 212883).
  return page.take();
}

/// For Cisco's support: the layout is not public and ours.
std::string show_license_tech_support(const Cluster& cluster, Instant now, const Names& names) {
  Page page{cluster, now};
  const Transport& transport = cluster.options().transport;
  page.section("Transport");
  page.line("  Mode: {}", word(transport.mode).text());
  page.line("  URL: {}", transport.url.empty() ? receiver_url(names.text(transport.destination))
                                               : transport.url);
  page.line("");
  page.section("Attempts");
  page.attempts(false);
  page.line("");
  return show_license_all(cluster, now) + "\n" + page.take();
}

/// What became of the agent's operations; the layout is not public and ours.
std::string show_license_trace(const Cluster& cluster, Instant now) {
  Page page{cluster, now};
  page.section("Smart Licensing Trace");
  page.attempts(true);
  return page.take();
}

CliAnswer show(const Cluster& cluster, Instant now, const Names& names, std::string_view command) {
  if (auto up = cluster.reachable(); !up) return {{}, up.error()};
  if (!cluster.smart() || !command.starts_with("show license ")) return unknown_command();
  if (cluster.condition() == Cluster::Condition::service_stopped) {
    return refused_line(
        {ProblemCode::service_stopped,
         fmt::format("Cisco Smart License Manager is not running on {}", cluster.host_name())});
  }
  if (command == "show license all") return {show_license_all(cluster, now), {}};
  if (command == "show license status") return {show_license_status(cluster, now), {}};
  if (command == "show license summary") return {show_license_summary(cluster, now), {}};
  if (command == "show license usage") return {show_license_usage(cluster, now), {}};
  if (command == "show license udi") return {show_license_udi(cluster), {}};
  if (command == "show license trace") return {show_license_trace(cluster, now), {}};
  if (command == "show license tech support") {
    return {show_license_tech_support(cluster, now, names), {}};
  }
  return unknown_command();
}

}  // namespace slsim
