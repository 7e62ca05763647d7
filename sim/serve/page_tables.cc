// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/page_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/http/markup.h"
#include "core/time/text.h"

namespace slsim {
namespace {

constexpr std::size_t most_rows = 200;
constexpr std::size_t last_events = 40;
constexpr std::size_t last_calls = 20;

/// Rows of cells; a cell may be a number, which stands at the right, or good or bad news.
class Table {
 public:
  Table(std::string_view title, std::vector<std::string_view> heads)
      : title_{title}, heads_{std::move(heads)} {}

  /// Whether there is room for another row; one without is counted.
  bool row() {
    if (++rows_ > most_rows) return false;
    text_ += rows_ == 1 ? "<tr>" : "</tr>\n<tr>";
    return true;
  }
  Table& cell(std::string_view text) { return put("", escape_markup(text)); }
  Table& number(std::int64_t value) { return put(" class=\"n\"", fmt::format("{}", value)); }
  Table& judged(bool good, std::string_view text) {
    return put(good ? " class=\"good\"" : " class=\"bad\"", escape_markup(text));
  }

  [[nodiscard]] std::string take() && {
    std::string whole = fmt::format("<section><h2>{}</h2>\n", title_);
    if (rows_ == 0) return whole + "<p class=\"faint\">none</p></section>\n";
    whole += "<div class=\"wide\"><table><thead><tr>";
    for (const std::string_view head : heads_) {
      whole += fmt::format("<th scope=\"col\">{}</th>", head);
    }
    whole += "</tr></thead>\n<tbody>" + text_ + "</tr></tbody></table></div>\n";
    if (rows_ > most_rows) {
      whole += fmt::format("<p class=\"faint\">and {} more</p>\n", rows_ - most_rows);
    }
    return whole + "</section>\n";
  }

 private:
  Table& put(std::string_view attributes, const std::string& inner) {
    text_ += fmt::format("<td{}>{}</td>", attributes, inner);
    return *this;
  }

