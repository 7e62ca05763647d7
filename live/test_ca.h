// SPDX-License-Identifier: Apache-2.0
// Our own certificate authority for tests: a root made once and kept in a directory, and leaves
// that it signs for listeners. Its name says what it is; it can sign no authority below it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "live/channel.h"

namespace slsim {

using WallInstant = std::chrono::sys_seconds;

struct CertifiedKey {
  std::string certificate;  ///< PEM.
  std::string key;          ///< PEM.
};

/// What a leaf is for, and when.
struct LeafRequest {
  std::string name;                ///< Its common name.
  std::vector<std::string> names;  ///< DNS names.
  std::vector<std::string> addresses;
  WallInstant from;
  WallInstant until;
};

class TestCa {
 public:
  /// The root in `directory`, which is made, with a new root, when it is not there yet: 0700, and
  /// the key 0600. Or a sentence why not.
  [[nodiscard]] static tl::expected<TestCa, std::string> open(const std::string& directory) {
    return open(directory, {});
  }
  /// Likewise another root there, of a box that opens TLS: it goes by its name in the world.
  [[nodiscard]] static tl::expected<TestCa, std::string> open(const std::string& directory,
                                                              const std::string& name);

  /// PEM, for those who are to trust it.
  [[nodiscard]] const std::string& root() const { return root_.certificate; }
  /// The file that holds it.
  [[nodiscard]] const std::string& root_file() const { return root_file_; }
  /// Or a sentence why not.
  [[nodiscard]] tl::expected<CertifiedKey, std::string> issue(const LeafRequest& request) const;
  /// The same as a listener presents it, with the root; nothing when it cannot be made.
  [[nodiscard]] std::optional<TlsMaterial> material(const LeafRequest& request) const;

 private:
  TestCa(CertifiedKey root, std::string root_file);
  CertifiedKey root_;
  std::string root_file_;
};

/// Where this user's state is kept: $XDG_STATE_HOME/slsim, else ~/.local/state/slsim.
[[nodiscard]] std::string state_home();

}  // namespace slsim
