// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/manual.h"

#include <fmt/format.h>

#include "client/cmd/program.h"
#include "live/completion.h"

namespace slsim {
namespace {

/// As roff takes it: dashes that can be copied, and no line that looks like a request.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '-' || c == '\\') result += '\\';
    result += c == '\\' ? 'e' : c;
  }
  if (result.starts_with('.') || result.starts_with('\'')) result.insert(0, "\\&");
  return result;
}

std::string of_flags(std::span<const MediatorFlag> flags) {
  std::string text;
  for (const MediatorFlag& flag : flags) {
    text += fmt::format(".TP\n\\fB\\-\\-{}\\fR", escaped(flag.name));
    if (!flag.value.empty()) text += fmt::format(" \\fI{}\\fR", escaped(flag.value));
    text += '\n' + escaped(flag.help) + '\n';
  }
  return text;
}

constexpr std::string_view beginning = R"(.\" Made of the tables of the program: mediator manual
.TH MEDIATOR 1 "" slsim "User Commands"
.SH NAME
mediator \- puts clusters of UC applications into virtual accounts of Cisco Smart Software Manager
.SH SYNOPSIS
.B mediator
.I COMMAND
\&... [\fIflags\fR]
.SH DESCRIPTION
Does the licensing job of HCM\-F: it reads smart accounts from CSSM, and registers clusters of UC applications in virtual
accounts and deregisters them again. What it knows is in a store; secrets in it are sealed with a key.
One mediator at a time plays jobs or syncs on a store; where one serves it, the others leave their work to it.
)";

constexpr std::string_view ending = R"(.SH EXIT STATUS
0 done, 1 refused, failed or only half done, 2 the command is wrong.
.SH ENVIRONMENT
.TP
.B HTTPS_PROXY
By way of which servers are reached that have no proxy of their own.
.TP
.B NO_COLOR
Set: no colours, not even on a terminal.
.SH FILES
.TP
.I mediator.db
The store, mode 0600.
.TP
.I mediator.db.key
64 hexadecimal digits that open its secrets, mode 0600.
.SH EXAMPLE
.nf
mediator account add partner.example \-\-client\-id app \-\-secret\-file secret
mediator va set\-mode va\-1 hcs
mediator cluster import clusters.yaml
mediator assign cm1 \-\-to va\-1
.fi
)";

int show_manual(MediatorHost& /*host*/, const std::vector<std::string>& /*words*/) {
  Stream::out().write(manual_page());
  return done;
}

int complete(MediatorHost& host, const std::vector<std::string>& words) {
  if (words[0] != "bash") return host.misuse("only bash is known, not " + words[0]);
  std::vector<CompletedCommand> commands;
  for (const MediatorCommand* command : all_commands()) {
    CompletedCommand row{command->name, command->arguments};
    for (const auto& flags : {command->flags, common_flags()}) {
      for (const MediatorFlag& flag : flags) row.flags.push_back({flag.name, flag.value});
    }
    commands.push_back(std::move(row));
  }
  Stream::out().write(bash_completion("mediator", commands));
  return done;
}

constexpr MediatorCommand commands[] = {
    {"completion",
     "bash",
     "prints what a shell needs: source <(mediator completion bash)",
     1,
     false,
     false,
     {},
     complete,
     true},
    {"manual", "", "prints the page for man", 0, false, false, {}, show_manual, true},
};

}  // namespace

std::string manual_page() {
  std::string text{beginning};
  text += ".SH COMMANDS\n";
  for (const MediatorCommand* command : all_commands()) {
    const std::string_view blank = command->arguments.empty() ? "" : " ";
    text += fmt::format(".SS {}{}{}\n{}\n", escaped(command->name), blank,
                        escaped(command->arguments), escaped(command->summary));
    text += of_flags(command->flags);
  }
  text += ".SH FLAGS OF ALL COMMANDS\n" + of_flags(common_flags());
  return text + std::string{ending};
}

std::span<const MediatorCommand> manual_commands() { return commands; }

}  // namespace slsim
