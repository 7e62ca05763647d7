// SPDX-License-Identifier: Apache-2.0
// Bad input of every kind: each line is one thing wrong in a file that is right otherwise, and the
// exact words that a person gets to read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> mistakes_in(std::string_view text, const FileReader& read = no_files()) {
  std::vector<std::string> lines;
  const Loaded loaded = load_text(text, read);
  EXPECT_EQ(loaded.plans.empty(), !loaded.mistakes.empty());
  for (const Mistake& mistake : loaded.mistakes) lines.push_back(print(mistake));
  return lines;
}

/// A world of two clusters and two accounts on lines 1 to 9; `rest` begins on line 10.
std::string with_world(std::string_view rest) {
  return R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - {domain: a.example, virtual_accounts: [{name: va-1, tokens: [{name: t1}]}, {name: va-2}]}
      - {domain: b.example, virtual_accounts: [{name: va-1}]}
  clusters:
    - {name: cm1, product: cucm, subscribers: [sub1]}
    - {name: cm2, product: cuc}
)" + std::string{rest};
}

struct Row {
  std::string_view text;
  std::string_view why;
};

TEST(LoaderMistakes, OfTheHead) {
  const Row rows[] = {
      {"", "t.yaml:1:1: the file is empty; expected a scenario that begins with 'slsim: 1'"},
      {"# nothing\n",
       "t.yaml:1:1: the file is empty; expected a scenario that begins with 'slsim: 1'"},
      {"- a\n", "t.yaml:1:1: the file is a list; expected a map that begins with 'slsim: 1'"},
      {"text\n", "t.yaml:1:1: the file is 'text'; expected a map that begins with 'slsim: 1'"},
      {"seed: 1\n", "t.yaml:1:1: the file does not say its language version; expected 'slsim: 1'"},
      {"slsim: 2\nnonsense: 1\n", "t.yaml:1:8: language version '2' is not supported; expected 1"},
      {"slsim: one\n", "t.yaml:1:8: language version 'one' is not supported; expected 1"},
      {"slsim: 1\nsed: 7\n",
       "t.yaml:2:1: a scenario has no key 'sed'; expected slsim, seed, start, end, golden, "
       "settled, settings, world, steps, expect, cases, include, …; did you mean 'seed'?"},
      {"slsim: 1\nseed: -1\n", "t.yaml:2:7: seed is '-1'; expected a whole number of at least 0"},
      {"slsim: 1\nseed: \"7\"\n",
       "t.yaml:2:7: seed is '7'; expected a whole number of at least 0, and what is in quotes is "
       "text"},
      {"slsim: 1\ngolden: yes\n", "t.yaml:2:9: golden is 'yes'; expected true or false"},
      {"slsim: 1\nstart: 5d\n",
       "t.yaml:2:8: start: '5d' is not an instant: expected something like 2026-01-05T08:00:00Z, "
       "in UTC"},
      {"slsim: 1\nsteps: {a: 1}\n", "t.yaml:2:8: steps is a map; expected a list of steps"},
      {"slsim: 1\nexpect: 1\n", "t.yaml:2:9: expect is '1'; expected a list of expectations"},
      {"slsim: 1\nworld: 5\n", "t.yaml:2:8: the world is '5'; expected a map"},
      {"slsim: 1\na: 1\na: 2\n", "t.yaml:3:1: the key 'a' is here twice, first on line 2"},
  };
  for (const Row& row : rows) EXPECT_THAT(mistakes_in(row.text), testing::Contains(row.why));
}

TEST(LoaderMistakes, OfSettings) {
  const Row rows[] = {
      {"{usage_recont: 1h}",
       "t.yaml:2:12: 'usage_recont' is no setting; expected one of docs/SETTINGS.md; did you mean "
       "'usage_recount'?"},
      {"{cucmm.usage_recount: 1h}",
       "t.yaml:2:12: 'cucmm' is no product; expected cucm, cuc or cer"},
      {"{cuc.usage_recount: 1}",
       "t.yaml:2:31: usage_recount: '1' is not a duration: 1 has no unit; expected something like "
       "90d or 1d12h, with units w d h m s ms"},
      {"{usage_recount: 1ms}",
       "t.yaml:2:27: usage_recount is '1ms'; expected a duration such as 1d12h of at least 1s"},
      {"{authorization_lapse: gone}",
       "t.yaml:2:33: authorization_lapse is 'gone'; expected authorization_expired or "
       "unregistered"},
      {"7", "t.yaml:2:11: settings is '7'; expected a map of settings"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in("slsim: 1\nsettings: " + std::string{row.text} + "\n"),
                ElementsAre(row.why));
  }
}

