"""Definitions: what groups make up of a whole."""

from povlib.measures.definition import Definition

__all__ = ["PARTS"]

_EXACT = "derivative by the row's weight, rows of other groups too"
_FGT = "Foster, Greer, Thorbecke (1984), Econometrica 52(3)"
_SPLIT = (
    "ge: Shorrocks (1984), Econometrica 52(6); gini: Lambert, Aronson (1993), Economic Journal "
    "103(420); atkinson: Blackorby, Donaldson, Auersperg (1981), Canadian Journal of Economics 14"
)
_BELOW = "as the measure that is shared: poor is strictly below the line"


def _part(
    name: str, th: str, en: str, meaning: str, formula: str, unit: str = "index"
) -> Definition:
    return Definition(
        "decomposition", name, th, en, unit, meaning, formula, "", _SPLIT, influence=_EXACT
    )


PARTS = (
    Definition(
        "contributions",
        "value",
        "ส่วนของกลุ่มในทั้งหมด",
        "Contribution of a group",
        "share",
        "กลุ่มนี้เป็นสัดส่วนเท่าใดของตัววัดรวมทุกกลุ่ม ทุกกลุ่มรวมกันเป็นหนึ่ง",
        "A of the group / A of all, A the sum that the measure is made of",
        _BELOW,
        _FGT,
        influence=_EXACT,
        is_additive=True,
    ),
    Definition(
        "contributions",
        "counted_share",
        "ส่วนของกลุ่มในประชากร",
        "Share of the population",
        "share",
        "กลุ่มนี้มีคนหรือครัวเรือนเป็นสัดส่วนเท่าใดของทั้งหมดที่นับ",
        "sum of w of the group / sum of w",
        "",
        _FGT,
        is_additive=True,
    ),
    _part(
        "total",
        "ความเหลื่อมล้ำทั้งหมด",
        "Total",
        "ความเหลื่อมล้ำของทุกคนเมื่อไม่แยกกลุ่ม เท่ากับค่าที่ได้จากตัววัดนั้นเอง",
        "the measure of all rows",
    ),
    _part(
        "between",
        "ความเหลื่อมล้ำระหว่างกลุ่ม",
        "Between groups",
        "ความเหลื่อมล้ำที่เหลืออยู่ถ้าทุกคนในกลุ่มมีรายได้เท่าค่าเฉลี่ยของกลุ่มตน",
        "the measure with each row at its group's mean (atkinson: equal equivalent)",
    ),
    _part(
        "within",
        "ความเหลื่อมล้ำภายในกลุ่ม",
        "Within groups",
        "ส่วนของความเหลื่อมล้ำที่มาจากความต่างของคนในกลุ่มเดียวกัน",
        "ge: sum of p (m_g / m)^a GE_g; gini: sum of p s G_g; atkinson: sum of s A_g",
    ),
    _part(
        "overlap",
        "ส่วนที่กลุ่มซ้อนกัน",
        "Overlap",
        "ส่วนของจีนีที่เกิดจากรายได้ของกลุ่มหนึ่งคาบเกี่ยวกับของอีกกลุ่ม",
        "gini: total - between - within",
    ),
    _part(
        "cross",
        "ส่วนไขว้ของแอตกินสัน",
        "Cross term",
        "ส่วนปรับของแอตกินสันที่ทำให้ส่วนระหว่างกลุ่มกับภายในกลุ่มรวมกันได้เท่าทั้งหมด",
        "atkinson: - between x within",
    ),
    _part(
        "share",
        "ส่วนในความเหลื่อมล้ำทั้งหมด",
        "Share of the total",
        "ส่วนนี้เป็นสัดส่วนเท่าใดของความเหลื่อมล้ำทั้งหมดที่แยก",
        "part / total",
        "share",
    ),
)
