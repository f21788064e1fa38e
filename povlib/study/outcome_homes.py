"""Target households as a comparison needs them: what is compared, and like what.

One row a target. `stratum` holds province, band of the BMN round's income, band of members, group
and main cause: only households of one stratum are compared.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from povlib import data, progress
from povlib.study.cases import CAUSES, read_incomes, read_known, require_bmn_year, year_is_held
from povlib.study.outcome_rules import MEASURES, OutcomeRules
from povlib.study.rules import Rules
from povlib.thai import fiscal_year_first_day

__all__ = ["read_homes", "read_lines", "strata_of", "with_round_before"]

_EXIT, _GAP = MEASURES
_TARGET = ["household_id", "bmn_year_be", "village_code", "group", *CAUSES]
_VISIT = ["household_id", "date", "process", "measured_income_baht_person_year"]


def read_homes(
    register: Path,
    *,
    manifest: data.Manifest,
    province_code: str,
    rules: Rules,
    bands: OutcomeRules,
) -> pd.DataFrame:
    """Read a province's target households for comparisons.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    province_code : str
    rules : Rules
    bands : OutcomeRules

    Returns
    -------
    DataFrame
        `household_id`, `province_code` and `district_code` (ints), `status` (passed, below,
        unmeasured: `progress.attainment`), `stratum` (missing where the target is not in its round,
        or has no income there), `band` (of income, a part of it), `gap_in_round` (baht per person
        and year that lacked to the line), and the measures: `exit_share` is 1 where passed by the
        date and 0 elsewhere, so unmeasured is not passed; `gap_baht_person_year` is what lacks now
        less what lacked in the round, NaN where not measured.
    """
    year = {"year_be": rules.fiscal_year_be, "province_code": province_code}
    target = data.read_unit(register, "target", **year, columns=_TARGET)
    require_bmn_year(target, rules=rules)
    visits = read_known(register, "followup", manifest=manifest, **year, columns=_VISIT)
    first = fiscal_year_first_day(rules.fiscal_year_be)
    used, _ = progress.used_followups(visits, target=target, first=first, as_of=rules.as_of)
    result = progress.attainment(target, followup=used, line=rules.line_baht)
    incomes = read_incomes(register, bmn_year_be=rules.bmn_year_be, province_code=province_code)
    home = incomes.set_index("household_id").reindex(target["household_id"]).set_axis(target.index)
    lacked = (rules.line_baht - home["income_baht_person_year"]).clip(lower=0)
    lacks = (rules.line_baht - result["income_baht_person_year"]).clip(lower=0)
    return pd.DataFrame(
        {
            "household_id": target["household_id"],
            "province_code": int(province_code),
            "district_code": target["village_code"] // 10_000,
            "status": result["outcome"],
            "stratum": strata_of(target, home=home, line=rules.line_baht, bands=bands),
            "band": _bands(home, line=rules.line_baht, bands=bands),
            "gap_in_round": lacked,
            _EXIT: (result["outcome"] == "passed").astype(float),
            _GAP: lacks - lacked,
        }
    )


def strata_of(
    target: pd.DataFrame, *, home: pd.DataFrame, line: float, bands: OutcomeRules
) -> pd.Series:
    """Name the stratum of each target within its province.

    Parameters
    ----------
    target : DataFrame
        `village_code`, `group` and the four causes.
    home : DataFrame
        `members` and `income_baht_person_year` of the BMN round, same index; NaN where unknown.
    line : float
        Baht per person and year.
    bands : OutcomeRules

    Returns
    -------
    Series of str
        Missing where members or income are.

    Examples
    --------
    >>> from povlib.params import read_policy
    >>> from povlib.study.outcome_rules import read_outcome_rules
    >>> bands = read_outcome_rules(read_policy(Path("params/policy")), fiscal_year_be=2557)
    >>> target = pd.DataFrame({"village_code": [24010101] * 3, "group": "develop", "attitude": 0,
    ...     "skill": [3, 2, 1], "resource": [1, 2, 0], "way_out": 0})
    >>> home = pd.DataFrame({"members": [2, 9, 3], "income_baht_person_year": [7_499, 7_500, None]})
    >>> strata_of(target, home=home, line=30_000, bands=bands).fillna("").tolist()
    ['24|0|0|develop|skill', '24|1|2|develop|several', '']
    """
    band, members = _bands(home, line=line, bands=bands), home["members"]
    known = band.notna() & members.notna()
    size = (members[known].clip(upper=bands.size_open_members) - 1) // bands.size_band_members
    rows = target[known]
    keys = (
        rows["village_code"] // 1_000_000,
        band[known].astype(int),
        size.astype(int),
        rows["group"],
        progress.main_cause(rows[[*CAUSES]]),
    )
    names = ["|".join(map(str, key)) for key in zip(*keys, strict=True)]
    return pd.Series(names, index=rows.index, dtype=object).reindex(target.index)


def with_round_before(
    homes: pd.DataFrame,
    *,
    register: Path,
    manifest: data.Manifest,
    province_code: str,
    rules: Rules,
) -> pd.DataFrame:
    """Add what the same households did between the round before and the one they are targets of.

    Parameters
    ----------
    homes : DataFrame
        As `read_homes` gives them.
    register : pathlib.Path
    manifest : data.Manifest
    province_code : str
    rules : Rules

    Returns
    -------
    DataFrame
        With `exit_share_before`: 1 where at or above its line in the round before, 0 below; and
        `gap_baht_person_year_before`: what lacked in the round less what lacked in the one before.
        NaN where the household is not found in that round with an income, or no round is held.
    """
    year = rules.bmn_year_be - 1
    names = [f"{measure}_before" for measure in MEASURES]
    if not year_is_held(manifest, "household", year_be=year):
        return homes.assign(**dict.fromkeys(names, np.nan))
    incomes = read_incomes(register, bmn_year_be=year, province_code=province_code)
    found = incomes.set_index("household_id")["income_baht_person_year"]
    earlier = found.reindex(homes["household_id"]).to_numpy(dtype=float)
    line = rules.line_of(year)
    was = np.where(np.isnan(earlier), np.nan, earlier >= line)
    change = homes["gap_in_round"].to_numpy() - np.maximum(line - earlier, 0)
    return homes.assign(**dict(zip(names, (was, change), strict=True)))


def read_lines(
    register: Path, *, manifest: data.Manifest, province_codes: Iterable[str], rules: Rules
) -> pd.DataFrame:
    """Read the plan lines of a fiscal year.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    province_codes : iterable of str
    rules : Rules

    Returns
    -------
    DataFrame
        `household_id`, `occupation` as written, and `is_done`: by the date.
    """
    wanted = ["household_id", "occupation", "done"]
    year = {"year_be": rules.fiscal_year_be, "columns": wanted}
    parts = [
        read_known(register, "plan", manifest=manifest, province_code=code, **year)
        for code in province_codes
    ]
    lines = pd.concat(parts, ignore_index=True)
    is_done = lines["done"] <= pd.Timestamp(rules.as_of)
    return lines[["household_id", "occupation"]].assign(is_done=is_done)


def _bands(home: pd.DataFrame, *, line: float, bands: OutcomeRules) -> pd.Series:
    return np.floor(home["income_baht_person_year"] / (line * bands.income_band_share))
