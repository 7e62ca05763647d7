// SPDX-License-Identifier: Apache-2.0
// What boxes on the way that open TLS show instead of a server's own certificate: one for the same
// names that ends at a root of the box's own. Roots are made when the first caller meets them, and
// kept beside ours.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "live/channel.h"
#include "live/test_ca.h"

namespace slsim {

class OpeningBoxes {
 public:
  explicit OpeningBoxes(std::string directory) : directory_{std::move(directory)} {}

  /// One for each root and name of a leaf. From any thread.
  [[nodiscard]] std::shared_ptr<TlsIdentity> identity(const std::string& root,
                                                      const LeafRequest& leaf);

 private:
  std::string directory_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<TlsIdentity>> identities_;
};

}  // namespace slsim
