"""The country through the rounds: who enters poverty, who leaves it, who comes back; a row an area.

A row an area and not a measure: the whole country by village has rows that a spreadsheet can open.

The public sees the four that planners ask for, and of an area all or none. Who reads two rounded
numbers that are bound to each other (what is chronic and what is not are all who were ever poor;
who came and who left are the difference of two rounds' poor) knows each more narrowly than its own
step, so the others are officers', and an area where one of the counts behind the four is small is
left out whole, with others beside it (`country_company`), and with what the tables of the rounds
before hide (`country_before`): what is shown is then of so many
households that narrower is no disclosure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.disclosure import (
    Column,
    OfficerTable,
    PublicTable,
    is_hidden,
    rounded_text,
    rounded_to,
    share_step,
)
from povlib.nation import Nation
from povlib.study.columns import HOUSEHOLDS, derived, mean_column
from povlib.study.country_before import find_hidden_before
from povlib.study.country_company import shown_in_company
from povlib.study.country_pattern import ENDS_TH, CountryRules, base_column, least_th
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
_PUBLIC = ("exit_rate", "entry_rate", "ever_poor", "mean_years_poor")
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
    told = _told(nation)
    frame = country_frame(nation, "panel", levels=levels, made=lambda one: _wide(one, told))
    note = "ครัวเรือนนับตามที่อยู่ในรอบหลังสุดที่พบ เฉพาะพื้นที่ที่มีครัวเรือนในรอบนี้ คอลัมน์ _n คือจำนวนครัวเรือนที่ใช้คิด"
    if gate.audience == "public":
        before = find_hidden_before(nation, levels=levels, threshold=rules.threshold)
        is_safe = _is_safe(frame, told, before=before, levels=levels, gate=gate, rules=rules)
        told = [one for one in told if one.measure in _PUBLIC]
        frame = _coarse(frame, told, is_safe=is_safe, rules=rules)
        note += (
            f" {least_th(rules)} และทุกจำนวนที่อยู่หลังอัตราเหล่านี้ไม่น้อยกว่า {rules.threshold} ครัวเรือน"
            f" นอกนั้นทั้งแถวเว้นว่าง ปัดให้หนึ่งขั้นไม่น้อยกว่า {rules.threshold} ครัวเรือน {ENDS_TH}"
            f" จำนวนครัวเรือนปัดเป็นจำนวนเท่าของ {rules.round_households}"
            " อัตราอื่นอยู่ในฉบับเจ้าหน้าที่ (--officer)"
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


def _told(nation: Nation) -> list[_Told]:
    """List the measures in the order in which the nation has them."""
    table = nation.levels["nation"]["panel"]
    pairs = table[["measure", "year_be"]].drop_duplicates().itertuples(index=False, name=None)
    return [_Told(measure, int(year)) for measure, year in pairs]


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


def _is_safe(
    frame: pd.DataFrame,
    told: Sequence[_Told],
    *,
    before: set[str],
    levels: Sequence[str],
    gate: Gate,
    rules: CountryRules,
) -> np.ndarray:
    """Tell where no count behind the public measures is small, nor can be found by subtraction.

    Nor where an area's poor of a round before are hidden in that round's tables (`before`).

    None must look as a few do: an area left out for a few only would tell which others have none.
    """
    counts = np.column_stack(_counts(frame, told))
    codes = frame["area_code"]
    is_open = np.array(
        [not is_hidden(gate.targets, {"area": code, "enough": "yes"}) for code in codes]
    )
    return shown_in_company(
        is_open & ~codes.isin(before).to_numpy() & (counts >= rules.threshold).all(axis=1),
        counts,
        codes=codes,
        level_of=frame["level"],
        levels=levels,
        threshold=rules.threshold,
    )


def _counts(frame: pd.DataFrame, told: Sequence[_Told]) -> list[np.ndarray]:
    """Give the counts of households behind the public measures."""
    counts = [frame[one.key].to_numpy(dtype=float) for one in told if one.measure in _COUNTS_TH]
    base = frame["ever_poor_n"].to_numpy(dtype=float)
    ever = np.rint(frame["ever_poor"].to_numpy(dtype=float) * base)
    return [*counts, ever, base - ever]


def _coarse(
    frame: pd.DataFrame, told: Sequence[_Told], *, is_safe: np.ndarray, rules: CountryRules
) -> pd.DataFrame:
    """Keep rates of enough households, each rounded by how many it is taken over."""
    found = {}
    for one in told:
        base = frame[f"{one.key}_n"].to_numpy(dtype=float)
        is_shown = is_safe & (base >= rules.least_households)
        # What is counted in rounds changes by up to as many with one household.
        rounds = _MOST_ROUNDS if one.measure == "mean_years_poor" else 1
        most = np.inf if one.measure == "mean_years_poor" else 1
        step = share_step(base / rounds, threshold=rules.threshold)
        value = np.where(is_shown, frame[one.key].to_numpy(dtype=float), np.nan)
        found[one.key] = pd.Categorical(rounded_text(value, step=step, most=most))
        whole = rounded_to(base, step=rules.round_households)
        found[f"{one.key}_n"] = np.where(is_shown, whole, np.nan)
    return frame.assign(**found)


def _columns(one: _Told) -> tuple[Column, Column]:
    unit = HOUSEHOLDS if one.measure in _COUNTS_TH else ""
    return (
        mean_column(one.key, one.label_th, unit, depends=_BASE),
        derived(f"{one.key}_n", f"{one.label_th} คิดจาก", HOUSEHOLDS, depends=_BASE),
    )
