// SPDX-License-Identifier: Apache-2.0
// A session as a file. It holds the session's setup and inputs, which any build of the same version
// can play again to the same digest, and besides the bytes of its state, which the build that wrote
// them takes up at once. Bytes are read as they are, so they are signed, and believed from nobody
// but a server with the same key: a file that was edited, or is somebody else's, is played.
//
// A point is the same without setup and inputs, for whoever keeps those elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time/text.h"
#include "sim/serve/session.h"

namespace slsim {

/// Who writes snapshots, and knows its own again.
struct SnapshotMaker {
  std::string version{};  ///< The program's.
  std::string build{};    ///< Another one lays its bytes out another way.
  std::string key{};      ///< By which they are signed.
};

struct SnapshotHead {
  std::string version{};
  std::string build{};
  std::uint64_t life = 0;  ///< Of points: which of the sessions that were kept in one place.
  Instant now{};
  std::uint64_t digest = 0;
  std::uint64_t inputs = 0;  ///< How many,
  std::uint64_t events = 0;  ///< and of these how many were played.
};

[[nodiscard]] std::string take_snapshot(const Session& session, const SnapshotMaker& maker);
/// Or a sentence that says why it cannot be taken up. What `served` knows of the same setup is not
/// read again.
[[nodiscard]] Parsed<Session> resume_snapshot(std::string_view snapshot, const SnapshotMaker& maker,
                                              const Session* served = nullptr);

/// After so many inputs. REQUIRES: session.writable().
[[nodiscard]] std::string take_point(const Session& session, std::uint64_t inputs,
                                     const SnapshotMaker& maker, std::uint64_t life);
/// What a point is of, or why this maker cannot take it up.
[[nodiscard]] Parsed<SnapshotHead> read_point(std::string_view point, const SnapshotMaker& maker,
                                              std::uint64_t life);
/// REQUIRES: read_point() took it, and `inputs` are as many as it said.
[[nodiscard]] Parsed<Session> resume_point(std::string_view point, const std::string& setup,
                                           std::vector<Input> inputs);

}  // namespace slsim
