"""Programme indicators of a province: a numerator and a denominator for each."""

import numpy as np
import pandas as pd

from povlib.data.demo.plan import Plan, generator

__all__ = ["make_kpis"]

_STREAM = 11
# Name, what the denominator counts, and the usual share.
_KPIS = (
    ("ครัวเรือนที่จำแนกสถานะแล้วต่อครัวเรือนเป้าหมาย", "households", 0.96),
    ("อำเภอที่ได้รับการชี้แจงแนวทางต่ออำเภอทั้งหมด", "districts", 0.97),
    ("ครัวเรือนที่ได้อาชีพที่เหมาะสมต่อครัวเรือนเป้าหมาย", "households", 0.7),
    ("อำเภอที่ตรวจเยี่ยมแล้วต่ออำเภอทั้งหมด", "districts", 0.85),
    ("อำเภอที่มีบทเรียนที่อนุมัติแล้วต่ออำเภอที่มีเป้าหมาย", "districts", 0.7),
    ("ทีมที่มีครบสามบทบาทต่อทีมทั้งหมด", "teams", 0.6),
    ("แฟ้มครอบครัวที่ครบถ้วนต่อครัวเรือนเป้าหมาย", "households", 0.82),
    ("กิจกรรมตามเข็มทิศชีวิตที่ทำเสร็จต่อกิจกรรมตามแผน", "lines", 0.66),
    ("อำเภอที่จัดเวทีถอดบทเรียนต่ออำเภอทั้งหมด", "districts", 0.75),
    ("ผู้ผ่านการฝึกสัมมาชีพที่มีอาชีพต่อผู้เข้าฝึก", "trained", 0.86),
    ("กองทุนหมู่บ้านที่ตรวจบัญชีก่อนจัดสรรต่อกองทุนทั้งหมด", "funds", 0.8),
    ("ตำบลที่มีผู้เชี่ยวชาญด้านบัญชีอย่างน้อยสองคนต่อตำบลทั้งหมด", "subdistricts", 0.55),
)


def make_kpis(
    plan: Plan, *, province_code: str, programme: dict[str, pd.DataFrame], fiscal_year_be: int
) -> pd.DataFrame:
    """Make the programme indicators of one province and fiscal year.

    Parameters
    ----------
    plan : Plan
    province_code : str
    programme : dict of str to DataFrame
        Tables target, team and plan of the province.
    fiscal_year_be : int

    Returns
    -------
    DataFrame
        Columns of the table kpi, one row an indicator.
    """
    draw = generator(plan.seed, _STREAM, int(province_code), fiscal_year_be)
    sizes = _sizes(programme)
    denominators = np.array([sizes[unit] for _, unit, _ in _KPIS])
    shares = np.clip(np.array([s for _, _, s in _KPIS]) + draw.normal(0, 0.08, len(_KPIS)), 0, 1)
    return pd.DataFrame(
        {
            "area_code": pd.Series([province_code] * len(_KPIS), dtype="str"),
            "fiscal_year_be": np.full(len(_KPIS), fiscal_year_be, np.int32),
            "kpi": pd.Series([name for name, _, _ in _KPIS], dtype="str"),
            "numerator": draw.binomial(denominators, shares),
            "denominator": denominators,
        }
    )


def _sizes(programme: dict[str, pd.DataFrame]) -> dict[str, int]:
    villages = programme["target"]["village_code"]
    return {
        "households": len(villages),
        "districts": (villages // 10_000).nunique(),
        "subdistricts": (villages // 100).nunique(),
        "teams": len(programme["team"]),
        "lines": len(programme["plan"]),
        "trained": 5 * villages.nunique(),
        "funds": villages.nunique(),
    }
