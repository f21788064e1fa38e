"""Which counts of follow-ups without a target are hidden: one pattern for all places of a run.

Rows of 1 to 4 visits in a district tell of a few households, although these are no targets.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from povlib import data
from povlib.disclosure import Key, Pattern, find_pattern_of_totals
from povlib.study.cases import count_strays, read_known
from povlib.study.kept import kept_key, kept_pattern
from povlib.study.nation import provinces_of
from povlib.study.rules import Rules

__all__ = ["pattern_of_strays", "stray_pattern"]

_MARGINS = (("district_code", "province_code"), ("province_code",), ())


def stray_pattern(register: Path, *, manifest: data.Manifest, rules: Rules) -> Pattern:
    """Give the pattern of follow-ups without a target, from what is kept or anew.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    rules : Rules

    Returns
    -------
    Pattern
        Universe "stray:<fiscal year>": districts, provinces and the nation.
    """
    return kept_pattern(
        register,
        kept_key("stray", rules=rules),
        find=lambda: pattern_of_strays(
            _read_strays(register, manifest=manifest, rules=rules),
            universe=f"stray:{rules.fiscal_year_be}",
            threshold=rules.threshold,
        ),
    )


def pattern_of_strays(strays: pd.Series, *, universe: str, threshold: int) -> Pattern:
    """Decide which counts are hidden.

    Parameters
    ----------
    strays : Series of int
        Rows by district code (text).
    universe : str
    threshold : int

    Examples
    --------
    >>> strays = pd.Series({"2401": 3, "2402": 9, "2403": 8, "6501": 7})
    >>> pattern = pattern_of_strays(strays, universe="stray:2557", threshold=5)
    >>> sorted(dict(key).get("district_code") for key in pattern.hidden)
    ['2401', '2403']
    """
    strays = strays[strays > 0].groupby(level=0).sum()
    by_province = strays.groupby(strays.index.str[:2]).sum()
    totals: dict[Key, int] = {_district(str(code)): int(n) for code, n in strays.items()}
    totals |= {_province(str(code)): int(n) for code, n in by_province.items()}
    totals[()] = int(strays.sum())
    equations = [
        (_province(code), tuple(_district(d) for d in strays.index if d[:2] == code))
        for code in by_province.index
    ]
    equations.append(((), tuple(_province(code) for code in by_province.index)))
    found = find_pattern_of_totals(
        totals, universe=universe, equations=equations if totals[()] else [], threshold=threshold
    )
    # A place without such rows is in no total, and is shown as zero.
    return replace(found, margins=_MARGINS)


def _read_strays(register: Path, *, manifest: data.Manifest, rules: Rules) -> pd.Series:
    parts = [pd.Series(dtype="int64", index=pd.Index([], dtype="str"))]
    for code in provinces_of(manifest, "target", year_be=rules.fiscal_year_be):
        unit = {"year_be": rules.fiscal_year_be, "province_code": code}
        rows = {
            table: read_known(register, table, manifest=manifest, **unit, columns=columns)
            for table, columns in (
                ("target", ["household_id"]),
                ("followup", ["household_id", "village_code"]),
            )
        }
        parts.append(count_strays(rows["followup"], target=rows["target"]))
    return pd.concat(parts)


def _district(code: str) -> Key:
    return (("district_code", code), ("province_code", code[:2]))


def _province(code: str) -> Key:
    return (("province_code", code),)
