// SPDX-License-Identifier: Apache-2.0
#include "core/agent/sync_file.h"

#include <fmt/format.h>

#include <charconv>

#include "core/agent/sync_text.h"

namespace slsim {
namespace {

struct Kind {
  std::string_view title;
  std::string_view name;
};
constexpr Kind registration_kind{"slsim satellite registration file, version 1",
                                 "registration file"};
constexpr Kind authorization_kind{"slsim satellite authorization file, version 1",
                                  "authorization file"};
constexpr Kind request_kind{"slsim satellite synchronization request, version 1", "request file"};
constexpr Kind response_kind{"slsim satellite synchronization response, version 1",
                             "response file"};

std::string_view product_word(Product product) { return word(product).text(); }

Product read_product(SyncReader& in) {
  const std::string_view name = in.word();
  for (const Product product : {Product::cucm, Product::cuc, Product::cer}) {
    if (product_word(product) == name) return product;
  }
  in.refuse("a product");
  return Product::cucm;
}

void write(SyncWriter& out, const Entitlement& it) {
  out.row().word(word(it.license).text()).number(it.kind);
  out.number(static_cast<std::uint64_t>(it.quantity)).instant(it.start).instant(it.end);
  out.text(it.subscription).number(it.source).number(it.release);
}

std::uint8_t small_number(SyncReader& in) {
  const std::uint64_t value = in.number();
  if (value > 15) in.refuse("a small number");
  return static_cast<std::uint8_t>(value & 15U);
}

Entitlement read_entitlement(SyncReader& in) {
  in.row();
  Entitlement it;
  const auto license = find_license(in.word());
  if (!license) in.refuse("a licence");
  it.license = license.value_or(License::UCM_CUWL);
  it.kind = small_number(in);
  it.quantity = static_cast<std::int64_t>(in.number() & 0x7fff'ffff'ffff'ffff);
  it.start = in.instant();
  it.end = in.instant();
  it.subscription = in.text();
  it.source = small_number(in);
  it.release = small_number(in);
  return it;
}

void write(SyncWriter& out, const std::vector<Entitlement>& entitlements) {
  out.line("entitlements").number(entitlements.size());
  for (const Entitlement& one : entitlements) write(out, one);
}

std::vector<Entitlement> read_entitlements(SyncReader& in) {
  in.line("entitlements");
  std::vector<Entitlement> all;
  for (std::uint64_t left = in.rows(); in.good() && left > 0; --left) {
    all.push_back(read_entitlement(in));
  }
  return all;
}

void write(SyncWriter& out, const SyncInstance& it) {
  out.row().number(it.number).text(it.udi.pid).text(it.udi.sn).text(it.udi.uuid);
  out.text(it.host_name).word(product_word(it.product)).text(it.version);
  out.instant(it.registered).instant(it.last_contact);
  out.number(it.export_control_allowed ? 1 : 0).counts(it.demand);
}

SyncInstance read_instance(SyncReader& in) {
  in.row();
  SyncInstance it;
  it.number = in.number();
  it.udi.pid = in.text();
  it.udi.sn = in.text();
  it.udi.uuid = in.text();
  it.host_name = in.text();
  it.product = read_product(in);
  it.version = in.text();
  it.registered = in.instant();
  it.last_contact = in.instant();
  it.export_control_allowed = in.flag();
  it.demand = in.counts();
  return it;
}

void write_numbers(SyncWriter& out, std::string_view name, const std::vector<std::uint64_t>& all) {
  out.line(name).number(all.size());
  for (const std::uint64_t one : all) out.row().number(one);
}

std::vector<std::uint64_t> read_numbers(SyncReader& in, std::string_view name) {
  in.line(name);
  std::vector<std::uint64_t> all;
  for (std::uint64_t left = in.rows(); in.good() && left > 0; --left) {
    in.row();
    all.push_back(in.number());
  }
  return all;
}

std::string text_of(SyncReader& in, std::string_view name) {
  in.line(name);
  return in.text();
}

std::uint64_t number_of(SyncReader& in, std::string_view name) {
  in.line(name);
  return in.number();
}

Instant instant_of(SyncReader& in, std::string_view name) {
  in.line(name);
  return in.instant();
}

SyncScope read_scope(SyncReader& in) {
  const std::string_view scope = in.word();
  if (scope == word(SyncScope::full).text()) return SyncScope::full;
  if (scope != word(SyncScope::partial).text()) in.refuse("full or partial");
  return SyncScope::partial;
}

Problem damaged(std::string_view name, std::string_view why) {
  return {ProblemCode::sync_damaged, fmt::format("The {} is refused: {}.", name, why)};
}

/// What `read` makes of a file of that title whose signature is good.
template <class T, class Read>
Result<T> read_signed(std::string_view text, const Kind& kind, std::string_view key, Read read) {
  if (text.size() > sync_file_limit) return tl::unexpected{damaged(kind.name, "it is too long")};
  const SignedContent found = signed_content(text, kind.title, key);
  if (!found.wrong.empty()) return tl::unexpected{damaged(kind.name, found.wrong)};
  SyncReader in{found.content};
  T value = read(in);
  in.end();
  if (!in.good()) return tl::unexpected{damaged(kind.name, in.wrong())};
  return value;
}

}  // namespace

std::string write_file(const SatelliteRegistration& it) {
  SyncWriter out{registration_kind.title};
  out.line("satellite").text(it.satellite);
  out.line("uuid").text(it.uuid);
  out.line("version").text(it.version);
  out.line("local account").text(it.local_account);
  out.line("email").text(it.email);
  out.line("smart account").text(it.smart_account);
  out.line("virtual account").text(it.virtual_account);
  out.line("create").number(it.create ? 1 : 0);
  out.line("written").instant(it.written);
  return std::move(out).signed_by(satellite_product_key);
}

Result<SatelliteRegistration> read_registration_file(std::string_view text) {
  return read_signed<SatelliteRegistration>(text, registration_kind, satellite_product_key,
                                            [](SyncReader& in) {
                                              SatelliteRegistration it;
                                              it.satellite = text_of(in, "satellite");
                                              it.uuid = text_of(in, "uuid");
                                              it.version = text_of(in, "version");
                                              it.local_account = text_of(in, "local account");
                                              it.email = text_of(in, "email");
                                              it.smart_account = text_of(in, "smart account");
                                              it.virtual_account = text_of(in, "virtual account");
                                              it.create = number_of(in, "create") == 1;
                                              it.written = instant_of(in, "written");
                                              return it;
                                            });
}

std::string write_file(const SatelliteAuthorization& it) {
  SyncWriter out{authorization_kind.title};
  out.line("satellite").text(it.satellite);
  out.line("uuid").text(it.uuid);
  out.line("local account").text(it.local_account);
  out.line("registration").number(it.registration);
  out.line("key").text(it.key);
  out.line("smart account").text(it.smart_account);
  out.line("virtual account").text(it.virtual_account);
  out.line("credential ends").instant(it.credential_ends);
  out.line("answered").instant(it.answered);
  out.line("due").instant(it.due);
  write(out, it.entitlements);
  return std::move(out).signed_by(satellite_product_key);
}

Result<SatelliteAuthorization> read_authorization_file(std::string_view text) {
  return read_signed<SatelliteAuthorization>(
      text, authorization_kind, satellite_product_key, [](SyncReader& in) {
        SatelliteAuthorization it;
        it.satellite = text_of(in, "satellite");
        it.uuid = text_of(in, "uuid");
        it.local_account = text_of(in, "local account");
        it.registration = number_of(in, "registration");
        it.key = text_of(in, "key");
        it.smart_account = text_of(in, "smart account");
        it.virtual_account = text_of(in, "virtual account");
        it.credential_ends = instant_of(in, "credential ends");
        it.answered = instant_of(in, "answered");
        it.due = instant_of(in, "due");
        it.entitlements = read_entitlements(in);
        return it;
      });
}

std::string write_file(const SyncRequest& it, std::string_view key) {
  SyncWriter out{request_kind.title};
  out.line("registration").number(it.registration);
  out.line("number").number(it.number);
  out.line("base").number(it.base);
  out.line("scope").word(word(it.scope).text());
  out.line("written").instant(it.written);
  out.line("satellite").text(it.satellite);
  out.line("local account").text(it.local_account);
  out.line("version").text(it.version);
  out.line("instances").number(it.instances.size());
  for (const SyncInstance& one : it.instances) write(out, one);
  write_numbers(out, "gone", it.gone);
  out.line("tokens").number(it.tokens.size());
  for (const SyncToken& token : it.tokens) {
    out.row().text(token.description).instant(token.expires);
    out.number(token.export_control_allowed ? 1 : 0);
  }
  return std::move(out).signed_by(key);
}

Result<SyncRequest> read_request_file(std::string_view text, std::string_view key) {
  return read_signed<SyncRequest>(text, request_kind, key, [](SyncReader& in) {
    SyncRequest it;
    it.registration = number_of(in, "registration");
    it.number = number_of(in, "number");
    it.base = number_of(in, "base");
    in.line("scope");
    it.scope = read_scope(in);
    it.written = instant_of(in, "written");
    it.satellite = text_of(in, "satellite");
    it.local_account = text_of(in, "local account");
    it.version = text_of(in, "version");
    in.line("instances");
    for (std::uint64_t left = in.rows(); in.good() && left > 0; --left) {
      it.instances.push_back(read_instance(in));
    }
    it.gone = read_numbers(in, "gone");
    in.line("tokens");
    for (std::uint64_t left = in.rows(); in.good() && left > 0; --left) {
      in.row();
      SyncToken token;
      token.description = in.text();
      token.expires = in.instant();
      token.export_control_allowed = in.flag();
      it.tokens.push_back(std::move(token));
    }
    return it;
  });
}

std::string write_file(const SyncReply& it, std::string_view key) {
  SyncWriter out{response_kind.title};
  out.line("registration").number(it.registration);
  out.line("number").number(it.number);
  out.line("request").number(it.request);
  out.line("satellite").text(it.satellite);
  out.line("local account").text(it.local_account);
  out.line("smart account").text(it.smart_account);
  out.line("virtual account").text(it.virtual_account);
  out.line("answered").instant(it.answered);
  out.line("due").instant(it.due);
  out.line("credential ends").instant(it.credential_ends);
  out.line("all entitlements").number(it.all_entitlements ? 1 : 0);
  write(out, it.entitlements);
  write_numbers(out, "removed", it.removed);
  return std::move(out).signed_by(key);
}

Result<SyncReply> read_response_file(std::string_view text, std::string_view key) {
  return read_signed<SyncReply>(text, response_kind, key, [](SyncReader& in) {
    SyncReply it;
    it.registration = number_of(in, "registration");
    it.number = number_of(in, "number");
    it.request = number_of(in, "request");
    it.satellite = text_of(in, "satellite");
    it.local_account = text_of(in, "local account");
    it.smart_account = text_of(in, "smart account");
    it.virtual_account = text_of(in, "virtual account");
    it.answered = instant_of(in, "answered");
    it.due = instant_of(in, "due");
    it.credential_ends = instant_of(in, "credential ends");
    it.all_entitlements = number_of(in, "all entitlements") == 1;
    it.entitlements = read_entitlements(in);
    it.removed = read_numbers(in, "removed");
    return it;
  });
}

std::uint64_t registration_in(std::string_view text) {
  constexpr std::string_view name = "\nregistration: ";
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos || !text.substr(line).starts_with(name)) return 0;
  const std::string_view letters = text.substr(line + name.size(), 20);
  std::uint64_t number = 0;
  std::from_chars(letters.data(), letters.data() + letters.size(), number);
  return number;
}

}  // namespace slsim
