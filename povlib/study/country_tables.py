"""Tables of the whole country: areas, spread of incomes, many dimensions, years in poverty.

The same functions make a public table and an officer's. In the public one a number is shown where
the pattern shows the households behind it; what is not a sum is also made coarse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.disclosure import (
    Column,
    HiddenCounts,
    Key,
    OfficerTable,
    Pattern,
    PublicTable,
    rounded_to,
    share_step,
)
from povlib.nation import Nation
from povlib.study.columns import (
    HOUSEHOLDS,
    derived,
    households,
    mean_column,
    money_column,
    share,
    text_column,
    year_column,
)
from povlib.study.country_places import area_text, with_places
from povlib.study.gate import Gate, issue

__all__ = ["CountryRules", "areas_table", "country_pattern", "dimensions_table", "panel_table"]
__all__ += ["spread_table"]

_AREA = {"area": "@area_code"}
_KNOWN = _AREA | {"income": "known"}
_POOR = _AREA | {"verdict": "below"}
_ENOUGH = _AREA | {"enough": "yes"}

_BAHT_PERSON, _BAHT_YEAR, _PERSONS, _SHARE = "บาท/คน/ปี", "บาท/ปี", "คน", "สัดส่วน 0-1"
_NOTE_TH = (
    "ยากจน คือรายได้ต่อคนต่อปีน้อยกว่าเส้น เท่ากับเส้นถือว่าผ่าน ครัวเรือนที่ไม่มีข้อมูลรายได้ไม่นับว่ายากจน "
    "แถวของพื้นที่ใหญ่เป็นผลรวมของพื้นที่ย่อย"
)
_CENSORED = "censored_"
_ROUND_MEAN = 0.01
_PANEL_COUNTS = ("stayed_poor", "exited", "entered", "stayed_out")
_PANEL_YEARS = ("mean_years_poor", "spells_per_ever_poor", "mean_spell_years")
_PANEL_TH = {
    "stayed_poor": "จนทั้งสองรอบ",
    "exited": "พ้นจากความจน",
    "entered": "เข้าสู่ความจน",
    "stayed_out": "ไม่จนทั้งสองรอบ",
    "exit_rate": "อัตราพ้นจากความจน",
    "entry_rate": "อัตราเข้าสู่ความจน",
    "relapse_rate": "อัตรากลับมาจน",
    "sustained_exit_rate": "อัตราพ้นอย่างยั่งยืน",
    "ever_poor": "เคยจนอย่างน้อยหนึ่งรอบ",
    "always_poor": "จนทุกรอบ",
    "chronic_poor": "จนเรื้อรัง",
    "transient_poor": "จนชั่วคราว",
    "mean_years_poor": "จำนวนรอบที่จนเฉลี่ย",
    "spells_per_ever_poor": "จำนวนช่วงที่จนต่อครัวเรือนที่เคยจน",
    "mean_spell_years": "ความยาวเฉลี่ยของช่วงที่จน",
    "duration_adjusted_headcount": "สัดส่วนจนเรื้อรังถ่วงด้วยระยะเวลา",
}
_MOST_ROUNDS = 5
_QUANTILES = ("median", *(f"p{tenth}0" for tenth in range(1, 10)))


@dataclass(frozen=True)
class CountryRules:
    """What the public tables go by.

    Attributes
    ----------
    threshold : int
        The smallest count of households that may be shown.
    least_households : int
        From so many on, numbers that are no sums are shown.
    round_baht, round_gini : float
    round_households : int
    """

    threshold: int
    least_households: int
    round_baht: float
    round_gini: float
    round_households: int


def country_pattern(
    nation: Nation,
    hidden: Mapping[str, HiddenCounts],
    *,
    levels: Sequence[str],
    rules: CountryRules,
) -> Pattern:
    """Give the decisions as a pattern that the gate reads.

    Parameters
    ----------
    nation : Nation
    hidden : mapping of str to HiddenCounts
        By level, as `find_hidden` gives it.
    levels : sequence of str
        Those that are shown.
    rules : CountryRules
    """
    counts: dict[Key, int] = {}
    closed: dict[Key, str] = {}
    for level in levels:
        frame, flags = nation.levels[level]["additive"], hidden[level]
        codes = area_text(frame["area_code"], level=level)
        known = frame["households_known"]
        few = flags.known | flags.poor | (known.to_numpy() < rules.least_households)
        for more, count, is_hidden in (
            ((), frame["households"], flags.households),
            ((("income", "known"),), known, flags.known),
            ((("verdict", "below"),), frame["poor_households"], flags.poor),
            ((("enough", "yes"),), known, few),
        ):
            keys = [tuple(sorted((("area", code), *more))) for code in codes]
            counts.update(zip(keys, count.tolist(), strict=True))
            is_small = (count.to_numpy() > 0) & (count.to_numpy() < rules.threshold)
            reasons = np.where(is_small, "primary", "complement")
            closed |= {keys[n]: reasons[n] for n in np.flatnonzero(is_hidden).tolist()}
    margins = (("area",), ("area", "income"), ("area", "verdict"), ("area", "enough"))
    return Pattern(
        f"country:{nation.bmn_year_be}",
        rules.threshold,
        tuple(tuple(sorted(margin)) for margin in margins),
        counts=counts,
        hidden=closed,
    )


def areas_table(nation: Nation, *, levels: Sequence[str], gate: Gate) -> PublicTable | OfficerTable:
    """Give households, persons, poor and what it would cost, a row an area.

    Parameters
    ----------
    nation : Nation
    levels : sequence of str
        Rows of these, the nation first.
    gate : Gate
    """
    frame = _frame(nation, "additive", levels=levels)
    of_poor = ("poor_households", "households_known")
    shares = ("headcount", "headcount_households", "poverty_gap", "squared_gap")
    labels = ("สัดส่วนคนจน", "สัดส่วนครัวเรือนจน", "ช่องว่างความยากจน", "ความรุนแรงของความยากจน")
    return issue(
        "areas",
        frame.assign(line_baht=nation.line_baht),
        gate=gate,
        title_th=f"ครัวเรือนและคนที่รายได้ต่ำกว่าเส้น จปฐ. ปี {nation.bmn_year_be}",
        columns=[
            *_place_columns(),
            Column("line_baht", "เส้นรายได้", _BAHT_PERSON, "number"),
            households("households", "ครัวเรือนทั้งหมด", _AREA),
            derived("persons", "คนทั้งหมด", _PERSONS, depends=("households", *of_poor)),
            households("households_known", "ครัวเรือนที่มีข้อมูลรายได้", _KNOWN),
            derived("persons_known", "คนในครัวเรือนที่มีข้อมูลรายได้", _PERSONS, depends=of_poor),
            households("poor_households", "ครัวเรือนจน", _POOR),
            derived("poor_persons", "คนจน", _PERSONS, depends=of_poor),
            *(
                share(key, label, depends=of_poor)
                for key, label in zip(shares, labels, strict=True)
            ),
            money_column("income_baht_year", "รายได้รวม", _BAHT_YEAR, depends=of_poor),
            mean_column("mean_income", "รายได้เฉลี่ย", _BAHT_PERSON, depends=of_poor),
            money_column("cost_to_close_baht", "เงินปิดช่องว่าง", _BAHT_YEAR, depends=of_poor),
            mean_column("mean_gap_poor", "ช่องว่างเฉลี่ยของคนจน", _BAHT_PERSON, depends=of_poor),
            share("income_gap_ratio", "ช่องว่างเฉลี่ยเทียบกับเส้น", depends=of_poor),
        ],
        note_th=_NOTE_TH,
    )


def spread_table(
    nation: Nation, *, levels: Sequence[str], gate: Gate, rules: CountryRules
) -> PublicTable | OfficerTable:
    """Give median, deciles and Gini of income per person, a row an area.

    Parameters
    ----------
    nation : Nation
    levels : sequence of str
    gate : Gate
    rules : CountryRules
    """
    frame = _frame(nation, "spread", levels=levels)
    note = "หน่วยนับเป็นคน"
    if gate.audience == "public":
        for key in _QUANTILES:
            frame[key] = rounded_to(frame[key].to_numpy(), step=rules.round_baht)
        frame["gini"] = rounded_to(frame["gini"].to_numpy(), step=rules.round_gini)
        note += (
            f" แสดงเมื่อมีครัวเรือนที่รู้รายได้อย่างน้อย {rules.least_households} ครัวเรือนและไม่มีจำนวนที่ซ่อน"
            f" ปัดเป็นจำนวนเท่าของ {rules.round_baht:g} บาท และจีนีเป็นจำนวนเท่าของ {rules.round_gini:g}"
        )
    tenths = {f"p{n}0": f"เดซิลที่ {n}" for n in range(1, 10)}
    return issue(
        "spread",
        frame,
        gate=gate,
        title_th=f"การกระจายรายได้ต่อคนต่อปี จปฐ. ปี {nation.bmn_year_be}",
        columns=[
            *_place_columns(),
            Column("median", "ค่ากลาง", _BAHT_PERSON, "mean", cell=_ENOUGH),
            *(
                mean_column(key, label, _BAHT_PERSON, depends=("median",))
                for key, label in tenths.items()
            ),
            Column("gini", "สัมประสิทธิ์จีนี", "ดัชนี 0-1", "share", depends=("median",)),
        ],
        note_th=note,
    )


def dimensions_table(
    nation: Nation, *, levels: Sequence[str], gate: Gate, rules: CountryRules, preset_th: str = ""
) -> PublicTable | OfficerTable:
    """Give poverty in many dimensions by Alkire and Foster, a row an area.

    Parameters
    ----------
    nation : Nation
    levels : sequence of str
    gate : Gate
    rules : CountryRules
    preset_th : str
        Which dimensions and cut-off these are.
    """
    frame = _frame(nation, "dimensions", levels=levels)
    indicators = [key for key in frame if key.startswith(_CENSORED)]
    note = (
        f"หน่วยนับเป็นคน วิธี Alkire-Foster มิติตาม{preset_th} ตัวชี้วัดย่อยคือสัดส่วนคนที่ทั้งจนหลายมิติและขาดตัวชี้วัดนั้น"
    )
    counts = _dimension_counts() if gate.audience != "public" else []
    if gate.audience == "public":
        frame = _coarse_shares(frame, ("H", "M0", *indicators), nation, levels=levels, rules=rules)
        note += f" {_least_th(rules)}"
    return issue(
        "dimensions",
        frame,
        gate=gate,
        title_th=f"ความยากจนหลายมิติ จปฐ. ปี {nation.bmn_year_be}",
        columns=[
            *_place_columns(),
            *counts,
            Column("H", "สัดส่วนคนจนหลายมิติ (H)", _SHARE, "share", cell=_ENOUGH),
            mean_column("A", "ความเข้มข้น (A)", _SHARE, depends=("H",)),
            mean_column("M0", "ดัชนีความยากจนหลายมิติ (M0)", _SHARE, depends=("H",)),
            *(share(key, _censored_th(key), depends=("H",)) for key in indicators),
        ],
        note_th=note,
    )


def panel_table(
    nation: Nation, *, levels: Sequence[str], gate: Gate, rules: CountryRules
) -> PublicTable | OfficerTable:
    """Give poverty through the rounds, a row an area, measure and year.

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
    frame = _frame(nation, "panel", levels=levels)
    note = "ครัวเรือนนับตามที่อยู่ในรอบหลังสุดที่พบ year_be 0 คือทุกรอบรวมกัน"
    if gate.audience == "public":
        frame = _coarse_panel(_seen_now(frame, nation, levels=levels), rules=rules)
        note += f" {_least_th(rules)} จำนวนครัวเรือนปัดเป็นจำนวนเท่าของ {rules.round_households}"
    labels = frame["measure"].map(_PANEL_TH)
    return issue(
        "panel",
        frame.assign(measure_th=labels.astype("str"), n=frame["n"].round().astype("Int64")),
        gate=gate,
        title_th=f"ความยากจนข้ามรอบ จปฐ. ถึงปี {nation.bmn_year_be}",
        columns=[
            *_place_columns(),
            text_column("measure", "รหัสตัวชี้วัด"),
            text_column("measure_th", "ตัวชี้วัด"),
            year_column("year_be", "จปฐ. ปี"),
            Column("value", "ค่า", "", "mean", cell=_ENOUGH),
            derived("n", "คิดจาก", HOUSEHOLDS, depends=("value",)),
        ],
        note_th=note,
    )


