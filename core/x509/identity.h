// SPDX-License-Identifier: Apache-2.0
// Identity certificates as bytes, for whoever looks at them: X.509 by a test root of our own, whose
// key anybody can derive from this source. The same certificate gives the same bytes (Ed25519 signs
// without chance). Nothing of the vendor's accepts them.
#pragma once

#include <string>

#include "core/agent/messages.h"
#include "core/time/text.h"

namespace slsim {

/// PEM, for the device: the subject is its UDI as products print it. An error of the library's when
/// it cannot be made (an instant that X.509 cannot say).
[[nodiscard]] Parsed<std::string> identity_pem(const Certificate& certificate, const Udi& udi);
/// The root at which they end, valid for all instants of a scenario.
[[nodiscard]] Parsed<std::string> identity_root_pem();

}  // namespace slsim
