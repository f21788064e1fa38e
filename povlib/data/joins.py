"""Targets without a household and follow-ups without a target, by district."""

from pathlib import Path

import numpy as np
import pandas as pd

from povlib.data.manifest import provinces, years_be
from povlib.data.store import read_unit

__all__ = ["join_report"]


def join_report(
    register: Path, *, fiscal_year_be: int, bmn_year_be: int, province_code: str
) -> pd.DataFrame:
    """Count by district what has no partner anywhere in the country.

    Parameters
    ----------
    register : Path
    fiscal_year_be : int
        Of targets and follow-ups.
    bmn_year_be : int
        Of households.
    province_code : str
        Two digits.

    Returns
    -------
    DataFrame
        district_code (int32), targets_without_household (targets whose household is not in the
        round), followups_without_target (visits to a household that is no target of the year), one
        row for each district with targets or follow-ups, in order of code.

    Raises
    ------
    RegisterError
        The register has no targets of the fiscal year, or no households of the round.
    """
    unit = {"year_be": fiscal_year_be, "province_code": province_code}
    columns = ["household_id", "village_code"]
    targets = read_unit(register, "target", columns=columns, **unit)
    followups = targets.iloc[:0]
    if fiscal_year_be in years_be(register, "followup"):
        followups = read_unit(register, "followup", columns=columns, **unit)
    homeless = _without(register, targets, table="household", year_be=bmn_year_be)
    strangers = _without(register, followups, table="target", year_be=fiscal_year_be)
    districts = pd.concat([_districts(targets), _districts(followups)]).unique()
    frame = pd.DataFrame({"district_code": np.sort(districts)})
    for name, rows in (
        ("targets_without_household", homeless),
        ("followups_without_target", strangers),
    ):
        counts = _districts(rows).value_counts()
        frame[name] = frame["district_code"].map(counts).fillna(0).astype("int64")
    return frame


def _without(register: Path, rows: pd.DataFrame, *, table: str, year_be: int) -> pd.DataFrame:
    homes = pd.unique(rows["village_code"] // 10**6)
    own = [f"{code:02d}" for code in homes]
    # A household may be filed in another province; most are in their own, looked in first.
    for code in [*own, *(c for c in provinces(register, table, year_be=year_be) if c not in own)]:
        if rows.empty:
            break
        there = read_unit(
            register, table, year_be=year_be, province_code=code, columns=["household_id"]
        )
        rows = rows[~rows["household_id"].isin(there["household_id"])]
    return rows


def _districts(rows: pd.DataFrame) -> pd.Series:
    return rows["village_code"] // 10**4
