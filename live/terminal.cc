// SPDX-License-Identifier: Apache-2.0
#include "live/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace slsim {
namespace {

std::string_view code(Colour colour) {
  switch (colour) {
    case Colour::none:
      return "";
    case Colour::red:
      return "\033[31;1m";
    case Colour::green:
      return "\033[32m";
    case Colour::yellow:
      return "\033[33m";
    case Colour::bold:
      return "\033[1m";
    case Colour::faint:
      return "\033[2m";
  }
  return "";
}

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  const char* term = std::getenv("TERM");          // NOLINT(concurrency-mt-unsafe)
  const bool refused = no_color != nullptr && *no_color != '\0';
  return !refused && term != nullptr && std::string_view{term} != "dumb";
}

/// Output that is lost, as on a full disk, must not look like success; 2 is what a wrong file
/// gives.
[[noreturn]] void lost(int error) {
  const std::string text = "slsim: output: " + std::generic_category().message(error) + "\n";
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
  std::_Exit(2);
}

}  // namespace

Stream::Stream(int descriptor)
    : descriptor_{descriptor},
      terminal_{::isatty(descriptor) == 1},
      colour_{terminal_ && colour_wanted()} {}

std::size_t Stream::width() const {
  winsize size{};
  if (terminal_ && ::ioctl(descriptor_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

std::string Stream::paint(Colour colour, std::string_view text) const {
  if (!colour_ || colour == Colour::none) return std::string{text};
  return std::string{code(colour)} + std::string{text} + "\033[0m";
}

void Stream::write(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno != EINTR) lost(errno);
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

Progress::Progress(Stream stream)
    : stream_{stream}, begun_{std::chrono::steady_clock::now()}, shown_{begun_} {}

std::chrono::milliseconds Progress::elapsed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               begun_);
}

void Progress::show(std::string_view line) {
  using std::chrono::milliseconds;
  if (!stream_.is_terminal() || elapsed() < milliseconds{1000}) return;
  const auto now = std::chrono::steady_clock::now();
  if (visible_ && now - shown_ < milliseconds{100}) return;
  shown_ = now;
  visible_ = true;
  stream_.write("\r\033[K" + std::string{line.substr(0, stream_.width() - 1)});
}

void Progress::clear() {
  if (visible_) stream_.write("\r\033[K");
  visible_ = false;
}

}  // namespace slsim
