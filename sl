#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and does one job: see `./sl help`. Quiet when all is well.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jobs=$(nproc)

help() {
  cat <<'TEXT'
./sl run [PATH[::CASE]...] [flags]  play scenarios (all of scenarios/ without a path); flags as for `slsim run`
./sl test                           every test by g++, under sanitizers by clang, equal digests, a moment of each fuzzer
./sl build                          build/release/bin/slsim and all that belongs to it
./sl bench [NAME] [flags]           benchmarks: all of tests/bench, or one
./sl asan [REGEX]                   tests under AddressSanitizer and UndefinedBehaviorSanitizer
./sl fuzz [SECONDS [SEED]]          each fuzzer for so long (default 60), from chance or a seed
./sl clang                          release build and every test by clang-16
./sl determinism [PAIRS]            so many runs (default 100000) in 1, 2 and 7 shards and by both compilers: one digest
./sl tidy                           clang-format and clang-tidy over the tree
./sl format                         lays out the sources by .clang-format
./sl help                           this

Each installs the Debian packages that it misses (packages.txt), as root or by sudo.
TEXT
}

say() { printf 'sl: %s\n' "$*" >&2; }
die() { say "$*"; exit 2; }

# Says what is going on if it takes more than a moment; on a terminal with the last line of the log.
watch() {
  local what=$1 log=$2
  sleep 2 >/dev/null 2>&1
  if [[ ! -t 2 ]]; then say "$what"; fi
  while [[ -t 2 ]]; do
    printf '\r\033[Ksl: %s  %.90s' "$what" "$(tail -n 1 "$log" 2>/dev/null)" >&2
    sleep 1 >/dev/null 2>&1
  done
}

# Runs a command with its output in a log; answers as it did.
logged() {
  local what=$1 log=$2 watcher failed=0
  shift 2
  mkdir -p "$(dirname "$log")"
  watch "$what" "$log" &
  watcher=$!
  "$@" >"$log" 2>&1 || failed=$?
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
  return "$failed"
}

# The same; shows the log and ends when the command fails.
quietly() {
  local what=$1 log=$2
  if ! logged "$@"; then
    # Without ninja's progress and its long command lines.
    { grep -vE '^\[[0-9]+/[0-9]+\] [A-Z]|^[^ ]*cmake -E ' "$log" || true; } | tail -n 400 >&2
    say "$what: failed (all of it in $log)"
    exit 1
  fi
}

# The packages of the first part, or with `clang` of all parts.
packages() {
  if [[ ${1:-} == clang ]]; then cat "$root/packages.txt"; else sed '/^# clang/,$d' "$root/packages.txt"; fi |
    sed 's/#.*//' | xargs -n1
}

