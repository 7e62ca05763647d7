// SPDX-License-Identifier: Apache-2.0
// slsim ctl
#include <fmt/format.h>

#include <algorithm>

#include "live/admin_client.h"
#include "live/files.h"
#include "live/test_ca.h"
#include "sim/cmd/command.h"
#include "sim/cmd/ctl_verbs.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

constexpr std::size_t largest_snapshot = 67'108'864;
constexpr std::size_t largest_token = 4096;
constexpr std::string_view usual_admin = "http://127.0.0.1:8800";

constexpr Flag flags_of_ctl[] = {
    {"admin", "URL", "of the server (default http://127.0.0.1:8800)"},
    {"token-file", "FILE",
     "the token that it wants elsewhere than on loopback (default: the one\n"
     "that a server of this user wrote)"},
    {"settle", "", "advance, run-until: then on until nothing is in flight"},
    {"follow", "", "journal: and whatever comes, as it comes (-f)"},
    {"json", "", "answers as they are, for programs"},
};

/// As YAML reads it.
std::string in_double_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

class Control {
 public:
  explicit Control(const Invocation& invocation) : invocation_{invocation} {}

  ExitCode run() {
    const std::vector<std::string>& words = invocation_.flags.arguments();
    if (words.empty()) return invocation_.misuse("ctl what? (slsim ctl --help lists the verbs)");
    if (auto wrong = find_verb(words)) return invocation_.misuse(*wrong);
    const auto origin =
        parse_origin(invocation_.flags.find("admin").value_or(std::string{usual_admin}));
    if (!origin) return invocation_.misuse("--admin: a URL such as http://127.0.0.1:8800");
    origin_ = *origin;
    HttpRequest request = verb_->request({words_, invocation_.flags});
    if (auto wrong = complete(request)) return invocation_.misuse(*wrong);
    if (invocation_.flags.has("follow") && verb_->name == "journal") return follow(request);
    return send(request);
  }

 private:
  using Wrong = std::optional<std::string>;

  Wrong find_verb(const std::vector<std::string>& words) {
    std::vector<std::string_view> known;
    for (const CtlVerb& verb : ctl_verbs()) {
      if (verb.name == words.front()) verb_ = &verb;
      known.push_back(verb.name);
    }
    if (verb_ == nullptr) {
      return fmt::format("ctl has no verb {}{}", shown(words.front()),
                         did_you_mean(words.front(), known));
    }
    words_.assign(words.begin() + 1, words.end());
    if (verb_->name == "do") {
      if (auto wrong = put_files()) return wrong;
    }
    if (words_.size() >= verb_->least && words_.size() <= verb_->most) return {};
    return fmt::format("usage: slsim ctl {} {}", verb_->name, verb_->arguments);
  }

  /// `@FILE` in a step stands for the text of that file: files of satellites have many lines.
  Wrong put_files() {
    for (std::string& word : words_) {
      const std::size_t at =
          word.find("@./") == std::string::npos ? word.find("@/") : word.find("@./");
      if (at == std::string::npos) continue;
      const std::size_t end = std::min(word.find_first_of(" ,}", at), word.size());
      const std::string path = word.substr(at + 1, end - at - 1);
      const auto text = read_file(path, largest_snapshot);
      if (!text) return fmt::format("{}: {}", path, text.error());
      word.replace(at, end - at, in_double_quotes(*text));
    }
    return {};
  }

  /// What only who reads files can add.
  Wrong complete(HttpRequest& request) const {
    if (verb_->name == "restore") {
      auto text = read_file(words_.front(), largest_snapshot);
      if (!text) return fmt::format("{}: {}", words_.front(), text.error());
      request.body = *std::move(text);
    }
    const auto named = invocation_.flags.find("token-file");
    const std::string file = named.value_or(state_home() + "/admin.token");
    if (!named && kind_of(file) != PathKind::file) return {};
    auto token = read_file(file, largest_token);
    if (!token) return fmt::format("{}: {}", file, token.error());
    while (token->ends_with('\n')) token->pop_back();
    request.headers.push_back({"Authorization", "Bearer " + *token});
    return {};
  }

  ExitCode unreachable(const Problem& problem) const {
    return invocation_.misuse(
        fmt::format("no server answers at {}:{} ({}); start one by slsim serve, or name it with "
                    "--admin",
                    origin_.host, origin_.port, problem.detail));
  }

  ExitCode send(const HttpRequest& request) const {
    const auto answer = ask_admin(origin_, request);
    if (!answer) return unreachable(answer.error());
    if (answer->status >= 400) {
      if (invocation_.flags.has("json")) invocation_.out.write(answer->body);
      invocation_.err.write(show_refusal(*answer) + "\n");
      // What the world refuses is a result; a word that it does not know is a mistake.
      return answer->status == 422 || answer->status == 409 ? failed : misused;
    }
    if (verb_->name == "snapshot" || verb_->name == "save") return keep(answer->body);
    const bool plain = invocation_.flags.has("json") || verb_->show == nullptr;
    invocation_.out.write(plain ? answer->body : verb_->show(answer->body));
    return passed;
  }

  ExitCode keep(const std::string& text) const {
    const auto failed = write_file(words_.front(), text);
    return failed ? invocation_.misuse(fmt::format("{}: {}", words_.front(), *failed)) : passed;
  }

  ExitCode follow(HttpRequest request) const {
    request.headers.push_back({"Accept", "text/event-stream"});
    std::string buffer;
    const auto answer = follow_admin(origin_, request, [&](std::string_view piece) {
      buffer += piece;
      for (std::size_t end = 0; (end = buffer.find('\n')) != std::string::npos;) {
        const std::string line = buffer.substr(0, end);
        buffer.erase(0, end + 1);
        constexpr std::string_view data = "data: ";
        if (!line.starts_with(data)) continue;
        const std::string event = line.substr(data.size());
        invocation_.out.write(invocation_.flags.has("json") ? event + "\n" : show_event(event));
      }
      return true;
    });
    if (!answer) return unreachable(answer.error());
    if (answer->status == 200) return passed;
    return invocation_.misuse(show_refusal({answer->status, {}, buffer}));
  }

  const Invocation& invocation_;
  const CtlVerb* verb_ = nullptr;
  std::vector<std::string> words_;
  HttpOrigin origin_;
};

ExitCode control(const Invocation& invocation) { return Control{invocation}.run(); }

std::string about() {
  std::string text = "Whatever a scenario can do to a world, to one that is served.\n\nverbs:\n";
  for (const CtlVerb& verb : ctl_verbs()) {
    text +=
        fmt::format("  {:<30} {}\n", fmt::format("{} {}", verb.name, verb.arguments), verb.help);
  }
  return text +
         "\nexamples:\n"
         "  slsim ctl do 'cm1: {register: t1}'\n"
         "  slsim ctl advance 90d && slsim ctl show cm1 authorization\n"
         "  slsim ctl fault 'cut: {to: cssm}'\n"
         "  slsim ctl do 'sat1: {request_file: {}}' > request.txt\n"
         "  slsim ctl do 'cssm: {exchange_files: @./request.txt}' > response.txt\n"
         "\nexit code: 0 done, 1 the world refused it, 2 a word is wrong or nobody answers\n";
}

}  // namespace

const Command& ctl_command() {
  static const std::string text = about();
  static const Command command{"ctl",
                               "[--admin URL] VERB ...",
                               "pushes the clock of a served world, breaks things, looks",
                               text,
                               flags_of_ctl,
                               control};
  return command;
}

}  // namespace slsim
