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

}  // namespace

ServeTest::ServeTest() { shell("mkdir -p home"); }

ServeTest::~ServeTest() {
  shell(
      "test -e serve.pid && test ! -s serve.rc || exit\n"
      "kill -KILL $(cat serve.pid); for i in $(seq 500); do test -s serve.rc && exit; sleep 0.02; "
      "done");
}

bool ServeTest::serve(std::string_view flags) {
  const Ran ran = shell(fmt::format(
      R"(rm -f serve.rc serve.err serve.out
{{ HOME=$PWD/home sh -c 'echo $$ >serve.pid
exec slsim serve --ports free {} --proxy 127.0.0.1:0 {}' >serve.out 2>serve.err
echo $? >serve.rc; }} &
for i in $(seq 500); do
  grep -q serving serve.err 2>/dev/null && exit 0
  test -s serve.rc && exit 1
  sleep 0.02
done
exit 1)",
      flags.find("--admin") == std::string_view::npos ? "--admin 127.0.0.1:0" : "", flags));
  if (ran.code != 0) return false;
  table_ = read("serve.out");
  admin_ = behind(table_, "\nadmin ");
  root_ = behind(table_, "\nroot ");
  proxy_ = behind(table_, "HTTPS_PROXY=");
  return !admin_.empty() && !root_.empty() && !proxy_.empty();
}

int ServeTest::end(std::string_view signal) {
  shell(
      fmt::format("kill -{} $(cat serve.pid)\n"
                  "for i in $(seq 500); do test -s serve.rc && exit 0; sleep 0.02; done",
                  signal));
  return std::atoi(read("serve.rc").c_str());  // NOLINT(cert-err34-c)
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
