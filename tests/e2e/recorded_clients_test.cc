// SPDX-License-Identifier: Apache-2.0
// What clients written for the published interface send, in Python, Go, Ansible and Postman, as
// their request shapes are recorded: hosts, paths, headers, types of members. Each runs against a
// served world with nothing set but a proxy and a bundle of roots.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr std::string_view world = R"(slsim: 1
start: 2026-01-05T08:00:00Z
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        name: Partner Example
        users: [{name: ann, password: pw, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3, owner: ann}]
        virtual_accounts:
          - name: va-1
            licenses:
              - {license: UCM_Basic, quantity: 10}
              - {license: UCM_Enhanced, quantity: 5, kind: term, until: 60d, subscription: Sub1}
            tokens: [{name: t1}]
          - {name: va 2}
          - {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 4}]}
  satellites:
    - name: sat1
      accounts:
        - {name: la 1, smart_account: partner.example, virtual_account: va-sat, sync: never, virtual_accounts: [east],
           users: [{name: sue, password: pw}], clients: [{id: here, secret: s4, owner: sue}]}
  clusters:
    - {name: cm1, licenses: {UCM_Basic: 3}}
    - {name: cm2}
    - {name: cuc1, product: cuc}
    - {name: cer1, product: cer}
)";

constexpr std::string_view swapi = "https://swapi.cisco.com/services/api/";
constexpr std::string_view apx = "https://apx.cisco.com/services/api/";

class RecordedClients : public ServeTest {
 protected:
  void SetUp() override {
    write("world.yaml", world);
    ASSERT_TRUE(serve("world.yaml --clock stepped")) << read("serve.err");
    ASSERT_EQ(ctl("do 'cm1: {register: t1}'").code, 0);
    ASSERT_EQ(ctl("advance 1h").code, 0);
  }

  /// What stands on every line of the client; `${bearer}` among it.
  void begin(std::string_view headers) { headers_ = headers; }

  /// The answer's body; its status has to be that.
  std::string send(int status, const std::string& words) {
    const Ran ran =
        shell(fmt::format("HTTPS_PROXY={} CURL_CA_BUNDLE={} curl -sS -o body -w "
                          "'%{{http_code}}' {} {} {}",
                          proxy_, root_, headers_, bearer_, words));
    EXPECT_EQ(ran.out, std::to_string(status)) << words << "\n" << ran.err << read("body");
    return status == 200 || status == 202 ? read("body") : std::string{};
  }
  /// Takes the access token out of an answer, as the client would.
  void log_in(const std::string& words) {
    const std::string body = send(200, words);
    access_ = member(body, "access_token");
    bearer_ = fmt::format("-H 'Authorization: Bearer {}'", access_);
  }
  /// The text or number of the first member of that name.
  static std::string member(const std::string& body, const std::string& name) {
    const std::string before = "\"" + name + "\":";
    const std::size_t found = body.find(before);
    if (found == std::string::npos) return {};
    const std::size_t from = found + before.size();
    if (body[from] != '"') return body.substr(from, body.find_first_of(",}", from) - from);
    return body.substr(from + 1, body.find('"', from + 1) - from - 1);
  }

  std::string headers_;
  std::string access_;
  std::string bearer_;
};

constexpr std::string_view python = "-A python-requests/2.31.0 -H 'Accept-Encoding: gzip, deflate'";
constexpr std::string_view json_body = "-H 'Content-Type: application/json' -d ";

