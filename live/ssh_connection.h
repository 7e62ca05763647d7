// SPDX-License-Identifier: Apache-2.0
// One connection over SSH, from the exchange of keys to its end. Used by its own thread.
#pragma once

#include <atomic>

#include "live/ssh_server.h"

struct ssh_session_struct;  // Of libssh.

namespace slsim {

/// Serves the connection and ends it; `stopping` ends it early. The session is freed.
void serve_ssh(ssh_session_struct* session, const SshListener& listener, const SshLimits& limits,
               const std::atomic<bool>& stopping);

}  // namespace slsim
