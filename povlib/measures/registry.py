"""All measures by key, and what a caller asked for.

Reports, tooltips and the command line print a measure's definition from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from povlib.errors import MeasureError
from povlib.measures.gaps import GAP_MEASURES
from povlib.measures.measure import Measure
from povlib.measures.spread import DISTRIBUTION_MEASURES

__all__ = ["ALIASES", "FUNCTIONS", "MEASURES", "UNDEFINED", "Asked", "require_measures"]

MEASURES: dict[str, Measure] = {m.key: m for m in (*GAP_MEASURES, *DISTRIBUTION_MEASURES)}

ALIASES = {
    "fgt0": "headcount",
    "fgt1": "poverty_gap",
    "fgt2": "squared_gap",
    "rmpg": "median_gap_ratio",
    "quantiles": "quantile",
    "quantile_shares": "quintile_share",
    "ge0": "ge:0",
    "ge1": "ge:1",
    "ge2": "ge:2",
    "theil_l": "ge:0",
    "theil_t": "ge:1",
    "atkinson0.5": "atkinson:0.5",
    "atkinson1": "atkinson:1",
    "atkinson2": "atkinson:2",
}
"""Other names of measures; a value asked for by such a name bears it."""

FUNCTIONS = {
    "contributions.contributions": "แต่ละกลุ่มเป็นสัดส่วนเท่าไรของทั้งหมด รวมกันเป็นหนึ่งพอดี",
    "decomposition.decomposition": "ความเหลื่อมล้ำระหว่างกลุ่มกับภายในกลุ่ม รวมกันเท่าทั้งหมดพอดี",
    "simulate.simulate": "เงินก้อนหนึ่งยกครัวเรือนใดถึงเส้น และความยากจนที่เหลือ",
    "simulate.cost_by_group": "แต่ละพื้นที่ต้องใช้เงินเท่าไรให้ทุกคนถึงเส้น หรือให้ถึงเป้าหมาย",
    "dimensions.alkire_foster": "ความยากจนหลายมิติแบบ Alkire-Foster คู่กับกติกาขาดข้อใดก็นับของ TPMAP",
    "panels.poverty_histories": "เข้าและออกจากความยากจน กี่ปี กี่ช่วง กลับมาจนซ้ำ พ้นอย่างยั่งยืน",
    "change.datt_ravallion": "แยกการเปลี่ยนแปลงเป็นผลของการเติบโตกับผลของการกระจาย",
    "change.growth_incidence": "รายได้ของแต่ละชั้นโตเท่าไร และการเติบโตเข้าข้างคนจนหรือไม่",
    "propoor.pro_poor_rates": "คนจนได้จากการเติบโตเท่าไร เทียบกับทุกคน",
    "did.difference_in_differences": "ผลต่างของผลต่าง ระหว่างกลุ่มที่ได้กับไม่ได้รับ",
    "did.two_way_fixed_effects": "ผลต่างของผลต่างหลายปี หักผลคงที่ของพื้นที่และของปี",
    "matched.matched_difference": "ผลต่างเทียบกับครัวเรือนที่คล้ายกัน",
    "targeting.targeting": "ตกหล่น รั่วไหล และความครอบคลุมของโครงการ",
    "targets.progress_to_target": "ใกล้เป้าหมายแค่ไหน เร็วพอหรือไม่ และคาดว่าวันกำหนดจะอยู่ที่ใด",
}
"""Functions of `povlib.measures` beside `poverty`, in a planner's words."""

UNDEFINED = {
    "no_rows": "ไม่มีแถวที่ใช้ได้",
    "nobody_counted": "ไม่มีใครให้นับ (สมาชิกหรือน้ำหนักเป็น 0)",
    "nobody_poor": "ไม่มีผู้ที่ต่ำกว่าเส้น",
    "all_poor": "ทุกคนต่ำกว่าเส้น ไม่มีผู้อื่นให้เทียบ",
    "one_side_only": "มีแต่ผู้ที่ต่ำกว่าเส้น หรือมีแต่ผู้ที่ไม่ต่ำกว่าเส้น จึงเทียบไม่ได้",
    "nobody_reached": "ไม่มีผู้ได้รับ",
    "no_benefit": "ไม่มีเงินที่จ่าย",
    "no_growth": "รายได้เฉลี่ยไม่เปลี่ยน หรือเปลี่ยนแล้วความยากจนไม่เปลี่ยน",
    "no_baseline": "ไม่มีค่าของเวลาที่ตั้งต้น",
    "no_distance": "เป้าหมายเท่ากับค่าตั้งต้น จึงไม่มีระยะให้เทียบ",
    "one_point": "มีค่าของเวลาเดียว จึงยังไม่มีอัตรา",
    "few_points": "มีไม่ถึงสามเวลา จึงบอกช่วงของค่าที่คาดไม่ได้",
    "no_time_left": "เลยกำหนดแล้ว",
    "no_comparison": "ไม่มีฝ่ายหรือช่วงเวลาให้เทียบ",
    "no_variation": "ทุกหน่วยได้รับเหมือนกันในทุกช่วงเวลา จึงแยกผลไม่ได้",
    "few_clusters": "พื้นที่น้อยเกินกว่าจะบอกความคลาดเคลื่อน",
    "nobody_deprived": "ไม่มีผู้ขัดสนถึงเกณฑ์",
    "no_income": "รายได้รวมไม่มากกว่า 0",
    "no_fifths": "ไม่มีชั้นบนหรือชั้นล่างให้เทียบ (แถวน้อยไป หรือรายได้เป็น 0)",
    "income_not_positive": "มีรายได้เป็น 0 หรือติดลบ ซึ่งตัววัดนี้ใช้ไม่ได้",
}
"""Codes of the column ``reason``, in a planner's words."""


