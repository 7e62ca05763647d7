// SPDX-License-Identifier: Apache-2.0
// A licence authority of a few lines, one cluster, and the network between them: enough world for a
// product.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/kernel/context.h"
#include "sim/ucapps/cluster.h"

namespace slsim {

/// Grants whatever it is asked unless told otherwise, and remembers what it heard.
struct ToyCssm {
  std::optional<Problem> refusal;
  bool short_of_all = false;
  std::shared_ptr<const Membership> moved_to;
  std::vector<std::string> roots;  ///< In the bundle.
  std::vector<AgentRequest> heard;
  std::uint64_t serial = 0;

  [[nodiscard]] int count(std::size_t kind) const;  ///< Requests of that alternative.
  AgentReply answer(Instant now, const AgentRequest& request);
};

class ToyWorld {
 public:
  explicit ToyWorld(ClusterOptions options = {}, Settings settings = Settings{Product::cucm});

  Context context() { return {kernel, cluster_actor}; }
  void run_until(Instant to);
  void run_for(Duration time) { run_until(kernel.timeline.now() + time); }
  /// Registers and lets everything happen that happens at once; the problem if it failed.
  std::optional<Problem> register_now(bool force = false);
  /// The end of an operation that was started now.
  std::optional<Problem> finish(const Result<Cluster::Ticket>& started);
  void cut() { kernel.network.set_up(kernel, *kernel.network.find_host("cssm"), false); }
  void heal() { kernel.network.set_up(kernel, *kernel.network.find_host("cssm"), true); }
  [[nodiscard]] Instant now() const { return kernel.timeline.now(); }
  [[nodiscard]] const Standing& standing() const { return cluster->standing(); }

  static constexpr ActorId cssm_actor{0};
  static constexpr ActorId cluster_actor{2};
  Kernel kernel;
  ToyCssm cssm;
  std::optional<Cluster> cluster;

 private:
  void deliver(const Due& due);
};

/// Of a product that needs `enhanced` licences of one kind.
[[nodiscard]] ClusterOptions needing(std::int32_t enhanced);

}  // namespace slsim
