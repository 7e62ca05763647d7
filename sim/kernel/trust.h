// SPDX-License-Identifier: Apache-2.0
// TLS as far as decisions go: at which root a server's certificate ends, for which names and how
// long it is good, and which roots a client trusts. Roots go by their names. A host without a
// certificate is asked in the clear, and nothing is judged.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/journal/names.h"
#include "core/result/problem.h"

namespace slsim {

struct ServerCertificate {
  NameId root;
  std::vector<NameId> names;  ///< By which the server may be asked.
  Instant not_before = Instant::min();
  Instant not_after = never;  ///< From then on it is over.
  bool operator==(const ServerCertificate&) const = default;
};

/// The roots that a host trusts.
class TrustStore {
 public:
  bool add(NameId root);     ///< Whether it is new.
  bool remove(NameId root);  ///< Whether it was there.
  [[nodiscard]] bool trusts(NameId root) const;
  /// Each once, sorted.
  [[nodiscard]] const std::vector<NameId>& roots() const { return roots_; }
  bool operator==(const TrustStore&) const = default;
  template <class Archive>
  void persist(Archive& archive) {
    archive(roots_);
  }

 private:
  std::vector<NameId> roots_;
};

/// What a client makes of a certificate.
enum class CertificateCheck : std::uint8_t { good, untrusted_root, wrong_date, wrong_name };

/// Of a client that trusts `store`, believes the date to be `wall` and has asked for `name`.
[[nodiscard]] CertificateCheck check_certificate(const TrustStore& store,
                                                 const ServerCertificate& certificate, NameId name,
                                                 Instant wall);
/// What is wrong for the host `client`, in words. REQUIRES: something is.
[[nodiscard]] Problem complaint(const Names& names, const ServerCertificate& certificate,
                                std::string_view client, Instant wall, CertificateCheck check);

}  // namespace slsim
