"""microdf: weighted frames; it has the FGT measures of a whole frame, and means by group."""

from functools import partial
from importlib.metadata import version

import numpy as np
from microdf import MicroDataFrame
from timing import LINE, Ways, run


def fgt(columns: dict) -> np.ndarray:
    frame = MicroDataFrame(
        {"baht": columns["baht"], "line": np.full(len(columns["baht"]), float(LINE))},
        weights=columns["members"],
    )
    persons = columns["members"].sum()
    gap = frame.poverty_gap("baht", "line") / (LINE * persons)
    squared = frame.squared_poverty_gap("baht", "line") / (LINE**2 * persons)
    return np.array([frame.poverty_rate("baht", "line"), gap, squared])


def fgt_by_group(columns: dict) -> np.ndarray:
    gap = np.maximum((LINE - columns["baht"]) / LINE, 0)
    is_poor = (columns["baht"] < LINE).astype(float)
    parts = {"code": columns["code"], "poor": is_poor, "gap": gap, "squared": gap**2}
    frame = MicroDataFrame(parts, weights=columns["members"])
    means = frame.groupby("code").mean()
    return means[["poor", "gap", "squared"]].to_numpy().T


def of_income(columns: dict, name: str) -> np.ndarray:
    frame = MicroDataFrame({"baht": columns["baht"]}, weights=columns["members"])
    return np.atleast_1d(getattr(frame["baht"], name)())


def of_income_by_group(columns: dict, name: str) -> np.ndarray:
    parts = {"code": columns["code"], "baht": columns["baht"]}
    frame = MicroDataFrame(parts, weights=columns["members"])
    return getattr(frame.groupby("code")["baht"], name)().to_numpy()


def ways_of(columns: dict, is_grouped: bool) -> Ways:
    of = of_income_by_group if is_grouped else of_income
    ways: Ways = {name: partial(of, columns, name) for name in ("gini", "median")}
    return {"fgt": partial(fgt_by_group if is_grouped else fgt, columns), **ways}


if __name__ == "__main__":
    run("microdf", version("microdf-python"), ways_of)
