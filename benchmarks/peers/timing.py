"""What each Python peer of `measures_vs_peers` does alike: read columns, take times, write values.

A peer is a program: `program FOLDER MODE MEASURE`. It reads the raw columns of FOLDER, times its
way of getting the measure, and writes what it took and what it got. It imports nothing of povlib.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np

LINE = 30_000
TURNS, ENOUGH_SECONDS = 5, 20.0

Ways = dict[str, Callable[[], np.ndarray] | str]


def columns(folder: Path) -> dict[str, np.ndarray]:
    """Give code of the group, baht and members of each household."""
    return {
        "code": np.fromfile(folder / "code.f8").astype(np.int64),
        "baht": np.fromfile(folder / "baht.f8"),
        "members": np.fromfile(folder / "members.f8"),
    }


def run(peer: str, version: str, ways_of: Callable[[dict, bool], Ways]) -> None:
    """Time a measure; a text in the place of a way says why there is none."""
    folder, mode, measure = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    way = ways_of(columns(folder), mode == "groups")[measure]
    told = {"version": version}
    if isinstance(way, str):
        told["reason"] = way
    else:
        told["seconds"], values = _timed(way)
        np.asarray(values, np.float64).tofile(folder / f"{peer}-{mode}-{measure}.f8")
    (folder / f"{peer}-{mode}-{measure}.json").write_text(json.dumps(told), encoding="utf-8")


def _timed(way: Callable[[], np.ndarray]) -> tuple[list[float], np.ndarray]:
    seconds: list[float] = []
    while len(seconds) < TURNS and sum(seconds) < ENOUGH_SECONDS:
        start = process_time()
        values = way()
        seconds.append(process_time() - start)
    return seconds, values
