// SPDX-License-Identifier: Apache-2.0
// The conversation of tests/contract over HTTPS: the same answers and the same world at its end as
// in process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "live/http_client.h"
#include "sim/serve/admin.h"
#include "tests/contract/cases.h"
#include "tests/e2e/served.h"

namespace slsim {
namespace {

class ContractOverHttps : public ServeTest {
 protected:
  void SetUp() override {
    write("contract.yaml", contract_world());
    ASSERT_TRUE(serve("contract.yaml --clock stepped")) << read("serve.err");
  }

  HttpResponse fetched(const HttpOrigin& origin, const HttpRequest& request,
                       const HttpClientOptions& options) {
    auto answer = fetch(origin, request, options);
    if (answer) return *std::move(answer);
    ADD_FAILURE() << answer.error().detail;
    return {0, {}, {}};
  }

  void expect_as_in_process(const AskHost& ask) {
    const auto told = [](const Exchange& exchange, const HttpResponse& answer) {
      EXPECT_EQ(answer.status, exchange.status) << exchange.name << "\n" << answer.body;
    };
    const Conversation live = play_contract(ask, told);
    EXPECT_EQ(live.transcript, golden_transcript());
    EXPECT_EQ(live.digest, digest_in_process());
  }

 private:
  static std::string digest_in_process() {
    Session session =
        *Session::open({.path = "contract.yaml", .text = std::string{contract_world()}}, {});
    const auto ask = [&](std::string_view host, const HttpRequest& request) {
      if (host == "admin") return admin_at_once(session, {}, request).response;
      const auto asked = session.ask({std::string{host}, contract_port(host)}, request);
      return std::get<HttpResponse>(*asked.answer);
    };
    return play_contract(ask, [](const Exchange&, const HttpResponse&) {}).digest;
  }
};

TEST_F(ContractOverHttps, EachHostAtItsOwnListenerAnswersAsInProcess) {
  expect_as_in_process([&](std::string_view host, const HttpRequest& request) {
    const std::string at = host == "admin" ? admin_ : url(host, "https");
    return fetched(*parse_origin(at), request, {.ca_file = root_});
  });
}

const std::map<std::string_view, std::string> names{{"cssm/gateway", "cloudsso.cisco.com"},
                                                    {"cssm/api", "swapi.cisco.com"},
                                                    {"cssm/receiver", "tools.cisco.com"},
                                                    {"cuc1", "cuc1"},
                                                    {"cuc1/sub1", "cuc1-sub1"},
                                                    {"cer1", "cer1"},
                                                    {"sat1", "sat1"}};

TEST_F(ContractOverHttps, ByThePublicNamesThroughTheProxyItIsTheSame) {
  const auto proxy = *parse_origin(proxy_);
  expect_as_in_process([&](std::string_view host, const HttpRequest& request) {
    if (host == "admin") return fetched(*parse_origin(admin_), request, {});
    return fetched({true, names.at(host), contract_port(host)}, request,
                   {.ca_file = root_, .proxy = HttpProxy{proxy.host, proxy.port}});
  });
}

/// Of `curl -D`: the status line and what follows it.
HttpResponse answer_of(const std::string& head, std::string body) {
  HttpResponse answer{0, {}, std::move(body)};
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find("\r\n", at), head.size());
    const std::string line = head.substr(at, end - at);
    at = end + 2;
    if (line.starts_with("HTTP/1.1 ")) {
      answer.status = std::stoi(line.substr(9));
      answer.headers.clear();
    } else if (const std::size_t colon = line.find(": "); colon != std::string::npos) {
      answer.headers.push_back({line.substr(0, colon), line.substr(colon + 2)});
    }
  }
  return answer;
}

/// In single quotes of a shell.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return out + "'";
}

TEST_F(ContractOverHttps, AskedByCurlWithNothingButAProxyAndABundleSetItIsTheSame) {
  expect_as_in_process([&](std::string_view host, const HttpRequest& request) {
    if (host == "admin") return fetched(*parse_origin(admin_), request, {});
    write("asked", request.body);
    std::string line = "HTTPS_PROXY=" + proxy_ + " CURL_CA_BUNDLE=" + root_ +
                       " curl -sS -D head --suppress-connect-headers -o body -X " + request.method;
    if (!request.body.empty() || request.method != "GET") line += " --data-binary @asked";
    for (const HttpHeader& header : request.headers) {
      line += " -H " + quoted(header.name + ": " + header.value);
    }
    if (find_header(request.headers, "Content-Type") == nullptr) line += " -H Content-Type:";
    const std::string query = request.query.empty() ? "" : "?" + request.query;
    const std::uint16_t port = contract_port(host);
    line += " " + quoted("https://" + names.at(host) + (port == 443 ? "" : ":8443") + request.path +
                         query);
    shell("rm -f head body; touch body");
    const Ran ran = shell(line);
    EXPECT_EQ(ran.code, 0) << line << ran.err;
    return answer_of(read("head"), read("body"));
  });
}

}  // namespace
}  // namespace slsim