TEST(LoaderMistakes, OfOneActorsSettings) {
  const std::string text = R"(slsim: 1
world:
  cssm: {settings: {usage_recount: 1h}}
)";
  EXPECT_THAT(mistakes_in(text),
              ElementsAre("t.yaml:3:21: 'usage_recount' is no setting that can stand here; "
                          "expected one of docs/SETTINGS.md"));
}

TEST(LoaderMistakes, OfTheWorld) {
  const Row rows[] = {
      {"clusters: [{name: CM1, product: cucm}]",
       "t.yaml:3:21: name is 'CM1'; expected lower case letters, digits, '-' and '_'"},
      {"clusters: [{name: network, product: cucm}]",
       "t.yaml:3:21: name is 'network'; expected a name that is not a word of the language"},
      {"clusters: [{name: steps, product: cucm}]",
       "t.yaml:3:21: name is 'steps'; expected a name that is not a word of the language"},
      {"clusters: [{name: a, product: cucm}, {name: a, product: cuc}]",
       "t.yaml:3:47: the cluster 'a' is named twice, first on line 3"},
      {"clusters: [{name: a}]",
       "t.yaml:3:14: cluster has no product; expected 'product:' with cucm, cuc or cer"},
      {"clusters: [{name: a, product: cucm, b:2}]",
       "t.yaml:3:39: cluster has no key 'b:2' (a ':' needs a space behind it); expected name, "
       "product, version, licenses, subscribers or settings"},
      {"clusters: {name: a}", "t.yaml:3:13: clusters is a map; expected a list, each entry a map"},
      {"clusters: [a]", "t.yaml:3:14: cluster is 'a'; expected a map"},
      {"clusters: [{name: a, product: cucm, licenses: {UCM_Basc: 1}}]",
       "t.yaml:3:50: 'UCM_Basc' is no licence of licenses; expected a licence key such as "
       "UCM_Enhanced; did you mean 'UCM_Basic'?"},
      {"clusters: [{name: a, product: cucm, licenses: {UCM_Basic: 2147483648}}]",
       "t.yaml:3:61: 'UCM_Basic' is '2147483648'; expected a whole number from 0 to 2147483647"},
      {"network: {latency: -1s}", "t.yaml:3:22: latency: '-1s' is negative; expected zero or more"},
      {"network: {loss: 3/2}",
       "t.yaml:3:19: loss is '3/2'; expected a ratio such as 1/20, from 0 to 1"},
      {"network: {loss: 5%}",
       "t.yaml:3:19: loss is '5%'; expected a ratio such as 1/20, from 0 to 1"},
      {"netwrk: {}",
       "t.yaml:3:3: the world has no key 'netwrk'; expected cssm, network or clusters; did you "
       "mean 'network'?"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in("slsim: 1\nworld:\n  " + std::string{row.text} + "\n"),
                ElementsAre(row.why));
  }
}

TEST(LoaderMistakes, OfMoreLicencesThanAProductReports) {
  std::string licenses;
  for (const char* key :
       {"UCM_CUWL", "UCM_EnhancedPlus", "UCM_Enhanced", "UCM_Basic", "UCM_Essential", "CER_USER",
        "HUCM_Basic", "HUCM_Standard", "HCER_User"}) {
    licenses += std::string{licenses.empty() ? "" : ", "} + key + ": 1";
  }
  EXPECT_THAT(mistakes_in("slsim: 1\nworld:\n  clusters: [{name: a, product: cucm, licenses: {" +
                          licenses + "}}]\n"),
              ElementsAre("t.yaml:3:49: licenses is a map; expected at most 8 entries"));
}

