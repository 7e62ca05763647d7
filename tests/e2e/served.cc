// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/served.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace slsim {
namespace {

/// What stands behind `before` up to a blank or the end of the line.
std::string behind(const std::string& text, std::string_view before) {
  const std::size_t found = text.find(before);
  if (found == std::string::npos) return {};
  const std::size_t from = text.find_first_not_of(' ', found + before.size());
  return text.substr(from, text.find_first_of(" \n", from) - from);
}

/// A flag that is given by us where the test does not give it.
std::string missing(std::string_view flags, std::string_view flag, std::string_view value) {
  const bool given = flags.find(flag) != std::string_view::npos;
  return given ? std::string{} : fmt::format("{} {} ", flag, value);
}

}  // namespace

ServeTest::ServeTest() { shell("mkdir -p home"); }

ServeTest::~ServeTest() {
  kill(name_);
  for (const auto& [name, known] : others_) kill(name);
}

void ServeTest::kill(const std::string& name) {
  shell(
      fmt::format("test -e {0}.pid && test ! -s {0}.rc || exit\n"
                  "kill -KILL $(cat {0}.pid); for i in $(seq 500); do test -s {0}.rc && exit; "
                  "sleep 0.02; done",
                  name));
}

void ServeTest::turn_to(const std::string& name) {
  others_[name_] = {admin_, proxy_, root_, table_};
  const Known& known = others_[name];
  admin_ = known.admin;
  proxy_ = known.proxy;
  root_ = known.root;
  table_ = known.table;
  name_ = name;
  shell("mkdir -p " + home());
}

bool ServeTest::serve(std::string_view flags) {
  const Ran ran = shell(fmt::format(
      R"(rm -f {0}.rc {0}.err {0}.out
{{ HOME=$PWD/{1} sh -c 'echo $$ >{0}.pid
exec slsim serve {2} --proxy 127.0.0.1:0 {3}' >{0}.out 2>{0}.err
echo $? >{0}.rc; }} &
for i in $(seq 500); do
  grep -q serving {0}.err 2>/dev/null && exit 0
  test -s {0}.rc && exit 1
  sleep 0.02
done
exit 1)",
      name_, home(), missing(flags, "--ports", "free") + missing(flags, "--admin", "127.0.0.1:0"),
      flags));
  if (ran.code != 0) return false;
  table_ = read(name_ + ".out");
  admin_ = behind(table_, "\nadmin ");
  root_ = behind(table_, "\nroot ");
  proxy_ = behind(table_, "HTTPS_PROXY=");
  return !admin_.empty() && !root_.empty() && !proxy_.empty();
}

int ServeTest::end(std::string_view signal) {
  shell(
      fmt::format("kill -{0} $(cat {1}.pid)\n"
                  "for i in $(seq 500); do test -s {1}.rc && exit 0; sleep 0.02; done",
                  signal, name_));
  return std::atoi(read(name_ + ".rc").c_str());  // NOLINT(cert-err34-c)
}

Ran ServeTest::ctl(std::string_view words) {
  return slsim(fmt::format("ctl --admin {} {}", admin_, words));
}

Ran ServeTest::curl(std::string_view words) {
  return shell(fmt::format("curl -sS --cacert {} --proxy {} {}", root_, proxy_, words));
}

std::string ServeTest::bearer() {
  const Ran ran = curl(
      "https://cloudsso.cisco.com/as/token.oauth2 "
      "-d 'grant_type=client_credentials&client_id=demo&client_secret=demo'");
  constexpr std::string_view member = R"("access_token":")";
  const std::size_t from = ran.out.find(member);
  if (from == std::string::npos) return {};
  const std::size_t begin = from + member.size();
  return ran.out.substr(begin, ran.out.find('"', begin) - begin);
}

std::string ServeTest::token_text(std::string_view virtual_account) {
  const Ran tokens =
      curl(fmt::format("-H 'Authorization: Bearer {}' https://swapi.cisco.com/services/api/"
                       "smart-accounts-and-licensing/v1/accounts/partner.example/virtual-accounts/"
                       "{}/tokens",
                       bearer(), virtual_account));
  constexpr std::string_view member = R"("token":")";
  const std::size_t found = tokens.out.find(member);
  if (found == std::string::npos) return {};
  const std::size_t from = found + member.size();
  return tokens.out.substr(from, tokens.out.find('"', from) - from);
}

std::string ServeTest::status(std::string_view field) {
  return behind("\n" + ctl("status").out, fmt::format("\n{} ", field));
}

std::string ServeTest::url(std::string_view host, std::string_view scheme) const {
  const std::size_t line = table_.find(fmt::format("\n{} ", host));
  if (line == std::string::npos) return {};
  const std::string start = std::string{scheme} + "://";
  return start + behind(table_.substr(line), start);
}

ServeWithTinyproxy::ServeWithTinyproxy() : port_{20'000 + ::getpid() % 10'000} {}

void ServeWithTinyproxy::start_tinyproxy(const std::string& further) {
  write("tiny.conf",
        fmt::format("Port {}\nListen 127.0.0.1\nTimeout 30\nLogLevel Connect\n{}", port_, further));
  const Ran ran = shell(fmt::format(
      "tinyproxy -d -c tiny.conf >tiny.log 2>&1 & echo $! >tiny.pid\n"
      "for i in $(seq 200); do curl -s -o nothing http://127.0.0.1:{}/ && exit 0; sleep 0.02; "
      "done; exit 1",
      port_));
  ASSERT_EQ(ran.code, 0) << read("tiny.log");
}

std::string ServeWithTinyproxy::upstream() const {
  return "Upstream http " + proxy_.substr(std::string_view{"http://"}.size()) + "\n";
}

Ran ServeWithTinyproxy::curl_by_tinyproxy(const std::string& words) {
  return shell(
      fmt::format("curl -sS --cacert {} --proxy http://127.0.0.1:{} {}", root_, port_, words));
}

}  // namespace slsim
