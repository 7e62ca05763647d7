// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/host.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "client/cmd/bar.h"
#include "client/cmd/table.h"
#include "live/files.h"
#include "live/secret.h"

namespace slsim {
namespace {

constexpr std::size_t longest_secret = 4096;
constexpr std::string_view serving = "serving\n";  // In the lock file.

std::optional<std::string> bytes_of(std::string_view digits) {
  std::string bytes;
  const auto value = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  if (digits.size() != 2 * Seal::key_size) return std::nullopt;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    if (value(digits[i]) < 0 || value(digits[i + 1]) < 0) return std::nullopt;
    bytes += static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1]));
  }
  return bytes;
}

std::string without_line_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

}  // namespace

void CloseStore::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

// Many mediators must not come back together after they were told to slow down: each process draws
// its waits from another seed.
MediatorHost::MediatorHost(MediatorFlags flags)
    : flags_{std::move(flags)}, jitter_{stable_hash(new_secret()), "mediator/jitter"} {}

std::optional<std::string> MediatorHost::read_key(const std::string& path, std::string& key) {
  if (kind_of(path) == PathKind::absent) {
    if (auto wrong = write_private_file(path, new_secret() + '\n')) return path + ": " + *wrong;
  }
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return path + ": cannot be read";
  if ((about.st_mode & 077U) != 0) {
    return path + ": others may read it; a key has mode 0600 (chmod 600)";
  }
  const auto text = read_file(path, longest_secret);
  if (!text) return path + ": " + text.error();
  const auto bytes = bytes_of(without_line_end(*text));
  if (!bytes) return path + ": is no key of 64 hexadecimal digits";
  key = *bytes;
  return std::nullopt;
}

std::optional<std::string> MediatorHost::open() {
  std::optional<HttpOrigin> served;
  if (const auto url = flags_.find("clock")) {
    served = parse_origin(*url);
    if (!served) return "--clock: a URL such as http://127.0.0.1:8800";
  }
  clock_ = std::make_unique<LiveClock>(served);
  http_ = std::make_unique<LiveHttp>(
      LiveHttp::Options{.ca_file = flags_.text("ca"), .proxy = proxy_of_environment()}, *clock_);
  const std::string path = store_path();
  std::string key;
  if (auto wrong = read_key(flags_.text("key", path + ".key"), key)) return wrong;
  const mode_t before = umask(077);
  sqlite3* opened = nullptr;
  const int outcome = sqlite3_open(path.c_str(), &opened);
  umask(before);
  opened_.reset(opened);
  if (outcome != SQLITE_OK) return path + ": " + sqlite3_errmsg(opened);
  sqlite3_busy_timeout(opened, 10'000);
  // What has been written outlives this process. Only when the machine loses its power may the last
  // moments be gone: jobs then go on from a step before, and ask the product what it is.
  sqlite3_exec(opened, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL", nullptr, nullptr,
               nullptr);
  auto database = Database::adopt(opened);
  if (!database) return path + ": " + print(database.error());
  database_ = std::move(*database);
  store_ = std::make_unique<Store>(*database_, Seal{key});
  if (auto good = store_->check(); !good) return path + ": " + print(good.error());
  return std::nullopt;
}

MediatorHost::Holder MediatorHost::hold() {
  if (holds_) return Holder::ours;
  const std::string path = store_path() + ".lock";
  if (lock_ < 0) lock_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  // Let go when the process ends, however it ends.
  holds_ = lock_ >= 0 && flock(lock_, LOCK_EX | LOCK_NB) == 0;
  if (holds_) {
    const int emptied = ::ftruncate(lock_, 0);
    return emptied == 0 ? Holder::ours : Holder::others;
  }
  return read_file(path, longest_secret) == serving ? Holder::server : Holder::others;
}

void MediatorHost::say_that_it_serves() const {
  [[maybe_unused]] const ssize_t written = ::pwrite(lock_, serving.data(), serving.size(), 0);
}

void MediatorHost::leave_to_others(const std::function<bool()>& over) {
  while (!over() && hold() != Holder::ours) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  progress_.clear();
}

void MediatorHost::play_until(const std::function<bool()>& over) {
  while (!over()) {
    http_->deliver(clock_->until_next());
    clock_->wake();
  }
  progress_.clear();
}

void MediatorHost::play(std::vector<Task<>> tasks) {
  std::vector<std::unique_ptr<Running>> running;
  for (Task<>& task : tasks) {
    running.push_back(std::make_unique<Running>(std::move(task)));
    running.back()->begin();
  }
  play_until([&] { return std::ranges::all_of(running, [](auto& one) { return one->done(); }); });
}

void MediatorHost::show_progress(std::string_view what, std::int64_t over, std::int64_t all) {
  progress_.show(progress_bar(what, over, all, err_.width()));
}

void MediatorHost::show(const nlohmann::ordered_json& value) {
  out_.write(flags_.has("json") ? value.dump(2) + '\n' : as_text(value));
}

void MediatorHost::say(std::string_view sentence) {
  const nlohmann::ordered_json object{{"message", sentence}};
  out_.write((flags_.has("json") ? object.dump() : std::string{sentence}) + '\n');
}

int MediatorHost::refuse(const Fault& fault) {
  progress_.clear();
  if (flags_.has("json")) {
    out_.write(nlohmann::ordered_json{{"code", info(fault.code).name},
                                      {"text", info(fault.code).text},
                                      {"detail", fault.detail},
                                      {"advice", info(fault.code).advice}}
                   .dump(2) +
               '\n');
  } else {
    err_.write(fmt::format("{} {}\n{}\n", err_.paint(Colour::red, "mediator:"), print(fault),
                           info(fault.code).advice));
  }
  return went_wrong;
}

int MediatorHost::misuse(std::string_view what) {
  err_.write(fmt::format("{} {}\n", err_.paint(Colour::red, "mediator:"), what));
  return wrong_command;
}

tl::expected<std::string, std::string> MediatorHost::secret_of(std::string_view flag) const {
  const auto path = flags_.find(flag);
  if (!path) return std::string{};
  auto text = read_file(*path == "-" ? "/dev/stdin" : *path, longest_secret);
  if (!text) return tl::make_unexpected(fmt::format("--{}: {}: {}", flag, *path, text.error()));
  return without_line_end(*std::move(text));
}

}  // namespace slsim
