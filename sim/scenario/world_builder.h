// SPDX-License-Identifier: Apache-2.0
// Fills a new world with what its plan describes.
#pragma once

#include <map>
#include <string_view>

#include "sim/scenario/world.h"

namespace slsim {

class WorldBuilder {
 public:
  explicit WorldBuilder(World& world) : world_{world}, plan_{*world.plan_} {}
  void build();

 private:
  [[nodiscard]] Settings settings_for(ActorId actor, std::optional<Product> product) const;
  void add_actors();
  /// REQUIRES: the plan has an actor of that name.
  [[nodiscard]] ActorId actor_named(std::string_view name) const { return actors_.at(name); }
  void add_cssm_hosts();
  void add_network();
  void add_proxy(const Arguments& described);
  void add_satellite(const Arguments& described);
  [[nodiscard]] TrustStore trust_of(const Arguments& described);
  void add_accounts();
  void add_people(SmartAccountId id, const Arguments& described);
  void add_virtual_account(SmartAccountId smart_account, const Arguments& described);
  void fill_virtual_account(VirtualAccountId account, const Arguments& described);
  void add_cluster(const Arguments& described);
  /// The same values for all clusters of a product that live by the same.
  [[nodiscard]] std::shared_ptr<const Settings> settings_of(ActorId cluster, Product product);
  [[nodiscard]] Transport transport_of(const Arguments& cluster, const ClusterOptions& options);
  void add_mediator();

  World& world_;
  const Plan& plan_;
  std::map<std::string_view, ActorId> actors_;                   ///< By their names.
  std::map<Product, std::shared_ptr<const Settings>> settings_;  ///< Of the first of a product.
};

}  // namespace slsim
