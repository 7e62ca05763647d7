// SPDX-License-Identifier: Apache-2.0
// How the client reaches whatever is not itself.
#pragma once

#include "client/shared.h"
#include "core/async/clock.h"
#include "core/chance/chance.h"
#include "core/http/client.h"

namespace slsim {

/// What a client works with. All of it outlives whoever has it.
struct Ports {
  HttpClient& http;
  Clock& clock;
  RandomStream& jitter;
  Shared& shared;
};

}  // namespace slsim
