"""pandas as analysts write it: a function of one group's frame, given to groupby.apply."""

from functools import partial

import numpy as np
import pandas as pd
from timing import LINE, Ways, run


def fgt(group: pd.DataFrame) -> np.ndarray:
    gap = ((LINE - group["baht"]) / LINE).clip(lower=0)
    persons = group["members"]
    is_poor = group["baht"] < LINE
    return np.array([np.average(part, weights=persons) for part in (is_poor, gap, gap**2)])


def gini(group: pd.DataFrame) -> float:
    ordered = group.sort_values("baht")
    persons = ordered["members"].cumsum()
    baht = (ordered["baht"] * ordered["members"]).cumsum()
    area = (baht + baht.shift(fill_value=0)) * ordered["members"]
    return 1 - area.sum() / (persons.iloc[-1] * baht.iloc[-1])


def median(group: pd.DataFrame) -> float:
    ordered = group.sort_values("baht")
    persons = ordered["members"].cumsum()
    # As laeken has it: where half of the persons are reached exactly, the next income.
    return ordered["baht"].iloc[int((persons <= persons.iloc[-1] / 2).sum())]


def get(frame: pd.DataFrame, is_grouped: bool, measure) -> np.ndarray:
    if not is_grouped:
        return np.atleast_1d(measure(frame))
    return np.stack(frame.groupby("code").apply(measure).to_numpy()).T


def ways_of(columns: dict, is_grouped: bool) -> Ways:
    frame = pd.DataFrame(columns)
    ways = {"fgt": fgt, "gini": gini, "median": median}
    return {name: partial(get, frame, is_grouped, measure) for name, measure in ways.items()}


if __name__ == "__main__":
    run("pandas", pd.__version__, ways_of)
