// SPDX-License-Identifier: Apache-2.0
// What a cluster's fields mean, whichever format they came in.
#include "client/estate/import.h"

#include <algorithm>
#include <charconv>

#include "core/http/wire.h"

namespace slsim {
namespace {

/// A name that commands and files can write without quotes.
bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 128 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

class Reader {
 public:
  Reader(ImportedCluster& into, std::string where, std::vector<std::string>& mistakes)
      : into_{into}, where_{std::move(where)}, mistakes_{mistakes} {}

  void take(const std::string& field, const std::string& value) {
    if (value.empty()) return;
    if (!take_plain(field, value) && !take_checked(field, value) &&
        !take_credential(field, value)) {
      wrong("no field " + field);
    }
  }
  void finish() {
    if (!is_name(into_.cluster.name)) {
      wrong("a name of letters, digits, '-', '_' and '.' is needed");
    }
    if (into_.cluster.publisher() == nullptr) wrong("no publisher");
  }

 private:
  void wrong(const std::string& what) { mistakes_.push_back(where_ + ": " + what); }

  bool take_plain(const std::string& field, const std::string& value) {
    StoredCluster& cluster = into_.cluster;
    if (field == "name") {
      cluster.name = value;
    } else if (field == "customer") {
      cluster.customer = value;
    } else if (field == "version") {
      cluster.version = value;
    } else if (field == "publisher") {
      cluster.nodes.push_back({"publisher", true, value});
    } else if (field == "subscribers") {
      take_subscribers(value);
    } else {
      return false;
    }
    return true;
  }
  /// `sub1=10.0.0.2 sub2=10.0.0.3`
  void take_subscribers(std::string_view text) {
    while (!text.empty()) {
      const std::string_view one = text.substr(0, text.find(' '));
      text.remove_prefix(std::min(text.size(), one.size() + 1));
      if (one.empty()) continue;
      const std::size_t sign = one.find('=');
      if (sign == std::string_view::npos || sign == 0 || sign + 1 == one.size()) {
        wrong("subscribers: NAME=ADDRESS, not " + std::string{one});
        continue;
      }
      into_.cluster.nodes.push_back(
          {std::string{one.substr(0, sign)}, false, std::string{one.substr(sign + 1)}});
    }
  }
  bool take_checked(const std::string& field, const std::string& value) {
    StoredCluster& cluster = into_.cluster;
    if (field == "product") {
      const auto product = find_product(value);
      if (!product) wrong("product: cucm, cuc or cer, not " + value);
      cluster.product = product.value_or(Product::cucm);
    } else if (field == "mixed_mode") {
      if (value != "true" && value != "false") wrong("mixed_mode: true or false, not " + value);
      cluster.mixed_mode = value == "true";
    } else if (field == "transport") {
      cluster.transport = find_transport_mode(value);
      if (value != "direct" && value != "proxy") {
        wrong("transport: direct or proxy, not " + value);
      }
    } else if (field == "proxy") {
      const auto proxy = parse_proxy(value);
      if (!proxy) wrong("proxy: HOST:PORT, not " + value);
      cluster.proxy = proxy.value_or(StoredProxy{});
    } else {
      return false;
    }
    return true;
  }
  bool take_credential(const std::string& field, const std::string& value) {
    const bool admin = field.starts_with("admin_");
    if (!admin && !field.starts_with("platform_")) return false;
    std::optional<Credential>& credential = admin ? into_.admin : into_.platform;
    const std::string part = field.substr(field.find('_') + 1);
    if (part != "user" && part != "password") return false;
    if (!credential) credential.emplace();
    (part == "user" ? credential->user : credential->password.text) = value;
    return true;
  }

  ImportedCluster& into_;
  std::string where_;
  std::vector<std::string>& mistakes_;
};

}  // namespace

std::optional<StoredProxy> parse_proxy(std::string_view text) {
  const Authority authority = parse_authority(text, 0);
  if (authority.host.empty() || authority.port == 0) return std::nullopt;
  return StoredProxy{.host = authority.host, .port = authority.port};
}

ImportedCluster cluster_of(const ClusterFields& fields, const std::string& where,
                           std::vector<std::string>& mistakes) {
  ImportedCluster imported{.cluster = {.name = ""}};
  Reader reader{imported, where, mistakes};
  for (const auto& [field, value] : fields.fields) reader.take(field, value);
  reader.finish();
  return imported;
}

}  // namespace slsim
