// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/yaml.h>

#include <set>

#include "client/estate/import.h"

namespace slsim {
namespace {

constexpr std::size_t most_bytes = 16'777'216;

class EstateReader {
 public:
  tl::expected<ImportedEstate, std::string> read(const YAML::Node& root) {
    if (!root.IsMap()) return tl::make_unexpected("line 1: a map with customers and clusters");
    for (const auto& entry : root) {
      const std::string key = text(entry.first);
      if (!first_time(key, "")) wrong(entry.first, key + " stands there twice");
      if (key != "customers" && key != "clusters") {
        wrong(entry.first, "customers or clusters, not " + key);
      } else if (!entry.second.IsSequence()) {
        wrong(entry.second, "a list");
      } else {
        for (const auto& item : entry.second) read_item(key, item);
      }
    }
    if (mistakes_.empty()) return std::move(estate_);
    std::string all;
    for (const std::string& line : mistakes_) all += (all.empty() ? "" : "\n") + line;
    return tl::make_unexpected(all);
  }

 private:
  static std::string where(const YAML::Node& node) {
    return "line " + std::to_string(node.Mark().line + 1);
  }
  static std::string text(const YAML::Node& node) { return node.IsScalar() ? node.Scalar() : ""; }
  void wrong(const YAML::Node& node, const std::string& what) {
    mistakes_.push_back(where(node) + ": " + what);
  }
  bool first_time(const std::string& key, const std::string& in) {
    return keys_.insert(in + '/' + key).second;
  }

  void read_item(const std::string& list, const YAML::Node& item) {
    if (!item.IsMap()) return wrong(item, "a map of fields");
    ClusterFields fields;
    for (const auto& entry : item) {
      const std::string key = text(entry.first);
      if (!first_time(key, where(item) + std::to_string(item.Mark().column))) {
        wrong(entry.first, key + " stands there twice");
      }
      read_field(fields, key, entry.second);
    }
    if (list == "clusters") {
      estate_.clusters.push_back(cluster_of(fields, where(item), mistakes_));
    } else {
      read_customer(item, fields);
    }
  }

  /// `admin: {user: ann, password: pw}` is admin_user and admin_password, `subscribers: {sub1:
  /// 10.0.0.2}` a list of pairs.
  void read_field(ClusterFields& fields, const std::string& key, const YAML::Node& value) {
    if (!value.IsMap()) {
      if (!value.IsScalar()) wrong(value, key + ": one value");
      fields.fields.emplace_back(key, text(value));
      return;
    }
    std::string pairs;
    for (const auto& entry : value) {
      if (key == "subscribers") {
        pairs += text(entry.first) + '=' + text(entry.second) + ' ';
      } else {
        fields.fields.emplace_back(key + '_' + text(entry.first), text(entry.second));
      }
    }
    if (key == "subscribers") fields.fields.emplace_back(key, pairs);
  }

  void read_customer(const YAML::Node& item, const ClusterFields& fields) {
    StoredCustomer customer{.name = ""};
    for (const auto& [key, value] : fields.fields) {
      if (key == "name") {
        customer.name = value;
      } else if (key == "description") {
        customer.description = value;
      } else if (key == "transport" && (value == "direct" || value == "proxy")) {
        customer.transport = find_transport_mode(value);
      } else if (key == "proxy" && parse_proxy(value)) {
        customer.proxy = *parse_proxy(value);
      } else {
        wrong(item, std::string{"customer: "}.append(key).append(": ").append(value).append(
                        " will not do"));
      }
    }
    if (customer.name.empty()) wrong(item, "customer: a name is needed");
    estate_.customers.push_back(std::move(customer));
  }

  ImportedEstate estate_;
  std::vector<std::string> mistakes_;
  std::set<std::string> keys_;
};

}  // namespace

tl::expected<ImportedEstate, std::string> parse_estate_yaml(std::string_view text) {
  if (text.size() > most_bytes) return tl::make_unexpected("the file is too long");
  try {
    return EstateReader{}.read(YAML::Load(std::string{text}));
  } catch (const YAML::Exception& problem) {
    return tl::make_unexpected("line " + std::to_string(problem.mark.line + 1) + ": " +
                               problem.msg);
  }
}

}  // namespace slsim
