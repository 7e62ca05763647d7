// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/served_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "live/build_id.h"
#include "live/files.h"
#include "live/secret.h"
#include "sim/cmd/selection.h"
#include "sim/serve/snapshot.h"

namespace slsim {
namespace {

template <class T>
using Or = tl::expected<T, std::string>;

/// What can be read by this program: of another version an input might mean something else, and of
/// another form it could not be read.
constexpr const char* stamp = "slsim " SLSIM_VERSION ", inputs in form 2";

SessionSource source_of(const ServeOptions& options, std::string text, const Address& address) {
  return {.path = address.path,
          .text = std::move(text),
          .case_name = address.case_name,
          .play = options.play};
}

Or<Session> open_session(const ServeOptions& options) {
  if (!options.file) return Session::open(demo_source(), read_scenario);
  const Address address = parse_address(*options.file);
  auto text = read_scenario(address.path);
  if (!text) return tl::make_unexpected(fmt::format("{}: {}", address.path, text.error()));
  return Session::open(source_of(options, *std::move(text), address), read_scenario);
}

std::int64_t number_of(const std::string& text) {
  return static_cast<std::int64_t>(parse_number(text, 0, ~std::uint64_t{0} >> 1U).value_or(0));
}

Instant now_of(const InputFile& file) { return Instant{Duration{number_of(file.text("now"))}}; }

/// What the time is worth that went by since then, while nobody served.
Duration time_away(const InputFile& file, const ServeOptions& options) {
  const auto wall =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::int64_t away = wall.time_since_epoch().count() - number_of(file.text("wall"));
  const std::int64_t times = options.clock.times;
  if (!options.catch_up || away <= 0 || times == 0) return {};
  const Duration left = last_instant - now_of(file);
  return away >= left.count() / times ? left : Duration{away * times};
}

/// Whether the file that was given, if one was, describes the world that is kept.
std::optional<std::string> other_world(const ServeOptions& options, const std::string& setup,
                                       const std::string& path) {
  if (!options.file) return std::nullopt;
  const auto given = open_session(options);
  if (!given) return given.error();
  if (given->setup() == setup) return std::nullopt;
  return fmt::format(
      "{}: holds a session of another world than {}; leave the file out, or choose another --state",
      path, *options.file);
}

Or<std::vector<Input>> read_inputs(const InputFile& file, const std::string& path) {
  const auto entries = file.entries();
  if (!entries) return tl::make_unexpected(fmt::format("{}: {}", path, entries.error()));
  std::vector<Input> inputs;
  inputs.reserve(entries->size());
  for (const std::string& entry : *entries) {
    auto input = read_input(entry);
    if (!input) return tl::make_unexpected(fmt::format("{}: damaged", path));
    inputs.push_back(*std::move(input));
  }
  return inputs;
}

/// On from a point, or from the start.
Or<Session> go_on(const ServedPoints::Found* point, const std::string& setup,
                  const std::vector<Input>& inputs, Instant now) {
  if (point == nullptr) return Session::resume(setup, inputs, now);
  const auto played = inputs.begin() + static_cast<std::ptrdiff_t>(point->head.inputs);
  auto session = resume_point(point->point, setup, {inputs.begin(), played});
  if (!session) return session;
  const auto caught_up = session->catch_up({played, inputs.end()});
  if (!caught_up) return tl::make_unexpected(caught_up.error());
  session->advance(std::max(now, session->now()));
  return session;
}

/// From the latest point that leads where the session was.
Or<Session> take_up(const InputFile& file, const std::string& path, ServedPoints& points,
                    std::vector<std::string>& notes) {
  const std::string setup = file.text("setup");
  const std::string digest = file.text("digest");
  const auto inputs = read_inputs(file, path);
  if (!inputs) return tl::make_unexpected(inputs.error());
  const auto arrived = [&](const Or<Session>& session) {
    return session && std::to_string(session->world().digest()) == digest;
  };
  for (const ServedPoints::Found& point : points.read(notes)) {
    if (point.head.inputs > inputs->size()) continue;
    auto session = go_on(&point, setup, *inputs, now_of(file));
    if (arrived(session)) {
      points.went_on_from(point);
      return session;
    }
    notes.push_back(
        fmt::format("{}: a point after {} inputs leads elsewhere", path, point.head.inputs));
  }
  auto session = go_on(nullptr, setup, *inputs, now_of(file));
  if (!session) return tl::make_unexpected(fmt::format("{}: {}", path, session.error()));
  if (arrived(session)) return session;
  return tl::make_unexpected(fmt::format(
      "{}: its inputs lead elsewhere in this build than in the one that wrote it", path));
}

/// Who writes snapshots of what is kept in the file.
SnapshotMaker maker_for(InputFile& file) {
  std::string key = file.text("key");
  if (key.empty()) {
    key = new_secret();
    file.set_text("key", key);
  }
  return {SLSIM_VERSION, build_id(), std::move(key)};
}

}  // namespace

tl::expected<ServedState, std::string> open_state(const ServeOptions& options) {
  if (!options.state) {
    auto session = open_session(options);
    if (!session) return tl::make_unexpected(session.error());
    return ServedState{*std::move(session), {SLSIM_VERSION, build_id(), new_secret()}, {}, {}, {}};
  }
  const std::string& directory = *options.state;
  if (const auto failed = make_directory(directory)) {
    return tl::make_unexpected(fmt::format("{}: {}", directory, *failed));
  }
  const std::string path = directory + "/session.db";
  auto file = InputFile::open(path, stamp);
  if (!file) return tl::make_unexpected(file.error());
  const std::string setup = file->text("setup");
  if (!setup.empty()) {
    if (auto wrong = other_world(options, setup, path)) return tl::make_unexpected(*wrong);
  }
  const SnapshotMaker maker = maker_for(*file);
  auto points =
      std::make_unique<ServedPoints>(directory, options.point_after, maker,
                                     static_cast<std::uint64_t>(number_of(file->text("life"))));
  std::vector<std::string> notes;
  auto session = setup.empty() ? open_session(options) : take_up(*file, path, *points, notes);
  if (!session) return tl::make_unexpected(session.error());
  if (setup.empty()) {
    file->set_text("setup", session->setup());
  } else {
    session->advance(session->now() + time_away(*file, options));
  }
  return ServedState{*std::move(session), maker, *std::move(file), std::move(points),
                     std::move(notes)};
}

}  // namespace slsim
