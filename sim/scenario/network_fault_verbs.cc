// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/result/check.h"
#include "sim/scenario/network_tables.h"

namespace slsim {
namespace {

using Kind = BadAnswer::Kind;

Outcome put_fault(World& world, const Arguments& arguments, std::string_view verb,
                  HostFault fault) {
  fault.after_acting = arguments.flag_or("after_acting", false);
  if (arguments.has("share")) fault.share = arguments.ratio("share");
  if (arguments.has("first")) fault.first = static_cast<std::uint64_t>(arguments.number("first"));
  Rule rule;
  rule.fault = fault;
  return put_rule(world, arguments, verb, rule);
}

Outcome fail(World& world, const Target&, const Arguments& arguments) {
  const auto status = static_cast<std::uint16_t>(arguments.number("status"));
  return put_fault(world, arguments, "fail", {.answer = {Kind::status, status}});
}

Outcome garble(World& world, const Target&, const Arguments& arguments) {
  return put_fault(world, arguments, "garble", {.answer = {Kind::garbled}});
}

constexpr std::array flaws{ProblemCode::responsefailed,
                           ProblemCode::matchnonce,
                           ProblemCode::matchidentifier,
                           ProblemCode::verifysignaturefailed,
                           ProblemCode::signcertverificationfailed,
                           ProblemCode::nodecertverificationfailed,
                           ProblemCode::parsecertificatefailed,
                           ProblemCode::certificatemismatch,
                           ProblemCode::cryptorootcaimportfailed,
                           ProblemCode::taginvalid};
constexpr std::string_view flaw_words[] = {"responsefailed",
                                           "matchnonce",
                                           "matchidentifier",
                                           "verifysignaturefailed",
                                           "signcertverificationfailed",
                                           "nodecertverificationfailed",
                                           "parsecertificatefailed",
                                           "certificatemismatch",
                                           "cryptorootcaimportfailed",
                                           "taginvalid"};

Outcome falsify(World& world, const Target&, const Arguments& arguments) {
  const auto flaw = std::ranges::find(flaws, std::string_view{arguments.text("flaw")},
                                      [](ProblemCode code) { return word(code).text(); });
  CHECK(flaw != flaws.end(), "flaws and their words are alike");
  return put_fault(world, arguments, "falsify", {.answer = {.kind = Kind::flawed, .flaw = *flaw}});
}

Outcome answer_html(World& world, const Target&, const Arguments& arguments) {
  return put_fault(world, arguments, "answer_html", {.answer = {Kind::page, 200, true}});
}

/// With HTTP 429, or as a gateway does in front of the real one: 403 and a page.
Outcome throttle(World& world, const Target&, const Arguments& arguments) {
  const bool html = arguments.flag("html");
  const auto limit = static_cast<std::uint64_t>(arguments.number("limit"));
  const std::uint16_t status = html ? 403 : 429;
  return put_fault(world, arguments, "throttle",
                   {.answer = {Kind::limited, status, html},
                    .allowance = HostFault::Allowance{limit, arguments.duration("per")}});
}

Outcome slow(World& world, const Target&, const Arguments& arguments) {
  Rule rule;
  rule.conditions.slow = arguments.duration("by");
  return put_rule(world, arguments, "slow", rule);
}

Outcome inspect(World& world, const Target&, const Arguments& arguments) {
  Rule rule;
  rule.conditions.signed_by = world.kernel().journal.intern(arguments.text("root"));
  return put_rule(world, arguments, "inspect", rule);
}

constexpr std::array which{
    Argument{"share", Type::ratio(), "How many of them, such as 1/20; all when left out."},
    Argument{"first", Type::number(0), "How often it strikes, and then no more."},
};
constexpr Argument before{
    "after_acting", Type::flag(), "Whether the server has acted on the request.", {}, "false"};
constexpr Argument after{
    "after_acting", Type::flag(), "Whether the server has acted on the request.", {}, "true"};
constexpr std::array fail_arguments =
    join(std::array{Argument{"status", Type::number(400, 599), "The HTTP status.", {}, "503"}},
         which, std::array{before}, rule_ends);
constexpr std::array garble_arguments = join(which, std::array{after}, rule_ends);
constexpr std::array falsify_arguments =
    join(std::array{Argument{"flaw", Type::choice(flaw_words),
                             "Which check of the agent fails: the class of its failure.",
                             Need::required}},
         which, std::array{after}, rule_ends);
constexpr std::array html_arguments = join(which, std::array{before}, rule_ends);
constexpr std::array throttle_arguments = join(
    std::array{
        Argument{"limit", Type::number(0), "How many requests pass.", Need::required},
        Argument{"per", Type::duration(), "In how long a time.", {}, "1m"},
        Argument{"html", Type::flag(), "Whether it is 403 with an HTML page.", {}, "false"},
    },
    rule_ends);
constexpr std::array slow_arguments =
    join(std::array{Argument{"by", Type::duration(), "How much longer it takes.", Need::required}},
         rule_ends);
constexpr std::array inspect_arguments = join(
    std::array{Argument{"root", Type::text(), "The root by which the box signs.", Need::required}},
    rule_ends);

constexpr Verb verbs[] = {
    {.name = "fail",
     .help = "Answers with an HTTP status that says: not now.",
     .arguments = fail_arguments,
     .run = fail,
     .main = "to"},
    {.name = "garble",
     .help = "Makes answers unreadable.",
     .arguments = garble_arguments,
     .run = garble,
     .main = "to"},
    {.name = "falsify",
     .help = "Makes answers fail a check of the agent that asked; callers over HTTP have none.",
     .arguments = falsify_arguments,
     .run = falsify},
    {.name = "answer_html",
     .help = "Answers with an HTML page.",
     .arguments = html_arguments,
     .run = answer_html,
     .main = "to"},
    {.name = "throttle",
     .help = "Lets so many requests pass and answers the others with HTTP 429.",
     .arguments = throttle_arguments,
     .run = throttle},
    {.name = "slow",
     .help = "Makes servers take their time: they have acted at once.",
     .arguments = slow_arguments,
     .run = slow},
    {.name = "inspect",
     .help = "Puts a box in between that opens TLS and signs with a root of its own.",
     .arguments = inspect_arguments,
     .run = inspect},
};

}  // namespace

std::span<const Verb> network_fault_verbs() { return verbs; }

}  // namespace slsim