need() {
  local missing=() sudo=() wanted
  wanted=$(packages "$@" | sort)
  # shellcheck disable=SC2086  # One word a package.
  mapfile -t missing < <(comm -23 <(echo "$wanted") <(
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' $wanted 2>/dev/null |
      sed -n 's/ installed$//p' | sort -u))
  if ((${#missing[@]} == 0)); then return; fi
  command -v apt-get >/dev/null || die "missing: ${missing[*]} (and no apt-get here to install them)"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "missing: ${missing[*]}; install them, or run this as root or with sudo"
    sudo=(sudo)
  fi
  quietly "package lists" "$root/build/apt.log" "${sudo[@]}" apt-get update -q
  quietly "installing ${missing[*]}" "$root/build/apt.log" \
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
}

# build PRESET [ninja flags and targets]
build() {
  local preset=$1 dir=$root/build/$1
  shift
  if [[ ! -f $dir/build.ninja || $root/CMakePresets.json -nt $dir/build.ninja ]]; then
    quietly "configuring $preset" "$root/build/$preset.configure.log" cmake -S "$root" --preset "$preset"
    touch -c "$dir/build.ninja"
  fi
  quietly "building $preset" "$root/build/$preset.build.log" ninja -C "$dir" -j "$jobs" "$@"
}

# tests PRESET [ctest flags]: shows failures, or else ctest's closing lines.
tests() {
  local preset=$1 log=$root/build/$1.ctest.log
  shift
  if ! logged "testing $preset" "$log" \
    ctest --test-dir "$root/build/$preset" -j "$jobs" --output-on-failure --no-tests=error "$@"; then
    grep -vE '^ *Start +[0-9]+: | Passed +[0-9.]+ sec *$|^Internal ctest|^Test project' "$log" || true
    say "testing $preset: failed (all of it in $log)"
    exit 1
  fi
  closing "$preset"
}

closing() { grep -E 'tests passed|^Total Test time' "$root/build/$1.ctest.log"; }

# Whether the arguments of `slsim run` name a file, and not only flags and their values.
has_path() {
  while (($#)); do
    case $1 in
      --filter | --seed | --jobs | --shard | --junit | --report | --journal | --trace) shift ;;
      -*) ;;
      *) return 0 ;;
    esac
    shift || true
  done
  return 1
}

cmd_run() {
  need
  build release slsim
  if ! has_path "$@"; then
    local all=$root/scenarios
    if [[ $PWD == "$root" ]]; then all=scenarios; fi
    set -- "$all" "$@"
  fi
  exec "$root/build/release/bin/slsim" run "$@"
}

cmd_build() {
  need
  build release
}

cmd_test() {
  need clang
  build release
  tests release
  build fuzz  # Everything by clang under both sanitizers, and the fuzzers.
  tests fuzz "${sanitized[@]}"
  same_digests release fuzz
  cmd_fuzz 10 1  # Always the same search: a change makes it fail, and not chance.
  closing release
}

# What runs under the sanitizers in `./sl test`; `./sl asan` runs everything, by g++.
sanitized=(-LE '^(unit_tidy|unit_licensing)$' -E '^scenarios[.]same_digests$')

cmd_asan() {
  need
  build dev
  if (($#)); then tests dev -R "$1"; else tests dev; fi
}

cmd_clang() {
  need clang
  build clang
  tests clang
  build release slsim
  same_digests release clang
}

# Whether both builds of slsim play all scenarios alike.
same_digests() {
  quietly "digests of $1 and $2" "$root/build/digests.log" env -C "$root" \
    tests/e2e/same_digests.sh scenarios "build/$1/bin/slsim" "build/$2/bin/slsim"
}

cmd_determinism() {
  local pairs=${1:-100000}
  [[ $pairs =~ ^[0-9]+$ ]] || die "determinism: how many pairs? '$pairs' is no number"
  need clang
  build release slsim
  build clang slsim
  env -C "$root" tests/e2e/determinism.sh scenarios "$pairs" build/release/bin/slsim build/clang/bin/slsim
}

cmd_bench() {
  need
  local source name names=()
  for source in "$root"/tests/bench/*.cc; do
    [[ -e $source ]] || die "there are no benchmarks"
    name=$(basename "$source" .cc)
    name=${name#bench_}
    names+=("bench_${name%_bench}")
  done
  if (($#)) && [[ $1 != -* ]]; then
    [[ " ${names[*]} " == *" bench_${1#bench_} "* ]] || die "no benchmark $1; there are: ${names[*]#bench_}"
    names=("bench_${1#bench_}")
    shift
  fi
  build release "${names[@]}"
  for name in "${names[@]}"; do "$root/build/release/bin/$name" "$@"; done
}

cmd_fuzz() {
  local time=${1:-60} seed=${2:-0} source name corpus options
  [[ $time =~ ^[0-9]+$ ]] || die "fuzz: how many seconds? '$time' is no number"
  [[ $seed =~ ^[0-9]+$ ]] || die "fuzz: which seed? '$seed' is no number"
  need clang
  for source in "$root"/tests/fuzz/*.cc; do
    [[ -e $source ]] || continue
    name=$(basename "$source" .cc)
    name=${name#fuzz_}
    name=${name%_fuzz}
    build fuzz "fuzz_$name"
    # What it finds goes into the first folder; the others are only read.
    corpus=("$root/build/fuzz/corpus/$name" "$root/scenarios")
    options=(-seed="$seed" -max_total_time="$time" -timeout=20 -rss_limit_mb=2048
      -artifact_prefix="$root/build/fuzz/$name-")
    mkdir -p "${corpus[0]}"
    if [[ -d $root/tests/fuzz/corpus/$name ]]; then corpus+=("$root/tests/fuzz/corpus/$name"); fi
    if [[ -f $root/tests/fuzz/$name.dict ]]; then options+=(-dict="$root/tests/fuzz/$name.dict"); fi
    quietly "fuzzing $name for $time s" "$root/build/fuzz.$name.log" \
      "$root/build/fuzz/bin/fuzz_$name" "${options[@]}" "${corpus[@]}"
  done
}

sources() {
  find "$root"/{core,live,client,sim,tests} \( -name '*.h' -o -name '*.cc' -o -name '*.def' \) -print0 2>/dev/null || true
}

cmd_format() {
  need clang
  sources | xargs -0 -r clang-format-16 -i
}

cmd_tidy() {
  need clang
  local bad=0
  say "clang-format"
  sources | xargs -0 -r clang-format-16 --dry-run -Werror || bad=1
  if ((bad)); then say "clang-format: ./sl format puts it right"; fi
  say "clang-tidy"
  build tidy tidy  # By cmake/tidy.py, which starts a process for each core.
  if ((bad)); then exit 1; fi
}

command=${1:-help}
if (($#)); then shift; fi
case $command in
  run | test | build | bench | asan | fuzz | clang | determinism | tidy | format) "cmd_$command" "$@" ;;
  help | -h | --help) help ;;
  *)
    help >&2
    die "no command '$command'"
    ;;
esac
