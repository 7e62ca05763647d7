// SPDX-License-Identifier: Apache-2.0
#include "live/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace slsim {
namespace {

namespace fs = std::filesystem;

std::string reason(const std::string& path, int error) {
  return path + ": " + std::generic_category().message(error);
}

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (open()) ::close(number_);
  }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// 0, or the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int write_through(const std::string& path, std::string_view text, int flags) {
  const Descriptor file{::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666)};
  if (!file.open()) return errno;
  return write_all(file.number(), text);
}

}  // namespace

PathKind kind_of(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return PathKind::absent;
  return fs::is_directory(status) ? PathKind::directory : PathKind::file;
}

tl::expected<std::string, std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.open()) return tl::make_unexpected(reason(path, errno));
  std::string text;
  std::string piece(65'536, '\0');
  for (;;) {
    const ssize_t got = ::read(file.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::make_unexpected(reason(path, errno));
    if (got == 0) return text;
    text.append(piece, 0, static_cast<std::size_t>(got));
    if (text.size() > limit) {
      return tl::make_unexpected(path + ": larger than the " + std::to_string(limit) +
                                 " bytes that a file may have");
    }
  }
}

std::optional<std::string> write_file(const std::string& path, std::string_view text) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode)) {
    const int error = write_through(path, text, 0);
    return error == 0 ? std::nullopt : std::optional{reason(path, error)};
  }
  const std::string next = path + "." + std::to_string(::getpid()) + ".part";
  int error = write_through(next, text, O_CREAT | O_TRUNC);
  if (error == 0 && ::rename(next.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return std::nullopt;
  ::unlink(next.c_str());
  return reason(path, error);
}

std::optional<std::string> make_directory(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return std::nullopt;
  return path + ": " + error.message();
}

tl::expected<std::vector<std::string>, std::string> list_files(const std::string& directory,
                                                               std::string_view suffix) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry{directory, error};
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (name.ends_with(suffix) && !entry->is_directory()) {
      files.push_back(entry->path().string());
    }
  }
  if (error) return tl::make_unexpected(directory + ": " + error.message());
  std::ranges::sort(files);
  return files;
}

}  // namespace slsim
