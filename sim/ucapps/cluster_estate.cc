// SPDX-License-Identifier: Apache-2.0
// Which licences the configuration needs, and who may change it when.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/licensing/catalog.h"
#include "sim/licensing/counterparts.h"
#include "sim/ucapps/cluster.h"
#include "sim/ucapps/license_usage.h"
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

bool is_transcription(License license) {
  return license == License::CUC_SpeechView || license == License::CUC_SpeechViewPro ||
         license == License::HCUC_SpeechView;
}

}  // namespace

std::span<const License> Cluster::reported_licenses() const {
  const auto version = find_version(options_.version);
  return version ? licenses_of(options_.product, options_.mode, *version)
                 : licenses_of(options_.product, options_.mode);
}

Counts Cluster::needed() const {
  const Counts counts =
      options_.estate ? licenses_of(options_.product, *options_.estate, usage_rules(*settings_))
                      : options_.counts;
  return in_mode(counts, reported_licenses());
}

Result<void> Cluster::use(Context& context, const Counts& counts) {
  if (options_.estate) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("the licences of {} follow from its users and devices", host_name_));
  }
  const auto reported = reported_licenses();
  for (const Counts::Entry& entry : counts) {
    if (std::find(reported.begin(), reported.end(), entry.license) != reported.end()) continue;
    return refuse(ProblemCode::taginvalid,
                  fmt::format("{} in {} mode does not use {}", host_name_,
                              word(options_.mode).text(), word(entry.license).text()));
  }
  set_counts(context, counts);
  return {};
}

void Cluster::set_counts(Context& context, const Counts& counts) {
  for (const Counts::Entry& entry : counts) {
    options_.counts.set(entry.license, entry.count);
    context.record(Level::change, "usage"_w,
                   {{"license"_w, word(entry.license)}, {"count"_w, entry.count}});
  }
  settle(context);
}

Result<void> Cluster::may_change(Instant true_now, Change change, Via via) const {
  const bool down = condition_ != Condition::running && condition_ != Condition::service_stopped;
  if (down && via == Via::publisher) return ready();
  const Duration patience = settings_->duration(Setting::subscriber_provisioning);
  if (down && (condition_ == Condition::not_installed || down_since_ + patience <= true_now)) {
    return refuse(ProblemCode::no_provision,
                  fmt::format("{} cannot be provisioned: the publisher {} has been down for too "
                              "long",
                              skin_of(options_.product).provisioned, host_name_));
  }
  if (standing_.enforcement != Enforcement::no_provision) return {};
  if (change == Change::addition) {
    return refuse(ProblemCode::no_provision, fmt::format("{} cannot be provisioned on {}: {}",
                                                         skin_of(options_.product).provisioned,
                                                         host_name_, word(standing_.cause).text()));
  }
  if (settings_->flag(Setting::deletion_without_provision)) return {};
  return refuse(ProblemCode::no_provision, fmt::format("Nothing can be deleted on {}: {}",
                                                       host_name_, word(standing_.cause).text()));
}

Result<void> Cluster::provision(Context& context, std::optional<License> license, std::int32_t more,
                                Via via) {
  if (auto may = may_change(context.now(), Change::addition, via); !may) return may;
  if (!license) return {};
  Counts counts;
  const std::int64_t sum = std::int64_t{options_.counts.of(*license)} + more;
  if (sum > std::numeric_limits<std::int32_t>::max()) {
    return refuse(ProblemCode::invalid_argument, "more users and devices than can be counted");
  }
  counts.set(*license, static_cast<std::int32_t>(sum));
  if (auto may = may_transcribe(counts); !may) return may;
  return use(context, counts);
}

/// Evaluation has everything but transcriptions (Unity Connection guide).
Result<void> Cluster::may_transcribe(const Counts& wanted) const {
  if (standing_.registration == Registration::registered || is_reserved(standing_.registration)) {
    return {};
  }
  for (const Counts::Entry& entry : wanted) {
    if (!is_transcription(entry.license) || entry.count <= options_.counts.of(entry.license)) {
      continue;
    }
    return refuse(ProblemCode::no_provision,
                  fmt::format("SpeechView is not available on {}: it is {}", host_name_,
                              word(standing_.registration).text()));
  }
  return {};
}

Result<void> Cluster::remove(Context& context, std::optional<License> license, std::int32_t fewer,
                             Via via) {
  if (auto may = may_change(context.now(), Change::deletion, via); !may) return may;
  if (!license) return {};
  const std::int32_t have = options_.counts.of(*license);
  if (fewer > have) {
    return refuse(ProblemCode::not_found,
                  fmt::format("{} has {} of {}, fewer than the {} to delete", host_name_, have,
                              word(*license).text(), fewer));
  }
  Counts counts;
  counts.set(*license, have - fewer);
  return use(context, counts);
}

Result<void> Cluster::configure(Context& context, Estate to, Change change, Via via) {
  if (auto may = may_change(context.now(), change, via); !may) return may;
  if (!options_.estate && !options_.counts.none()) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("{} was given its licences directly; users and devices cannot be "
                              "counted beside them",
                              host_name_));
  }
  if (change == Change::addition) {
    const Counts wanted = licenses_of(options_.product, to, usage_rules(*settings_));
    if (auto can = may_transcribe(in_mode(wanted, reported_licenses())); !can) return can;
  }
  options_.estate = std::make_shared<const Estate>(std::move(to));
  const Counts before = options_.counts;
  Counts changed;
  for (const Counts::Entry& entry : needed()) {
    if (before.of(entry.license) != entry.count) changed.set(entry.license, entry.count);
  }
  set_counts(context, changed);
  return {};
}

}  // namespace slsim