TEST_F(RecordedClients, PythonRegistersAProductWithATokenThatItFindsOrMakes) {
  begin(python);
  // All in the query of a POST without a body.
  log_in(
      "-X POST -H 'Content-Length: 0' 'https://cloudsso.cisco.com/as/token.oauth2"
      "?client_id=app&client_secret=s3&grant_type=client_credentials'");
  const std::string tokens = fmt::format(
      "{}smart-accounts-and-licensing/v1/accounts/partner.example/virtual-accounts/", swapi);
  EXPECT_EQ(member(send(200, tokens + "va%202/tokens"), "tokens"), "[]");
  // Days out of a spreadsheet.
  const std::string made =
      send(200, fmt::format(R"({}'{{"description":"ez","expiresAfterDays":30.0,)"
                            R"("exportControlled":"Allowed"}}' {}va%202/tokens)",
                            json_body, tokens));
  EXPECT_THAT(made, HasSubstr(R"("tokenInfo":{"token":")"));
  EXPECT_EQ(member(send(200, tokens + "va%202/tokens"), "token"), member(made, "token"));
  // A name that is sent raw, which curl does not do.
  write("raw", fmt::format("GET /services/api/smart-accounts-and-licensing/v1/accounts/"
                           "partner.example/virtual-accounts/va 2/tokens HTTP/1.1\r\n"
                           "Host: swapi.cisco.com\r\nAuthorization: Bearer {}\r\n"
                           "Connection: close\r\n\r\n",
                           access_));
  const Ran raw = shell(fmt::format(
      "openssl s_client -quiet -ign_eof -proxy {} -connect swapi.cisco.com:443 -servername "
      "swapi.cisco.com -verify_return_error -CAfile {} <raw",
      proxy_.substr(std::string_view{"http://"}.size()), root_));
  EXPECT_THAT(raw.out, HasSubstr(member(made, "token"))) << raw.err;
}

TEST_F(RecordedClients, PythonFindsAccountsByOlderNamesAndLooserPaths) {
  begin(python);
  log_in(
      "-X POST -H 'Content-Length: 0' 'https://cloudsso.cisco.com/as/token.oauth2"
      "?grant_type=password&client_id=app&client_secret=s3&username=ann&password=pw'");
  for (const std::string host : {"swapi", "apx", "apmx"}) {
    EXPECT_THAT(send(200, "--path-as-is -H 'Cookie: PF=x' https://" + host +
                              ".cisco.com//services/api/smart-accounts-and-licensing/v2/accounts/"),
                AllOf(HasSubstr(R"("accountStatus":"Active")"),
                      HasSubstr(R"({"role":"Smart Account Administrator"})")));
  }
  const std::string usage =
      send(200, fmt::format(R"({}'{{"virtualAccounts":[],"limit":50,"offset":0}}' )"
                            "{}smart-accounts-and-licensing/v1/accounts/partner.example/licenses",
                            json_body, apx));
  EXPECT_THAT(usage, HasSubstr(R"("inUse":3,"available":7,"status":"In Compliance")"));
}

TEST_F(RecordedClients, PythonMovesLicencesAndRemovesInstances) {
  begin(python);
  log_in(
      "https://cloudsso.cisco.com/as/token.oauth2 "
      "-d 'grant_type=password&client_id=app&client_secret=s3&username=ann&password=pw'");
  const std::string account =
      fmt::format("{}smart-accounts-and-licensing/v1/accounts/partner.example/", apx);
  EXPECT_THAT(
      send(200, fmt::format(R"x({}'{{"licenses":[{{"license":"UC Manager Basic License (12.x)",)x"
                            R"("licenseType":"PERPETUAL","quantity":"2",)"
                            R"("targetVirtualAccount":"va 2"}}]}}' )"
                            "{}virtual-accounts/va-1/licenses/transfer",
                            json_body, account)),
      HasSubstr("2 ‘UC Manager Basic License (12.x)’ licenses successfully transferred"));
  const std::string devices = send(200, account + "virtual-accounts/va-1/devices");
  const std::string sudi = fmt::format(R"({{"udiPid":"{}","udiSerialNumber":"{}","uuid":"{}"}})",
                                       member(devices, "udiPid"),
                                       member(devices, "udiSerialNumber"), member(devices, "uuid"));
  // Both spellings of the list, the other one with a filler.
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"productInstacesRemoveRequests":[{{"sudi":{},)"
                                    R"("productTagName":"{}","returnCode":"R"}}],)"
                                    R"("productInstancesRemoveRequests":[{{}}]}}' --path-as-is )"
                                    "https://swapi.cisco.com//services/api/"
                                    "smart-accounts-and-licensing/v2/accounts/partner.example/"
                                    "virtual-accounts/va-1/devices/remove",
                                    json_body, sudi, member(devices, "productTagName"))),
              HasSubstr(R"("removeProductInstancesStatus":[{"status":"SUCCESS")"));
  EXPECT_EQ(member(send(200, account + "virtual-accounts/va-1/devices"), "totalRecords"), "0");
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"reservationRequests":[{{"reservationCode":)"
                                    R"("BB-ZUCM:0f00d-abcdefghi-38",)"
                                    R"("reservationType":"UNIVERSAL"}}]}}' )"
                                    "{}virtual-accounts/va-1/reserve-licenses",
                                    json_body, account)),
              HasSubstr(R"("authorizationCode":"EMUL8R-)"));
}

