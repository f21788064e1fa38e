"""Plan lines of life compasses: what a household sets out to do, by when, and what is done."""

import numpy as np
import pandas as pd

from povlib.data.demo.plan import Plan, generator

__all__ = ["make_plans"]

_STREAM = 10
_DAY = np.timedelta64(86_400, "s")
_OCCUPATIONS = (
    "ปลูกผักปลอดสารพิษ",
    "เลี้ยงไก่พื้นเมือง",
    "เลี้ยงปลาในบ่อ",
    "เพาะเห็ด",
    "เลี้ยงโคเนื้อ",
    "ทอผ้า",
    "จักสาน",
    "แปรรูปอาหาร",
    "รับจ้างทั่วไป",
    "ค้าขาย",
)
# Each household takes lines one after the other from a place of its own: none comes twice.
_ACTIVITIES = (
    "ฝึกอาชีพเสริม",
    "ปลูกผักสวนครัวไว้กินเอง",
    "ทำบัญชีครัวเรือน",
    "เข้าร่วมกลุ่มออมทรัพย์",
    "กู้เงินทุนประกอบอาชีพ",
    "ซ่อมแซมที่อยู่อาศัย",
)
_FUNDS = (
    "งบจังหวัด",
    "องค์กรปกครองส่วนท้องถิ่น",
    "กองทุนหมู่บ้านและชุมชนเมือง",
    "โครงการแก้ไขปัญหาความยากจน (กข.คจ.)",
    "ทุนของครัวเรือน",
)
_MOST_LINES = 3


def make_plans(
    plan: Plan, *, province_code: str, followups: pd.DataFrame, fiscal_year_be: int
) -> pd.DataFrame:
    """Make the plan lines of the households that reached process 2.

    Parameters
    ----------
    plan : Plan
    province_code : str
    followups : DataFrame
        As `make_followups` gives them.
    fiscal_year_be : int

    Returns
    -------
    DataFrame
        Columns of the table plan; one to three lines a household, some never done.
    """
    draw = generator(plan.seed, _STREAM, int(province_code), fiscal_year_be)
    planned = followups.loc[followups["process"] == 2]
    lines = draw.integers(1, _MOST_LINES + 1, len(planned))
    rows = planned.take(np.repeat(np.arange(len(planned)), lines))
    count = len(rows)
    number = np.arange(count) - np.repeat(lines.cumsum() - lines, lines)
    start = np.repeat(draw.integers(0, len(_ACTIVITIES), len(planned)), lines)
    due = rows["date"].to_numpy() + draw.integers(30, 150, count) * _DAY
    return pd.DataFrame(
        {
            "household_id": rows["household_id"].to_numpy(),
            "fiscal_year_be": np.full(count, fiscal_year_be, np.int32),
            "village_code": rows["village_code"].to_numpy(),
            "activity": _text(_ACTIVITIES, (start + number) % len(_ACTIVITIES)),
            "occupation": _text(_OCCUPATIONS, draw.integers(0, len(_OCCUPATIONS), count)),
            "baht": np.rint(np.exp(draw.normal(7.6, 0.8, count)) / 100) * 100,
            "fund_source": _text(_FUNDS, draw.choice(5, count, p=[0.2, 0.25, 0.2, 0.1, 0.25])),
            "due": due,
            "done": _done(due, fiscal_year_be=fiscal_year_be, draw=draw),
        }
    )


def _text(choices: tuple[str, ...], numbers: np.ndarray) -> pd.Categorical:
    return pd.Categorical.from_codes(numbers, choices)


def _done(due: np.ndarray, *, fiscal_year_be: int, draw: np.random.Generator) -> np.ndarray:
    """Give the day each line was done: two in three, often late, none after the fiscal year."""
    done = due + draw.integers(-60, 35, len(due)) * _DAY
    is_done = (draw.random(len(due)) < 0.72) & (
        done <= np.datetime64(f"{fiscal_year_be - 543}-09-30", "s")
    )
    return np.where(is_done, done, np.datetime64("NaT", "s"))
