"""FGT 0-2, Gini and median of 1 million households, beside other packages.

Each peer runs in a process of its own: pandas in this environment, microdf and svy each in a
temporary one that is made for it (or a given one: `--python svy=PATH`), laeken in R. All are handed
the same columns in memory (group, baht, members; persons count) and timed from there, by 7,255
subdistricts and as one group; each measure up to 5 times or for 20 seconds. Prints a table of
seconds and ratios to povlib, and one of the largest difference from povlib's values. A peer that
cannot be installed, or takes longer than the limit, is named as such.
Run: python benchmarks/measures_vs_peers.py
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

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


@dataclass
class Told:
    """What a peer took for a mode, or why not."""

    version: str = ""
    seconds: dict[str, list[float]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    stopped: str = ""


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


def measured(peer: str, command: list[str] | str, folder: Path, *, mode: str, limit: int) -> Told:
    """Run a peer; what it told before it failed or ran out of time counts."""
    if isinstance(command, str):
        return Told(stopped=command)
    more = ["errors"] if peer == "povlib_errors" else []
    try:
        done = subprocess.run(
            [*command, str(folder), mode, *more], timeout=limit, capture_output=True, text=True
        )
        stopped = "" if done.returncode == 0 else f"failed: {done.stderr.strip()[-200:]}"
    except subprocess.TimeoutExpired:
        stopped = f"over {limit} s"
    file = folder / f"{peer}-{mode}.json"
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Told(**told, stopped=stopped)


def difference(peer: str, folder: Path, *, mode: str, measure: str) -> float:
    """Give the largest difference from povlib's values, relative where they are not 0."""
    ours = np.fromfile(folder / f"povlib-{mode}-{measure}.f8")
    theirs = np.fromfile(folder / f"{peer}-{mode}-{measure}.f8")
    if len(ours) != len(theirs):
        return np.nan
    return float(np.max(np.abs(theirs - ours) / np.where(ours == 0, 1, np.abs(ours))))


def table(told: dict[tuple[str, str], Told], cell) -> str:
    heads = [f"{m}, {mode}" for mode in ("by subdistrict", "one group") for m in MEASURES]
    lines = ["| | " + " | ".join(heads) + " |", "|---" * 7 + "|"]
    for peer, title in TITLES.items():
        version = next((t.version for (p, _), t in told.items() if p == peer and t.version), "")
        cells = [cell(peer, mode, measure) for mode in MODES for measure in MEASURES]
        lines.append(f"| {title} {version} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--groups", type=int, default=SUBDISTRICTS)
    parser.add_argument("--limit", type=int, default=900, help="seconds of a peer and mode")
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PATH")
    given = parser.parse_args()
    pythons = dict(pair.split("=", 1) for pair in given.python)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_columns(folder, rows=given.rows, groups=given.groups)
        ways = commands(pythons, folder / "environments")
        print(f"load before: {_load()}")
        told = {
            (peer, mode): measured(peer, ways[peer], folder, mode=mode, limit=given.limit)
            for mode in MODES
            for peer in TITLES
        }
        print(f"load after: {_load()}\n")
        print(table(told, lambda *at: _seconds(told, *at)), "\n")
        print(table(told, lambda *at: _off(told, folder, *at)))


def _installed(package: str, place: Path) -> str:
    python = str(place / "bin" / "python")
    steps = ([sys.executable, "-m", "venv", str(place)], [python, "-m", "pip", "install", package])
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            return f"not installed: {(done.stderr.strip().splitlines() or ['?'])[-1][:120]}"
    return python


def _seconds(told: dict[tuple[str, str], Told], peer: str, mode: str, measure: str) -> str:
    its = told[peer, mode]
    if measure not in its.seconds:
        return its.reasons.get(measure) or its.stopped or "?"
    seconds = median(its.seconds[measure])
    ours = median(told["povlib", mode].seconds[measure])
    return f"{seconds:.3g} s" if peer == "povlib" else f"{seconds:.3g} s = **{seconds / ours:.3g}**"


def _off(
    told: dict[tuple[str, str], Told], folder: Path, peer: str, mode: str, measure: str
) -> str:
    if measure not in told[peer, mode].seconds:
        return ""
    return f"{difference(peer, folder, mode=mode, measure=measure):.1e}"


def _load() -> str:
    return " ".join(f"{part:.1f}" for part in os.getloadavg())


if __name__ == "__main__":
    main()
