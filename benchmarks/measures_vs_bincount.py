"""FGT 0-2 and totals of 1 million rows in 7,255 subdistricts, against plain numpy bincount.

Both end with seven numbers a subdistrict. The plain side is handed its codes 0..7,254 and float64
columns ready made; ours starts from the frame and its own keys. One run times both in turn and
prints the ratio of the medians (the goal is at most 2). Run: python benchmarks/measures_vs_bincount.py
"""  # noqa: E501 (a command is one line)

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

from povlib import measures

ROWS, SUBDISTRICTS, LINE, TURNS, SEED = 1_000_000, 7_255, 30_000, 15, 2557
KEYS = [
    "headcount",
    "poverty_gap",
    "squared_gap",
    "poor_households",
    "poor_persons",
    "cost_to_close_baht",
    "mean",
]


def make_frame() -> pd.DataFrame:
    rng = np.random.default_rng(SEED)
    place = rng.integers(0, SUBDISTRICTS, ROWS)
    return pd.DataFrame(
        {
            "subdistrict_code": 100_000 + place * 100,
            "baht": rng.lognormal(np.log(60_000), 0.6, ROWS),
            "members": rng.integers(1, 9, ROWS),
        }
    )


def by_povlib(frame: pd.DataFrame) -> np.ndarray:
    tidy = measures.poverty(
        frame,
        income="baht",
        line=LINE,
        members="members",
        unit="persons",
        by="subdistrict_code",
        measures=KEYS,
    )
    return tidy["value"].to_numpy().reshape(-1, len(KEYS))


def by_bincount(codes: np.ndarray, income: np.ndarray, members: np.ndarray) -> np.ndarray:
    gap = np.where(income < LINE, LINE - income, 0.0)
    is_poor = (income < LINE).astype(np.float64)
    share = gap / LINE
    persons, poor_persons, first, second, poor_households, cost, baht = (
        np.bincount(codes, weights=values)
        for values in (
            members,
            members * is_poor,
            members * share,
            members * share**2,
            is_poor,
            members * gap,
            members * income,
        )
    )
    ratios = [poor_persons / persons, first / persons, second / persons]
    totals = [poor_households, poor_persons, cost, baht / persons]
    return np.column_stack(ratios + totals)


def ready_made(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    codes, _ = pd.factorize(frame["subdistrict_code"], sort=True)
    return codes, frame["baht"].to_numpy(), frame["members"].to_numpy().astype(np.float64)


def time_in_turn(ways: list[Callable]) -> list[float]:
    seconds = [[] for _ in ways]
    for _ in range(TURNS):
        for spent, way in zip(seconds, ways, strict=True):
            start = perf_counter()
            way()
            spent.append(perf_counter() - start)
    return [median(spent) for spent in seconds]


def main() -> None:
    for order, frame in (("shuffled", make_frame()), ("sorted", make_frame())):
        if order == "sorted":
            frame = frame.sort_values("subdistrict_code", ignore_index=True)
        ways = [partial(by_povlib, frame), partial(by_bincount, *ready_made(frame))]
        np.testing.assert_allclose(*(way() for way in ways), rtol=1e-9)
        ours, plain = time_in_turn(ways)
        print(
            f"{order}: povlib {ours * 1e3:.1f} ms, bincount {plain * 1e3:.1f} ms, "
            f"ratio {ours / plain:.2f}"
        )


if __name__ == "__main__":
    main()
