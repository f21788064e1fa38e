"""povlib itself, in the place of a peer; `povlib_errors` asks for standard errors too."""

import sys
from functools import partial

import numpy as np
import pandas as pd
from timing import LINE, Ways, run

import povlib
from povlib import measures

KEYS = {
    "fgt": ["headcount", "poverty_gap", "squared_gap"],
    "gini": ["gini"],
    "median": ["median"],
}


def get(frame: pd.DataFrame, by: str | None, keys: list[str], has_errors: bool) -> np.ndarray:
    tidy = measures.poverty(
        frame,
        income="baht",
        line=LINE,
        members="members",
        unit="persons",
        by=by,
        measures=keys,
        design=measures.Sample() if has_errors else None,
    )
    return tidy["value"].to_numpy().reshape(-1, len(keys)).T


def ways_of(columns: dict, is_grouped: bool) -> Ways:
    frame, by = pd.DataFrame(columns), "code" if is_grouped else None
    return {name: partial(get, frame, by, keys, HAS_ERRORS) for name, keys in KEYS.items()}


if __name__ == "__main__":
    HAS_ERRORS = sys.argv[4:] == ["errors"]
    run("povlib_errors" if HAS_ERRORS else "povlib", povlib.__version__, ways_of)