TEST_F(RecordedClients, PythonSpeaksTheThirdGeneration) {
  begin(python);
  log_in(
      "https://id.cisco.com/oauth2/default/v1/token "
      "-d 'grant_type=client_credentials&client_id=app&client_secret=s3'");
  const std::string base = "'https://apx.cisco.com/v1/software/apis/";
  const std::string accounts = send(200, base + "pnp/v2/accounts?startIdx=0&rowsPerPage=10'");
  const std::string smart = member(accounts, "accountIdentifier");
  const std::string rows = send(
      200, base + "pnp/v2/accounts/partner.example/virtual-accounts?startIdx=0&rowsPerPage=1'");
  const std::string headers = fmt::format(
      "-H 'X-CSW-SMART-ACCOUNT-ID: {}' -H 'X-CSW-VIRTUAL-ACCOUNT-ID: {}' "
      R"(-H 'X-CSW-REQUESTING-SYSTEM: {{"display_name":"fdm"}}' )",
      smart, member(rows, "virtualAccountId"));
  const std::string summary =
      send(200, headers + std::string{json_body} +
                    R"('{"data":{"timestamp":1767600000000,"nonce":"n1","tags":[]}}' )" + base +
                    "licensing/v2/get-summary'");
  EXPECT_EQ(member(summary, "nonce"), "n1");
  EXPECT_THAT(summary, AllOf(HasSubstr(R"("entitled":10)"), HasSubstr(R"("inuse":3)")));
  const std::string devices = send(
      200,
      base + "licensing/v2/accounts/partner.example/devices?virtualAccountName=va-1&limit=50'");
  const std::string found =
      send(200, headers + base + "licensing/v2/device/search?udi_serial_number=" +
                    member(devices, "udiSerialNumber") + "'");
  EXPECT_THAT(found, HasSubstr(R"({"status":"OK",)"));
  EXPECT_EQ(member(found, "virtual_account_name"), "va-1");
  EXPECT_THAT(send(200, base + "accounts/v1/user/search-smart-accounts?userId=ann&accountType="
                               "CUSTOMER&addRoleDipslayName=true&addVirtualAccounts=true'"),
              HasSubstr(R"("accountId":)" + smart));
  EXPECT_THAT(send(200, headers + base + "licensing/v2/account-policy'"),
              HasSubstr(R"("errors":[])"));
  bearer_ = "-H 'Authorization: Bearer old'";
  send(401, base + "licensing/v2/account-policy'");
}

