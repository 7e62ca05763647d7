// SPDX-License-Identifier: Apache-2.0
// SOAP as its caller: an operation with fields goes out, and elements of the answer are found by
// their names, wherever they stand: live servers differ from their schemas in the order.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/cssm/session.h"
#include "client/store/records.h"

namespace slsim {

enum class SoapFlavour { axl, paws };

struct SoapQuestion {
  SoapFlavour flavour = SoapFlavour::axl;
  std::string host{};
  std::uint16_t port = 8443;
  std::string path{};
  std::string name_space{};
  std::string action{};  ///< Of SOAP 1.1.
  std::string operation{};
  std::vector<std::pair<std::string, std::string>> fields{};
  Duration patience = seconds(60);
};

/// An element with text or with elements, names without prefixes.
struct XmlElement {
  std::string name{};
  std::string text{};
  std::vector<XmlElement> children{};

  /// The first of that name in it, at any depth; null when there is none.
  [[nodiscard]] const XmlElement* find(std::string_view wanted) const;
  /// Its text; empty when there is none.
  [[nodiscard]] std::string text_of(std::string_view wanted) const;
};

/// Absent for what is no XML, too long or too deep.
[[nodiscard]] std::optional<XmlElement> parse_xml(std::string_view text);
[[nodiscard]] std::string print_envelope(const SoapQuestion& question);

/// The answer's body. Faults: not reached CAA1046, no answer in time UCAPI1009, a wrong login
/// CAA1035, no right CAA1039 (both of the platform SLMCT1002), no such interface CAA1045, no XML
/// CAA1037; what a SOAP fault says is CAA1036.
[[nodiscard]] Task<OrFault<XmlElement>> ask_soap(Ports ports, SoapQuestion question,
                                                 Credential credential);

}  // namespace slsim
