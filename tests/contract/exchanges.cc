// SPDX-License-Identifier: Apache-2.0
// The conversation. Later lines rest on earlier ones.
#include "tests/contract/cases.h"

#define G2 "/services/api/smart-accounts-and-licensing"
#define G3 "/v1/software/apis"
#define ON_PREM "/api/v1"
#define CUPI "/vmrest"
#define SERVLET "/ceradmin/servlet/CERAdminServlet"
/// What a satellite `far` of another program sends: its registration, up to the user, and its
/// first request, which says how many licences it needs.
#define REGISTRATION_OF_FAR                                                         \
  R"({"slsim_agent":1,"request":"register_satellite","file":"slsim satellite regi)" \
  R"(stration file, version 1\nsatellite: \"far\"\nuuid: \"0far\"\nversion: \"8-2)" \
  R"(02404\"\nlocal account: \"la\"\nemail: \"\"\nsmart account: \"partner.exampl)" \
  R"(e\"\nvirtual account: \"va-far\"\ncreate: 1\nwritten: 2026-01-05T09:00:00Z\n)" \
  R"(signature: 441b0f1a143638080bff28779f24c32158f4007914a530c65c07c067df094c6d)"  \
  R"(\n","user":)"
#define SYNC_OF_FAR(needs)                                                                     \
  R"({"slsim_agent":1,"request":"synchronize","file":"slsim satellite synchroniza)"            \
  R"(tion request, version 1\nregistration: 2\nnumber: 1\nbase: 0\nscope: full\nw)"            \
  R"(ritten: 2026-01-05T09:00:00Z\nsatellite: \"far\"\nlocal account: \"la\"\nver)"            \
  R"(sion: \"8-202404\"\ninstances: 1\n- 1 \"UCM\" \"0far1\" \"0far1\" \"cm-far\")"            \
  R"( cucm \"14\" 2026-01-05T09:00:00Z 2026-01-05T09:00:00Z 0 1 UCM_Basic )" needs R"(\ngone)" \
  R"(: 0\ntokens: 0\nsignature: 89dcb5c4b1c2f6c14b72bcdabaf4bf0a01612bd678f3d2a90)"            \
  R"(01877dbf1ecae99\n","user":""})"