TEST_F(RecordedClients, GoReadsPagesUntilTheyAreEmpty) {
  begin("-A Go-http-client/1.1 -H 'Accept-Encoding: gzip' -H Accept:");
  log_in(
      "https://cloudsso.cisco.com/as/token.oauth2 -H 'Content-Type: "
      "application/x-www-form-urlencoded' -d 'client_id=app&client_secret=s3&grant_type=password"
      "&password=pw&username=ann'");
  const std::string base = fmt::format("'{}smart-accounts-and-licensing/", apx);
  const std::string search = base + "v1/accounts/search?domain=partner.example&type=CUSTOMER";
  const std::string first = send(200, search + "&limit=100&offset=0'");
  EXPECT_EQ(member(first, "totalRecords"), "1");
  const std::string id = member(first, "id");
  EXPECT_THAT(send(200, search + "&limit=100&offset=1'"), HasSubstr(R"("accounts":[])"));
  EXPECT_THAT(send(200, base + "v2/accounts'"), HasSubstr(R"("accountDomain":"partner.example")"));
  EXPECT_THAT(send(200, base + "v1/accounts/partner.example/customer/virtual-accounts'"),
              AllOf(HasSubstr(R"("isDefault":"true")"), HasSubstr(R"("isDefault":"false")")));
  const std::string licenses = base + "v1/accounts/partner.example/licenses' ";
  const std::string body = "-H 'Content-Type: application/json; charset=utf-8' -d ";
  const std::string page =
      send(200, licenses + body + R"('{"virtualAccounts":["va-1"],"limit":50,"offset":0}')");
  EXPECT_EQ(member(page, "totalRecords"), "2");
  EXPECT_THAT(
      send(200, licenses + body + R"('{"virtualAccounts":["va-1"],"limit":50,"offset":2}')"),
      HasSubstr(R"("licenses":[])"));
  // As a body whose length the library does not know.
  EXPECT_EQ(send(200, licenses + "-H 'Transfer-Encoding: chunked' " + body +
                          R"('{"virtualAccounts":["va-1"],"limit":50,"offset":0}')"),
            page);
  EXPECT_THAT(send(200, fmt::format(R"({}v1/subscription/search' {}'{{"source":"","smartAccount":)"
                                    R"([{{"smartAccountId":{},"domain":"partner.example"}}]}}')",
                                    base, body, id)),
              HasSubstr(R"("subRefId":"Sub1")"));
  send(501, fmt::format("{}enterprise-agreements/v1/subscription/account/partner.example/"
                        "subscription/Sub1/consumption",
                        apx));
}

TEST_F(RecordedClients, AnsibleMovesAnInstanceInTheCloud) {
  begin("-A ansible-httpget --path-as-is");
  log_in(
      "https://cloudsso.cisco.com/as/token.oauth2 "
      "-d 'grant_type=client_credentials&client_id=app&client_secret=s3'");
  const std::string account =
      "https://swapi.cisco.com//services/api/smart-accounts-and-licensing/v1/accounts/"
      "partner.example/";
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"name":"va 3","description":"by ansible"}}' )"
                                    "{}customer/virtual-accounts",
                                    json_body, account)),
              HasSubstr(R"("statusMessage":"Operation Successful")"));
  const std::string devices = send(200, account + "virtual-accounts/va-1/devices");
  const std::string move = fmt::format(
      R"({}'{{"productInstances":[{{"sudi":{{"suvi":null,"uuid":null,"hostIdentifier":null,)"
      R"("udiPid":"UCM","udiSerialNumber":"{}","udiVid":null,"macAddress":null}},)"
      R"("productTagName":"{}","targetVirtualAccount":"va 3"}}]}}' )",
      json_body, member(devices, "udiSerialNumber"), member(devices, "productTagName"));
  EXPECT_THAT(send(200, move + account + "virtual-accounts/va-1/devices/transfer"),
              HasSubstr(R"("successCount":1,"errorCount":0)"));
  // Neither limit nor offset.
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"virtualAccounts":["va 3"]}}' {}licenses)", json_body,
                                    account)),
              HasSubstr(R"("status":"Out Of Compliance")"));
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"virtualAccounts":["va-1"]}}' {}license-subscriptions)",
                                    json_body, account)),
              HasSubstr(R"("subscriptionId":"Sub1")"));
  // It holds an instance now.
  send(422, "-X POST -d '' " + account + "customer/virtual-accounts/va%203/delete");
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"description":"x","expiresAfterDays":"365",)"
                                    R"("exportControlled":"not allowed"}}' )"
                                    "{}virtual-accounts/va%203/tokens",
                                    json_body, account)),
              HasSubstr(R"("exportControl":"Not Allowed")"));
}

