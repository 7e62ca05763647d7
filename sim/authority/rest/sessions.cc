// SPDX-License-Identifier: Apache-2.0
// What the REST interface keeps between calls.
#include <algorithm>
#include <string_view>

#include "core/result/check.h"
#include "sim/authority/authority.h"

namespace slsim {
namespace {

/// Bearer tokens as the gateway's look: letters and digits.
constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t access_token_length = 28;

/// Pieces of accepted work that are kept for those who poll.
constexpr std::size_t most_work = 10'000;

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100'0000'01b3;
  }
  return hash;
}

/// Of a grant: 28 letters and digits.
std::string secret_text(RandomStream& drawn) {
  std::string text;
  for (std::size_t i = 0; i < access_token_length; ++i) {
    text += letters[static_cast<std::size_t>(drawn.below(letters.size()))];
  }
  return text;
}

}  // namespace

std::string LicenseAuthority::grant_access(Context& context, const OauthClient& client,
                                           std::string_view user) {
  auto& tokens = state_.rest.access_tokens;
  std::erase_if(tokens, [&](const auto& token) { return token.second.expires <= context.now(); });
  std::string text = secret_text(stream(context, "oauth"));
  const Duration life = settings().duration(Setting::access_token_life);
  tokens.insert_or_assign(text,
                          AccessToken{client.client_id, std::string{user}, context.now() + life});
  context.record(
      Level::change, "access_granted"_w,
      {{"client"_w, context.intern(client.client_id)}, {"user"_w, context.intern(user)}});
  return text;
}

const AccessToken* LicenseAuthority::access(std::string_view token, Instant now) const {
  const auto found = state_.rest.access_tokens.find(token);
  if (found == state_.rest.access_tokens.end() || now >= found->second.expires) return nullptr;
  const bool works = std::ranges::any_of(state_.smart_accounts, [&](const SmartAccount& account) {
    return std::ranges::any_of(account.clients, [&](const OauthClient& client) {
      return client.client_id == found->second.client_id && !client.revoked;
    });
  });
  return works ? &found->second : nullptr;
}

std::int64_t LicenseAuthority::accept_work(Context& context, PendingWork work) {
  // Above 2^53, as the published samples are, so that clients which read it as a double show it.
  constexpr std::uint64_t lowest = std::uint64_t{1} << 59U;
  const std::uint64_t drawn = stream(context, "polls").next() >> 5U;
  const auto id = static_cast<std::int64_t>(lowest | drawn);
  work.ready = context.now() + settings().duration(Setting::usage_processing);
  context.record(Level::change, "work_accepted"_w, {{"action"_w, context.intern(work.action)}});
  auto& kept = state_.rest.work;
  if (kept.size() >= most_work) {
    // Whoever polls has long done so for the oldest.
    kept.erase(std::ranges::min_element(kept, {}, [](const auto& it) { return it.second.ready; }));
  }
  kept.insert_or_assign(id, std::move(work));
  return id;
}

const PendingWork* LicenseAuthority::work(std::int64_t poll_id) const {
  const auto found = state_.rest.work.find(poll_id);
  return found == state_.rest.work.end() ? nullptr : &found->second;
}

bool LicenseAuthority::take_usage_report(Context& context, std::string_view report) {
  const bool fresh = state_.rest.usage_reports.insert(hash_of(report)).second;
  if (fresh) context.record(Level::change, "usage_report"_w);
  return fresh;
}

void LicenseAuthority::keep_removed(Context& context, RemovedRow row) {
  std::erase_if(state_.rest.removed,
                [&](const RemovedRow& kept) { return kept.until <= context.now(); });
  state_.rest.removed.push_back(std::move(row));
}

}  // namespace slsim
