// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network_faults.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>

#include "core/result/check.h"
#include "core/time/text.h"

namespace slsim {
namespace {

/// What an agent finds wrong with an answer.
std::string_view complaint_of(ProblemCode flaw) {
  switch (flaw) {
    case ProblemCode::responsefailed:
      return "the answer says that the request has failed";
    case ProblemCode::matchnonce:
      return "the nonce of the answer is not that of the request";
    case ProblemCode::matchidentifier:
      return "the answer is for another device identity";
    case ProblemCode::verifysignaturefailed:
      return "the signature of the answer does not fit it";
    case ProblemCode::signcertverificationfailed:
      return "the certificate that signed the answer cannot be verified";
    case ProblemCode::nodecertverificationfailed:
      return "the node certificate in the answer cannot be verified";
    case ProblemCode::parsecertificatefailed:
      return "a certificate in the answer cannot be read";
    case ProblemCode::certificatemismatch:
      return "the answer is signed by a development certificate";
    case ProblemCode::cryptorootcaimportfailed:
      return "the root certificate in the answer cannot be imported";
    case ProblemCode::taginvalid:
      return "the answer says that an entitlement tag is unknown";
    default:
      CHECK(false, "a flaw is one of those that an agent checks for");
  }
}

}  // namespace

Word word(BadAnswer::Kind kind) {
  constexpr std::array words{"status"_w, "limited"_w, "garbled"_w, "page"_w, "flawed"_w};
  return words[static_cast<std::size_t>(kind)];
}

Problem BadAnswer::problem() const {
  switch (kind) {
    case Kind::status:
      return {ProblemCode::commresponse, fmt::format("HTTP {}", status)};
    case Kind::limited:
      return {ProblemCode::throttled,
              fmt::format("HTTP {}{}", status, html ? " with an HTML page" : "")};
    case Kind::garbled:
      return {ProblemCode::msgparse, "the answer cannot be read"};
    case Kind::page:
      return {ProblemCode::msgparse, "an HTML page instead of an answer"};
    case Kind::flawed:
      return {flaw, std::string{complaint_of(flaw)}};
  }
  CHECK(false, "a bad answer is of a kind of the list");
}

HttpResponse BadAnswer::response() const {
  constexpr std::string_view page_text =
      "<!DOCTYPE html><html><head><title>Error</title></head>"
      "<body><h1>The request could not be served.</h1></body></html>\n";
  const HttpHeader html_type{"Content-Type", "text/html"};
  const HttpHeader json_type{"Content-Type", "application/json"};
  switch (kind) {
    case Kind::flawed:
    case Kind::garbled:
      return {200, {json_type}, R"({"status":"SUCC)"};
    case Kind::page:
      return {status, {html_type}, std::string{page_text}};
    case Kind::limited:
      if (!html) return {status, {json_type}, R"({"error":"Too Many Requests"})"};
      [[fallthrough]];
    case Kind::status:
      return {status, {html_type}, std::string{page_text}};
  }
  CHECK(false, "a bad answer is of a kind of the list");
}

std::string BadAnswer::describe() const {
  switch (kind) {
    case Kind::garbled:
      return "garbled";
    case Kind::page:
      return "html";
    case Kind::flawed:
      return std::string{word(flaw).text()};
    default:
      return fmt::format("{}{}", status, html ? " html" : "");
  }
}

bool HostFault::strikes(Instant now, Chance& chance, const std::string& stream) {
  if (first && struck >= *first) return false;
  if (allowance && allowed(now)) return false;
  if (share && !chance.stream(stream).chance(*share)) return false;
  ++struck;
  return true;
}

bool HostFault::allowed(Instant now) {
  if (now >= allowance_ends) {
    allowance_ends = now + allowance->per;
    passed = 0;
  }
  if (passed >= allowance->requests) return false;
  ++passed;
  return true;
}

std::string HostFault::describe() const {
  std::string text = answer.describe();
  if (allowance) {
    text += fmt::format(" beyond {} in {}", allowance->requests, print(allowance->per));
  }
  if (after_acting) text += " after acting";
  if (share) text += fmt::format(", share {}/{}", share->part, share->whole);
  if (first) text += fmt::format(", first {}", *first);
  return text;
}

}  // namespace slsim
