// SPDX-License-Identifier: Apache-2.0
#include "live/files.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace slsim {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

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

}  // namespace

PathKind kind_of(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return PathKind::absent;
  return fs::is_directory(status) ? PathKind::directory : PathKind::file;
}

tl::expected<std::string, std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.open()) return tl::make_unexpected(reason(errno));
  std::string text;
  std::string piece(65'536, '\0');
  for (;;) {
    const ssize_t got = ::read(file.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::make_unexpected(reason(errno));
    if (got == 0) return text;
    text.append(piece, 0, static_cast<std::size_t>(got));
    if (text.size() > limit) {
      return tl::make_unexpected("larger than the " + std::to_string(limit) +
                                 " bytes that a file may have");
    }
  }
}

NewFile::NewFile(std::string path) : path_{std::move(path)} {
  struct stat found {};
  const bool special = ::stat(path_.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
  written_ = special ? path_ : path_ + "." + std::to_string(::getpid()) + ".part";
  const int how = special ? 0 : O_CREAT | O_TRUNC;
  descriptor_ = ::open(written_.c_str(), O_WRONLY | O_CLOEXEC | how, 0666);
  if (descriptor_ < 0) error_ = errno;
}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (written_ != path_) ::unlink(written_.c_str());
}

void NewFile::append(std::string_view text) {
  if (error_ == 0) error_ = write_all(descriptor_, text);
}

std::optional<std::string> NewFile::finish() {
  if (descriptor_ >= 0 && ::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0) {
    error_ = errno;
  }
  if (written_ != path_ && error_ == 0 && ::rename(written_.c_str(), path_.c_str()) != 0) {
    error_ = errno;
  }
  if (error_ == 0) return std::nullopt;
  if (written_ != path_) ::unlink(written_.c_str());
  return reason(error_);
}

std::optional<std::string> write_file(const std::string& path, std::string_view text) {
  NewFile file{path};
  file.append(text);
  return file.finish();
}

std::optional<std::string> make_directory(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return std::nullopt;
  return error.message();
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
  if (error) return tl::make_unexpected(error.message());
  std::ranges::sort(files);
  return files;
}

void allow_many_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace slsim
