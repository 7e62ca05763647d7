// SPDX-License-Identifier: Apache-2.0
// The command line of a cluster's nodes: verbs, and what was printed.
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"
#include "sim/ucapps/cli.h"
#include "sim/ucapps/cli_type.h"

namespace slsim {
namespace {

Outcome cli(World& world, const Target& target, const Arguments& arguments) {
  const CliAnswer answer = show(world.cluster(target.actor), world.now(), world.journal().names(),
                                arguments.text("command"));
  return answer.problem ? refused(*answer.problem) : Outcome{Value{answer.text}};
}

constexpr std::string_view token_word = "TOKEN";
constexpr std::string_view code_word = "CODE";

/// The line with the token or code in its place, whose text no file can know.
std::string line_of(const World& world, const Arguments& arguments) {
  std::string line = arguments.text("line");
  if (const std::size_t place = line.find(code_word);
      arguments.has("code") && place != std::string::npos) {
    return line.replace(place, code_word.size(), '"' + arguments.text("code") + '"');
  }
  const std::size_t place = line.find(token_word);
  if (!arguments.has("token") || place == std::string::npos) return line;
  const std::string& token = arguments.text("token");
  return line.replace(place, token_word.size(), world.token_text(token));
}

Outcome type(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  TypedLine typed{.line = line_of(world, arguments),
                  .privilege = static_cast<int>(
                      arguments.number_or("privilege", cluster.options().platform_privilege)),
                  .confirmed = arguments.flag("confirmed")};
  if (arguments.has("user")) {
    typed.user = arguments.text("user");
    typed.password = arguments.text_or("password", "");
  }
  const CliOutcome outcome = type_line(cluster, context, typed);
  if (outcome.ticket != 0) return ticket_of(target.actor, outcome.ticket);
  return printed(outcome.answer);
}

Outcome type_at_subscriber(World&, const Target&, const Arguments& arguments) {
  return printed(type_on_subscriber(arguments.text("line")));
}

/// On a subscriber the licence commands print nothing (articles 212883 and 212915).
Outcome silent_cli(World&, const Target&, const Arguments&) { return Value{""}; }

Value last_printed(const World& world, const Target& target) {
  return world.cluster(target.actor).terminal().printed;
}

constexpr Argument cli_arguments[] = {
    {"command", Type::text(), "What a platform user types, such as `show license all`.",
     Need::required},
};
constexpr std::array type_arguments = join(std::array{
    Argument{"line", Type::text(),
             "What a platform user types, such as `license smart deregister`.", Need::required},
    Argument{"privilege", Type::number(0, 4),
             "The user's privilege level: 0, 1 or 4; that of the cluster's platform user when "
             "left out."},
    Argument{"confirmed",
             Type::flag(),
             "What is answered where the command wants to be sure.",
             {},
             "true"},
    Argument{"token", Type::refers("token").or_text(),
             "A token, as `register` takes it; its text takes the place of TOKEN in the line."},
    Argument{
        "code", Type::text(),
        "A code that an earlier step kept; it takes the place of CODE in the line, in quotes."},
    Argument{"user", Type::text(), "The user at the proxy, for a command that asks for one."},
    Argument{"password", Type::text(), "That user's password."},
});

constexpr Verb verbs[] = {
    {"cli", "Types a command that shows something, on the publisher.", cli_arguments, cli,
     Type::text(), "prints"},
    {"type",
     "Types a line at the publisher's command line, and waits for the end of what it starts.",
     type_arguments, type, Type::text()},
};
constexpr Verb on_subscribers[] = {
    {"cli", "Types a command; licence commands print nothing here.", cli_arguments, silent_cli,
     Type::text(), "prints"},
    {"type", "Types a line; licence commands print nothing here.", type_arguments,
     type_at_subscriber, Type::text()},
};
constexpr Field fields[] = {
    {"printed", Type::text(), "What the last line printed that was typed at the publisher.",
     last_printed},
};

}  // namespace

Outcome printed(const CliAnswer& answer) {
  if (!answer.problem) return Value{answer.text};
  Problem problem = *answer.problem;
  if (!answer.text.empty()) problem.detail = answer.text.substr(0, answer.text.size() - 1);
  return Refusal{std::move(problem), 0, {}};
}

std::span<const Verb> cluster_cli_verbs() { return verbs; }
std::span<const Verb> subscriber_cli_verbs() { return on_subscribers; }
std::span<const Field> cluster_cli_fields() { return fields; }

}  // namespace slsim
