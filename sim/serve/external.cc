// SPDX-License-Identifier: Apache-2.0
// A session whose CSSM is another program: what came back from it is an input as any other.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/result/check.h"
#include "sim/scenario/yaml_text.h"
#include "sim/serve/session.h"

namespace slsim {
namespace {

/// What says something of the connection or of its date, and nothing to who asked.
bool is_kept(const std::string& header) {
  return same_ignoring_case(header, "Content-Type") || same_ignoring_case(header, "Retry-After") ||
         same_ignoring_case(header, "Location") || same_ignoring_case(header, "Set-Cookie");
}

HttpResponse plain_answer(HttpResponse answer) {
  std::erase_if(answer.headers, [](const HttpHeader& header) { return !is_kept(header.name); });
  return answer;
}

/// Of `cssm: {external_answer: …}`.
Value::Map arguments_of(std::uint64_t call, const Result<HttpResponse>& answer) {
  Value::Map map{{"call", static_cast<std::int64_t>(call)}};
  if (!answer) {
    map["problem"] = word(answer.error().code);
    map["text"] = answer.error().detail;
    return map;
  }
  if (answer->status != 200) map["status"] = answer->status;
  if (!answer->body.empty()) map["body"] = answer->body;
  Value::Map headers;
  for (const HttpHeader& header : answer->headers) headers[header.name] = header.value;
  if (!headers.empty()) map["headers"] = std::move(headers);
  return map;
}

bool is_text(const HttpResponse& answer) {
  return is_utf8(answer.body) && std::ranges::all_of(answer.headers, [](const HttpHeader& header) {
           return is_utf8(header.name) && is_utf8(header.value);
         });
}

/// A session is recorded as text.
Result<HttpResponse> as_recorded(const Result<HttpResponse>& answer) {
  if (!answer) return answer;
  HttpResponse plain = plain_answer(*answer);
  if (is_text(plain)) return plain;
  return refuse(ProblemCode::commresponse, "The answer is no text.");
}

}  // namespace

const std::vector<ExternalCssm::Call>& Session::external_calls() const {
  static const std::vector<ExternalCssm::Call> none;
  const auto& external = world().external_cssm();
  return external ? external->waiting() : none;
}

void Session::answer_external(std::uint64_t call, const Result<HttpResponse>& given) {
  const Result<HttpResponse> answer = as_recorded(given);
  const Value arguments{Value::Map{{"external_answer", arguments_of(call, answer)}}};
  inputs_.push_back({.at = now(), .step = "cssm: " + print(arguments)});
  const auto taken = world().answer_external(call, answer);
  CHECK(taken.has_value(), "only what waits is answered");
  player_.play_on();
  ++version_;
  collect();
}

}  // namespace slsim
