// SPDX-License-Identifier: Apache-2.0
// The points of a session that is kept: its state as bytes, written now and then while it goes on,
// from which the next start goes on instead of playing everything. There are two files, so that
// one is whole whatever happens to the other, and neither is needed: the inputs are all kept.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "live/aside.h"
#include "live/log.h"
#include "sim/serve/session.h"
#include "sim/serve/snapshot.h"

namespace slsim {

class ServedPoints {
 public:
  ServedPoints(std::string directory, std::size_t most_inputs, SnapshotMaker maker,
               std::uint64_t life);
  ServedPoints(const ServedPoints&) = delete;
  ServedPoints& operator=(const ServedPoints&) = delete;
  ~ServedPoints();

  struct Found {
    SnapshotHead head;
    std::string point;
    std::size_t file = 0;
  };
  /// Those that can be used, the latest first. Adds to `notes` why others cannot.
  [[nodiscard]] std::vector<Found> read(std::vector<std::string>& notes) const;

  /// The session that is kept goes on from that one.
  void went_on_from(const Found& found);

  /// Whether it is worth while by now to write one.
  [[nodiscard]] bool due(const Session& session);
  /// Writes one, aside. REQUIRES: due(), and every input of the session is kept.
  void begin(Session& session);
  /// One of where it stands, if that is news. REQUIRES: likewise.
  void write_last(Session& session);
  /// Points that were written are of no use from now on; the number of the session to come.
  std::uint64_t begin_life();

 private:
  using Clock = std::chrono::steady_clock;
  /// How far a session was.
  struct Mark {
    std::size_t inputs = 0;
    std::uint64_t events = 0;
    bool operator==(const Mark&) const = default;
  };
  struct Writing;

  [[nodiscard]] static Mark mark_of(const Session& session);
  void settle();

  std::string directory_;
  SnapshotMaker maker_;
  std::uint64_t life_;
  std::size_t most_inputs_;
  std::size_t next_file_ = 0;
  std::optional<Mark> written_;  ///< Absent: nothing has been.
  Clock::time_point ended_ = Clock::now();
  Clock::duration took_{};
  std::unique_ptr<Writing> writing_;
  Aside aside_;  // Last: it uses the others.
};

}  // namespace slsim