namespace slsim {
namespace {

constexpr std::string_view api = "cssm/api";
constexpr std::string_view gateway = "cssm/gateway";
constexpr std::string_view receiver = "cssm/receiver";
constexpr std::string_view admin = "admin";
/// What the calls of Smart Licensing Using Policy name their accounts by.
constexpr std::string_view ids = "X-CSW-SMART-ACCOUNT-ID: 100001\nX-CSW-VIRTUAL-ACCOUNT-ID: 200001";
constexpr std::string_view cuc = "cuc1";
constexpr std::string_view cer = "cer1";
constexpr std::string_view satellite = "sat1";
constexpr std::string_view json = "Accept: application/json\nAuthorization: Basic YWRtaW46YWRtaW4=";
constexpr std::string_view xml = "Accept: application/xml\nAuthorization: Basic YWRtaW46YWRtaW4=";
constexpr std::string_view form = "Content-Type: application/x-www-form-urlencoded";
constexpr std::string_view products = "/its/service/oddce/services/DDCEService";

constexpr Exchange exchanges[] = {
    // --- OAuth ---
    {"A wrong secret gets no access token", gateway, "POST", "/as/token.oauth2",
     "grant_type=client_credentials&client_id=app&client_secret=no", 400, "invalid_client"},
    {"Parameters come in the query of an empty body", gateway, "POST",
     "/as/token.oauth2?grant_type=client_credentials&client_id=app&client_secret=s3", "", 200,
     "access_token"},
    {"Parameters have a user's password", gateway, "POST", "/oauth2/default/v1/token",
     "grant_type=password&client_id=app&client_secret=s3&username=ann&password=pw", 200, "Bearer"},
    {"JSON is no form to the cloud", gateway, "POST", "/as/token.oauth2",
     R"({"grant_type":"client_credentials","client_id":"app","client_secret":"s3"})", 400,
     "invalid_request"},
    {"Authorization codes are not served", gateway, "GET",
     "/as/authorization.oauth2?response_type=code&client_id=app", "", 501},
    {"Parameters come as a form", gateway, "POST", "/as/token.oauth2",
     "grant_type=client_credentials&client_id=app&client_secret=s3", 200, R"("expires_in":3599)",
     "bearer=/access_token"},
    {"Nobody is let in without a bearer", api, "GET", G2 "/v2/accounts", "", 401, "", "",
     "Authorization: none"},
    {"Nor with a wrong one", api, "GET", G2 "/v2/accounts", "", 401, "", "",
     "Authorization: Bearer wrong"},

    // --- Smart accounts ---
    {"Lists what the caller has a role in", api, "GET", G2 "/v2/accounts", "", 200,
     "partner.example"},
    {"Doubled slashes are taken", api, "GET",
     "//services/api/smart-accounts-and-licensing//v2/accounts/", "", 200, "partner.example"},
    {"Searches by parts of a domain", api, "GET", G2 "/v1/accounts/search?domain=PART", "", 200,
     R"("id":)"},
    {"The second version tells ids as texts", api, "GET", G2 "/v2/accounts/search?domain=part", "",
     200, R"("account_id":")"},
    {"Recommends for a party", api, "POST", G2 "/v2/accounts/search", R"({"crPartyID":"1"})", 200,
     "smartAccounts"},
    {"Recommends likewise in G3", api, "POST", G3 "/accounts/v2/smart-recommendation",
     R"({"crPartyID":"1"})", 200, "smartAccounts"},
    {"Finds those of a user", api, "GET", G3 "/accounts/v1/user/search-smart-accounts?userId=ann",
     "", 200, "accountId"},
    {"Lists for plug and play", api, "GET", G3 "/pnp/v2/accounts", "", 200, "DMS-SUCCESS"},
    {"Lists for plug and play at the older path", api, "GET",
     "/services/api/software/dms/v2/smartaccounts", "", 200, "DMS-SUCCESS"},
    {"Lists virtual accounts for plug and play", api, "GET",
     G3 "/pnp/v2/accounts/partner.example/virtual-accounts", "", 200, "va-1"},
    {"And at the older path", api, "GET",
     "/services/api/software/dms/v2/smartaccounts/partner.example/virtualaccounts", "", 200,
     "va-1"},

    // --- Virtual accounts ---
    {"Lists virtual accounts", api, "GET",
     G2 "/v1/accounts/partner.example/customer/virtual-accounts", "", 200, "va 2"},
    {"Lists them in pages", api, "GET",
     G3 "/accounts/v1/domain/partner.example/type/CUSTOMER/virtual-accounts?from=0&size=1", "", 200,
     R"("totalRows":3)"},
    {"Another's account is nobody's business", api, "GET",
     G2 "/v1/accounts/other.example/customer/virtual-accounts", "", 403},
    {"Creates one", api, "POST", G2 "/v1/accounts/partner.example/customer/virtual-accounts",
     R"({"name":"va 3","description":"made here"})", 200, "Operation Successful"},
    {"Creates another", api, "POST",
     G3 "/accounts/v1/domain/partner.example/type/CUSTOMER/virtual-accounts", R"({"name":"va-4"})",
     200, "SUCCESS"},
    {"A name is given once", api, "POST",
     G2 "/v1/accounts/partner.example/customer/virtual-accounts", R"({"name":"va 3"})", 422},
    {"Deletes one whose name has a blank", api, "POST",
     G2 "/v1/accounts/partner.example/customer/virtual-accounts/va%203/delete", "", 200},
    {"Deletes the other", api, "POST",
     G3 "/accounts/v1/domain/partner.example/type/CUSTOMER/virtual-account-name/va-4/delete", "",
     200},
    {"Says which is the default", api, "GET",
     G3 "/accounts/v1/virtual-account/default?smartAccountDomain=partner.example", "", 200, "va-1"},

    // --- Registration tokens ---
    {"Lists active tokens", api, "GET",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/tokens", "", 200, "tokens"},
    {"Creates a token", api, "POST", G2 "/v1/accounts/partner.example/virtual-accounts/va-1/tokens",
     R"({"description":"mine","expiresAfterDays":30,"exportControlled":"Allowed"})", 200,
     "tokenInfo", "token=/tokenInfo/token"},
    {"Creates one in G3", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/token/create",
     R"({"description":"spare","expiresAfterDays":"5","exportControlled":"Not Allowed"})", 200,
     "tokenInfo"},
    {"Lists them in G3", api, "GET",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/token/list", "", 200, "spare"},

    // --- Products, in our own protocol ---
    {"A token of nobody's is refused", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"register","udi":{"pid":"UCM","sn":"0beef","uuid":"f00dbeef"},)"
     R"("host_name":"mine","token":"none","product":"cucm","version":"14",)"
     R"("sent":"2026-01-05T08:00:00Z"})",
     200, "token_invalid"},
    {"A product registers", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"register","udi":{"pid":"UCM","sn":"0beef","uuid":"f00dbeef"},)"
     R"("host_name":"mine","token":"${token}","product":"cucm","version":"14",)"
     R"("sent":"2026-01-05T08:00:00Z","pem":true})",
     200, "BEGIN CERTIFICATE", "serial=/certificate/serial"},
    {"It is authorized at the newer path", receiver, "POST", "/SmartTransport",
     R"({"slsim_agent":1,"request":"authorize","serial":${serial},)"
     R"("demand":{"UCM_Basic":4,"UCM_Enhanced":6},"sent":"2026-01-05T08:00:00Z"})",
     200, R"("reply":"authorize")"},
    {"It renews its identity", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"renew_id","serial":${serial},"sent":"2026-01-05T08:00:00Z"})",
     200, R"("reply":"renew_id")", "serial=/certificate/serial"},
    {"A clock that is off is refused", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"renew_id","serial":${serial},"sent":"2026-01-05T10:00:00Z"})",
     200, "clock_skew"},
    {"It asks for roots", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"fetch_roots"})", 200, "roots"},
    {"What is no message is told what is wrong", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"dance"})", 400, "msgparse"},
    {"A cluster of the world registers beside it", admin, "POST", "/v1/do",
     R"({"step":"cm1: {register: t1}"})", 200, "done"},
    {"An hour passes", admin, "POST", "/v1/advance", R"({"by":"1h"})", 200, "2026-01-05T09:00:00Z"},
    {"The access tokens have expired", api, "GET", G2 "/v2/accounts", "", 401},
    {"Another is asked for", gateway, "POST", "/as/token.oauth2",
     "grant_type=client_credentials&client_id=app&client_secret=s3", 200, "access_token",
     "bearer=/access_token"},

    // --- Licences ---
    {"Tells what is used", api, "POST", G2 "/v1/accounts/partner.example/licenses",
     R"({"virtualAccounts":["va-1"],"limit":50,"offset":0})", 200, "Out Of Compliance"},
    {"Tells it in G3", api, "POST", G3 "/licensing/v1/account/partner.example/report-usage-partner",
     R"({"virtualAccounts":[]})", 200, "UC Manager Basic License"},
    {"Lists what belongs to subscriptions", api, "POST",
     G2 "/v1/accounts/partner.example/license-subscriptions", R"({"virtualAccounts":[]})", 200,
     "Sub1"},
    {"Lists it in G3", api, "POST",
     G3 "/licensing/v1/account/partner.example/licenses/subscription-usage",
     R"({"virtualAccounts":[]})", 200, "Sub1"},
    {"Finds subscriptions", api, "POST", G2 "/v1/subscription/search",
     R"({"smartAccount":[{"domain":"partner.example"}]})", 200, "Sub1"},
    {"Moves licences", api, "POST",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/licenses/transfer",
     R"x({"licenses":[{"license":"UC Manager Basic License (12.x)","licenseType":"PERPETUAL",)x"
     R"("quantity":2,"targetVirtualAccount":"va 2"}]})",
     200, "SUCCESS"},
    {"Moves licences in G3", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/licenses/transfer",
     R"x({"licenses":[{"license":"UC Manager Basic License (12.x)","licenseType":"PERPETUAL",)x"
     R"("quantity":"1","targetVirtualAccount":"va 2"}]})",
     200, "SUCCESS"},
    {"Moves them back by the newer path", api, "POST",
     G3 "/licensing/v2/accounts/partner.example/licenses/transfer?virtualAccountName=va%202",
     R"x({"licenses":[{"license":"UC Manager Basic License (12.x)","licenseType":"PERPETUAL",)x"
     R"("quantity":3,"targetVirtualAccount":"va-1"}]})",
     200, "SUCCESS"},

    // --- Product instances ---
    {"Lists product instances", api, "GET",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/devices", "", 200, "mine"},
    {"Lists them in G3", api, "GET",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/device/search", "", 200,
     "mine"},
    {"Lists them by the newer path", api, "GET",
     G3 "/licensing/v2/accounts/partner.example/devices?virtualAccountName=va-1", "", 200, "mine"},
    {"Lists those of a smart account", api, "POST", G2 "/v1/accounts/partner.example/devices",
     R"({"virtualAccounts":[]})", 200, R"("hostName":"cm1")"},
    {"Finding one needs a header", api, "GET",
     G3 "/licensing/v2/device/search?udi_pid=UCM&udi_serial_number=0beef", "", 400,
     "X-CSW-REQUESTING-SYSTEM"},
    {"Finds one", api, "GET",
     G3 "/licensing/v2/device/search?udi_pid=UCM&udi_serial_number=0beef&uuid=f00dbeef", "", 200,
     "va-1", "", R"(X-CSW-REQUESTING-SYSTEM: {"display_name":"mine"})"},
    {"Moves one", api, "POST",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/devices/transfer",
     R"({"productInstances":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"0beef",)"
     R"("uuid":"f00dbeef"},"productTagName":"x","targetVirtualAccount":"va 2"}]})",
     200, R"("successCount":1)"},
    {"Moves it back", api, "POST",
     G3 "/licensing/v2/accounts/partner.example/devices/transfer?virtualAccountName=va%202",
     R"({"productInstances":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"0beef",)"
     R"("uuid":"f00dbeef"},"productTagName":"x","targetVirtualAccount":"va-1"}]})",
     200, R"("successCount":1)"},

    // --- Alerts ---
    {"Lists alerts", api, "POST", G2 "/v1/accounts/partner.example/alerts", R"({"limit":5})", 200,
     "Insufficient Licenses"},
    {"Lists those of a severity", api, "POST",
     G3 "/licensing/v1/account/partner.example/get-alerts", R"({"severity":["MAJOR"]})", 200,
     "totalRecords"},

    // --- Smart Licensing Using Policy ---
    {"Takes a usage report", api, "POST", G2 "/v2/devices/reportusage",
     R"({"data":{"timestamp":1,"nonce":"n1","reports":[{"sudi":{"udi_pid":"C9K",)"
     R"("udi_serial_number":"F1"},"software_tag_identifier":"t","usage":[{"payload":"p1"}]}]}})",
     202, "poll_id", "poll=/poll_id", ids},
    {"Takes one in G3", api, "POST", G3 "/licensing/v2/report-usage",
     R"({"data":{"timestamp":1,"nonce":"n2","reports":[{"sudi":{"udi_pid":"C9K",)"
     R"("udi_serial_number":"F1"},"software_tag_identifier":"t","usage":[{"payload":"p2"}]}]}})",
     202, "poll_id", "", ids},
    {"Takes requests for authorization", api, "POST", G2 "/v2/devices/authrequest",
     R"({"data":{"timestamp":1,"nonce":"n3","licenses":[{"sudi":{"udi_pid":"C9K",)"
     R"("udi_serial_number":"F1"},"keys":[{"entitlement":"none","count":"1"}]}]}})",
     202, "poll_id", "", ids},
    {"Is polled", api, "POST", G2 "/v2/accounts/poll",
     R"({"data":{"nonce":"n4","action":"acknowledgements","poll_id":${poll}}})", 200, "OK_POLL"},
    {"Sums up licences", api, "POST", G2 "/v3/licenses/summary", R"({"data":{"nonce":"n5"}})", 200,
     "n5", "", ids},
    {"Sums up licences in G3", api, "POST", G3 "/licensing/v2/get-summary",
     R"({"data":{"nonce":"n6"}})", 200, "n6", "", ids},
    {"Gives the reporting policy", api, "GET", G3 "/licensing/v2/account-policy", "", 200, "", "",
     ids},
    {"A device that is not there is not removed", api, "POST", G3 "/licensing/v2/device/remove",
     R"({"data":{"timestamp":1,"nonce":"n7","devices":[{"sudi":{"udi_pid":"UCM",)"
     R"("udi_serial_number":"none"}}]}})",
     202, "UDI_NOT_FOUND", "", ids},

    // --- Unity Connection ---
    {"Unity Connection wants a login", cuc, "GET", CUPI "/smartlicense/licensedetails", "", 401,
     "NOT_AUTHORIZED", "", "Accept: application/json"},
    {"Shows its details as XML", cuc, "GET", CUPI "/smartlicense/licensedetails", "", 200,
     "<Status>Evaluation</Status>", "", xml},
    {"Shows its transport settings", cuc, "GET", CUPI "/smartlicense/transportsettings", "", 200,
     R"("transportMode":"0")", "", json},
    {"Refuses a transport that is none", cuc, "PUT", CUPI "/smartlicense/transportsettings",
     R"({"transportMode":"3"})", 400, "INVALID_PARAMETER", "", json},
    {"Changes its transport", cuc, "PUT", CUPI "/smartlicense/transportsettings",
     R"({"transportMode":"0","isPrivacyEnabled":"false"})", 200, "", "", json},
    {"Refuses a token that nobody gave out", cuc, "PUT", CUPI "/smartlicense/register",
     R"({"token":"nobody","force":"false"})", 400, "INVALID_PARAMETER", "", json},
    {"Renewing needs a registration", cuc, "PUT", CUPI "/smartlicense/renewID", "", 405,
     "METHOD_NOT_ALLOWED", "", json},
    {"Registers", cuc, "PUT", CUPI "/smartlicense/register",
     R"({"token":"${token}","force":"false"})", 200, "", "", json},
    {"Registers once without force", cuc, "PUT", CUPI "/smartlicense/register",
     R"({"token":"${token}","force":"false"})", 405, "force", "", json},
    {"Renews its identity", cuc, "PUT", CUPI "/smartlicense/renewID", "", 200, "", "", xml},
    {"Renews its authorization", cuc, "PUT", CUPI "/smartlicense/renewAuth", "", 200, "", "", xml},
    {"Fetches SpeechView data", cuc, "PUT", CUPI "/smartlicense/configurenuancecerts", "", 200, "",
     "", xml},
    {"Shows what became of it", cuc, "GET", CUPI "/smartlicense/licensedetails", "", 200,
     R"("Status":"Registered","SmartAccount":"Partner Example","VirtualAccount":"va-1")", "", json},
    {"Its subscriber mirrors that", "cuc1/sub1", "GET", CUPI "/smartlicense/licensedetails", "",
     200, R"("Status":"Registered")", "", json},
    {"And refuses to act", "cuc1/sub1", "PUT", CUPI "/smartlicense/deregister", "", 405,
     "subscriber Node", "", json},
    {"Counts each feature", cuc, "GET", CUPI "/licensestatuscounts", "", 200, R"("@total":"6")", "",
     json},
    {"Counts one", cuc, "GET", CUPI "/licensestatuscounts/LicSubscribersMax", "", 200,
     "<Count>4</Count>", "", xml},
    {"Deregisters", cuc, "PUT", CUPI "/smartlicense/deregister", "", 200, "", "", json},
    {"Says what it does not simulate", cuc, "GET", CUPI "/users", "", 501, "NOT_IMPLEMENTED", "",
     json},

    // --- Emergency Responder ---
    {"Emergency Responder's probe takes a hash", cer, "GET",
     "/cerappservices/export/authenticate/status/admin/"
     "8c6976e5b5410415bde908bd4dee15dfb167a9c873fc4bb8a81f6f2ab448a918",
     "", 200, "success", "", form},
    {"And no password", cer, "GET", "/cerappservices/export/authenticate/status/admin/admin", "",
     401, "failure", "", form},
    {"Its forms want a login", cer, "POST", SERVLET, "formname=licRegistration", 200,
     "Please log on", "", form},
    {"A wrong one is told on the page", cer, "POST", SERVLET,
     "formname=login&actionname=Login&name=admin&passwd=x", 200, "Log on failed", "", form},
    {"The right one shows the License Manager", cer, "POST", SERVLET,
     "formname=login&actionname=Login&name=admin&passwd=admin", 200,
     "<th>Licensing Mode</th><td>Enterprise</td>", "", form},
    {"Its platform tells the mode", cer, "POST",
     "/platform-services/services/DeploymentModeService",
     R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>)"
     R"(<n:getDeploymentMode xmlns:n="http://services.api.platform.vos.cisco.com"/></s:Body>)"
     R"(</s:Envelope>)",
     200, "<deploymentMode>Enterprise</deploymentMode>", "",
     "Authorization: Basic cGxhdGZvcm06cGxhdGZvcm0="},

    // --- SSM On-Prem ---
    {"Without a bearer SSM On-Prem answers 403", satellite, "GET",
     ON_PREM "/accounts/la%201/virtual-accounts", "", 403},
    {"With Basic alone as well, whatever is asked", satellite, "GET", "/backend/api/v1/anything",
     "", 403, "", "", "Authorization: Basic c3VlOnB3"},
    {"It takes a local user's password as JSON", satellite, "POST", "/oauth/token",
     R"({"grant_type":"password","client_id":"here","client_secret":"s4",)"
     R"("username":"sue","password":"pw"})",
     200, "Bearer"},
    {"It takes the parameters of a token as JSON", satellite, "POST", "/backend/oauth/token",
     R"({"grant_type":"client_credentials","client_id":"here","client_secret":"s4"})", 200,
     "Bearer"},
    {"And in the query", satellite, "POST",
     "/oauth/token?grant_type=client_credentials&client_id=here&client_secret=s4", "", 200,
     "access_token", "local_bearer=/access_token"},
    {"It lists local accounts", satellite, "POST", ON_PREM "/upstream_satellites/accounts", "", 200,
     R"("cssm_virtual_account_name":"va-sat")"},
    {"Its virtual accounts", satellite, "GET", ON_PREM "/accounts/la%201/virtual-accounts", "", 200,
     R"("isDefault":"yes")"},
    {"By its other prefix too", satellite, "GET",
     "/backend/api/v1/accounts/la%201/virtual-accounts", "", 200, "east"},
    {"It creates one", satellite, "POST", ON_PREM "/accounts/la%201/virtual-accounts",
     R"({"name":"west","description":"w"})", 200, "SUCCESS"},
    {"And deletes it", satellite, "POST", ON_PREM "/accounts/la%201/virtual-accounts/west/delete",
     "", 200, "SUCCESS"},
    {"It gives tokens out", satellite, "POST",
     ON_PREM "/accounts/la%201/virtual-accounts/Default/tokens",
     R"({"description":"x","expiresAfterDays":30,"exportControlled":"Not Allowed",)"
     R"("numberofUses":5})",
     200, "tokenInfo", "local_token=/tokenInfo/token"},
    {"It lists them", satellite, "GET", ON_PREM "/accounts/la%201/virtual-accounts/Default/tokens",
     "", 200, "Successfully read"},
    {"It revokes them", satellite, "POST",
     ON_PREM "/accounts/la%201/virtual-accounts/Default/tokens/revoke",
     R"({"tokens":["${local_token}"]})", 200, "revoked successfully"},
    {"It tells what is used", satellite, "POST", ON_PREM "/accounts/la%201/licenses",
     R"({"limit":-1})", 200, R"("quantity":4)"},
    {"And by subscription", satellite, "POST", ON_PREM "/accounts/la%201/license-subscriptions",
     R"({"virtualAccounts":["Default"]})", 200, "licenseSubscriptions"},
    {"It moves licences", satellite, "POST",
     ON_PREM "/accounts/la%201/virtual-accounts/Default/licenses/transfer",
     R"j({"licenses":[{"license":"UC Manager Enhanced License (12.x)",)j"
     R"j("licenseType":"PERPETUAL","quantity":1,"targetVirtualAccount":"east"}]})j",
     200},
    {"It lists instances", satellite, "GET",
     ON_PREM "/accounts/la%201/virtual-accounts/Default/devices", "", 200, "devices"},
    {"It moves no instance that it lacks", satellite, "POST",
     ON_PREM "/accounts/la%201/virtual-accounts/Default/devices/transfer",
     R"({"productInstances":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"x"},)"
     R"("targetVirtualAccount":"east"}]})",
     200},
    {"Nor removes it", satellite, "POST",
     ON_PREM "/accounts/la%201/virtual-accounts/Default/devices/remove",
     R"({"sudi":{"udiPid":"UCM","udiSerialNumber":"x"}})", 404},
    {"It lists alerts", satellite, "POST", ON_PREM "/accounts/la%201/alerts", "{}", 200, "alerts"},
    {"It synchronizes by a call of ours", satellite, "POST",
     ON_PREM "/slsim/accounts/la%201/synchronize", R"({"scope":"full"})", 202, "ACCEPTED"},
    {"And tells how that stands", satellite, "GET",
     ON_PREM "/slsim/accounts/la%201/synchronization", "", 200, R"("state":"registered")"},
    {"It writes no file for an account that is connected", satellite, "POST",
     ON_PREM "/slsim/accounts/la%201/request-file", R"({"scope":"full"})", 422, "over the network"},
    {"And takes no file that is not the answer", satellite, "POST",
     ON_PREM "/slsim/accounts/la%201/response-file", "no such file", 422, "is refused"},
    {"Calls of the cloud are not there", satellite, "GET", G2 "/v2/accounts", "", 404},

    // --- Endings ---
    {"Removes an instance", api, "POST",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/devices/remove",
     R"({"sudi":{"udiPid":"UCM","udiSerialNumber":"0beef","uuid":"f00dbeef"}})", 200,
     "successfully removed"},
    {"It is gone in G3", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/device/remove",
     R"({"sudi":{"udiPid":"UCM","udiSerialNumber":"0beef","uuid":"f00dbeef"}})", 404},
    {"Each of many tells its own fate", api, "POST",
     G2 "/v2/accounts/partner.example/virtual-accounts/va-1/devices/remove",
     R"({"productInstacesRemoveRequests":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"0beef"}}]})",
     200, "FAILURE"},
    {"And in G3", api, "POST",
     G3 "/licensing/v2/account/partner.example/virtual-account/va-1/device/remove-bulk",
     R"({"productInstancesRemoveRequests":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"x"}}]})", 200,
     "FAILURE"},
    {"And by the newest path", api, "POST",
     G3 "/licensing/v3/accounts/partner.example/devices/remove?virtualAccountName=va-1",
     R"({"productInstancesRemoveRequests":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"x"}}]})", 200,
     "FAILURE"},
    {"What was removed may not deregister", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"deregister","serial":${serial},"sent":"2026-01-05T09:00:00Z"})",
     200, "unknown_instance"},
    {"It registers anew", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"register","udi":{"pid":"UCM","sn":"0beef","uuid":"f00dbeef"},)"
     R"("host_name":"","token":"${token}","product":"cucm","version":"14",)"
     R"("sent":"2026-01-05T09:00:00Z"})",
     200, R"("reply":"register")", "serial=/certificate/serial"},
    {"And deregisters", receiver, "POST", products,
     R"({"slsim_agent":1,"request":"deregister","serial":${serial},"sent":"2026-01-05T09:00:00Z"})",
     200, R"("reply":"deregister")"},
    {"A token is revoked", api, "POST",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/tokens/revoke",
     R"({"tokens":["${token}"]})", 200, "SUCCESS"},
    {"One that is revoked already says so", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/token/revoke",
     R"({"tokens":["${token}"]})", 200},
    // --- License reservation ---
    {"Reserves whatever a device needs", api, "POST",
     G2 "/v1/accounts/partner.example/virtual-accounts/va-1/reserve-licenses",
     R"({"reservationRequests":[{"reservationCode":"P:UCM,S:0f00d,U:1",)"
     R"("reservationType":"UNIVERSAL"}]})",
     200, "EMUL8R-"},
    {"A device that is known gets no second code", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/licenses/reserve",
     R"({"reservationRequests":[{"reservationCode":"P:UCM,S:0f00d,U:1",)"
     R"("reservationType":"UNIVERSAL"}]})",
     200, "known here already"},
    {"What is not there is not reserved", api, "POST",
     G2 "/v2/accounts/partner.example/virtual-accounts/va-1/reserve-licenses",
     R"({"reservationRequests":[{"reservationCode":"BB-ZUCM:0f00e-abcdefghi-38",)"
     R"("reservationType":"SPECIFIC","licenses":[{"quantity":99999,"entitlementTag":)"
     R"("regid.2016-07.com.cisco.UCM_Basic,12.0_ef827a2f-f4ae-4ebb-887f-052737063d3a"}]}]})",
     200, "can be reserved"},
    {"Something has to be asked for", api, "POST",
     G3 "/licensing/v2/account/partner.example/virtual-account/va-1/licenses/reserve", "{}", 400},
    {"A universal one has no quantities", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/update-slr",
     R"({"reservationUpdateRequests":[{"sudi":{"udiPid":"UCM","udiSerialNumber":"0f00d"}}]})", 200,
     "has no quantities"},
    {"Nothing is in transit", api, "POST",
     G3 "/licensing/v1/account/partner.example/virtual-account/va-1/confirm-slr-update",
     R"({"reservationConfirmationRequests":[{"sudi":{"udiPid":"UCM",)"
     R"("udiSerialNumber":"0f00d"},"confirmationCode":"31f9b09e"}]})",
     200, "in transit"},
    {"Nor by the newer path", api, "POST",
     G3 "/licensing/v2/accounts/partner.example/licenses/confirm?virtualAccountName=va-1",
     R"({"reservationConfirmationRequests":[{"sudi":{"udiPid":"UCM",)"
     R"("udiSerialNumber":"0f00d"},"confirmationCode":"31f9b09e"}]})",
     200, "in transit"},
    {"Tags that can be reserved", api, "POST", G3 "/licensing/v1/search-slr-details",
     R"({"softwareTags":["none"]})", 200, "softwareTag"},
    {"A published call that is not served says so", api, "POST",
     G2 "/v1/accounts/partner.example/dlc_convert", "{}", 501},
    {"A path that is nowhere leaks nothing", api, "GET", "/nowhere", "", 404},
    {"Another method is not allowed", api, "DELETE", G2 "/v2/accounts", "", 405},
    {"What is no JSON is refused", api, "POST", G2 "/v1/accounts/partner.example/licenses", "{",
     400},
    {"A satellite of another program needs an administrator", receiver, "POST", products,
     REGISTRATION_OF_FAR R"("nobody"})", 200, "not_allowed"},
    {"It registers a local account", receiver, "POST", products, REGISTRATION_OF_FAR R"("ann"})",
     200, "satellite authorization file"},
    {"It synchronizes", receiver, "POST", "/SmartTransport", SYNC_OF_FAR("2"), 200,
     "synchronization response"},
    {"Not twice with the same request", receiver, "POST", products, SYNC_OF_FAR("2"), 200,
     "sync_replayed"},
    {"A file that was edited is none", receiver, "POST", products, SYNC_OF_FAR("1"), 400,
     "msgparse"},
    {"A cut is felt", admin, "POST", "/v1/fault", R"({"fault":"fail: {to: cssm, status: 503}"})",
     200},
    {"From outside too", api, "GET", G2 "/v2/accounts", "", 503},
    {"And is over when it is healed", admin, "POST", "/v1/heal", "{}", 200},
    {"A hundred days later", admin, "POST", "/v1/advance", R"({"by":"100d"})", 200, "2026-04-15"},
    {"The cluster is still there", admin, "GET", "/v1/show?actor=cm1&field=registration", "", 200,
     "registered"},
    {"And the digest tells that all went alike", admin, "GET", "/v1/status", "", 200, "digest",
     "digest=/digest"},
};

}  // namespace

std::span<const Exchange> contract_exchanges() { return exchanges; }

}  // namespace slsim
