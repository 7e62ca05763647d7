// SPDX-License-Identifier: Apache-2.0
// The product protocol as JSON, so that any program can register and authorize as a UC application
// does: docs/AGENT_PROTOCOL.md. It is our own and marked as such: no product of the vendor's speaks
// it, and none can be licensed by it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/agent/messages.h"
#include "core/time/text.h"

namespace slsim {

inline constexpr int agent_protocol_version = 1;
inline constexpr std::string_view agent_media_type = "application/vnd.slsim.agent+json";
/// Where an authority takes messages, beside /SmartTransport.
inline constexpr std::string_view agent_path = "/its/service/oddce/services/DDCEService";
/// Longer messages of products and to them are refused; those of satellites are as long as their
/// files may be (core/agent/sync_file.h).
inline constexpr std::size_t agent_request_limit = 65'536;

/// REQUIRES: no HttpCall.
[[nodiscard]] std::string encode_agent(const AgentRequest& request);
/// REQUIRES: no HttpAnswer.
[[nodiscard]] std::string encode_agent(const AgentReply& reply);

/// Or a sentence that names the member that is wrong.
[[nodiscard]] Parsed<AgentRequest> decode_agent_request(std::string_view json);
[[nodiscard]] Parsed<AgentReply> decode_agent_reply(std::string_view json);

/// By its word.
[[nodiscard]] std::optional<ProblemCode> find_problem(std::string_view name);

}  // namespace slsim
