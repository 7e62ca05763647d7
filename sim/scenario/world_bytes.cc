// SPDX-License-Identifier: Apache-2.0
// A world as bytes and back. All templates of core/bytes are made here, once.
#include <utility>

#include "core/agent/sync.h"
#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "sim/scenario/mediator_client.h"
#include "sim/scenario/world.h"
#include "sim/ucapps/estate.h"
#include "sim/ucapps/life.h"

namespace slsim {

template <class Archive>
void Mediator::persist(Archive& archive) {
  std::optional<ClientMemory> memory;
  if (client_) memory = client_->memory();
  archive(host_, at_once_, running_, period_, next_sync_, next_, pending_, waiting_, jobs_over_,
          shown_, memory);
  if (Archive::reads && memory) {
    client_ = std::make_unique<MediatorClient>(*std::move(memory), at_once_);
  }
}

template <class Archive>
void World::persist(Archive& archive) {
  archive(kernel_, cssm_, external_cssm_, outside_, satellites_, clusters_, mediator_,
          cluster_of_actor_, satellite_of_actor_, played_, sums_seen_, satellite_sums_seen_,
          events_per_instant_, events_per_run_, violation_);
}

void World::write(ByteWriter& writer) const {
  const_cast<World&>(*this).persist(writer);  // NOLINT(*-const-cast): a writer changes nothing.
}

std::optional<World> World::read(std::shared_ptr<const Plan> plan, ByteReader& reader) {
  World world;
  world.persist(reader);
  if (reader.bad()) return std::nullopt;
  world.plan_ = std::move(plan);
  return world;
}

}  // namespace slsim