  std::string_view title_;
  std::vector<std::string_view> heads_;
  std::string text_;
  std::size_t rows_ = 0;
};

/// Every virtual account that is there.
template <class Visit>
void for_each_account(const LicenseAuthority& cssm, Visit visit) {
  const auto count = static_cast<std::uint32_t>(cssm.state().virtual_accounts.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    if (const VirtualAccount& account = cssm.state().at(VirtualAccountId{i}); !account.deleted) {
      visit(VirtualAccountId{i}, account);
    }
  }
}

std::string accounts(const LicenseAuthority& cssm) {
  Table table{"Virtual accounts", {"Smart account", "Virtual account", "Instances", "Status"}};
  for_each_account(cssm, [&](VirtualAccountId id, const VirtualAccount& account) {
    if (!table.row()) return;
    const bool well = cssm.in_compliance(id);
    table.cell(cssm.state().at(account.smart_account).domain)
        .cell(account.name)
        .number(cssm.instance_count(id))
        .judged(well, well ? "in compliance" : "out of compliance");
  });
  return std::move(table).take();
}

std::string licenses(const LicenseAuthority& cssm) {
  Table table{"Licences",
              {"Virtual account", "Licence", "Owned", "In use", "Borrowed", "Lent", "Available",
               "Short", "Status"}};
  for_each_account(cssm, [&](VirtualAccountId id, const VirtualAccount& account) {
    for (const LicenseRow& row : cssm.licenses(id)) {
      if (!table.row()) continue;
      table.cell(account.name)
          .cell(word(row.license).text())
          .number(row.quantity)
          .number(row.in_use)
          .number(row.borrowed)
          .number(row.lent)
          .number(row.available)
          .number(row.short_of)
          .judged(row.in_compliance, status_text(row));
    }
  });
  return std::move(table).take();
}

std::string tokens(const LicenseAuthority& cssm, Instant now) {
  Table table{"Registration tokens", {"Virtual account", "Token", "Uses", "Expires", "Status"}};
  for (const Token& token : cssm.state().tokens.rows) {
    if (!table.row()) continue;
    const TokenStatus status = slsim::status(token, now);
    table.cell(cssm.state().at(token.account).name)
        .cell(token.name.empty() ? token.description : token.name)
        .number(token.uses)
        .cell(print(token.expires))
        .judged(status == TokenStatus::active, word(status).text());
  }
  return std::move(table).take();
}

std::string instances(const LicenseAuthority& cssm, Instant now) {
  Table table{"Product instances",
              {"Name", "Product", "Version", "Virtual account", "Last contact", "Authorized until",
               "Certificate until"}};
  for (const InstanceId id : cssm.instances()) {
    if (!table.row()) continue;
    const Instance& instance = cssm.instance(id);
    const InstanceDetails& details = cssm.details(id);
    table.cell(display_name(details))
        .cell(word(details.product).text())
        .cell(details.version)
        .cell(cssm.state().at(instance.account).name)
        .cell(print(instance.last_contact))
        .judged(now < instance.authorized_until, print(instance.authorized_until));
    if (instance.mirrored) {
      table.cell("its satellite's");
    } else {
      table.judged(now < instance.certificate.not_after, print(instance.certificate.not_after));
    }
  }
  return std::move(table).take();
}

std::string clusters(const World& world) {
  Table table{"Clusters", {"Name", "Product", "Version", "Mode", "Registration", "Authorization"}};
  const auto& actors = world.plan().actors;
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    if (!world.is_cluster({i}) || !table.row()) continue;
    const Target target{{i}, {}};
    const auto shown = [&](std::string_view field) {
      const Value value = actors[i].kind->field(field)->read(world, target);
      return value.kind() == Value::Kind::text ? value.text() : print(value);
    };
    const std::string authorization = shown("authorization");
    table.cell(actors[i].name)
        .cell(shown("product"))
        .cell(shown("version"))
        .cell(shown("mode"))
        .cell(shown("registration_text"))
        .judged(authorization == "authorized", shown("authorization_text"));
  }
  return std::move(table).take();
}

/// A row for each local account. Nothing in a world without satellites.
std::string satellites(const World& world) {
  if (world.satellite_count() == 0) return {};
  Table table{
      "Satellites",
      {"Satellite", "Version", "Local account", "State", "Mode", "Last synchronization", "Due"}};
  const auto& actors = world.plan().actors;
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    if (!world.is_satellite({i})) continue;
    const Satellite& satellite = world.satellite({i});
    for (const LocalAccount& account : satellite.accounts()) {
      if (!table.row()) continue;
      const bool works = account.works();
      table.cell(actors[i].name)
          .cell(satellite.version())
          .cell(account.terms.name)
          .judged(works, word(account.state).text())
          .cell(word(account.mode).text())
          .cell(works ? print(account.last_sync) : "never")
          .judged(works && account.due > world.now(), works ? print(account.due) : "");
    }
  }
  return std::move(table).take();
}

std::string alerts(const LicenseAuthority& cssm) {
  Table table{"Alerts", {"Alert", "Severity", "Source", "Raised", "Message"}};
  for (const auto& [key, alert] : cssm.state().alerts.live) {
    if (alert.dismissed || !table.row()) continue;
    table.cell(name(key.kind))
        .cell(word(alert.severity).text())
        .cell(alert.source)
        .cell(print(alert.raised))
        .cell(message(key, alert));
  }
  return std::move(table).take();
}

std::string calls(const History& history) {
  Table table{"Last calls from outside", {"At", "Host", "Call", "Status", ""}};
  const auto& all = history.calls();
  const std::size_t from = all.size() - std::min(all.size(), last_calls);
  for (std::size_t i = from; i < all.size() && table.row(); ++i) {
    table.cell(print(all[i].at))
        .cell(all[i].host)
        .cell(all[i].method + " " + all[i].path)
        .number(all[i].status)
        .cell(all[i].hint);
  }
  return std::move(table).take();
}

std::string journal(const Journal& journal) {
  std::string text = "<section><h2>Last events</h2>\n<pre tabindex=\"0\">";
  const auto& events = journal.events();
  for (std::size_t i = events.size() - std::min(events.size(), last_events); i < events.size();
       ++i) {
    text += escape_markup(journal.print(events[i])) + "\n";
  }
  return text + "</pre></section>\n";
}

}  // namespace

std::string world_tables(const Session& session) {
  const World& world = session.world();
  const LicenseAuthority& cssm = world.cssm();
  return accounts(cssm) + licenses(cssm) + satellites(world) + clusters(world) +
         instances(cssm, session.now()) + alerts(cssm) + tokens(cssm, session.now()) +
         calls(session.history()) + journal(world.journal());
}

}  // namespace slsim
