// SPDX-License-Identifier: Apache-2.0
// The License Manager page: what it shows follows the Administration Guide, its layout is ours.
#include <fmt/format.h>

#include "core/http/markup.h"
#include "sim/licensing/tags.h"
#include "sim/ucapps/cer/servlet.h"
#include "sim/ucapps/cli.h"
#include "sim/ucapps/skin.h"
#include "sim/ucapps/texts.h"

namespace slsim {
namespace {

std::string row(std::string_view name, std::string_view value) {
  return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, escape_markup(value));
}

std::string usage(const Cluster& cluster, Instant now) {
  std::string rows;
  const ProductVersion release = release_of(cluster.options());
  for (const License license : cluster.reported_licenses()) {
    const Counts::Entry entry{license, cluster.counts().of(license)};
    const auto status = cluster.entitlement(entry, now);
    rows += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        word(license).text(), tag(license, tag_release(release)), entry.count,
                        entitlement_text(Product::cer, status));
  }
  return rows;
}

}  // namespace

std::string last_synchronization(const Cluster& cluster) {
  const auto& last = cluster.agent().last(Operation::authorize);
  if (!last) return {};
  return fmt::format("{} ({})", print(last->wall, DateStyle::command_line, cluster.options().zone),
                     last->problem ? "Failed" : "Succeeded");
}

std::string license_manager_page(const Cluster& cluster, Instant now, std::string_view message) {
  const auto& identity = cluster.agent().identity();
  const Standing& standing = cluster.standing();
  const auto left =
      std::chrono::duration_cast<std::chrono::days>(cluster.evaluation_left(now)).count();
  std::string page =
      "<html><head><title>License Manager</title></head><body>\n<h1>License Manager</h1>\n";
  if (!message.empty())
    page += fmt::format("<p class=\"message\">{}</p>\n", escape_markup(message));
  page += "<table>\n";
  page += row("Licensing Mode", deployment_mode_text(cluster.options().mode));
  page += row("Registration Status", page_text(Product::cer, standing.registration));
  page += row("License Authorization Status", page_text(Product::cer, standing.authorization));
  page += row("Smart Account", identity ? identity->membership.smart_account : "");
  page += row("Virtual Account", identity ? identity->membership.virtual_account : "");
  page += row("Product UDI", print_udi(cluster.options().udi));
  page += row("Product Instance Name", cluster.options().share_host_name
                                           ? cluster.host_name()
                                           : print_udi(cluster.options().udi));
  page +=
      row("Export-Controlled Functionality", cluster.export_allowed() ? "Allowed" : "Not Allowed");
  page += row("Evaluation Period Remaining", fmt::format("{} days", left));
  page += row("Last Synchronization", last_synchronization(cluster));
  page += row("Cisco Phone Tracking Engine", cluster.tracks_phones() ? "Running" : "Stopped");
  page +=
      "</table>\n<table>\n<tr><th>License Type</th><th>Entitlement Tag</th>"
      "<th>Current Usage</th><th>Status</th></tr>\n";
  return page + usage(cluster, now) + "</table>\n</body></html>\n";
}

}  // namespace slsim
