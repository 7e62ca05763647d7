#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# same_digests.sh FOLDER SLSIM [OTHER_SLSIM]: plays all scenarios with one thread, with two, in two
# shards and each case twice in one process, or by a second build of the program. All have to agree,
# digests included.
set -euo pipefail

folder=$1 slsim=$2 other=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

play() {
  local result=$work/$1 program=$2 code=0
  shift 2
  "$program" run "$folder" --json "$@" >"$result" || code=$?
  if ((code > 1)); then
    echo "$program run $folder --json $*: exit code $code" >&2
    exit 1
  fi
}

agree() {
  if ! diff <(sort "$work/$1") <(sort "$work/$2") >&2; then
    echo "the same scenarios, but not the same results: $3" >&2
    exit 1
  fi
}

play reference "$slsim" --jobs 1
if [[ ! -s $work/reference ]]; then
  echo "no case was played" >&2
  exit 1
fi
if "$slsim" run "$folder" | grep 'is not kept yet' >&2; then
  echo "a golden is missing" >&2
  exit 1
fi
if [[ -n $other ]]; then
  play other "$other" --jobs 2
  agree reference other "$slsim and $other"
else
  play threads "$slsim" --jobs 2 --verify
  agree reference threads "--jobs 1 and --jobs 2 --verify"
  play shards "$slsim" --shard 1/2
  play second "$slsim" --shard 2/2
  cat "$work/second" >>"$work/shards"
  agree reference shards "whole and in shards"
fi
echo "$(wc -l <"$work/reference") cases agree"