@dataclass(frozen=True)
class Asked:
    """A measure as asked for: "quantile:0.25" is the measure quantile with the number 0.25.

    `key` is the name that the caller wrote, which the column ``measure`` shows.
    """

    measure: Measure
    parameter: float
    key: str


def require_measures(keys: str | Sequence[str]) -> tuple[Asked, ...]:
    """Give the measures of the keys, in the order asked.

    Parameters
    ----------
    keys : str or sequence of str
        "key", or "key:number" for a measure with a parameter; its bare key stands for all usual
        numbers; or a name of `ALIASES`.

    Raises
    ------
    MeasureError
        No key, a key twice, an unknown key (the message lists the nearest), or a number that the
        measure cannot take.

    Examples
    --------
    >>> [asked.key for asked in require_measures(["headcount", "quantile:0.25", "ge"])]
    ['headcount', 'quantile:0.25', 'ge:0', 'ge:1', 'ge:2']
    >>> [(asked.key, asked.measure.key) for asked in require_measures(["fgt1", "ge0"])]
    [('fgt1', 'poverty_gap'), ('ge0', 'ge')]
    >>> require_measures("headcont")
    Traceback (most recent call last):
    povlib.errors.MeasureError: ต้องเป็นตัวชี้วัดที่มีในทะเบียนตัวชี้วัด · ได้ 'headcont' · ที่ measures · ให้ทำต่อ: ใช้ headcount
    """  # noqa: E501 (a message is one line)
    names = (keys,) if isinstance(keys, str) else tuple(keys)
    if not names or len(set(names)) != len(names):
        raise MeasureError(
            "ต้องบอกตัวชี้วัดอย่างน้อยหนึ่งตัว ไม่ซ้ำกัน",
            got=names,
            where="measures",
            todo=f"ใช้ {', '.join(MEASURES)}",
        )
    asked = tuple(each for name in names for each in _asked(str(name)))
    if len({each.key for each in asked}) != len(asked):
        raise MeasureError("ต้องบอกตัวชี้วัดไม่ซ้ำกัน", got=names, where="measures")
    return asked


def _asked(name: str) -> tuple[Asked, ...]:
    key, colon, number = ALIASES.get(name, name).partition(":")
    measure = MEASURES.get(key)
    if measure is None:
        known = [*MEASURES, *ALIASES]
        near = get_close_matches(key, known, n=3) or known
        raise MeasureError(
            "ต้องเป็นตัวชี้วัดที่มีในทะเบียนตัวชี้วัด",
            got=name,
            where="measures",
            todo=f"ใช้ {', '.join(near)}",
        )
    if colon or not measure.parameters:
        parameter = _number(measure, number) if colon else 0.0
        return (Asked(measure, parameter, name),)
    usual = [f"{each:g}" for each in measure.parameters]
    return tuple(Asked(measure, _number(measure, each), f"{key}:{each}") for each in usual)


def _number(measure: Measure, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    last = measure.parameters[-1] if measure.parameters else 0
    fits = {
        "": False,
        "share": 0 <= number <= 1,
        "part": number in range(1, int(last) + 1),
        "power": 0 <= number < float("inf"),
        "aversion": 0 < number < float("inf"),
    }
    if not fits[measure.takes]:
        usual = [f"{measure.key}:{each:g}" for each in measure.parameters]
        raise MeasureError(
            "ตัวเลขหลังเครื่องหมาย : ต้องเป็นค่าที่ตัวชี้วัดนี้รับ",
            got=f"{measure.key}:{text}",
            where="measures",
            todo=f"ใช้ {', '.join(usual) or measure.key}",
        )
    return number