TEST_F(RecordedClients, AnsibleWaitsForSsmOnPremAndDrivesIt) {
  begin("-A ansible-httpget");
  // Until it is told exactly 403.
  send(403, "-u admin:admin https://sat1:8443/backend/api/v1/accounts");
  const std::string grant = R"({"client_id":"here","client_secret":"s4",)";
  log_in("https://sat1:8443/backend/oauth/token " + std::string{json_body} + "'" + grant +
         R"("grant_type":"client_credentials"}')");
  bearer_.clear();
  log_in("https://sat1:8443/oauth/token " + std::string{json_body} + "'" + grant +
         R"("grant_type":"password","username":"sue","password":"pw"}')");
  EXPECT_THAT(
      send(200, "-X POST https://sat1:8443/api/v1/upstream_satellites/accounts"),
      AllOf(HasSubstr(R"("name":"la 1")"), HasSubstr(R"("cssm_virtual_account_name":"va-sat")")));
  const std::string account = "https://sat1:8443/backend/api/v1/accounts/la%201/";
  EXPECT_THAT(send(200, account + "virtual-accounts"), HasSubstr(R"("isDefault":"yes")"));
  const std::string made =
      send(200, fmt::format(R"({}'{{"description":"x","expiresAfterDays":"30",)"
                            R"("exportControlled":"Not Allowed","numberofUses":"10"}}' )"
                            "https://sat1:8443/api/v1/accounts/la%201/virtual-accounts/east/tokens",
                            json_body));
  EXPECT_THAT(made, HasSubstr(R"("tokenInfo":{"token":")"));
  EXPECT_THAT(
      send(200, fmt::format(R"({}'{{"tokens":["{}"]}}' {}virtual-accounts/east/tokens/revoke)",
                            json_body, member(made, "token"), account)),
      HasSubstr("1 tokens successfully revoked."));
  EXPECT_THAT(send(200, fmt::format(R"({}'{{"virtualAccounts":["Default"]}}' {}licenses)",
                                    json_body, account)),
              HasSubstr("UC Manager Enhanced License"));
}

TEST_F(RecordedClients, AnsibleRegistersTheProductsOfTheWorld) {
  begin("-A ansible-httpget");
  log_in(
      "https://cloudsso.cisco.com/as/token.oauth2 "
      "-d 'grant_type=client_credentials&client_id=app&client_secret=s3'");
  const std::string token =
      member(send(200, fmt::format("{}smart-accounts-and-licensing/v1/accounts/partner.example/"
                                   "virtual-accounts/va-1/tokens",
                                   swapi)),
             "token");
  bearer_ = "-u admin:admin";
  const auto axl = [&](const std::string& operation, const std::string& fields) {
    return send(200, fmt::format("https://cm2:8443/axl/ -H 'Content-Type: text/xml' "
                                 "-H 'SOAPAction: CUCM:DB ver=12.5' -d '<soapenv:Envelope "
                                 R"(xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" )"
                                 R"(xmlns:ns="http://www.cisco.com/AXL/API/12.5"><soapenv:Header/>)"
                                 "<soapenv:Body><ns:{0}>{1}</ns:{0}></soapenv:Body>"
                                 "</soapenv:Envelope>'",
                                 operation, fields));
  };
  axl("doSmartLicenseRegister", "<token>" + token + "</token><force>true</force>");
  send(200, fmt::format(R"(-X PUT {}'{{"token":"{}","force":true}}' )"
                        "https://cuc1:8443/vmrest/smartlicense/register",
                        json_body, token));
  bearer_ = "-c jar -b jar";
  send(200,
       "https://cer1:8443/ceradmin/servlet/CERAdminServlet -d formname=login -d actionname=Login "
       "-d name=admin -d passwd=admin");
  send(200, fmt::format("https://cer1:8443/ceradmin/servlet/CERAdminServlet "
                        "-d formname=licRegistration -d hiddenaction=registerLic "
                        "--data-urlencode 'regToken={}' -d forceRegister=forceRegisterEnabled",
                        token));
  ASSERT_EQ(ctl("advance 1h").code, 0);
  bearer_ = "-u admin:admin";
  // Its first child is the body; the second child of `return` begins with the registration.
  const std::string status = axl("getSmartLicenseStatus", "");
  EXPECT_THAT(status, testing::ContainsRegex("Envelope[^>]*><[a-z:]*Body>")) << status;
  EXPECT_THAT(status, HasSubstr("Registered")) << status;
  EXPECT_THAT(send(200,
                   "-H 'Accept: application/json' "
                   "https://cuc1:8443/vmrest/smartlicense/licensedetails"),
              HasSubstr(R"("Register":{"Status":"Registered")"));
  EXPECT_THAT(ctl("show cer1 registration").out, HasSubstr("registered"));
  bearer_.clear();
  EXPECT_THAT(send(200,
                   "https://cer1:8443/cerappservices/export/authenticate/status/admin/"
                   "8c6976e5b5410415bde908bd4dee15dfb167a9c873fc4bb8a81f6f2ab448a918"),
              HasSubstr("success"));
}

