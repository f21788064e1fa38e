"""The same numbers from all rows at once, by the call that measures a frame."""

import pandas as pd

from povlib import data, measures
from povlib.nation import LEVELS


def households(register, *, year):
    """All rows of a round with their income per person."""
    codes = data.provinces(register, "household", year_be=year)
    parts = [
        data.read_unit(register, "household", year_be=year, province_code=code) for code in codes
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(baht=measures.income_per_person(frame))


def by_poverty(rows, *, level, line, asked):
    """One row an area, one column a measure."""
    area = rows["village_code"].astype("int64") // LEVELS[level]
    tidy = measures.poverty(
        rows.assign(area_code=area),
        income="baht",
        line=line,
        members="members",
        unit="persons",
        by="area_code",
        measures=asked,
    )
    return tidy.set_index(["area_code", "measure"])["value"].unstack()  # noqa: PD010 (no sums)
