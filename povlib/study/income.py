"""The explorer's view: public tables of a province at an income line that moves in steps.

`open_income` reads one BMN round of one province, sorts it once and decides what may be shown at
any place of the line. `income_at` then answers for one place by lookups. Every number is a
measure; every table has passed the gate.
"""

from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

import pandas as pd
from pandas.api.types import union_categoricals

from povlib import data, measures
from povlib.areas import area_label_th, area_name_th
from povlib.disclosure import PublicTable
from povlib.errors import MeasureError
from povlib.params import Policy, read_policy
from povlib.study.income_gate import Steps, find_income_gate, find_without_income
from povlib.study.income_shown import find_shown
from povlib.study.income_tables import IncomeRows, publish_areas, publish_bins
from povlib.thai import sorted_th

__all__ = ["IncomeView", "income_at", "open_income"]

_LINE = "income_line_baht_person_year"
_MARGIN_STEPS = 5  # places beyond the lowest and the highest policy line of all years
_COLUMNS = (
    "village_code",
    "members",
    "income_main_baht",
    "income_secondary_baht",
    "income_other_baht",
    "income_own_use_baht",
)


@dataclass(frozen=True, eq=False)
class IncomeView:
    """One province and BMN round, ready to be asked at any place of the line.

    Attributes
    ----------
    bmn_year_be : int
    province_code, area_th : str
    is_demo : bool
    line_baht : int
        The policy line of the round, baht per person and year.
    line_is_confirmed : bool
    lines_baht : tuple of int
        Where the line may stand, rising.
    districts : tuple of (str, str)
        Code and name, in the order ก-ฮ.
    rows : IncomeRows
        Sorted running totals and the gate's decisions; holds true counts, so it is not shown.
    """

    bmn_year_be: int
    province_code: str
    area_th: str
    is_demo: bool
    line_baht: int
    line_is_confirmed: bool
    lines_baht: tuple[int, ...]
    districts: tuple[tuple[str, str], ...]
    rows: IncomeRows = field(repr=False)


