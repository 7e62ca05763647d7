// SPDX-License-Identifier: Apache-2.0
// A CSSM that another program is: what came back from it.
#include "core/agent/json.h"
#include "sim/scenario/cssm_verbs.h"

namespace slsim {
namespace {

HttpResponse response_of(const Arguments& arguments) {
  HttpResponse response{.status = static_cast<int>(arguments.number("status")),
                        .body = arguments.text_or("body", "")};
  if (const Value* headers = arguments.find("headers")) {
    for (const auto& [name, value] : headers->map()) {
      response.headers.push_back({name, value.text()});
    }
  }
  return response;
}

Outcome external_answer(World& world, const Target&, const Arguments& arguments) {
  if (!world.external_cssm()) {
    return refused_by_cssm({ProblemCode::not_allowed, "CSSM is no other program in this world"});
  }
  Result<HttpResponse> answer = response_of(arguments);
  if (arguments.has("problem")) {
    const auto code = find_problem(arguments.text("problem"));
    if (!code) {
      return refused_by_cssm(
          {ProblemCode::invalid_argument, arguments.text("problem") + " is no class of a problem"});
    }
    answer = refuse(*code, arguments.text_or("text", ""));
  }
  const auto number = static_cast<std::uint64_t>(arguments.number("call"));
  return cssm_outcome(world.answer_external(number, answer));
}

constexpr Argument answer_arguments[] = {
    {"call", Type::number(1), "Which of the calls that wait.", Need::required},
    {"status", Type::number(100, 599), "HTTP status of the answer.", {}, "200"},
    {"headers", Type::text().by_name(), "Its headers."},
    {"body", Type::text(), "Its body."},
    {"problem", Type::text(), "Why there was no answer, by its class, such as timed_out."},
    {"text", Type::text(), "The same in a sentence."},
};

constexpr Verb verbs[] = {
    {"external_answer",
     "Says what another program, which is CSSM, answered; `slsim serve` records it.",
     answer_arguments, external_answer},
};

Value external_calls(const World& world, const Target&) {
  if (!world.external_cssm()) return {};
  return static_cast<std::int64_t>(world.external_cssm()->waiting().size());
}

constexpr Field fields[] = {
    {"external_calls", Type::number(),
     "How many calls wait for the other program that is CSSM; absent where none is.",
     external_calls},
};

}  // namespace

std::span<const Verb> cssm_external_verbs() { return verbs; }
std::span<const Field> cssm_external_fields() { return fields; }

}  // namespace slsim
