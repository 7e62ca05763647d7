// SPDX-License-Identifier: Apache-2.0
// Scenarios for tests of the runner: the real language and the real world, in which `outside` has
// verbs and fields that do what a test needs.
//
//   outside: {give: word}              answers with the word; nothing is refused
//   outside: {refuse: {class: token_expired, http: 405, code: X1, text: why}}
//   outside: {note: word}              a change in the journal; field `noted` shows the last one
//   outside: {say: text, says: …}      a reading verb
//   outside: {damage: true}            breaks an invariant of CSSM
// Field `age` is the time since the start: it changes although nothing happens.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"

namespace slsim {

/// Every case of `text`, which begins below the line `slsim: 1`. Fails the test if it has mistakes.
std::vector<std::shared_ptr<const Plan>> load_toys(std::string_view text);
/// Of the only case.
std::shared_ptr<const Plan> load_toy(std::string_view text);
RunResult play_toy(std::string_view text, const RunOptions& options = {});

/// A world with one virtual account, its token t1 and the cluster cm1, for the top of a text.
extern const std::string_view small_world;
std::string with_small_world(std::string_view rest);

/// `at 1d outside: {give: 7}` for each failure.
std::vector<std::string> texts_of(const RunResult& result);

}  // namespace slsim
