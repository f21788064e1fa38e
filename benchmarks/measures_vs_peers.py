"""FGT 0-2, Gini and median of 1 million households, beside other packages.

Each measure of a peer runs in a process of its own: pandas in this environment, microdf and svy
each in a temporary one that is made for it (or a given one: `--python svy=PATH`), laeken in R. All
are handed the same columns in memory (group, baht, members; persons count) and timed from there, by
7,255 subdistricts and as one group: processor time, which other work on the machine changes least,
the best of 5 turns or of 20 seconds. Prints a table of seconds and ratios to povlib, and one of the
largest difference from povlib's values. A peer that cannot be installed, or takes more time by the
clock or memory than the limits, is named as such.
Run: python benchmarks/measures_vs_peers.py
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from time import monotonic, sleep

import numpy as np
from measures_vs_bincount import ROWS, SEED, SUBDISTRICTS

PEERS = Path(__file__).parent / "peers"
INSTALLED = {"microdf": "microdf-python", "svy": "svy"}
MODES = ("groups", "whole")
MEASURES = ("fgt", "gini", "median")
TITLES = {
    "povlib": "povlib",
    "povlib_errors": "povlib with standard errors",
    "pandas": "pandas, groupby.apply",
    "microdf": "microdf",
    "svy": "svy (always with standard errors)",
    "laeken": "laeken",
}


@dataclass(frozen=True)
class Limits:
    """What a measure of a peer may take."""

    seconds: int
    gb: float


@dataclass
class Told:
    """What a peer took for a measure, or why there is none."""

    version: str = ""
    seconds: list[float] = field(default_factory=list)
    reason: str = ""


Answers = dict[tuple[str, str, str], Told]


def write_columns(folder: Path, *, rows: int, groups: int) -> None:
    rng = np.random.default_rng(SEED)
    code = rng.integers(0, groups, rows)
    baht = rng.lognormal(np.log(60_000), 0.6, rows)
    members = rng.integers(1, 9, rows)
    for name, column in (("code", code), ("baht", baht), ("members", members)):
        column.astype(np.float64).tofile(folder / f"{name}.f8")


def commands(given: dict[str, str], envs: Path) -> dict[str, list[str] | str]:
    """Give how each peer is started, or why it cannot be."""
    found: dict[str, list[str] | str] = {
        "povlib": [sys.executable, str(PEERS / "povlib_peer.py")],
        "povlib_errors": [sys.executable, str(PEERS / "povlib_peer.py")],
        "pandas": [sys.executable, str(PEERS / "pandas_peer.py")],
    }
    for peer, package in INSTALLED.items():
        python = given.get(peer) or _installed(package, envs / peer)
        is_there = not python.startswith("not installed")
        found[peer] = [python, str(PEERS / f"{peer}_peer.py")] if is_there else python
    r = shutil.which("Rscript")
    found["laeken"] = [r, "--vanilla", str(PEERS / "laeken.R")] if r else "not installed: no R"
    return found


def measured(peer: str, command: list[str] | str, told: Path, *, limits: Limits) -> Told:
    """Run a peer for the measure that a file is named for, and read what it told."""
    if isinstance(command, str):
        return Told(reason=command)
    _, mode, measure = told.stem.split("-")
    more = ["errors"] if peer == "povlib_errors" else []
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [*command, str(told.parent), mode, measure, *more], stdout=said, stderr=said
        )
        reason = watched(process, limits=limits)
        said.seek(0)
        lines = said.read().strip().splitlines()
    if told.exists():
        return Told(**json.loads(told.read_text(encoding="utf-8")))
    return Told(reason=reason or f"failed: {lines[-1][:120] if lines else '?'}")


def watched(process: subprocess.Popen, *, limits: Limits) -> str:
    """Wait for a process, and end it where it takes too much; give what."""
    end = monotonic() + limits.seconds
    while process.poll() is None:
        reason = "" if monotonic() < end else f"over {limits.seconds} s"
        if _resident_gb(process.pid) > limits.gb:
            reason = f"over {limits.gb:g} GB"
        if reason:
            process.kill()
            process.wait()
            return reason
        sleep(0.1)
    return ""


def difference(peer: str, folder: Path, *, mode: str, measure: str) -> float:
    """Give the largest difference from povlib's values, relative where they are not 0."""
    ours = np.fromfile(folder / f"povlib-{mode}-{measure}.f8")
    theirs = np.fromfile(folder / f"{peer}-{mode}-{measure}.f8")
    if len(ours) != len(theirs):
        return np.nan
    return float(np.max(np.abs(theirs - ours) / np.where(ours == 0, 1, np.abs(ours))))


def table(told: Answers, cell: Callable[[str, str, str], str]) -> str:
    heads = [f"{m}, {mode}" for mode in ("by subdistrict", "one group") for m in MEASURES]
    lines = ["| | " + " | ".join(heads) + " |", "|---" * 7 + "|"]
    for peer, title in TITLES.items():
        version = next((t.version for (p, *_), t in told.items() if p == peer and t.version), "")
        cells = [cell(peer, mode, measure) for mode in MODES for measure in MEASURES]
        lines.append(f"| {title} {version} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    given = _arguments()
    pythons = dict(pair.split("=", 1) for pair in given.python)
    limits = Limits(given.seconds, given.gb)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_columns(folder, rows=given.rows, groups=given.groups)
        ways = commands(pythons, folder / "environments")
        print(f"load before: {_load()}")
        told: Answers = {}
        for mode, measure, peer in product(MODES, MEASURES, TITLES):
            file = folder / f"{peer}-{mode}-{measure}.json"
            told[peer, mode, measure] = measured(peer, ways[peer], file, limits=limits)
        print(f"load after: {_load()}\n")
        print(table(told, lambda *at: _seconds(told, *at)), "\n")
        print(table(told, lambda *at: _off(told, folder, *at)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--groups", type=int, default=SUBDISTRICTS)
    parser.add_argument(
        "--seconds", type=int, default=300, help="by the clock, that a measure may take"
    )
    parser.add_argument("--gb", type=float, default=4, help="memory that it may take")
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PATH")
    return parser.parse_args()


def _resident_gb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9


def _installed(package: str, place: Path) -> str:
    python = str(place / "bin" / "python")
    steps = ([sys.executable, "-m", "venv", str(place)], [python, "-m", "pip", "install", package])
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            return f"not installed: {(done.stderr.strip().splitlines() or ['?'])[-1][:120]}"
    return python


def _seconds(told: Answers, peer: str, mode: str, measure: str) -> str:
    its, ours = told[peer, mode, measure], told["povlib", mode, measure]
    if not its.seconds:
        return its.reason
    # The best: what else runs on the machine can only add.
    seconds = min(its.seconds)
    if peer == "povlib":
        return f"{seconds:.3g} s"
    return f"{seconds:.3g} s = **{seconds / min(ours.seconds):.3g}**"


def _off(told: Answers, folder: Path, peer: str, mode: str, measure: str) -> str:
    if not told[peer, mode, measure].seconds:
        return ""
    return f"{difference(peer, folder, mode=mode, measure=measure):.1e}"


def _load() -> str:
    return " ".join(f"{part:.1f}" for part in os.getloadavg())


if __name__ == "__main__":
    main()
