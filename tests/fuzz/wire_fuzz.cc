// SPDX-License-Identifier: Apache-2.0
// Whatever bytes come, and in whatever pieces: the same requests, within limits, or the same
// refusal.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/http/wire.h"
#include "core/result/check.h"

namespace slsim {
namespace {

constexpr HttpLimits limits{.target = 200, .head = 1000, .headers = 10, .body = 300};

struct Reading {
  std::vector<std::string> requests;
  int refused = 0;
  bool operator==(const Reading&) const = default;
};

std::string text_of(const HttpRequest& request) {
  std::string text = request.method + ' ' + request.path + '?' + request.query + '\n';
  for (const HttpHeader& header : request.headers) text += header.name + ':' + header.value + '\n';
  return text + request.body;
}

void check_limits(const HttpRequest& request) {
  CHECK(request.path.size() + request.query.size() <= limits.target, "a target within its limit");
  CHECK(request.headers.size() <= limits.headers, "headers within their limit");
  CHECK(request.body.size() <= limits.body, "a body within its limit");
}

Reading read_all(std::string_view bytes, std::size_t piece) {
  Reading reading;
  RequestReader reader{limits};
  while (!bytes.empty() && reader.refused() == 0) {
    std::string_view part = bytes.substr(0, piece);
    const std::size_t taken = reader.feed(part);
    CHECK(taken <= part.size(), "no more is taken than was there");
    CHECK(taken > 0 || reader.whole() || reader.refused() != 0, "it goes on");
    bytes.remove_prefix(taken);
    if (!reader.whole()) continue;
    const HttpRequest request = reader.take();
    check_limits(request);
    reading.requests.push_back(text_of(request));
  }
  reading.refused = reader.refused();
  return reading;
}

}  // namespace
}  // namespace slsim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const slsim::Reading whole = slsim::read_all(bytes, bytes.size());
  CHECK(whole == slsim::read_all(bytes, 1), "how the bytes arrive does not matter");
  CHECK(whole == slsim::read_all(bytes, 7), "how the bytes arrive does not matter");
  return 0;
}
