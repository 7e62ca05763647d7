// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/result/check.h"
#include "core/time/text.h"

namespace slsim {

bool TrustStore::add(NameId root) {
  const auto place = std::ranges::lower_bound(roots_, root);
  if (place != roots_.end() && *place == root) return false;
  roots_.insert(place, root);
  return true;
}

bool TrustStore::remove(NameId root) { return std::erase(roots_, root) != 0; }

bool TrustStore::trusts(NameId root) const {
  return std::ranges::find(roots_, root) != roots_.end();
}

CertificateCheck check_certificate(const TrustStore& store, const ServerCertificate& certificate,
                                   NameId name, Instant wall) {
  if (!store.trusts(certificate.root)) return CertificateCheck::untrusted_root;
  if (wall < certificate.not_before || wall >= certificate.not_after)
    return CertificateCheck::wrong_date;
  const bool named = std::ranges::find(certificate.names, name) != certificate.names.end();
  return named ? CertificateCheck::good : CertificateCheck::wrong_name;
}

namespace {

std::string listed(const Names& names, const std::vector<NameId>& ids) {
  std::string list;
  for (const NameId id : ids) {
    if (!list.empty()) list += ", ";
    list += names.text(id);
  }
  return list.empty() ? "no name" : list;
}

std::string term(const ServerCertificate& certificate) {
  std::string text;
  if (certificate.not_before != Instant::min()) {
    text += " from " + print(certificate.not_before);
  }
  if (certificate.not_after != never) text += " until " + print(certificate.not_after);
  return text;
}

}  // namespace

Problem complaint(const Names& names, const ServerCertificate& certificate, std::string_view client,
                  Instant wall, CertificateCheck check) {
  switch (check) {
    case CertificateCheck::untrusted_root:
      return {ProblemCode::couldnotvalidatetrustchain,
              fmt::format("its certificate ends at {}, which {} does not trust",
                          names.text(certificate.root), client)};
    case CertificateCheck::wrong_date:
      return {ProblemCode::server_certificate_date,
              fmt::format("its certificate is good{}, and on {} it is {}", term(certificate),
                          client, print(wall))};
    case CertificateCheck::wrong_name:
      return {ProblemCode::name_mismatch,
              fmt::format("its certificate is for {}", listed(names, certificate.names))};
    case CertificateCheck::good:
      break;
  }
  CHECK(false, "a complaint has a reason");
}

}  // namespace slsim