def _frame(nation: Nation, name: str, *, levels: Sequence[str]) -> pd.DataFrame:
    parts = [
        (level, nation.levels[level][name]) for level in levels if name in nation.levels[level]
    ]
    return with_places(parts).assign(bmn_year_be=nation.bmn_year_be)


def _coarse_shares(
    frame: pd.DataFrame,
    keys: Sequence[str],
    nation: Nation,
    *,
    levels: Sequence[str],
    rules: CountryRules,
) -> pd.DataFrame:
    """Round shares of persons by how many households they are of."""
    known = _frame(nation, "additive", levels=levels).set_index("area_code")["households_known"]
    base = np.minimum(frame["households"], frame["area_code"].map(known)).to_numpy(dtype=float)
    step = share_step(base, threshold=rules.threshold)
    rounded = {key: rounded_to(frame[key].to_numpy(), step=step) for key in keys}
    # A mean over those who are poor: only where they are surely as many as may be shown.
    is_enough = rounded["H"] >= 2 * step
    means = np.where(is_enough, rounded_to(frame["A"].to_numpy(), step=_ROUND_MEAN), np.nan)
    return frame.assign(**rounded, A=means)


def _seen_now(frame: pd.DataFrame, nation: Nation, *, levels: Sequence[str]) -> pd.DataFrame:
    """Keep rates of places that have households in the round itself, as the gate knows no others.

    Counts of households are not kept.
    """
    known = {
        code
        for level in levels
        for code in area_text(nation.levels[level]["additive"]["area_code"], level=level)
    }
    return frame[frame["area_code"].isin(known) & ~frame["measure"].isin(_PANEL_COUNTS)]


