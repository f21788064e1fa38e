"""Definitions: targeting of a programme, and the way to a target."""

from povlib.measures.definition import Definition
from povlib.measures.measure import RATIO_INFLUENCE

__all__ = ["REACH"]

_BELOW = "poor: y < z; exactly on the line is not poor (strict=False: y <= z is poor)"
_CGH = "Coady, Grosh, Hoddinott (2004), Targeting of Transfers in Developing Countries"
_ERRORS = f"Cornia, Stewart (1993), Journal of International Development 5(5); {_CGH}"
_PLAIN = "arithmetic of two points in time"
_ON = "exactly on the target is met"


def _targeting(name: str, th: str, en: str, meaning: str, formula: str, **more: str) -> Definition:
    given = {"unit": "share", "source": _ERRORS, "influence": RATIO_INFLUENCE} | more
    return Definition(
        "targeting", name, th, en, definition_th=meaning, formula=formula, boundary=_BELOW, **given
    )


def _progress(name: str, th: str, en: str, meaning: str, formula: str, **more: str) -> Definition:
    given = {"unit": "as_given", "boundary": "", "source": _PLAIN} | more
    return Definition(
        "progress_to_target", name, th, en, definition_th=meaning, formula=formula, **given
    )


REACH = (
    _targeting(
        "coverage",
        "ความครอบคลุม",
        "Coverage",
        "โครงการถึงคนเป็นสัดส่วนเท่าใดของทั้งหมด ทั้งที่จนและไม่จน",
        "sum of w over the reached / sum of w",
        source=_CGH,
    ),
    _targeting(
        "coverage_poor",
        "ความครอบคลุมผู้ที่ต่ำกว่าเส้น",
        "Coverage of the poor",
        "โครงการถึงผู้ที่ต่ำกว่าเส้นเป็นสัดส่วนเท่าใดของผู้ที่ต่ำกว่าเส้น",
        "sum of w over the reached poor / sum of w over the poor",
        source=_CGH,
    ),
    _targeting(
        "coverage_not_poor",
        "ความครอบคลุมผู้ที่ไม่ต่ำกว่าเส้น",
        "Coverage of the others",
        "โครงการถึงผู้ที่ไม่ต่ำกว่าเส้นเป็นสัดส่วนเท่าใดของคนกลุ่มนั้น",
        "sum of w over the reached others / sum of w over the others",
    ),
    _targeting(
        "exclusion_error",
        "สัดส่วนตกหล่น",
        "Exclusion error (undercoverage)",
        "ผู้ที่ต่ำกว่าเส้นแต่โครงการไปไม่ถึงเป็นสัดส่วนเท่าใดของผู้ที่ต่ำกว่าเส้น",
        "sum of w over the poor not reached / sum of w over the poor",
    ),
    _targeting(
        "inclusion_error",
        "สัดส่วนรั่วไหล",
        "Inclusion error",
        "ผู้ที่ได้รับแต่ไม่ต่ำกว่าเส้นเป็นสัดส่วนเท่าใดของผู้ที่ได้รับ",
        "sum of w over the reached others / sum of w over the reached",
    ),
    _targeting(
        "targeting_differential",
        "ผลต่างของความครอบคลุม",
        "Targeting differential",
        "โครงการถึงผู้ที่ต่ำกว่าเส้นมากกว่าผู้อื่นเท่าใด หนึ่งคือแม่นที่สุด ศูนย์คือไม่ต่างจากแจกทุกคน",
        "coverage_poor - coverage_not_poor",
        unit="index",
        source="Galasso, Ravallion (2005), Journal of Public Economics 89(4)",
        influence="difference of the scores of both shares",
    ),
    _targeting(
        "leakage",
        "สัดส่วนเงินรั่วไหล",
        "Leakage",
        "เงินที่จ่ายไปถึงผู้ที่ไม่ต่ำกว่าเส้นเป็นสัดส่วนเท่าใดของเงินที่จ่ายทั้งหมด",
        "sum of weight x baht over the others / sum of weight x baht",
        source=_CGH,
    ),
    _progress(
        "baseline", "ค่าตั้งต้น", "Baseline", "ค่าที่ใช้เป็นจุดเริ่มของทางไปสู่เป้าหมาย", "y at the baseline"
    ),
    _progress("now", "ค่าล่าสุด", "Now", "ค่าล่าสุดที่มีในประวัติของพื้นที่หรือกลุ่มนั้น", "y at the latest time"),
    _progress("target", "เป้าหมาย", "Target", "ค่าที่ต้องไปให้ถึงภายในเวลาที่กำหนดไว้", "as given"),
    _progress(
        "progress_share",
        "ความก้าวหน้าสู่เป้าหมาย",
        "Progress to the target",
        "มาได้กี่ส่วนของทางจากค่าตั้งต้นถึงเป้าหมาย เกินหนึ่งคือเลยเป้า ต่ำกว่าศูนย์คือถอยหลัง",
        "(now - baseline) / (target - baseline)",
        unit="ratio",
    ),
    _progress(
        "remaining",
        "ที่ยังเหลือ",
        "Remaining",
        "ยังต้องเพิ่มหรือลดอีกเท่าใดจึงถึงเป้าหมาย เครื่องหมายลบคือต้องลด",
        "target - now",
    ),
    _progress(
        "is_met",
        "ถึงเป้าหมายแล้วหรือไม่",
        "Is met",
        "ค่าล่าสุดถึงหรือเลยเป้าหมายแล้วหรือยัง ตามทิศทางที่ต้องเพิ่มหรือลด",
        "1 where now >= target (rising) or now <= target (falling), else 0",
        unit="yes_no",
        boundary=_ON,
    ),
    _progress(
        "expected_now",
        "ค่าที่ควรถึงแล้ว",
        "Expected by now",
        "ถ้าไปด้วยอัตราคงที่จากค่าตั้งต้นถึงเป้าหมาย วันนี้ควรอยู่ที่ค่าใด",
        "baseline + (target - baseline) x time gone by / time from baseline to due",
    ),
    _progress(
        "pace",
        "อัตราที่ได้",
        "Pace",
        "ที่ผ่านมาเปลี่ยนไปเท่าใดต่อหนึ่งหน่วยเวลา",
        "(now - baseline) / time gone by",
        unit="as_given_per_time",
    ),
    _progress(
        "required_pace",
        "อัตราที่ต้องได้",
        "Required pace",
        "เวลาที่เหลือต้องเปลี่ยนให้ได้เท่าใดต่อหนึ่งหน่วยเวลาจึงจะถึงเป้าหมายทันกำหนด",
        "(target - now) / time left",
        unit="as_given_per_time",
    ),
    _progress(
        "projected",
        "ค่าที่คาด ณ วันกำหนด",
        "Projected",
        "ถ้าเป็นไปอย่างที่ผ่านมา วันกำหนดจะอยู่ที่ค่าใด พร้อมช่วงที่มาจากความแกว่งของประวัติเอง",
        "drift: now + mean pace x time left; trend: the least-squares line at due",
        source="Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, 5.2 and 5.5",
        influence="prediction interval: t, variance of steps (drift) or of points around the line",
    ),
)
