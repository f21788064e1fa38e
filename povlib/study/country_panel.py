"""The country through the rounds: who enters poverty, who leaves it, who comes back; a row an area.

A row an area and not a measure: the whole country by village has rows that a spreadsheet can open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.disclosure import Column, OfficerTable, PublicTable, rounded_to, share_step
from povlib.nation import Nation
from povlib.study.columns import HOUSEHOLDS, derived, mean_column
from povlib.study.country_pattern import CountryRules, base_column, least_th
from povlib.study.country_places import country_frame, place_columns
from povlib.study.gate import Gate, issue

__all__ = ["panel_table"]

_COUNTS_TH = {
    "stayed_poor": "จนทั้งสองรอบ",
    "exited": "พ้นจากความจน",
    "entered": "เข้าสู่ความจน",
    "stayed_out": "ไม่จนทั้งสองรอบ",
}
_IN_ROUNDS_TH = {
    "mean_years_poor": "จำนวนรอบที่จนเฉลี่ย",
    "spells_per_ever_poor": "จำนวนช่วงที่จนต่อครัวเรือนที่เคยจน",
    "mean_spell_years": "ความยาวเฉลี่ยของช่วงที่จน",
}
_SHARES_TH = {
    "exit_rate": "อัตราพ้นจากความจน",
    "entry_rate": "อัตราเข้าสู่ความจน",
    "relapse_rate": "อัตรากลับมาจน",
    "sustained_exit_rate": "อัตราพ้นอย่างยั่งยืน",
    "ever_poor": "เคยจนอย่างน้อยหนึ่งรอบ",
    "always_poor": "จนทุกรอบ",
    "chronic_poor": "จนเรื้อรัง",
    "transient_poor": "จนชั่วคราว",
    "duration_adjusted_headcount": "สัดส่วนจนเรื้อรังถ่วงด้วยระยะเวลา",
}
_TH = _COUNTS_TH | _IN_ROUNDS_TH | _SHARES_TH
_MOST_ROUNDS = 5
_BASE = ("households_known",)


@dataclass(frozen=True)
class _Told:
    """One measure of a year (0: of all years), and the names of its two columns."""

    measure: str
    year_be: int

    @property
    def key(self) -> str:
        """Name of the value; that of what it is taken over ends in ``_n``."""
        return f"{self.measure}_{self.year_be}" if self.year_be else self.measure

    @property
    def label_th(self) -> str:
        """Label of the value."""
        return f"{_TH[self.measure]} {f'ปี {self.year_be}' if self.year_be else 'ทุกรอบ'}"


def panel_table(
    nation: Nation, *, levels: Sequence[str], gate: Gate, rules: CountryRules
) -> PublicTable | OfficerTable:
    """Give poverty through the rounds, a row an area.

    Parameters
    ----------
    nation : Nation
    levels : sequence of str
    gate : Gate
    rules : CountryRules

    Notes
    -----
    Counts of households (stayed, entered, left) are in an officer's table only: briefs show those
    of provinces, gated by a pattern of their own.
    """
    told = _told(nation, is_public=gate.audience == "public")
    frame = country_frame(nation, "panel", levels=levels, made=lambda one: _wide(one, told))
    note = "ครัวเรือนนับตามที่อยู่ในรอบหลังสุดที่พบ เฉพาะพื้นที่ที่มีครัวเรือนในรอบนี้ คอลัมน์ _n คือจำนวนครัวเรือนที่ใช้คิด"
    if gate.audience == "public":
        frame = _coarse(frame, told, rules=rules)
        note += (
            f" {least_th(rules)} ปัดให้หนึ่งขั้นไม่น้อยกว่า {rules.threshold} ครัวเรือน"
            f" จำนวนครัวเรือนปัดเป็นจำนวนเท่าของ {rules.round_households}"
        )
    bases = {f"{one.key}_n": "Int64" for one in told}
    return issue(
        "panel",
        frame.astype(bases),
        gate=gate,
        title_th=f"ความยากจนข้ามรอบ จปฐ. ถึงปี {nation.bmn_year_be}",
        columns=[
            *place_columns(),
            base_column(),
            *(column for one in told for column in _columns(one)),
        ],
        note_th=note,
    )


def _told(nation: Nation, *, is_public: bool) -> list[_Told]:
    """List the measures in the order in which the nation has them."""
    table = nation.levels["nation"]["panel"]
    pairs = table[["measure", "year_be"]].drop_duplicates().itertuples(index=False, name=None)
    every = [_Told(measure, int(year)) for measure, year in pairs]
    return [one for one in every if not (is_public and one.measure in _COUNTS_TH)]


def _wide(table: pd.DataFrame, told: Sequence[_Told]) -> pd.DataFrame:
    """Set the measures of an area beside each other."""
    wanted = {(one.measure, one.year_be): one.key for one in told}
    columns: dict[str, pd.Series] = {}
    for pair, part in table.groupby(["measure", "year_be"], sort=False, observed=True):
        if pair in wanted:
            own = part.set_index("area_code")
            columns[wanted[pair]] = own["value"]
            columns[f"{wanted[pair]}_n"] = own["n"]
    return pd.DataFrame(columns).rename_axis("area_code").reset_index()


def _coarse(frame: pd.DataFrame, told: Sequence[_Told], *, rules: CountryRules) -> pd.DataFrame:
    """Keep rates of enough households, each rounded by how many it is taken over."""
    found = {}
    for one in told:
        base = frame[f"{one.key}_n"].to_numpy(dtype=float)
        # What is counted in rounds changes by up to as many with one household.
        rounds = _MOST_ROUNDS if one.measure in _IN_ROUNDS_TH else 1
        step = share_step(base / rounds, threshold=rules.threshold)
        value = rounded_to(frame[one.key].to_numpy(dtype=float), step=step)
        is_enough = base >= rules.least_households
        found[one.key] = np.where(is_enough, value, np.nan)
        whole = rounded_to(base, step=rules.round_households)
        found[f"{one.key}_n"] = np.where(is_enough, whole, np.nan)
    return frame.assign(**found)


def _columns(one: _Told) -> tuple[Column, Column]:
    unit = HOUSEHOLDS if one.measure in _COUNTS_TH else ""
    return (
        mean_column(one.key, one.label_th, unit, depends=_BASE),
        derived(f"{one.key}_n", f"{one.label_th} คิดจาก", HOUSEHOLDS, depends=_BASE),
    )