def _least_th(rules: CountryRules) -> str:
    return (
        f"แสดงเมื่อมีครัวเรือนที่รู้รายได้อย่างน้อย {rules.least_households} ครัวเรือน"
        f"และไม่มีจำนวนที่ซ่อน ปัดให้หนึ่งขั้นไม่น้อยกว่า {rules.threshold} ครัวเรือน"
    )


def _dimension_counts() -> list[Column]:
    """Give the counts behind the shares, which are an officer's."""
    labels = {
        "households": ("ครัวเรือนที่ใช้", HOUSEHOLDS),
        "persons": ("คนที่ใช้", _PERSONS),
        "poor_households": ("ครัวเรือนจนหลายมิติ", HOUSEHOLDS),
        "poor_persons": ("คนจนหลายมิติ", _PERSONS),
    }
    return [derived(key, *label, depends=()) for key, label in labels.items()]


def _censored_th(key: str) -> str:
    return f"จนหลายมิติและขาดตัวชี้วัดที่ {int(key.removeprefix(_CENSORED).rsplit('_', 1)[-1])}"


def _coarse_panel(frame: pd.DataFrame, *, rules: CountryRules) -> pd.DataFrame:
    """Keep rates of enough households, each rounded by how many it is taken over."""
    base = frame["n"].to_numpy(dtype=float)
    # What is counted in rounds changes by up to as many with one household.
    rounds = np.where(frame["measure"].isin(_PANEL_YEARS), _MOST_ROUNDS, 1)
    step = share_step(base / rounds, threshold=rules.threshold)
    is_enough = base >= rules.least_households
    value = rounded_to(frame["value"].to_numpy(dtype=float), step=step)
    return frame.assign(
        value=np.where(is_enough, value, np.nan),
        n=np.where(is_enough, rounded_to(base, step=rules.round_households), np.nan),
    )


def _place_columns() -> list[Column]:
    return [
        text_column("level", "ระดับ"),
        Column("area_code", "รหัสพื้นที่", "", "code"),
        text_column("area_th", "พื้นที่"),
        text_column("province_th", "จังหวัด"),
        text_column("district_th", "อำเภอ"),
        text_column("subdistrict_th", "ตำบล"),
        year_column("bmn_year_be", "จปฐ. ปี"),
    ]
