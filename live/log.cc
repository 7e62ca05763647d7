// SPDX-License-Identifier: Apache-2.0
#include "live/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>

namespace slsim {
namespace {

/// As JSON and shells take it: nothing that ends a line or moves a cursor gets through.
std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 0x0fU];
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool plain(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '\\' || c == 0x7f;
  });
}

}  // namespace

struct Log::Sink {
  spdlog::logger logger{"slsim", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Log::Log(LogForm form, bool quiet) : form_{form}, quiet_{quiet}, sink_{std::make_unique<Sink>()} {
  sink_->logger.set_pattern(form == LogForm::json
                                ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                                : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                            spdlog::pattern_time_type::utc);
  sink_->logger.set_level(quiet ? spdlog::level::warn : spdlog::level::info);
}

Log::~Log() = default;

std::string Log::line(std::string_view event, Fields fields) const {
  std::string text = form_ == LogForm::json ? "\"event\":" + quoted(event) : std::string{event};
  for (const auto& [name, value] : fields) {
    if (form_ == LogForm::json) {
      text += "," + quoted(name) + ":" + quoted(value);
    } else {
      text += " " + std::string{name} + "=" + (plain(value) ? value : quoted(value));
    }
  }
  return text;
}

void Log::info(std::string_view event, Fields fields) const {
  if (!quiet_) sink_->logger.log(spdlog::level::info, line(event, fields));
}

void Log::warn(std::string_view event, Fields fields) const {
  sink_->logger.log(spdlog::level::warn, line(event, fields));
}

}  // namespace slsim
