// SPDX-License-Identifier: Apache-2.0
// A session and its inputs as bytes and back.
#include <utility>

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "sim/serve/session.h"

namespace slsim {

template <class Archive>
void Session::persist(Archive& archive) {
  archive(waiting_, outcomes_, calls_, results_, bearers_, history_);
}

Session::Session(World world, std::string setup)
    : setup_{std::move(setup)}, play_{false}, player_{std::move(world)} {}

void Session::write(ByteWriter& writer) const {
  world().write(writer);
  const_cast<Session&>(*this).persist(writer);  // NOLINT(*-const-cast): a writer changes nothing.
}

Parsed<Session> Session::read(const std::string& setup, std::vector<Input> inputs,
                              ByteReader& reader, const Session* served) {
  const bool known = served != nullptr && served->setup_ == setup;
  auto plan =
      known ? Parsed<std::shared_ptr<const Plan>>{served->world().shared_plan()} : plan_of(setup);
  if (!plan) return tl::make_unexpected(plan.error());
  auto world = World::read(*std::move(plan), reader);
  if (!world) return tl::make_unexpected(std::string{"its bytes make no sense"});
  Session session{*std::move(world), setup};
  session.persist(reader);
  session.inputs_ = std::move(inputs);
  const auto sound = [&](std::size_t number) { return number < session.inputs_.size(); };
  bool good = reader.good_end();
  for (const Waiting& waiting : session.waiting_) good = good && sound(waiting.number);
  // Whoever called is gone.
  for (const auto& [number, call] : session.calls_) {
    good = good && sound(call.number);
    session.unattended_.push_back(number);
  }
  if (!good) return tl::make_unexpected(std::string{"its bytes make no sense"});
  return session;
}

Session Session::present() {
  auto inputs = std::exchange(inputs_, {});
  auto loader = std::exchange(loader_, std::nullopt);
  auto seen = std::exchange(seen_, {});
  Session copy = *this;
  inputs_ = std::move(inputs);
  loader_ = std::move(loader);
  seen_ = std::move(seen);
  return copy;
}

std::string write_input(const Input& input) {
  ByteWriter writer;
  writer.whole(input);
  return std::move(writer).take();
}

std::optional<Input> read_input(std::string_view bytes) {
  ByteReader reader{bytes};
  auto input = reader.whole<Input>();
  if (!reader.good_end()) return std::nullopt;
  return input;
}

}  // namespace slsim
