# SPDX-License-Identifier: Apache-2.0
"""clang-tidy over everything that is compiled: tidy.py BUILD_DIR [JOBS]

Most of what a source costs are its headers. So units are written that include some thirty sources
each (BUILD_DIR/units), and these are checked. Sources whose names clash go into units apart. What
was found clean is checked again when it, a header of it or a setting has changed.
"""
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path

SOURCES_A_UNIT = 32
ROOT = Path(__file__).resolve().parent.parent
# Warnings of the compiler are errors of the builds already, and some of a unit would be false.
WITHOUT_WARNINGS = "-w"
# It would find each unit to include sources.
UNIT_CHECKS = "--checks=-bugprone-suspicious-include"


# What of the compiler's flags makes a difference here.
TOLD = re.compile(r"-D|-I|-isystem|-std|-pthread|-f(?!file-prefix-map)")


@cache
def read(path):
    return (ROOT / path).read_bytes()


@cache
def included(path):
    found = re.findall(rb'^\s*#\s*include\s*"([^"]+)"', read(path), re.M)
    return [name.decode() for name in found if (ROOT / name.decode()).is_file()]


class Unit:
    """Sources that are compiled as one, named by a digest of all that their check depends on."""

    def __init__(self, kind, files):
        self.flags, self.config = kind
        self.files = files
        reached, ahead = set(), list(files)
        while ahead:
            path = ahead.pop()
            if path not in reached:
                reached.add(path)
                ahead += included(path)
        parts = [UNIT_CHECKS.encode(), self.flags.encode(), " ".join(files).encode()]
        parts += [read(path) for path in (".clang-tidy", self.config, *sorted(reached))]
        digests = b"".join(hashlib.sha256(part).digest() for part in parts)
        self.name = hashlib.sha256(digests).hexdigest()[:20]

    def write(self, folder):
        """What to hand to clang: a source by itself as it is."""
        if len(self.files) == 1:
            return self.files[0]
        path = folder / f"{self.name}.cc"
        path.write_text("".join(f'#include "{file}"\n' for file in self.files))
        return str(path)

    def clashing(self, folder):
        """Those of its sources that do not compile after the others."""
        if len(self.files) == 1:
            return []
        told = run("clang++-16", *shlex.split(self.flags), WITHOUT_WARNINGS, "-fsyntax-only",
                   "-ferror-limit=0", self.write(folder))
        if told.returncode == 0:
            return []
        # What clashes with a header that comes after it stands in a note.
        for kind in ("(?:fatal )?error", "note"):
            lines = re.findall(rf"^(\S+?):\d+:\d+: {kind}:", told.stderr, re.M)
            blamed = {os.path.relpath(ROOT / path, ROOT) for path in lines}
            found = [file for file in self.files if file in blamed]
            if 0 < len(found) < len(self.files):
                return found
        return self.files[len(self.files) // 2:]

    def findings(self, folder):
        """What clang-tidy says, as paragraphs; none when all is well."""
        checks = [UNIT_CHECKS] if len(self.files) > 1 else []
        told = run("clang-tidy-16", "--quiet", f"--config-file={self.config}", *checks,
                   self.write(folder), "--", *shlex.split(self.flags), WITHOUT_WARNINGS)
        if told.returncode == 0:
            return []
        said = told.stdout.replace(f"{ROOT}/", "")
        found = re.split(r"^(?=\S+:\d+:\d+: (?:warning|error):)", said, flags=re.M)
        return [text for text in found if text.strip()] or [told.stderr]


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def kinds(build):
    """The sources as (flags, settings) -> paths from the root. No two targets give a macro two
    values, so that each source can be compiled with the flags of all."""
    found, known = {}, {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = os.path.relpath(entry["file"], ROOT)
        config = "tests/.clang-tidy" if path.startswith("tests/") else ".clang-tidy"
        words = shlex.split(entry["command"])[1:]
        known.setdefault(config, {}).update(dict.fromkeys(w for w in words if TOLD.match(w)))
        found.setdefault(config, set()).add(path)
    return {(shlex.join(known[config]), config): sorted(found[config]) for config in found}


# What stands at the beginning of a line and declares something, with its name.
NAMES = re.compile(
    rb"^(?:#define|struct|class|enum class|enum) (\w+)|^using (\w+) ="
    rb"|^TEST\w*\((\w+, *\w+)\)"
    rb"|^[A-Za-z][^\n(={;]*[ &*](\w+)(?:\(|\{|\[| =|;)", re.M)


def pack(files):
    """Pieces of at most SOURCES_A_UNIT that declare, as far as one sees, no name twice."""
    pieces = []
    for file in files:
        names = {b"".join(match) for match in NAMES.findall(read(file))}
        for piece, taken in pieces:
            if len(piece) < SOURCES_A_UNIT and not names & taken:
                break
        else:
            piece, taken = [], set()
            pieces.append((piece, taken))
        piece.append(file)
        taken |= names
    return [piece for piece, _ in pieces]


def units(kind, files, clashes, folder, pool):
    """Groups of `files` that compile as one. `clashes` remembers by name what the compiler said."""
    found, ahead = [], pack(files)
    while ahead:
        whole = [Unit(kind, piece) for piece in ahead]
        asked = [unit for unit in whole if unit.name not in clashes]
        for unit, clash in zip(asked, pool.map(lambda unit: unit.clashing(folder), asked)):
            clashes[unit.name] = clash
        found += [unit for unit in whole if not clashes[unit.name]]
        bad = [unit for unit in whole if clashes[unit.name]]
        apart = [file for unit in bad for file in clashes[unit.name]]
        ahead = [[file for file in unit.files if file not in apart] for unit in bad] + pack(apart)
    return found


def main(build, jobs):
    folder = build / "units"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.cc"):
        old.unlink()
    seen = folder / "seen.json"
    known = json.loads(seen.read_text()) if seen.is_file() else {"clashes": {}, "clean": []}
    clean, clashes = set(known["clean"]), known["clashes"]

    def remember():
        seen.write_text(json.dumps({"clashes": clashes, "clean": sorted(clean)}))

    told = set()
    begin = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        groups = [unit for kind, files in kinds(build).items()
                  for unit in units(kind, files, clashes, folder, pool)]
        clean &= {unit.name for unit in groups}
        remember()
        ahead = [unit for unit in groups if unit.name not in clean]
        asked = {pool.submit(unit.findings, folder): unit for unit in ahead}
        for done, answer in enumerate(as_completed(asked), 1):
            unit, found = asked[answer], answer.result()
            print(f"[{done}/{len(ahead)}] Checked {' '.join(unit.files)}", flush=True)
            for text in found:
                if text not in told:
                    told.add(text)
                    print(text, end="", flush=True)
            if not found:
                clean.add(unit.name)
                remember()
    files = sum(len(unit.files) for unit in groups)
    print(f"{files} sources in {len(groups)} units, {len(ahead)} checked in "
          f"{time.monotonic() - begin:.0f} s: {len(told)} findings")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(),
                  int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count()))
