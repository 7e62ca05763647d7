// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/served_points.h"

#include <algorithm>
#include <array>
#include <utility>

#include "live/files.h"
#include "live/secret.h"

namespace slsim {
namespace {

constexpr std::array names{"session.1.point", "session.2.point"};
constexpr std::size_t largest = std::size_t{4} << 30U;

/// What a start has to play at most, if there was time to write: a tenth of a second or so.
constexpr std::uint64_t most_events = 200'000;
/// Of the time of two processors at most one part in so many goes into points.
constexpr int share = 10;

}  // namespace

struct ServedPoints::Writing {
  Session session;
  Mark mark;
  Clock::time_point begun;
};

ServedPoints::ServedPoints(std::string directory, std::size_t most_inputs, SnapshotMaker maker,
                           std::uint64_t life)
    : directory_{std::move(directory)},
      maker_{std::move(maker)},
      life_{life},
      most_inputs_{most_inputs} {}
ServedPoints::~ServedPoints() { aside_.wait(); }

std::vector<ServedPoints::Found> ServedPoints::read(std::vector<std::string>& notes) const {
  std::vector<Found> found;
  for (std::size_t file = 0; file < names.size(); ++file) {
    const std::string path = directory_ + "/" + names.at(file);
    if (kind_of(path) == PathKind::absent) continue;
    auto point = read_file(path, largest);
    auto head = point ? read_point(*point, maker_, life_) : tl::make_unexpected(point.error());
    if (head) {
      found.push_back({*std::move(head), *std::move(point), file});
    } else {
      notes.push_back(path + ": " + head.error());
    }
  }
  std::ranges::stable_sort(found, [](const Found& a, const Found& b) {
    return std::pair{a.head.inputs, a.head.now} > std::pair{b.head.inputs, b.head.now};
  });
  return found;
}

ServedPoints::Mark ServedPoints::mark_of(const Session& session) {
  return {session.inputs().size(), session.world().events_played()};
}

void ServedPoints::went_on_from(const Found& found) {
  written_ = Mark{found.head.inputs, found.head.events};
  next_file_ = (found.file + 1) % names.size();
}

bool ServedPoints::due(const Session& session) {
  if (aside_.busy() || !session.writable()) return false;
  settle();
  const Mark before = written_.value_or(Mark{});
  const Mark mark = mark_of(session);
  const bool much =
      mark.inputs - before.inputs >= most_inputs_ || mark.events - before.events >= most_events;
  return much && Clock::now() - ended_ >= share * took_;
}

/// The copy is made and thrown away by the thread of the world, with which it shares values; only
/// the writing is done aside.
void ServedPoints::begin(Session& session) {
  const Clock::time_point now = Clock::now();
  writing_ = std::make_unique<Writing>(Writing{session.present(), mark_of(session), now});
  const std::string path = directory_ + "/" + names.at(next_file_);
  next_file_ = (next_file_ + 1) % names.size();
  aside_.begin([this, path] {
    // What cannot be written is not missed: the inputs are kept.
    (void)write_private_file(path,
                             take_point(writing_->session, writing_->mark.inputs, maker_, life_));
  });
}

void ServedPoints::settle() {
  if (writing_ == nullptr) return;
  aside_.wait();
  written_ = writing_->mark;
  ended_ = Clock::now();
  took_ = ended_ - writing_->begun;
  writing_.reset();
}

void ServedPoints::write_last(Session& session) {
  settle();
  if (!session.writable() || written_ == mark_of(session)) return;
  begin(session);
  settle();
}

std::uint64_t ServedPoints::begin_life() {
  settle();
  written_.reset();
  return ++life_;
}

}  // namespace slsim
