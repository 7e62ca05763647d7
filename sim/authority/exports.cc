// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/exports.h"

#include <algorithm>

#include "core/time/text.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

std::string quoted(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{cell};
  std::string text = "\"";
  for (const char c : cell) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

std::string line(const std::vector<std::string>& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text += ',';
    text += quoted(cells[i]);
  }
  return text + "\r\n";
}

std::string name_of(const AuthorityState& state, std::optional<VirtualAccountId> account) {
  return account ? state.at(*account).name : std::string{};
}

std::string list(const Counts& counts) {
  std::string text;
  for (const Counts::Entry& entry : counts) {
    if (entry.count == 0) continue;
    if (!text.empty()) text += "; ";
    text += std::string{info(entry.license).display_name} + ": " + std::to_string(entry.count);
  }
  return text;
}

}  // namespace

std::string licenses_csv(const LicenseAuthority& authority, SmartAccountId account) {
  std::string text = line(
      {"License", "Virtual Account", "Purchased", "In Use", "Substitution", "Balance", "Status"});
  for (const VirtualAccountId id : authority.virtual_accounts(account)) {
    for (const LicenseRow& row : authority.licenses(id)) {
      const std::string unlimited = "Unlimited";
      text += line({std::string{info(row.license).display_name}, authority.state().at(id).name,
                    row.unlimited ? unlimited : std::to_string(row.quantity),
                    std::to_string(row.in_use), std::to_string(row.borrowed - row.lent),
                    row.unlimited ? unlimited : std::to_string(row.available - row.short_of),
                    std::string{status_text(row)}});
    }
  }
  return text;
}

std::string instances_csv(const LicenseAuthority& authority, SmartAccountId account) {
  std::string text = line({"Name", "Product Type", "Version", "UDI", "Virtual Account",
                           "Registered", "Last Contact", "Licenses"});
  for (const InstanceId id : authority.instances()) {
    const Instance& instance = authority.instance(id);
    const InstanceDetails& details = authority.details(id);
    const VirtualAccount& home = authority.state().at(instance.account);
    if (home.smart_account != account) continue;
    text += line({display_name(details), details.udi.pid, details.version, print(details.udi),
                  home.name, print(details.registered_at), print(instance.last_contact),
                  list(authority.counted(id))});
  }
  return text;
}

std::string alerts_csv(const LicenseAuthority& authority, SmartAccountId account) {
  using Entry = std::pair<AlertKey, Alert>;
  std::vector<Entry> alerts;
  for (const auto& [key, alert] : authority.state().alerts.live) {
    if (key.smart_account == account && !alert.dismissed) alerts.emplace_back(key, alert);
  }
  std::ranges::stable_sort(alerts, [](const Entry& a, const Entry& b) {
    if (a.second.severity != b.second.severity) return a.second.severity > b.second.severity;
    return a.second.due.value_or(Instant::min()) < b.second.due.value_or(Instant::min());
  });
  std::string text =
      line({"Severity", "Alert", "Message", "Source", "Virtual Account", "Raised", "Action Due"});
  for (const auto& [key, alert] : alerts) {
    text += line({std::string{word(alert.severity).text()}, std::string{name(key.kind)},
                  message(key, alert), alert.source, name_of(authority.state(), key.account),
                  print(alert.raised), alert.due ? print(*alert.due) : "Now"});
  }
  return text;
}

std::string event_log_csv(const LicenseAuthority& authority, SmartAccountId account) {
  std::string text = line({"Time", "Virtual Account", "Category", "Message", "User"});
  for (const LogEntry& entry : authority.state().log) {
    if (entry.smart_account != account) continue;
    text += line({print(entry.at), name_of(authority.state(), entry.account),
                  std::string{word(entry.category).text()}, entry.message, entry.user});
  }
  return text;
}

}  // namespace slsim
