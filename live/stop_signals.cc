// SPDX-License-Identifier: Apache-2.0
#include "live/stop_signals.h"

#include <pthread.h>
#include <unistd.h>

#include <ctime>

namespace slsim {

StopSignals::StopSignals() {
  sigemptyset(&set_);
  sigaddset(&set_, SIGINT);
  sigaddset(&set_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
}

void StopSignals::wait() const {
  int signal = 0;
  sigwait(&set_, &signal);
}

bool StopSignals::came() const {
  const std::timespec at_once{};
  return sigtimedwait(&set_, nullptr, &at_once) > 0;
}

void StopSignals::raise() { ::kill(::getpid(), SIGTERM); }

}  // namespace slsim
