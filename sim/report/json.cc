// SPDX-License-Identifier: Apache-2.0
#include "sim/report/json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/time/text.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

Json to_object(const Failure& failure, Instant start) {
  Json object{{"kind", word(failure.kind).text()}, {"text", failure.text}};
  if (failure.position.line != 0) {
    object["line"] = failure.position.line;
    object["column"] = failure.position.column;
  }
  object["at"] = print(failure.at);
  object["offset"] = print(failure.at - start);
  for (const Mismatch& mismatch : failure.mismatches) {
    object["mismatches"].push_back(
        {{"what", mismatch.what}, {"expected", mismatch.expected}, {"actual", mismatch.actual}});
  }
  for (const Sighting& sighting : failure.seen) {
    object["seen"].push_back({{"from", print(sighting.from)}, {"value", sighting.text}});
  }
  if (!failure.excerpt.empty()) object["excerpt"] = failure.excerpt;
  if (!failure.recent.empty()) {
    object["actor"] = failure.actor;
    object["recent"] = failure.recent;
  }
  return object;
}

}  // namespace

std::string to_json(const RunResult& result) {
  Json object{{"case", result.address()},
              {"path", result.path},
              {"name", result.name},
              {"verdict", word(result.verdict()).text()},
              {"seed", result.seed},
              {"digest", fmt::format("{:016x}", result.digest)},
              {"start", print(result.start)},
              {"end", print(result.end)},
              {"simulated_ms", (result.end - result.start).count()},
              {"events", result.events},
              {"steps", result.steps},
              {"expectations", result.expectations},
              {"failures", Json::array()}};
  for (const Failure& failure : result.failures) {
    object["failures"].push_back(to_object(failure, result.start));
  }
  if (result.failures_left_out > 0) object["failures_left_out"] = result.failures_left_out;
  // Texts of a file may hold bytes that are no UTF-8.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace slsim
