"""Tables of the whole country: areas, spread of incomes, many dimensions.

The same functions make a public table and an officer's. In the public one a number is shown where
the pattern shows the households behind it; what is not a sum is also made coarse.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.disclosure import (
    Column,
    OfficerTable,
    PublicTable,
    rounded_text,
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
)
from povlib.study.country_pattern import (
    ALL,
    ENDS_TH,
    KNOWN,
    POOR,
    CountryRules,
    base_column,
    least_th,
)
from povlib.study.country_places import country_frame, place_columns
from povlib.study.gate import Gate, issue

__all__ = ["areas_table", "dimensions_table", "spread_table"]

_BAHT_PERSON, _BAHT_YEAR, _PERSONS, _SHARE = "บาท/คน/ปี", "บาท/ปี", "คน", "สัดส่วน 0-1"
_NOTE_TH = (
    "ยากจน คือรายได้ต่อคนต่อปีน้อยกว่าเส้น เท่ากับเส้นถือว่าผ่าน ครัวเรือนที่ไม่มีข้อมูลรายได้ไม่นับว่ายากจน "
    "แถวของพื้นที่ใหญ่เป็นผลรวมของพื้นที่ย่อย"
)
_CENSORED = "censored_"
_ROUND_MEAN = 0.01
_BASE = ("households_known",)
_QUANTILES = ("median", *(f"p{tenth}0" for tenth in range(1, 10)))


def areas_table(nation: Nation, *, levels: Sequence[str], gate: Gate) -> PublicTable | OfficerTable:
    """Give households, persons, poor and what it would cost, a row an area.

    Parameters
    ----------
    nation : Nation
    levels : sequence of str
        Rows of these, the nation first.
    gate : Gate
    """
    frame = country_frame(nation, "additive", levels=levels)
    of_poor = ("poor_households", "households_known")
    shares = ("headcount", "headcount_households", "poverty_gap", "squared_gap")
    labels = ("สัดส่วนคนจน", "สัดส่วนครัวเรือนจน", "ช่องว่างความยากจน", "ความรุนแรงของความยากจน")
    return issue(
        "areas",
        frame.assign(line_baht=nation.line_baht),
        gate=gate,
        title_th=f"ครัวเรือนและคนที่รายได้ต่ำกว่าเส้น จปฐ. ปี {nation.bmn_year_be}",
        columns=[
            *place_columns(),
            Column("line_baht", "เส้นรายได้", _BAHT_PERSON, "number"),
            households("households", "ครัวเรือนทั้งหมด", ALL),
            derived("persons", "คนทั้งหมด", _PERSONS, depends=("households", *of_poor)),
            households("households_known", "ครัวเรือนที่มีข้อมูลรายได้", KNOWN),
            derived("persons_known", "คนในครัวเรือนที่มีข้อมูลรายได้", _PERSONS, depends=of_poor),
            households("poor_households", "ครัวเรือนจน", POOR),
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
    frame = country_frame(nation, "spread", levels=levels)
    note = "หน่วยนับเป็นคน"
    if gate.audience == "public":
        for key in _QUANTILES:
            frame[key] = rounded_to(frame[key].to_numpy(), step=rules.round_baht)
        frame["gini"] = rounded_to(frame["gini"].to_numpy(), step=rules.round_gini)
        note += (
            f" {least_th(rules)}"
            f" ปัดเป็นจำนวนเท่าของ {rules.round_baht:g} บาท และจีนีเป็นจำนวนเท่าของ {rules.round_gini:g}"
        )
    tenths = {f"p{n}0": f"เดซิลที่ {n}" for n in range(1, 10)}
    return issue(
        "spread",
        frame,
        gate=gate,
        title_th=f"การกระจายรายได้ต่อคนต่อปี จปฐ. ปี {nation.bmn_year_be}",
        columns=[
            *place_columns(),
            base_column(),
            mean_column("median", "ค่ากลาง", _BAHT_PERSON, depends=_BASE),
            *(
                mean_column(key, label, _BAHT_PERSON, depends=_BASE)
                for key, label in tenths.items()
            ),
            Column("gini", "สัมประสิทธิ์จีนี", "ดัชนี 0-1", "share", depends=_BASE),
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
    frame = country_frame(nation, "dimensions", levels=levels)
    indicators = [key for key in frame if key.startswith(_CENSORED)]
    note = (
        f"หน่วยนับเป็นคน วิธี Alkire-Foster มิติตาม{preset_th} ตัวชี้วัดย่อยคือสัดส่วนคนที่ทั้งจนหลายมิติและขาดตัวชี้วัดนั้น"
    )
    counts = _dimension_counts() if gate.audience != "public" else []
    if gate.audience == "public":
        frame = _coarse_shares(frame, ("H", *indicators), rules=rules)
        note += f" {least_th(rules)} ปัดให้หนึ่งขั้นไม่น้อยกว่า {rules.threshold} ครัวเรือน"
        note += f" {ENDS_TH} M0 คือ H คูณ A ที่ปัดแล้ว A และ M0 แสดงเมื่อ H ไม่น้อยกว่าสองขั้น"
    return issue(
        "dimensions",
        frame,
        gate=gate,
        title_th=f"ความยากจนหลายมิติ จปฐ. ปี {nation.bmn_year_be}",
        columns=[
            *place_columns(),
            base_column(),
            *counts,
            share("H", "สัดส่วนคนจนหลายมิติ (H)", depends=_BASE),
            mean_column("A", "ความเข้มข้น (A)", _SHARE, depends=_BASE),
            mean_column("M0", "ดัชนีความยากจนหลายมิติ (M0)", _SHARE, depends=_BASE),
            *(share(key, _censored_th(key), depends=_BASE) for key in indicators),
        ],
        note_th=note,
    )


def _coarse_shares(
    frame: pd.DataFrame, keys: Sequence[str], *, rules: CountryRules
) -> pd.DataFrame:
    """Round shares of persons by how many households they are of."""
    base = np.minimum(frame["households"], frame["households_known"]).to_numpy(dtype=float)
    step = share_step(base, threshold=rules.threshold)
    told = {
        key: pd.Categorical(rounded_text(frame[key].to_numpy(), step=step, most=1)) for key in keys
    }
    share = rounded_to(frame["H"].to_numpy(), step=step)
    # A mean over those who are poor: only where they are surely as many as may be shown.
    is_enough = share >= 2 * step
    means = np.where(is_enough, rounded_to(frame["A"].to_numpy(), step=_ROUND_MEAN), np.nan)
    # Of what is shown, so that it tells nothing more of H than H itself.
    product = pd.Categorical(rounded_text(share * means, step=step, most=1))
    return frame.assign(**told, A=means, M0=product)


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
