// SPDX-License-Identifier: Apache-2.0
#include "live/opening_boxes.h"

namespace slsim {

std::shared_ptr<TlsIdentity> OpeningBoxes::identity(const std::string& root,
                                                    const LeafRequest& leaf) {
  const std::lock_guard lock{mutex_};
  std::shared_ptr<TlsIdentity>& identity = identities_[{root, leaf.name}];
  if (identity) return identity;
  // A root that is made now is there before anybody else asks for it.
  auto ca = TestCa::open(directory_, root);
  identity = std::make_shared<TlsIdentity>(
      [ca = std::move(ca), leaf] { return ca ? ca->material(leaf) : std::nullopt; });
  return identity;
}

}  // namespace slsim