constexpr std::string_view by_requests = R"(import requests
gateway = 'https://cloudsso.cisco.com/as/token.oauth2'
api = 'https://swapi.cisco.com//services/api/smart-accounts-and-licensing/'
client = {'client_id': 'app', 'client_secret': 's3', 'grant_type': 'client_credentials'}
for granted in [requests.post(gateway, params=client), requests.post(gateway, data=client)]:
    token = granted.json()['access_token']
session = requests.Session()
session.headers.update({'Authorization': 'Bearer ' + token, 'Accept': 'application/json'})
tokens = api + 'v1/accounts/partner.example/virtual-accounts/va 2/tokens'
if not session.get(tokens).json()['tokens']:
    made = session.post(tokens, json={'description': 'mine', 'expiresAfterDays': 30.0,
                                      'exportControlled': 'Allowed'}).json()
    print('same', session.get(tokens).json()['tokens'][0]['token'] == made['tokenInfo']['token'])
def in_pieces():
    yield b'{"virtualAccounts":'
    yield b'["va-1"]}'
usage = session.post(api + 'v1/accounts/partner.example/licenses', data=in_pieces()).json()
print(sorted((row['license'], row['available']) for row in usage['licenses']))
print(session.delete(api + 'v2/accounts').status_code, session.get(api + 'v9/none').status_code)
print(session.post(api + 'v1/accounts/partner.example/licenses', data='x' * 2000000).status_code)
)";

TEST_F(RecordedClients, PythonsOwnLibraryDoes) {
  write("client.py", by_requests);
  const Ran ran = shell(fmt::format(
      "HTTPS_PROXY={} REQUESTS_CA_BUNDLE={} /usr/bin/python3 client.py", proxy_, root_));
  EXPECT_EQ(ran.out,
            "same True\n"
            "[('UC Manager Basic License (12.x)', 7), ('UC Manager Enhanced License (12.x)', 5)]\n"
            "405 404\n413\n")
      << ran.err;
}

constexpr std::string_view by_urllib = R"(import json
import urllib.error
import urllib.request
def ask(url, body, kind, bearer=None):
    request = urllib.request.Request(url, data=body, headers={'Content-Type': kind})
    if bearer:
        request.add_unredirected_header('Authorization', 'Bearer ' + bearer)
    return json.loads(urllib.request.urlopen(request).read())
granted = ask('https://sat1:8443/oauth/token',
              json.dumps({'client_id': 'here', 'client_secret': 's4',
                          'grant_type': 'client_credentials'}).encode(), 'application/json')
print(ask('https://sat1:8443/backend/api/v1/accounts/la%201/licenses',
          b'{"virtualAccounts": ["Default"]}', 'application/json',
          granted['access_token'])['status'])
try:
    urllib.request.urlopen('https://sat1:8443/backend/api/v1/none')
except urllib.error.HTTPError as refused:
    print(refused.code)
)";

/// As Ansible's module `uri` does it.
TEST_F(RecordedClients, PythonsStandardLibraryDoes) {
  write("client.py", by_urllib);
  const Ran ran = shell(
      fmt::format("HTTPS_PROXY={} SSL_CERT_FILE={} /usr/bin/python3 client.py", proxy_, root_));
  EXPECT_EQ(ran.out, "SUCCESS\n403\n") << ran.err;
}

