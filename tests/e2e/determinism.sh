#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# determinism.sh FOLDER PAIRS SLSIM [OTHER_SLSIM]: plays pairs of (case, seed), at least so many, each
# disturbed as `slsim sweep` does: as a whole with one thread, in 2 and in 7 shards with several, and
# by a second build of the program. Every digest has to be the same each time.
set -euo pipefail

folder=$1 pairs=$2 slsim=$3 other=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cases=$("$slsim" sweep "$folder" --seeds 1..1 --json | wc -l)
((cases > 0)) || { echo "no case was played" >&2; exit 1; }
seeds=1..$(((pairs + cases - 1) / cases))

# play RESULT PROGRAM SHARDS JOBS
play() {
  local shard
  for ((shard = 1; shard <= $3; ++shard)); do
    "$2" sweep "$folder" --seeds "$seeds" --json --shard "$shard/$3" --jobs "$4"
  done | LC_ALL=C sort >"$work/$1"
  if ! diff "$work/reference" "$work/$1" >"$work/difference"; then
    head -n 20 "$work/difference" >&2
    echo "the same runs, but not the same results: $2 in $3 shards" >&2
    exit 1
  fi
}

"$slsim" sweep "$folder" --seeds "$seeds" --json --jobs 1 | LC_ALL=C sort >"$work/reference"
play in_2 "$slsim" 2 2
play in_7 "$slsim" 7 3
if [[ -n $other ]]; then play other "$other" 1 2; fi
echo "$(wc -l <"$work/reference") pairs agree"
