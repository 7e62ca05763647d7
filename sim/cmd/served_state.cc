// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/served_state.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "live/files.h"
#include "sim/cmd/selection.h"
#include "sim/serve/snapshot.h"

namespace slsim {
namespace {

template <class T>
using Or = tl::expected<T, std::string>;

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

Or<Session> take_up(const InputFile& file, const std::string& path, const ServeOptions& options) {
  const std::string setup = file.text("setup");
  if (options.file) {
    auto given = open_session(options);
    if (!given) return given;
    if (given->setup() != setup) {
      return tl::make_unexpected(fmt::format(
          "{}: holds a session of another world than {}; leave the file out, or choose another "
          "--state",
          path, *options.file));
    }
  }
  const auto entries = file.entries();
  if (!entries) return tl::make_unexpected(fmt::format("{}: {}", path, entries.error()));
  std::vector<Input> inputs;
  for (const std::string& entry : *entries) {
    auto input = input_from_json(entry);
    if (!input) return tl::make_unexpected(fmt::format("{}: damaged: {}", path, input.error()));
    inputs.push_back(*std::move(input));
  }
  auto session = Session::resume(setup, inputs, now_of(file));
  if (!session) return tl::make_unexpected(fmt::format("{}: {}", path, session.error()));
  if (std::to_string(session->world().digest()) != file.text("digest")) {
    return tl::make_unexpected(fmt::format(
        "{}: its inputs lead elsewhere in this build than in the one that wrote it", path));
  }
  session->advance(session->now() + time_away(file, options));
  return session;
}

}  // namespace

tl::expected<ServedState, std::string> open_state(const ServeOptions& options) {
  if (!options.state) {
    auto session = open_session(options);
    if (!session) return tl::make_unexpected(session.error());
    return ServedState{*std::move(session), std::nullopt};
  }
  if (const auto failed = make_directory(*options.state)) {
    return tl::make_unexpected(fmt::format("{}: {}", *options.state, *failed));
  }
  const std::string path = *options.state + "/session.db";
  auto file = InputFile::open(path, "slsim " SLSIM_VERSION);
  if (!file) return tl::make_unexpected(file.error());
  auto session =
      file->text("setup").empty() ? open_session(options) : take_up(*file, path, options);
  if (!session) return tl::make_unexpected(session.error());
  if (file->text("setup").empty()) file->set_text("setup", session->setup());
  return ServedState{*std::move(session), *std::move(file)};
}

}  // namespace slsim
