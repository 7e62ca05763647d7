// SPDX-License-Identifier: Apache-2.0
// Users and devices as files write them: in `world:`, and in steps that add them.
#pragma once

#include "sim/scenario/shared_arguments.h"
#include "sim/ucapps/estate.h"

namespace slsim {

// Together within the limits of an estate.
inline constexpr std::size_t most_user_groups = 100;
inline constexpr std::int64_t most_in_a_group = 100'000;

inline constexpr Type a_device = Type::choice(device_words);
inline constexpr std::array profile_arguments{
    Argument{"devices", a_device.list(most_devices_of_a_user),
             "The devices that each of them owns."},
    Argument{"snr", Type::flag(), "Whether they have single number reach (Mobility)."},
    Argument{"em", Type::flag(), "Whether they have Extension Mobility."},
    Argument{"im_and_presence", Type::flag(), "Whether they have IM and Presence."},
    Argument{"srsv", Type::flag(),
             "Unity Connection: whether their branch's survivable voicemail is active."},
    Argument{"speechview", Type::flag(), "Unity Connection: whether they have SpeechView."},
    Argument{"speechview_pro", Type::flag(), "Unity Connection: whether they have SpeechView Pro."},
};
inline constexpr std::array user_group_arguments =
    join(std::array{Argument{"name", Type::declares("end_user", "cluster"),
                             "Of one user the user id; more are numbered. Invented when left out."},
                    Argument{"count", Type::number(1, most_in_a_group), "How many.", {}, "1"}},
         profile_arguments);
inline constexpr Shape user_group_shape{"user_group", "Users who are alike.", user_group_arguments};

inline constexpr std::array unowned_arguments{
    Argument{"model", a_device, "Which kind.", Need::required},
    Argument{"count", Type::number(1, most_in_a_group), "How many.", {}, "1"},
};
inline constexpr Shape unowned_shape{"unowned_devices", "Devices of one kind that nobody owns.",
                                     unowned_arguments};

/// By profile_arguments; absent when none is given.
[[nodiscard]] std::optional<UserProfile> profile_from(const Arguments& arguments);
/// Of a cluster in `world:`. REQUIRES: the loader has checked its names and counts.
[[nodiscard]] Estate estate_from(const Arguments& cluster);

}  // namespace slsim