def open_income(
    register: Path | str,
    *,
    bmn_year_be: int,
    province_code: str,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> IncomeView:
    """Read a province's round and prepare it for a line that moves.

    Parameters
    ----------
    register : path
    bmn_year_be : int
        Buddhist era.
    province_code : str
        Two digits.
    params_dir : path
        Folder with `policy/`.
    accept_unconfirmed : bool
        True lets an income line through whose source is not confirmed.

    Returns
    -------
    IncomeView
        A province without households gives a view whose numbers are missing.

    Raises
    ------
    RegisterError
        The register has no round of that year.
    ParamsError
        The round has no income line, or an unconfirmed one that was not accepted.
    """
    register = Path(register)
    policy = read_policy(Path(params_dir) / "policy")
    steps = _find_steps(policy, bmn_year_be, accept_unconfirmed=accept_unconfirmed)
    households = _read_households(register, bmn_year_be, province_code)
    districts = _name_districts(households)
    universe = f"bmn:{bmn_year_be}"
    # Rules of display are dated by fiscal year; a round looked at by itself uses its own year.
    threshold = int(policy.number("disclosure_threshold", year_be=bmn_year_be))
    bin_baht = policy.number("histogram_bin_baht", year_be=bmn_year_be)
    has_income = households["income_baht_person_year"].notna() & households["members"].notna()
    gate = find_income_gate(
        households[has_income], steps=steps, universe=universe, threshold=threshold
    )
    totals = _sort_by_area(households, province_code)
    rows = IncomeRows(
        names=dict(districts),
        labels={code: area_label_th(code) for code in (province_code, *dict(districts))},
        province_code=province_code,
        totals=totals,
        gate=gate,
        shown=find_shown(gate, totals=totals, province_code=province_code),
        without_income=find_without_income(
            households[~has_income].rename(columns={"district_code": "district"}),
            universe=universe,
            threshold=threshold,
        ),
        bin_baht=ceil(bin_baht / steps.step) * steps.step,
        bmn_year_be=bmn_year_be,
        is_demo=data.read_manifest(register).is_demo,
    )
    return IncomeView(
        bmn_year_be=bmn_year_be,
        province_code=province_code,
        area_th=area_label_th(province_code),
        is_demo=rows.is_demo,
        line_baht=steps.policy,
        line_is_confirmed=policy.dated(_LINE, year_be=bmn_year_be).confidence != "unconfirmed",
        lines_baht=steps.lines,
        districts=districts,
        rows=rows,
    )


def income_at(
    view: IncomeView, *, line_baht: int, district_code: str | None = None
) -> dict[str, PublicTable]:
    """Give the public tables at one place of the line, by lookups.

    Parameters
    ----------
    view : IncomeView
    line_baht : int
        One of `view.lines_baht`.
    district_code : str, optional
        Headline and gap bins of this district; None is the whole province.

    Returns
    -------
    dict of str to PublicTable
        "headline" (one row), "districts" (a district each, ก-ฮ), "gap_bins" (an income bin each;
        a bin that the line divides has one row a side, or side "both" where they are hidden).

    Raises
    ------
    MeasureError
        The line is at no step, or the district is not in the province.
    """
    if line_baht not in view.lines_baht:
        near = min(view.lines_baht, key=lambda place: abs(place - line_baht))
        raise MeasureError(
            "เส้นรายได้ต้องอยู่ตรงขั้น", got=line_baht, where="line_baht", todo=f"ใช้ {near}"
        )
    codes = [code for code, _ in view.districts]
    if district_code is not None and district_code not in codes:
        raise MeasureError(
            "อำเภอต้องอยู่ในจังหวัดที่เลือก",
            got=district_code,
            where="district_code",
            todo=f"ใช้ {', '.join(codes)}",
        )
    chosen = district_code or view.province_code
    return {
        "headline": publish_areas(view.rows, "headline", line=line_baht, codes=[chosen]),
        "districts": publish_areas(view.rows, "districts", line=line_baht, codes=codes),
        "gap_bins": publish_bins(view.rows, line=line_baht, code=chosen),
    }


def _find_steps(policy: Policy, bmn_year_be: int, *, accept_unconfirmed: bool) -> Steps:
    """Place the line around the policy line, from below the lowest of all years to above."""
    line = int(policy.number(_LINE, year_be=bmn_year_be, accept_unconfirmed=accept_unconfirmed))
    step = int(policy.number("public_line_step_baht", year_be=bmn_year_be))
    dated = policy.settings[_LINE].values  # noqa: PD011 (a list, not a frame's)
    values = [entry.value for entry in dated]
    down = (line - min(values)) // step + _MARGIN_STEPS
    up = (max(values) - line) // step + _MARGIN_STEPS
    places = (line + n * step for n in range(-int(down), int(up) + 1))
    return Steps(policy=line, step=step, lines=tuple(place for place in places if place > 0))


def _read_households(register: Path, bmn_year_be: int, province_code: str) -> pd.DataFrame:
    """Give members, income per person and district of each household, and nothing else."""
    frame = data.read_unit(
        register, "household", year_be=bmn_year_be, province_code=province_code, columns=_COLUMNS
    )
    return pd.DataFrame(
        {
            "district_code": (frame["village_code"] // 10_000).astype("str"),
            "members": frame["members"],
            "income_baht_person_year": measures.income_per_person(frame),
        }
    )


def _name_districts(households: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    codes = sorted(households["district_code"].unique())
    return tuple(sorted_th([(c, area_name_th(c)) for c in codes], key=lambda pair: pair[1]))


def _sort_by_area(households: pd.DataFrame, province_code: str) -> measures.PrefixSums:
    """Sort once for all areas; the province is one area more beside its districts."""
    province = pd.Categorical([province_code] * len(households), categories=[province_code])
    areas = [households["district_code"].astype("category"), pd.Series(province)]
    codes = union_categoricals(areas, sort_categories=True)
    both = pd.concat([households, households], ignore_index=True).assign(area_code=codes)
    return measures.prefix_sums(
        both, income="income_baht_person_year", members="members", by="area_code"
    )