TEST(LoaderMistakes, OfSteps) {
  const Row rows[] = {
      {"{cm1: {regster: t1}}",
       "t.yaml:11:12: cluster has no verb 'regster'; expected register, deregister, licenses or "
       "cli; did you mean 'register'?"},
      {"{cm1: regster}",
       "t.yaml:11:11: cluster has no verb 'regster'; expected register, deregister, licenses or "
       "cli; did you mean 'register'?"},
      {"{cm3: deregister}",
       "t.yaml:11:6: 'cm3' is neither an actor nor a word of a step; expected cssm, network, "
       "mediator, outside, cm1 or cm2, or at, every, times, refused or as; did you mean 'cm1'?"},
      {"{at: 1d}",
       "t.yaml:11:5: this step names no actor; expected one of cssm, network, "
       "mediator, outside, cm1 or cm2"},
      {"{cm1: deregister, cm2: deregister}",
       "t.yaml:11:23: a second actor beside 'cm1'; expected one in each step"},
      {"{cm1: {deregister: , licenses: {UCM_Basic: 1}}}",
       "t.yaml:11:26: cm1 is told a second thing in one step; expected a step of its own"},
      {"{cm1: }",
       "t.yaml:11:6: cm1 is told nothing; expected a verb with its arguments, such as "
       "{register: …}"},
      {"deregister",
       "t.yaml:11:5: a step is 'deregister'; expected a map such as {at: 1d, cm1: "
       "{register: t1}}"},
      {"{cm1: {register: t9}}",
       "t.yaml:11:22: token is 't9'; expected the name of a token: t1; did you mean 't1'?"},
      {"{cm1: {register: {token: t1, force: \"true\"}}}",
       "t.yaml:11:41: force is 'true'; expected true or false, and what is in quotes is text"},
      {"{cm1: {register: [t1]}}", "t.yaml:11:22: token is a list; expected the name of a token"},
      {"{cm1: {register: }}",
       "t.yaml:11:12: register has no token; expected 'token:' with the name of a token"},
      {"{cm1: {deregister: now}}", "t.yaml:11:24: deregister is given 'now'; expected nothing"},
      {"{cssm: {add_licenses: {virtual_account: va-2, license: UCM_Basic, quantity: 1001}}}",
       "t.yaml:11:81: quantity is '1001'; expected a whole number from 1 to 1000"},
      {"{cssm: {add_licenses: {virtual_account: va-1, license: UCM_Basic, quantity: 1}}}",
       "t.yaml:11:45: virtual_account is 'va-1'; expected the name in full: a.example/va-1 or "
       "b.example/va-1"},
      {"{cssm: {add_licenses: {virtual_account: va-2, license: ucm_basic, quantity: 1}}}",
       "t.yaml:11:60: license is 'ucm_basic'; expected UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, "
       "UCM_Basic, UCM_Essential, UCM_TelePresenceRoom, CUC_BasicMessaging, CUC_EnhancedMessaging, "
       "CUC_SpeechConnectPort, CUC_SpeechConnectGuestUser, CUC_SpeechView, CUC_SpeechViewPro, …; "
       "did you mean 'UCM_Basic'?"},
      {"{network: {cut: {from: cm1/sub2, to: cssm/api}}}",
       "t.yaml:11:28: from is 'cm1/sub2'; expected cm1, cm1/sub1, cm2, cssm, cssm/api, "
       "cssm/gateway, cssm/receiver or cssm/roots; did you mean 'cm1/sub1'?"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in(with_world("steps:\n  - " + std::string{row.text} + "\n")),
                ElementsAre(row.why));
  }
}

