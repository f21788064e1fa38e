"""Rows of areas: their codes as text, their names, and the parents they lie in."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from povlib import areas
from povlib.disclosure import Column
from povlib.errors import AreaError
from povlib.nation import LEVELS, Nation
from povlib.study.columns import text_column, year_column

__all__ = [
    "area_text",
    "country_frame",
    "levels_down_to",
    "place_columns",
    "places_above",
    "with_places",
]

NATION = "TH"

_TOLD = ("level", "area_th", "province_th", "district_th", "subdistrict_th")
_WIDTHS = {"province": 2, "district": 4, "subdistrict": 6, "village": 8}


def levels_down_to(level: str) -> tuple[str, ...]:
    """Name a level and those above it, the nation first.

    Parameters
    ----------
    level : str

    Examples
    --------
    >>> levels_down_to("district")
    ('nation', 'province', 'district')
    """
    downwards = tuple(reversed(LEVELS))
    return downwards[: downwards.index(level) + 1]


def area_text(codes: pd.Series, *, level: str) -> pd.Series:
    """Give codes as text of fixed width, "TH" for the nation.

    Parameters
    ----------
    codes : Series of int
    level : str

    Examples
    --------
    >>> area_text(pd.Series([1001]), level="district").tolist()
    ['1001']
    """
    if level == "nation":
        return pd.Series(NATION, index=codes.index, dtype="str")
    return codes.astype("str").str.zfill(_WIDTHS[level])


def country_frame(
    nation: Nation,
    name: str,
    *,
    levels: Sequence[str],
    made: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table,
) -> pd.DataFrame:
    """Give a table of the nation, one row an area that has households in the round.

    Parameters
    ----------
    nation : Nation
    name : str
        Of its tables.
    levels : sequence of str
        The nation first.
    made : callable
        Makes a frame of one row an area of a level's table.

    Returns
    -------
    DataFrame
        As `with_places`, with ``bmn_year_be`` and ``households_known``, then the table's columns.
    """
    parts = []
    for level in levels:
        every = nation.levels[level]["additive"]
        if name == "additive":
            parts.append((level, every))
            continue
        table = made(nation.levels[level][name]).set_index("area_code")
        known = every[["area_code", "households_known"]]
        beside = table.reindex(known["area_code"].to_numpy()).reset_index(drop=True)
        parts.append((level, pd.concat([known.reset_index(drop=True), beside], axis=1)))
    return with_places(parts).assign(bmn_year_be=nation.bmn_year_be)


def place_columns() -> list[Column]:
    """Give the columns that say which area a row is."""
    return [
        text_column("level", "ระดับ"),
        Column("area_code", "รหัสพื้นที่", "", "code"),
        text_column("area_th", "พื้นที่"),
        text_column("province_th", "จังหวัด"),
        text_column("district_th", "อำเภอ"),
        text_column("subdistrict_th", "ตำบล"),
        year_column("bmn_year_be", "จปฐ. ปี"),
    ]


def places_above(counts: Mapping[str, pd.DataFrame], *, above: str, level: str) -> np.ndarray:
    """Give for each area of a level the place of its parent in the level above.

    Parameters
    ----------
    counts : mapping of str to DataFrame
        By level, with ``area_code`` as rising whole numbers.
    above, level : str

    Examples
    --------
    >>> codes = {"province": [24, 30], "district": [2401, 3001, 3002]}
    >>> counts = {level: pd.DataFrame({"area_code": own}) for level, own in codes.items()}
    >>> places_above(counts, above="province", level="district").tolist()
    [0, 1, 1]
    """
    codes = counts[level]["area_code"].to_numpy() * LEVELS[level] // LEVELS[above]
    return np.searchsorted(counts[above]["area_code"].to_numpy(), codes)


def with_places(parts: Sequence[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Put tables of levels under one another, each row with its area's names.

    Parameters
    ----------
    parts : sequence of (level, DataFrame)
        With ``area_code`` as whole numbers.

    Returns
    -------
    DataFrame
        ``level``, ``area_code`` (text), ``area_th`` and the names of the province, district and
        subdistrict that an area lies in or is (missing above it), then the columns of the parts.
    """
    frames = []
    for level, frame in parts:
        codes = area_text(frame["area_code"], level=level)
        told = pd.DataFrame({"level": level, "area_code": codes}, index=frame.index)
        for name in ("province", "district", "subdistrict"):
            width = _WIDTHS[name]
            is_inside = level != "nation" and width <= _WIDTHS[level]
            told[f"{name}_th"] = _names(codes.str[:width]) if is_inside else None
        told.insert(2, "area_th", _titles(codes, level=level))
        frames.append(pd.concat([told, frame.drop(columns="area_code")], axis=1))
    # Few texts of many rows.
    typed = dict.fromkeys(_TOLD, "category")
    return pd.concat(frames, ignore_index=True).astype(typed)


def _names(codes: pd.Series) -> pd.Series:
    return codes.map({code: _name(code) for code in codes.unique()})


def _titles(codes: pd.Series, *, level: str) -> pd.Series:
    """Name the places with the word of their level; villages have a number in their subdistrict."""
    if level == "village":
        return "หมู่ที่ " + codes.str[6:].astype("int64").astype("str")
    return codes.map({code: _title(code) for code in codes.unique()})


def _name(code: str) -> str | None:
    try:
        return areas.area_name_th(code)
    except AreaError:
        return None


def _title(code: str) -> str | None:
    try:
        return areas.area_label_th(code)
    except AreaError:
        return None
