"""svy: design-based estimates; it always works out standard errors too, and has no Gini."""

from functools import partial
from importlib.metadata import version

import numpy as np
import polars as pl
import svy
from timing import LINE, Ways, run


def estimates(found: svy.Estimate) -> np.ndarray:
    return found.to_polars()["est"].to_numpy()


def fgt(frame: pl.DataFrame, by: str | None) -> np.ndarray:
    gap = pl.max_horizontal((LINE - pl.col("baht")) / LINE, 0.0)
    parts = frame.with_columns(
        poor=(pl.col("baht") < LINE).cast(pl.Float64), gap=gap, squared=gap**2
    )
    sample = svy.Sample(parts, svy.Design(wgt="members"))
    names = ("poor", "gap", "squared")
    return np.stack([estimates(sample.estimation.mean(name, by=by)) for name in names])


def median(frame: pl.DataFrame, by: str | None) -> np.ndarray:
    sample = svy.Sample(frame, svy.Design(wgt="members"))
    return estimates(sample.estimation.median("baht", by=by))


def ways_of(columns: dict, is_grouped: bool) -> Ways:
    frame, by = pl.DataFrame(columns), "code" if is_grouped else None
    return {
        "fgt": partial(fgt, frame, by),
        "gini": "svy has no Gini",
        "median": partial(median, frame, by),
    }


if __name__ == "__main__":
    run("svy", version("svy"), ways_of)