TEST(LoaderMistakes, OfTheTimesOfSteps) {
  const Row rows[] = {
      {"{at: -1d, cm1: deregister}", "t.yaml:11:10: at: '-1d' is negative; expected zero or more"},
      {"{at: 99999999999999999999d, cm1: deregister}",
       "t.yaml:11:10: at: '99999999999999999999d' is too long: at most 2932897d, from 1970 to the "
       "end of 9999"},
      {"{at: 2932896d, cm1: deregister}",
       "t.yaml:11:10: at: '2932896d' leads out of the years 1970 to 9999"},
      {"{at: 2025-12-31, cm1: deregister}",
       "t.yaml:11:10: at: '2025-12-31' is before the start, 2026-01-01T00:00:00Z"},
      {"{at: [1d], cm1: deregister}",
       "t.yaml:11:10: at is a list; expected a time such as 40d or 2026-01-05T08:00:00Z"},
      {"{at: 1d, every: 1d, cm1: deregister}",
       "t.yaml:11:21: every and times go together; expected both, such as every: 1d, times: 10"},
      {"{at: 1d, times: 3, cm1: deregister}",
       "t.yaml:11:21: every and times go together; expected both, such as every: 1d, times: 10"},
      {"{at: 1d, every: 0s, times: 3, cm1: deregister}",
       "t.yaml:11:21: every is '0s'; expected a duration such as 1d12h of at least 1ms"},
      {"{at: 1d, every: 1d, times: 0, cm1: deregister}",
       "t.yaml:11:32: times is '0'; expected a whole number from 1 to 100000"},
      {"{at: 1d, every: 36500d, times: 100000, cm1: deregister}",
       "t.yaml:11:36: times is 100000, which leads beyond the year 9999"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in(with_world("steps:\n  - " + std::string{row.text} + "\n")),
                ElementsAre(row.why));
  }
}

TEST(LoaderMistakes, OfRefusals) {
  const Row rows[] = {
      {"{}", "t.yaml:11:32: refused gives 0 reasons; expected exactly one of class, http and code"},
      {"{http: 405, code: CAA1}",
       "t.yaml:11:32: refused gives 2 reasons; expected exactly one of class, http and code"},
      {"{http: 200}", "t.yaml:11:39: http is '200'; expected a whole number from 400 to 599"},
      {"{reason: x, http: 405}",
       "t.yaml:11:33: refused has no key 'reason'; expected class, http, code or text"},
      {"token_expired",
       "t.yaml:11:32: refused is 'token_expired'; expected one of {class: token_expired}, {http: "
       "405} and {code: CAA1048}"},
  };
  for (const Row& row : rows) {
    const std::string step = "steps:\n  - {cm1: deregister, refused: " + std::string{row.text};
    EXPECT_THAT(mistakes_in(with_world(step + "}\n")), ElementsAre(row.why)) << row.text;
  }
}

TEST(LoaderMistakes, OfClassesOfRefusals) {
  const auto mistakes =
      mistakes_in(with_world("steps: [{cm1: deregister, refused: {class: token_expird}}]\n"));
  EXPECT_THAT(mistakes, ElementsAre(testing::AllOf(
                            testing::StartsWith("t.yaml:10:44: class is 'token_expird'; expected "
                                                "refused_connection, "),
                            testing::EndsWith("; did you mean 'token_expired'?"))));
}

TEST(LoaderMistakes, OfResults) {
  const Row rows[] = {
      {"{at: 1d, cm1: {register: $tok}}\n  - {at: 2d, cssm: {create_token: va-2}, as: tok}",
       "t.yaml:11:30: '$tok' does not exist yet; the step on line 12 makes it later"},
      {"{at: 1d, cm1: {register: new}}\n"
       "  - {at: 2d, cssm: {create_token: {virtual_account: va-2, name: new}}}",
       "t.yaml:11:30: 'new' does not exist yet; the step on line 12 makes it later"},
      {"{cm1: {register: $tik}}\n  - {at: 2d, cssm: {create_token: va-2}, as: tok}",
       "t.yaml:11:22: token is '$tik'; expected a value that cases give under 'with:' or a step "
       "keeps with 'as:'; did you mean 'tok'?"},
      {"{cm1: deregister, as: x}", "t.yaml:11:27: deregister gives no result that could be kept"},
      {"{cssm: {create_token: va-2}, as: 1x}",
       "t.yaml:11:38: as is '1x'; expected a name of letters, digits and '_', no digit first"},
      {"{cssm: {create_token: va-2}, as: x}\n  - {cssm: {create_token: va-2}, as: x}",
       "t.yaml:12:38: as: x is here twice, first on line 11"},
      {"{cssm: {create_token: va-2}, as: x, refused: {http: 400}}",
       "t.yaml:11:38: a step that is refused has no result; expected as or refused, not both"},
      {"{cssm: {create_token: va-2}, as: x}\n"
       "  - {cssm: {add_licenses: {virtual_account: va-2, license: UCM_Basic, quantity: $x}}}",
       "t.yaml:12:81: quantity is '$x'; expected a whole number from 1 to 1000, and create_token "
       "gives the name of a token"},
      {"{cssm: {create_token: va-2}, as: x}\n  - {cssm: {create_token: $x}}",
       "t.yaml:12:27: virtual_account is '$x'; expected the name of a virtual account, and "
       "create_token gives the name of a token"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in(with_world("steps:\n  - " + std::string{row.text} + "\n")),
                ElementsAre(row.why))
        << row.text;
  }
}

