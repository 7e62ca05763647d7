// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_external.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/http/client.h"
#include "sim/scenario/external_cssm.h"

namespace slsim {
namespace {

/// What is of this world though it stands in CSSM's tables: its hosts, and what comes back.
constexpr std::string_view of_this_world[] = {"external_answer", "change_certificate",
                                              "external_calls"};

bool is_https(std::string_view address) {
  const auto origin = parse_origin(address);
  return origin && origin->tls;
}

}  // namespace

const Node* external_of(const Node* world) {
  const Node* cssm = world == nullptr ? nullptr : world->find("cssm");
  return cssm == nullptr ? nullptr : cssm->find("external");
}

void read_external(CaseContext& context, const Node* world, Plan& plan) {
  const Node* external = external_of(world);
  context.external = external != nullptr;
  if (external == nullptr || external->text == external_recorded) return;
  if (!is_https(external->text)) {
    context.refuse(*external, fmt::format("external is {}; expected an address such as "
                                          "https://127.0.0.1:9443, or {}",
                                          shown(*external), external_recorded));
  }
  // Of an included world the file's own place is nowhere.
  plan.external =
      external->mark.file == 0 ? Position{external->mark.line, external->mark.column} : Position{};
}

bool refuse_elsewhere(CaseContext& context, const ActorKind& kind, std::string_view word,
                      Mark mark) {
  const bool here = !context.external || kind.name != "cssm" ||
                    std::ranges::find(of_this_world, word) != std::end(of_this_world);
  if (here) return false;
  context.mistakes.add(
      mark, fmt::format("CSSM is another program in this world (external): {} is asked there; "
                        "expected {}",
                        word, one_of(of_this_world)));
  return true;
}

bool is_named_elsewhere(const CaseContext& context, std::string_view kind) {
  return context.external && (kind == "smart_account" || kind == "virtual_account");
}

}  // namespace slsim