TEST_F(RecordedClients, PostmanReservesReportsAndPolls) {
  begin(
      "-A PostmanRuntime/7.29.0 -H 'Postman-Token: 1' -H 'Accept-Encoding: gzip, deflate, br' "
      "-H 'Connection: keep-alive' -H 'Cache-Control: no-cache'");
  log_in(
      "https://cloudsso.cisco.com/as/token.oauth2 -d grant_type=client_credentials "
      "-d client_id=app -d client_secret=s3");
  const std::string base =
      fmt::format("{}services/api/smart-accounts-and-licensing/", swapi);  // The prefix twice.
  const std::string accounts = send(200, base + "v2/accounts/search?domain=partner.example");
  const std::string headers = fmt::format(
      "-H 'X-CSW-SMART-ACCOUNT-ID: {}' -H 'X-CSW-VIRTUAL-ACCOUNT-ID: {}' "
      R"(-H 'X-CSW-REQUESTING-SYSTEM: {{"udi_pid":"CSLU","udi_serial_number":"1",)"
      R"("host_identifier":"h","mac_address":null,"udi_vid":null,"uuid":null,"suvi":null,)"
      R"("display_name":"postman"}}' {})",
      member(accounts, "account_id"), member(accounts, "virtual_account_id"), json_body);
  const std::string summary =
      send(200, headers + R"('{"data":{"timestamp":1767600000000,"nonce":"n0","tags":[]}}' )" +
                    base + "v3/licenses/summary");
  EXPECT_THAT(summary, HasSubstr(R"("prepaid_entitled":10)"));
  const std::string tag = member(summary, "tag");
  const std::string asked = send(
      202,
      headers +
          fmt::format(R"('{{"data":{{"timestamp":1767600000000,"nonce":"n1","licenses":)"
                      R"([{{"sudi":{{"udi_pid":"C9300","udi_serial_number":"F1"}},)"
                      R"("hostname":"sw","keys":[{{"entitlement":"{}","count":"1"}}]}}]}}}}' )",
                      tag) +
          base + "v2/devices/authrequest");
  EXPECT_THAT(asked, AllOf(HasSubstr(R"("status":"OK_POLL","message_code":null,"message":null)"),
                           HasSubstr(R"("poll_interval":300,"action":"authorizations")")));
  // Its test script makes texts of long numbers by an expression that wants no blank before them.
  write("asked", asked);
  const Ran text = shell(R"(sed -E 's/:([0-9]{16,})/:"\1"/' asked)");
  const std::string poll_id = member(text.out, "poll_id");
  EXPECT_EQ(poll_id, member(asked, "poll_id"));
  ASSERT_NE(text.out, asked);
  const auto poll = [&] {
    return send(200, headers +
                         fmt::format(R"('{{"data":{{"timestamp":"1767600000000","nonce":"n2",)"
                                     R"("poll_id":"{}","action":"authorizations"}}}}' )",
                                     poll_id) +
                         base + "v2/accounts/poll");
  };
  EXPECT_THAT(poll(), HasSubstr(R"({"status":"OK_POLL","message_code":"","message":"",)"));
  ASSERT_EQ(ctl("advance 5m").code, 0);
  EXPECT_THAT(poll(), AllOf(HasSubstr(R"({"status":"COMPLETE","message_code":"","message":"")"),
                            HasSubstr(R"("error_code":null,"status":"SUCCESS")")));
  const std::string report =
      headers +
      R"('{"data":{"timestamp":1767600000000,"nonce":"n3","reports":[{"sudi":{"udi_pid":"C9300",)"
      R"("udi_serial_number":"F1"},"software_tag_identifier":"t","usage":[{"payload":"{\"a\": 1}",)"
      R"("signature":{"sudi":null,"signing_type":"builtin","key":"k","value":"v"}}]}]}}' )" +
      base + "v2/devices/reportusage";
  EXPECT_THAT(send(202, report), HasSubstr(R"("action":"acknowledgements")"));
  EXPECT_THAT(send(200, report), HasSubstr(R"({"status":"FAILED")")) << "a second time";
}

}  // namespace
}  // namespace slsim