TEST(LoaderMistakes, OfExpectations) {
  const Row rows[] = {
      {"{at: 1d, within: [1d, 2d], cm1: {version: 1}}",
       "t.yaml:11:14: within beside at; expected one of at, within, always and never"},
      {"{within: [2d, 1d], cm1: {version: 1}}",
       "t.yaml:11:14: within ends before it begins; expected the earlier time first"},
      {"{always: [1d, 1d], cm1: {version: 1}}",
       "t.yaml:11:14: always goes up to but without its second time and so holds no instant; "
       "expected a later one"},
      {"{never: 1d, cm1: {version: 1}}",
       "t.yaml:11:13: never is '1d'; expected two times, such as [0d, 90d]"},
      {"{at: 0d - 1s, cm1: {version: 1}}",
       "t.yaml:11:10: at: '0d - 1s' is before the start, 2026-01-01T00:00:00Z"},
      {"{within: [2025-12-30, 2026-01-02], cm1: {version: 1}}",
       "t.yaml:11:15: within: '2025-12-30' is before the start, 2026-01-01T00:00:00Z"},
      {"{at: +5m, cm1: {version: 1}}",
       "t.yaml:11:10: at: '+5m' has no step before it to count from; expected an offset from the "
       "start such as 40d"},
      {"{cm1: }",
       "t.yaml:11:6: cm1 is expected to be nothing; expected a map of fields, such as "
       "{registration: …}"},
      {"{at: 1d}",
       "t.yaml:11:5: this expectation names no actor; expected one of cssm, network, "
       "mediator, outside, cm1 or cm2"},
      {"{cm1: {registrations: registered}}",
       "t.yaml:11:12: cluster has no field 'registrations'; expected registration, version, "
       "next_renewal, evaluation_left, demand, exchanges, provisioning or cli; did you mean "
       "'registration'?"},
      {"{cm1: {deregister: }}",
       "t.yaml:11:12: cluster has no field 'deregister'; expected registration, version, "
       "next_renewal, evaluation_left, demand, exchanges, provisioning or cli"},
      {"{cm1: {registration: registerd}}",
       "t.yaml:11:26: registration is 'registerd'; expected unregistered, registered or "
       "registration_expired; did you mean 'registered'?"},
      {"{cm1: {registration: {not: expired}}}",
       "t.yaml:11:32: registration is 'expired'; expected unregistered, registered or "
       "registration_expired; did you mean 'registration_expired'?"},
      {"{cm1: {registration: {gt: registered}}}",
       "t.yaml:11:27: 'gt' cannot be asked of registration, which is unregistered, registered or "
       "registration_expired"},
      {"{cm1: {exchanges: {about: 5}}}",
       "t.yaml:11:24: exchanges is a whole number of at least 0; expected it, or one of gt, ge, "
       "lt, le, between, not, contains, matches, has, count or absent, in place of 'about'"},
      {"{cm1: {exchanges: {between: [5, 1]}}}",
       "t.yaml:11:33: between of exchanges ends before it begins; expected [lowest, highest]"},
      {"{cm1: {exchanges: {between: 5}}}",
       "t.yaml:11:33: between of exchanges is '5'; expected [lowest, highest]"},
      {"{cm1: {exchanges: {contains: 5}}}",
       "t.yaml:11:24: 'contains' cannot be asked of exchanges, which is a whole number of at "
       "least 0"},
      {"{cm1: {version: }}",
       "t.yaml:11:12: version is nothing; expected a text, or {absent: true}"},
      {"{cm1: {version: {matches: \"(\"}}}",
       "t.yaml:11:31: '(' is no regular expression: missing ): ("},
      {"{cm1: {demand: {UCM_Basic: few}}}",
       "t.yaml:11:32: UCM_Basic is 'few'; expected a whole number from 0 to 2147483647"},
      {"{cm1: {cli: show license all}}",
       "t.yaml:11:12: cli alone expects nothing; expected 'prints:' beside it"},
      {"{cm1: {prints: x}}",
       "t.yaml:11:12: prints stands beside 0 verbs that it could answer; expected one: cli"},
      {"{cssm: {get: /a, post: /b, answers: {status: 200}}}",
       "t.yaml:11:32: answers stands beside 2 verbs that it could answer; expected one: get or "
       "post"},
      {"{cssm: {get: /a, answers: {state: 200}}}",
       "t.yaml:11:32: answers has no 'state'; expected status or json; did you mean 'status'?"},
      {"{cssm: {alerts: overdue}}",
       "t.yaml:11:21: alerts is 'overdue'; expected a list, {has: …} or {count: …}"},
      {"{cssm: {pools: {va-3: {short: 0}}}}",
       "t.yaml:11:21: 'va-3' in pools names no virtual account; expected a.example/va-1, "
       "b.example/va-1 or va-2; did you mean 'va-2'?"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in(with_world("expect:\n  - " + std::string{row.text} + "\n")),
                ElementsAre(row.why))
        << row.text;
  }
}

