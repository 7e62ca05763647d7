// SPDX-License-Identifier: Apache-2.0
// Every code that the client knows, with a situation that raises it. A code without one fails.
#include <gmock/gmock.h>

#include <functional>
#include <span>
#include <vector>

#include "tests/unit/client/estate.h"

namespace slsim {
namespace {

/// What becomes of a sync when the licence server answers so.
FaultCode sync_with(Estate& estate, Result<HttpResponse> answer) {
  estate.cssm.upsets.push_back(std::move(answer));
  const auto done = estate.ports.run(
      sync_account(estate.ports.ports(), *estate.store, "partner.example", {}, {}));
  return done && !*done ? done->error().code : FaultCode::MED1001;
}
FaultCode sync_with(Estate& estate, ProblemCode problem) {
  return sync_with(estate, refuse(problem, "it"));
}
FaultCode sync_with(Estate& estate, int status, std::string body) {
  return sync_with(estate, HttpResponse{.status = status, .body = std::move(body)});
}

FaultCode add_with(Estate& estate, const std::function<void(StoredAccount&)>& change) {
  StoredAccount account{.domain = "another.example"};
  account.client_id = "app";
  account.secret = {"s3"};
  change(account);
  const auto done =
      estate.ports.run(add_account(estate.ports.ports(), *estate.store, account, {}, {}));
  return done && !*done ? done->error().code : FaultCode::MED1001;
}

FaultCode fault_of(const StoredJob& job) { return job.fault.value_or(FaultCode::MED1001); }

FaultCode assign(Estate& estate, const std::string& target = "va-1") {
  return fault_of(estate.play(JobKind::assign, target));
}

/// An assignment while the cluster answers everything so.
FaultCode assign_with(Estate& estate, const Result<HttpResponse>& answer) {
  estate.ports.http.server = [&estate, answer](const HttpExchange& exchange) {
    return exchange.to.host == "10.0.0.1" ? answer : estate.cssm.serve(exchange);
  };
  return assign(estate);
}

/// An assignment by a proxy, which the product refuses in these words.
FaultCode set_proxy(Estate& estate, const char* words) {
  estate.cucm.refuses_transport_with = words;
  estate.change_cluster([](StoredCluster& row) {
    row.transport = TransportMode::proxy;
    row.proxy = {"proxy.example", 3128, "", {}};
  });
  return assign(estate);
}

FaultCode assign_changed(Estate& estate, void (*change)(StoredCluster&)) {
  estate.change_cluster(change);
  return estate.refused(JobKind::assign, "va-1");
}

/// Of a second cluster that has only these credentials.
FaultCode assign_bare(Estate& estate, std::span<const CredentialKind> kinds) {
  StoredCluster bare = estate.cluster();
  bare.name = "cm2";
  EXPECT_TRUE(estate.store->add_clusters({bare}));
  for (const CredentialKind kind : kinds) {
    EXPECT_TRUE(estate.store->set_credential("cm2", kind, {"ann", {"pw"}}));
  }
  const auto made = create_job(*estate.store, JobKind::assign, "cm2", "va-1", {});
  return made ? FaultCode::MED1001 : made.error().code;
}

FaultCode assign_without_mode(Estate& estate) {
  estate.cssm.virtual_accounts.push_back({"va-3", false});
  sync_with(estate, HttpResponse{.status = 401});
  EXPECT_TRUE(*estate.ports.run(
      sync_account(estate.ports.ports(), *estate.store, "partner.example", {}, {})));
  return estate.refused(JobKind::assign, "va-3");
}

FaultCode unassign_what_has_left(Estate& estate) {
  estate.play(JobKind::assign, "va-1");
  estate.cucm.registered_in.clear();
  const std::string said = estate.play(JobKind::unassign).detail;
  return said.starts_with("CAA1042 Product may already deregistered") ? FaultCode::CAA1042
                                                                      : FaultCode::MED1001;
}

FaultCode unassign_with(Estate& estate, bool FakeCucm::*upset) {
  estate.play(JobKind::assign, "va-1");
  estate.cucm.*upset = true;
  return fault_of(estate.play(JobKind::unassign));
}

FaultCode write_to_a_store_that_fails(Estate& estate) {
  Query{estate.store->database(), "no statement at all"}.run();
  return estate.store->put_customer({.name = "acme"}, false).error().code;
}

struct Situation {
  FaultCode code;
  FaultCode (*raise)(Estate&);
};
using Code = FaultCode;

constexpr Situation situations[] = {
    {Code::CSSM1001, [](Estate& e) { return sync_with(e, 418, "<p>short and stout"); }},
    {Code::CSSM1002, [](Estate& e) { return sync_with(e, 405, ""); }},
    {Code::CSSM1003, [](Estate& e) { return sync_with(e, 500, "{}"); }},
    {Code::CSSM1004,
     [](Estate& e) { return sync_with(e, ProblemCode::couldnotvalidatetrustchain); }},
    {Code::CSSM1005, [](Estate& e) { return sync_with(e, ProblemCode::refused_connection); }},
    {Code::CSSM1006, [](Estate& e) { return sync_with(e, ProblemCode::unknown_host); }},
    {Code::CSSM1007, [](Estate& e) { return sync_with(e, ProblemCode::timed_out); }},
    {Code::CSSM1008, [](Estate& e) { return sync_with(e, ProblemCode::no_route); }},
    {Code::CSSM1009,
     [](Estate& e) {
       return add_with(e, [](StoredAccount& row) { row.transport = TransportMode::proxy; });
     }},
    {Code::CSSM1011,
     [](Estate& e) { return add_with(e, [](StoredAccount& row) { row.secret = {"wrong"}; }); }},
    {Code::CSSM1012, [](Estate& e) { return sync_with(e, 200, "<html>"); }},
    {Code::CSSM1013, [](Estate& e) { return sync_with(e, 200, "{}"); }},
    {Code::CSSM1014, [](Estate& e) { return sync_with(e, ProblemCode::commresponse); }},
    {Code::CSSM1015, [](Estate& e) { return add_with(e, [](StoredAccount&) {}); }},
    {Code::CSSM1018,
     [](Estate& e) { return add_with(e, [](StoredAccount& row) { row.client_id.clear(); }); }},
    {Code::CSSM1019,
     [](Estate& e) { return e.store->remove_account("another.example").error().code; }},
    {Code::CSSM1020, [](Estate& e) { return sync_with(e, 200, R"({"status":"ERROR"})"); }},
    {Code::CAA1035,
     [](Estate& e) {
       e.cucm.admin = "Basic another";
       return assign(e);
     }},
    {Code::CAA1036, [](Estate& e) { return assign_with(e, HttpResponse{.status = 500}); }},
    {Code::CAA1037,
     [](Estate& e) { return assign_with(e, HttpResponse{.status = 200, .body = "hello"}); }},
    {Code::CAA1039, [](Estate& e) { return assign_with(e, HttpResponse{.status = 403}); }},
    {Code::CAA1040, [](Estate& e) { return set_proxy(e, "Invalid proxy address"); }},
    {Code::CAA1041,
     [](Estate& e) {
       e.play(JobKind::assign, "va-1");
       return fault_of(e.play(JobKind::transport));
     }},
    {Code::CAA1042, unassign_what_has_left},
    {Code::CAA1043,
     [](Estate& e) {
       e.change_cluster([](StoredCluster& row) { row.product = Product::cuc; });
       return assign_with(e, HttpResponse{.status = 500});
     }},
    {Code::CAA1045, [](Estate& e) { return assign_with(e, HttpResponse{.status = 404}); }},
    {Code::CAA1046,
     [](Estate& e) { return assign_with(e, refuse(ProblemCode::refused_connection, "")); }},
    {Code::CAA1048,
     [](Estate& e) {
       e.cucm.refuses_with = "The registration token is not valid";
       return assign(e);
     }},
    {Code::CAA1049,
     [](Estate& e) {
       e.cucm.refuses_with = "Product is in subscriber Node";
       return assign(e);
     }},
    {Code::CAA1079, [](Estate& e) { return set_proxy(e, "Invalid transport URL"); }},
    {Code::CAA1081,
     [](Estate& e) {
       e.cucm.refuses_with = "Communication send error";
       return assign(e);
     }},
    {Code::CAA1082, [](Estate& e) { return unassign_with(e, &FakeCucm::keeps_registration); }},
    {Code::CAA1083, [](Estate& e) { return set_proxy(e, "No."); }},
    {Code::SLMCT1001, [](Estate& e) { return e.refused(JobKind::assign, "va-9"); }},
    {Code::SLMCT1002,
     [](Estate& e) {
       e.cucm.platform = "Basic another";
       return assign(e);
     }},
    {Code::SLMCT1003,
     [](Estate& e) {
       e.cucm.takes_no_mode = true;
       return assign(e, "va-2");
     }},
    {Code::SLMCT1006,
     [](Estate& e) { return assign_changed(e, [](StoredCluster& row) { row.version = "11.5"; }); }},
    {Code::SLMCT1007,
     [](Estate& e) {
       e.cucm.registered_in = "va-2";
       return assign(e);
     }},
    {Code::SLMCT1011, [](Estate& e) { return e.refused(JobKind::unassign); }},
    {Code::SLMCT1012,
     [](Estate& e) {
       return assign_changed(e, [](StoredCluster& row) { row.nodes.front().address.clear(); });
     }},
    {Code::SLMCT1013,
     [](Estate& e) {
       constexpr CredentialKind kinds[] = {CredentialKind::admin};
       return assign_bare(e, kinds);
     }},
    {Code::SLMCT1014, [](Estate& e) { return assign_bare(e, {}); }},
    {Code::SLM1010,
     [](Estate& e) {
       e.change_cluster([](StoredCluster& row) { row.mixed_mode = true; });
       return assign(e);
     }},
    {Code::SLM1014, assign_without_mode},
    {Code::SLM1025,
     [](Estate& e) {
       return create_job(*e.store, JobKind::assign, "cm9", "va-1", {}).error().code;
     }},
    {Code::UCAPI1009, [](Estate& e) { return assign_with(e, refuse(ProblemCode::timed_out, "")); }},
    {Code::MED1001, write_to_a_store_that_fails},
    {Code::MED1002,
     [](Estate& e) {
       e.store.reopen('x');
       return e.store->check().error().code;
     }},
    {Code::MED1003,
     [](Estate& e) { return e.store->put_customer({.name = "acme"}, true).error().code; }},
    {Code::MED1004, [](Estate& e) { return e.store->add_clusters({e.cluster()}).error().code; }},
    {Code::MED1006,
     [](Estate& e) {
       e.play(JobKind::assign, "va-1");
       return e.store->set_mode(e.id("va-1"), LicenseMode::hcs).error().code;
     }},
    {Code::MED1007,
     [](Estate& e) {
       EXPECT_TRUE(e.create(JobKind::assign, "va-1"));
       return e.refused(JobKind::assign, "va-1");
     }},
    {Code::MED1008,
     [](Estate& e) {
       return add_with(e, [](StoredAccount& row) { row.transport = TransportMode::gateway; });
     }},
};

TEST(Codes, AreRaisedEachByItsSituation) {
  for (const Situation& situation : situations) {
    Estate estate;
    const FaultCode raised = situation.raise(estate);
    EXPECT_EQ(info(raised).name, info(situation.code).name);
  }
}

TEST(Codes, HaveASituationEach) {
  for (const FaultInfo& known : all_faults()) {
    const auto raises = [&](const Situation& row) { return row.code == known.code; };
    EXPECT_TRUE(std::ranges::any_of(situations, raises)) << known.name << " is raised by no test";
  }
}

TEST(Codes, SayWhatIsWrongAndWhatToDo) {
  for (const FaultInfo& known : all_faults()) {
    EXPECT_EQ(find_fault(known.name), known.code);
    EXPECT_FALSE(known.text.empty()) << known.name;
    EXPECT_TRUE(known.advice.ends_with('.') || known.advice.starts_with("mediator ")) << known.name;
    EXPECT_EQ(print({known.code, "it"}),
              std::string{known.name} + ' ' + std::string{known.text} + ": it");
  }
}

}  // namespace
}  // namespace slsim
