"""Definitions: poverty in many dimensions."""

from povlib.measures.definition import Definition
from povlib.measures.measure import RATIO_INFLUENCE

__all__ = ["DIMENSIONS"]

_CUT = "poor: score >= cut-off, in whole numbers; exactly on the cut-off is poor"
_ANY = "no cut-off: one deprivation is enough"
_SOURCE = "Alkire, Foster (2011), Journal of Public Economics 95(7-8)"
_TPMAP = "TPMAP: deprived in at least one dimension that it looks at"


def _of(
    name: str, th: str, en: str, meaning: str, formula: str, *, cut: bool = True, **more: str
) -> Definition:
    given = {"unit": "share", "source": _SOURCE, "influence": RATIO_INFLUENCE} | more
    return Definition(
        "alkire_foster",
        name,
        th,
        en,
        definition_th=meaning,
        formula=formula,
        boundary=_CUT if cut else _ANY,
        **given,
    )


DIMENSIONS = (
    _of(
        "headcount",
        "สัดส่วนผู้ยากจนหลายมิติ",
        "Multidimensional headcount (H)",
        "มีผู้ขัดสนถึงเกณฑ์เป็นสัดส่วนเท่าใดของทั้งหมด",
        "sum of w over the poor / sum of w",
    ),
    _of(
        "intensity",
        "ความเข้มข้นของความขัดสน",
        "Intensity (A)",
        "ผู้ที่ยากจนหลายมิติขัดสนโดยเฉลี่ยกี่ส่วนของน้ำหนักทั้งหมด",
        "sum of w c over the poor / sum of w over the poor, c the score as a share of all weight",
    ),
    _of(
        "adjusted_headcount",
        "ดัชนีความยากจนหลายมิติ",
        "Adjusted headcount (M0)",
        "รวมทั้งจำนวนผู้ยากจนและความขัดสนของแต่ละคน เพิ่มขึ้นเมื่อผู้ยากจนขัดสนเพิ่มอีกข้อ",
        "H A = sum of w c over the poor / sum of w",
    ),
    _of(
        "union_headcount",
        "สัดส่วนผู้ขัดสนอย่างน้อยหนึ่งข้อ",
        "Union headcount",
        "มีผู้ขัดสนตั้งแต่หนึ่งข้อขึ้นไปเป็นสัดส่วนเท่าใด ตามกติกาที่ TPMAP ใช้นับคนจน",
        "sum of w over those with a deprivation / sum of w",
        cut=False,
        source=_TPMAP,
    ),
    _of(
        "group_contribution",
        "ส่วนของกลุ่มในดัชนี",
        "Contribution of a group to M0",
        "ดัชนีของทุกกลุ่มรวมกันมาจากกลุ่มนี้เป็นสัดส่วนเท่าใด",
        "sum of w c over the group's poor / sum of w c over all poor",
        influence="derivative by the row's weight, rows of other groups too",
    ),
    _of(
        "uncensored_headcount",
        "สัดส่วนผู้ขัดสนข้อนี้",
        "Uncensored headcount",
        "มีผู้ขัดสนข้อนี้เป็นสัดส่วนเท่าใด ไม่ว่าจะถึงเกณฑ์ยากจนหรือไม่",
        "sum of w over those deprived in the indicator / sum of w",
        cut=False,
    ),
    _of(
        "censored_headcount",
        "สัดส่วนผู้ยากจนที่ขัดสนข้อนี้",
        "Censored headcount",
        "มีผู้ที่ยากจนหลายมิติและขัดสนข้อนี้ด้วยเป็นสัดส่วนเท่าใดของทั้งหมด",
        "sum of w over the poor deprived in the indicator / sum of w",
    ),
    _of(
        "contribution",
        "ส่วนของตัวชี้วัดในดัชนี",
        "Contribution of an indicator to M0",
        "ดัชนีความยากจนหลายมิติมาจากตัวชี้วัดข้อนี้เป็นสัดส่วนเท่าใด",
        "sum of w x its weight over the poor deprived in it / sum of w c over the poor",
    ),
    _of(
        "dimension_headcount",
        "สัดส่วนผู้ขัดสนในมิตินี้",
        "Headcount of a dimension",
        "มีผู้ขัดสนอย่างน้อยหนึ่งข้อของมิตินี้เป็นสัดส่วนเท่าใด",
        "sum of w over those deprived in an indicator of the dimension / sum of w",
        cut=False,
        source=_TPMAP,
    ),
    _of(
        "dimension_censored_headcount",
        "สัดส่วนผู้ยากจนที่ขัดสนในมิตินี้",
        "Censored headcount of a dimension",
        "มีผู้ที่ยากจนหลายมิติและขัดสนอย่างน้อยหนึ่งข้อของมิตินี้เป็นสัดส่วนเท่าใด",
        "sum of w over the poor deprived in an indicator of the dimension / sum of w",
    ),
    _of(
        "dimension_contribution",
        "ส่วนของมิติในดัชนี",
        "Contribution of a dimension to M0",
        "ดัชนีความยากจนหลายมิติมาจากมิตินี้เป็นสัดส่วนเท่าใด",
        "sum of the contributions of its indicators",
    ),
)