TEST(LoaderMistakes, OfTheEnd) {
  EXPECT_THAT(mistakes_in(with_world("end: 10d\n"
                                     "steps: [{at: 11d, every: 1d, times: 5, cm1: deregister}]\n"
                                     "expect: [{within: [9d, 12d], cm1: {version: 1}}]\n")),
              ElementsAre("t.yaml:11:9: a step at 2026-01-12T00:00:00Z is beyond the end, "
                          "2026-01-11T00:00:00Z, which line 10 gives",
                          "t.yaml:12:10: an expectation at 2026-01-13T00:00:00Z is beyond the end, "
                          "2026-01-11T00:00:00Z, which line 10 gives"));
}

TEST(LoaderMistakes, OfCases) {
  const Row rows[] = {
      {"[]", "t.yaml:10:8: cases is an empty list; expected a list of cases"},
      {"{name: a}", "t.yaml:10:8: cases is a map; expected a list of cases"},
      {"[a]", "t.yaml:10:9: a case is 'a'; expected a map with name and with"},
      {"[{with: {x: 1}}]", "t.yaml:10:9: this case has no name; expected 'name:'"},
      {"[{name: a}, {name: a}]", "t.yaml:10:27: the case 'a' is here twice, first on line 10"},
      {"[{name: a/b}]",
       "t.yaml:10:16: a case cannot be named 'a/b'; expected at most 100 letters without '/', "
       "'\\' and '::', no '.' first"},
      {"[{name: a, wth: {}}]",
       "t.yaml:10:19: a case has no key 'wth'; expected name or with; did you mean 'with'?"},
      {"[{name: a, with: 1}]", "t.yaml:10:25: with is '1'; expected a map of values"},
      {"[{name: a, with: {unused: 1}}]",
       "t.yaml:10:26: the value 'unused' is used nowhere; expected $unused somewhere"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(mistakes_in(with_world("cases: " + std::string{row.text} + "\n")),
                testing::Contains(row.why))
        << row.text;
  }
}

TEST(LoaderMistakes, OfValuesOfCases) {
  const auto in_cases = [](std::string_view step, std::string_view cases) {
    return mistakes_in(
        with_world("steps:\n  - " + std::string{step} + "\ncases:\n" + std::string{cases}));
  };
  EXPECT_THAT(
      in_cases("{at: $x + 1h, cm1: {licenses: {UCM_Basic: $n}}}",
               "  - {name: good, with: {x: 1d, n: 1}}\n"
               "  - {name: bad value, with: {x: 1d, n: -1}}\n"
               "  - {name: no value, with: {x: 1d}}\n"
               "  - {name: no time, with: {x: soon, n: 1}}\n"),
      ElementsAre("t.yaml:11:10: at: 'soon' is not a time; expected an offset such as 40d "
                  "or 90d - 1s, or an instant such as 2026-01-05T08:00:00Z (case 'no time')",
                  "t.yaml:11:47: 'UCM_Basic' is '$n'; expected a value that each case "
                  "gives under 'with:' (case 'no value')",
                  "t.yaml:14:40: 'UCM_Basic' is '-1'; expected a whole number from 0 to "
                  "2147483647 (as $n on line 11) (case 'bad value')"));
  // What is wrong in every case is wrong in the file.
  EXPECT_THAT(in_cases("{at: $x, cm1: {regster: t1}}",
                       "  - {name: a, with: {x: 1d}}\n  - {name: b, with: {x: 2d}}\n"),
              ElementsAre(testing::StartsWith("t.yaml:11:20: cluster has no verb 'regster'")));
  EXPECT_THAT(in_cases("{at: $x, cm1: {register: $y}}",
                       "  - {name: a, with: {x: 1d, y: t1}}\n  - {name: b, with: {x: 2d, y: t2}}\n"
                       "  - {name: c, with: {x: 2d, y: t3}}\n"),
              ElementsAre("t.yaml:14:32: token is 't2'; expected the name of a token: t1; did you "
                          "mean 't1'? (as $y on line 11) (case 'b')",
                          "t.yaml:15:32: token is 't3'; expected the name of a token: t1; did you "
                          "mean 't1'? (as $y on line 11) (case 'c')"));
  EXPECT_THAT(in_cases("{at: $x, cm1: {cli: show $x now}}", "  - {name: a, with: {x: 1d}}\n"),
              ElementsAre("t.yaml:11:25: command is 'show $x now'; expected $x as the whole value "
                          "or inside a time, or quotes around a text that means the letters"));
  EXPECT_THAT(in_cases("{cm1: deregister}", "  - {name: a, with: {x: $y, 1y: 1}}\n"),
              testing::IsSupersetOf(
                  {"t.yaml:13:25: a value names another one; expected the value itself",
                   "t.yaml:13:29: a value cannot be named '1y'; expected letters, digits and '_', "
                   "no digit first"}));
}

TEST(LoaderMistakes, OfCasesThatMakeTooMuch) {
  std::string cases;
  for (int i = 0; i < 1001; ++i) cases += "  - {name: c" + std::to_string(i) + "}\n";
  EXPECT_THAT(mistakes_in(with_world("cases:\n" + cases)),
              ElementsAre("t.yaml:11:3: 1001 cases; expected at most 1000"));
  std::string list;
  for (int i = 0; i < 800; ++i) list += "$x, ";
  std::string value;
  for (int i = 0; i < 800; ++i) value += "1, ";
  EXPECT_THAT(mistakes_in(with_world("expect: [{cssm: {get: /, answers: {json: [" + list +
                                     "]}}}]\ncases: [{name: a, with: {x: [" + value + "]}}]\n")),
              ElementsAre("t.yaml:11:16: the file has more than 500000 values with those of the "
                          "case 'a' in place"));
}

TEST(LoaderMistakes, AreAllFoundAtOnceInTheOrderOfTheText) {
  const auto mistakes = mistakes_in(with_world(R"(expect:
  - {at: 1d, cm1: {registration: gone}}
seed: many
steps:
  - {at: 1d, cm9: deregister}
  - {at: later, cm1: {register: t7}}
)"));
  EXPECT_THAT(mistakes, ElementsAre(testing::StartsWith("t.yaml:11:34: registration"),
                                    testing::StartsWith("t.yaml:12:7: seed"),
                                    testing::StartsWith("t.yaml:14:14: 'cm9'"),
                                    testing::StartsWith("t.yaml:15:10: at"),
                                    testing::StartsWith("t.yaml:15:33: token")));
}

TEST(LoaderMistakes, AreNoneInAWorldAlone) { EXPECT_THAT(mistakes_in(with_world("")), IsEmpty()); }

}  // namespace
}  // namespace slsim
