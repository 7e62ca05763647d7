// SPDX-License-Identifier: Apache-2.0
#include "sim/report/state.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/licensing/explain.h"

namespace slsim {
namespace {

/// More tell a reader nothing new.
constexpr std::size_t instances_shown = 20;

std::string indented(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) out += indent;
    out += text.substr(0, end);
    text.remove_prefix(end);
    if (!text.empty()) out += '\n';
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
  }
  return out;
}

std::string print_counts(const Counts& counts) {
  Value::Map map;
  for (const Counts::Entry& entry : counts) {
    if (entry.count != 0) map.emplace(word(entry.license).text(), entry.count);
  }
  return print(Value{std::move(map)});
}

/// What fits on a line stands on one; the rest is laid out as YAML.
constexpr std::size_t line_width = 100;

/// What follows a key: ` value`, or lines of its own.
std::string layout(const Value& value, std::size_t indent) {
  std::string text;
  if (value.kind() == Value::Kind::text && value.text().find('\n') != std::string::npos) {
    return " |" + indented("\n" + value.text(), std::string(indent, ' '));
  }
  const std::string line = print(value);
  if (indent + line.size() <= line_width) return " " + line;
  if (value.kind() == Value::Kind::list) {
    for (const Value& item : value.list()) {
      std::string entry = layout(item, indent + 2);
      // The first line of a map stands behind the dash.
      const bool lines = entry.starts_with('\n');
      text += "\n" + std::string(indent, ' ') + "-";
      text += lines ? " " + entry.substr(indent + 3) : entry;
    }
    return text;
  }
  if (value.kind() != Value::Kind::map) return " " + line;
  for (const auto& [key, item] : value.map()) {
    text += "\n" + std::string(indent, ' ') + quote(key) + ":" + layout(item, indent + 2);
  }
  return text;
}

/// Who is served from what in one virtual account, and who asks for it.
std::string describe_allocation(const World& world, VirtualAccountId id, const Painter& paint) {
  const LicenseAuthority& cssm = world.cssm();
  const VirtualAccount& account = cssm.state().at(id);
  const Allocation& allocation = cssm.allocation(id);
  if (account.deleted || (account.ledger.lots.empty() && explained_demands(allocation).empty())) {
    return {};
  }
  const bool well = allocation.in_compliance();
  std::string text = fmt::format(
      "  {} of {}: {}\n", account.name, cssm.state().at(account.smart_account).domain,
      well ? paint(Tone::good, "in compliance") : paint(Tone::bad, "out of compliance"));
  text += indented(explain(allocation), "    ");
  std::size_t shown = 0;
  for (const InstanceId instance : cssm.instances(id)) {
    if (++shown > instances_shown) break;
    text += fmt::format("{}    {} {} {}\n", shown == 1 ? "\n" : "",
                        display_name(cssm.details(instance)),
                        cssm.reservation(instance) == nullptr ? "reported" : "has reserved",
                        print_counts(cssm.counted(instance)));
  }
  if (shown > instances_shown) {
    text += fmt::format("    and {} more\n", cssm.instance_count(id) - instances_shown);
  }
  return text + "\n";
}

/// Of the CSSM every virtual account, of a cluster the one in which it is registered.
std::string describe_allocations(const World& world, const Target& target, const Painter& paint) {
  std::string text;
  if (target.actor == cssm_actor) {
    const auto count = static_cast<std::uint32_t>(world.cssm().state().virtual_accounts.size());
    for (std::uint32_t i = 0; i < count; ++i) text += describe_allocation(world, {i}, paint);
  } else if (target.sub.empty() && kind_of(world, target).name == "cluster") {
    const auto instance = world.cssm().find_instance(world.cluster(target.actor).options().udi);
    if (instance) {
      text = describe_allocation(world, world.cssm().instance(*instance).account, paint);
    }
  }
  return text;
}

}  // namespace

std::string describe_state(const World& world, const Target& target, const Painter& paint) {
  const ActorKind& kind = kind_of(world, target);
  if (kind.fields.empty()) return {};
  std::size_t width = 0;
  for (const Field& field : kind.fields) width = std::max(width, field.name.size() + 2);
  const std::string name = name_of(world, target);
  std::string text = paint(Tone::strong, name);
  text += name == kind.name ? "\n" : fmt::format(" ({})\n", kind.name);
  text += describe_allocations(world, target, paint);
  for (const Field& field : kind.fields) {
    const Value value = field.read(world, target);
    const std::string line = print(value);
    const bool scalar = value.kind() != Value::Kind::list && value.kind() != Value::Kind::map;
    const bool short_enough = line.size() + width + 2 <= line_width;
    if (value.absent()) {
      text += fmt::format("  {:<{}}{}\n", field.name, width, paint(Tone::faint, "-"));
    } else if (scalar || short_enough) {
      text += fmt::format("  {:<{}}{}\n", field.name, width, line);
    } else {
      text += fmt::format("  {}{}\n", field.name, layout(value, 4));
    }
  }
  return text;
}

}  // namespace slsim
