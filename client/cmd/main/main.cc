// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/program.h"

int main(int argc, char** argv) {
  return slsim::run_mediator(std::vector<std::string>(argv + 1, argv + argc), SLSIM_VERSION);
}
