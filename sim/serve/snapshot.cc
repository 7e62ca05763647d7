// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/snapshot.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "core/http/hash.h"

namespace slsim {
namespace {

constexpr std::string_view snapshot_title = "slsim snapshot 2\n";
constexpr std::string_view point_title = "slsim point 1\n";
constexpr std::string_view any_title = "slsim ";
constexpr std::size_t signature_size = 64;

tl::unexpected<std::string> refuse_file(std::string why) {
  return tl::make_unexpected(std::move(why));
}

std::string signed_file(std::string_view title, ByteWriter&& writer, const SnapshotMaker& maker) {
  std::string file{title};
  file += std::move(writer).take();
  file += hmac_sha256_hex(file, maker.key);
  return file;
}

/// What stands between title and signature.
std::string_view content_of(std::string_view file, std::string_view title) {
  file.remove_prefix(title.size());
  file.remove_suffix(std::min(file.size(), signature_size));
  return file;
}

bool is_signed(std::string_view file, const SnapshotMaker& maker) {
  if (file.size() < signature_size) return false;
  const std::string_view text = file.substr(0, file.size() - signature_size);
  return file.substr(text.size()) == hmac_sha256_hex(text, maker.key);
}

SnapshotHead head_of(const Session& session, const SnapshotMaker& maker) {
  return {.version = maker.version,
          .build = maker.build,
          .now = session.now(),
          .digest = session.world().digest(),
          .inputs = session.inputs().size(),
          .events = session.world().events_played()};
}

bool led_to(const Parsed<Session>& session, const SnapshotHead& head) {
  return session && session->world().digest() == head.digest && session->now() == head.now;
}

/// By its inputs, as anybody can.
Parsed<Session> play(const SnapshotHead& head, const std::string& setup,
                     std::vector<Input> inputs) {
  auto session = Session::resume(setup, std::move(inputs), head.now);
  if (session && !led_to(session, head)) {
    return refuse_file(fmt::format(
        "the snapshot was taken by version {}, and this one plays it another way", head.version));
  }
  return session;
}

}  // namespace

std::string take_snapshot(const Session& session, const SnapshotMaker& maker) {
  ByteWriter writer;
  writer.whole(head_of(session, maker));
  writer.whole(session.setup());
  writer.whole(session.inputs());
  if (session.writable()) session.write(writer);
  return signed_file(snapshot_title, std::move(writer), maker);
}

Parsed<Session> resume_snapshot(std::string_view snapshot, const SnapshotMaker& maker,
                                const Session* served) {
  if (!snapshot.starts_with(snapshot_title)) {
    return refuse_file(snapshot.starts_with(any_title)
                           ? "the snapshot is in another format than this version's"
                           : "that is no snapshot of a session");
  }
  ByteReader reader{content_of(snapshot, snapshot_title)};
  const auto head = reader.whole<SnapshotHead>();
  const auto setup = reader.whole<std::string>();
  auto inputs = reader.whole<std::vector<Input>>();
  if (reader.bad()) return refuse_file("the snapshot is damaged, or ends early");
  if (head.build == maker.build && is_signed(snapshot, maker)) {
    auto session = Session::read(setup, inputs, reader, served);
    if (led_to(session, head)) return session;
  }
  return play(head, setup, std::move(inputs));
}

std::string take_point(const Session& session, std::uint64_t inputs, const SnapshotMaker& maker,
                       std::uint64_t life) {
  SnapshotHead head = head_of(session, maker);
  head.life = life;
  head.inputs = inputs;
  ByteWriter writer;
  writer.whole(head);
  session.write(writer);
  return signed_file(point_title, std::move(writer), maker);
}

Parsed<SnapshotHead> read_point(std::string_view point, const SnapshotMaker& maker,
                                std::uint64_t life) {
  if (!point.starts_with(point_title)) return refuse_file("no point of a session of this version");
  ByteReader reader{content_of(point, point_title)};
  auto head = reader.whole<SnapshotHead>();
  if (reader.bad() || !is_signed(point, maker))
    return refuse_file("damaged, or of another session");
  if (head.build != maker.build) return refuse_file("written by another build");
  if (head.life != life) return refuse_file("of a session that was given up");
  return head;
}

Parsed<Session> resume_point(std::string_view point, const std::string& setup,
                             std::vector<Input> inputs) {
  ByteReader reader{content_of(point, point_title)};
  const auto head = reader.whole<SnapshotHead>();
  auto session = Session::read(setup, std::move(inputs), reader);
  if (session && !led_to(session, head)) return refuse_file("damaged");
  return session;
}

}  // namespace slsim
