// SPDX-License-Identifier: Apache-2.0
// Whatever a server sends, and in whatever pieces: the same answer, or the same failure.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/http/answer_reader.h"
#include "core/result/check.h"

namespace slsim {
namespace {

struct Reading {
  std::string body;
  int status = 0;
  std::size_t headers = 0;
  bool whole = false;
  bool operator==(const Reading&) const = default;
};

Reading read_all(std::string_view bytes, std::size_t piece) {
  Reading reading;
  AnswerReader reader{"GET", [&](std::string_view part) {
                        reading.body += part;
                        return true;
                      }};
  for (std::size_t i = 0; i < bytes.size(); i += piece) reader.feed(bytes.substr(i, piece));
  reader.end();
  CHECK(reader.whole() != reader.failed(), "it ends in one way");
  CHECK(reading.body.size() <= bytes.size(), "nothing is made up");
  reading.status = reader.answer().status;
  reading.headers = reader.answer().headers.size();
  reading.whole = reader.whole();
  return reading;
}

}  // namespace
}  // namespace slsim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const slsim::Reading whole = slsim::read_all(bytes, size + 1);
  CHECK(whole == slsim::read_all(bytes, 1), "how the bytes arrive does not matter");
  CHECK(whole == slsim::read_all(bytes, 7), "how the bytes arrive does not matter");
  return 0;
}
