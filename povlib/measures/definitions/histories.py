"""Definitions: poverty through the years."""

from povlib.measures.definition import Definition

__all__ = ["HISTORIES"]

_BELOW = "poor: strictly below the line of the year; a year without an income is not known"
_CHRONIC = f"{_BELOW}; exactly the share of years that counts as chronic is chronic"
_RATES = "Bane, Ellwood (1986), Journal of Human Resources 21(1)"
_FOSTER = "Foster (2009), in Addison, Hulme, Kanbur (eds), Poverty Dynamics"


def _of(name: str, th: str, en: str, meaning: str, formula: str, **more: object) -> Definition:
    given = {"unit": "share", "boundary": _BELOW, "source": _RATES} | more
    return Definition(
        "poverty_histories", name, th, en, definition_th=meaning, formula=formula, **given
    )


def _count(name: str, th: str, en: str, meaning: str, formula: str) -> Definition:
    return _of(name, th, en, meaning, formula, unit="households", is_additive=True)


HISTORIES = (
    _count(
        "stayed_poor",
        "จนทั้งสองปี",
        "Stayed poor",
        "ครัวเรือนที่ต่ำกว่าเส้นทั้งปีก่อนและปีนี้ ในบรรดาที่รู้รายได้ทั้งสองปี",
        "households poor in both years of a pair",
    ),
    _count(
        "exited",
        "พ้นจากความยากจน",
        "Exited",
        "ครัวเรือนที่ปีก่อนต่ำกว่าเส้นและปีนี้ไม่ต่ำกว่าเส้นแล้ว",
        "households poor in the year before, not in this",
    ),
    _count(
        "entered",
        "ตกสู่ความยากจน",
        "Entered",
        "ครัวเรือนที่ปีก่อนไม่ต่ำกว่าเส้นแต่ปีนี้ต่ำกว่าเส้น",
        "households not poor in the year before, poor in this",
    ),
    _count(
        "stayed_out",
        "ไม่จนทั้งสองปี",
        "Stayed out",
        "ครัวเรือนที่ไม่ต่ำกว่าเส้นทั้งปีก่อนและปีนี้ ในบรรดาที่รู้รายได้ทั้งสองปี",
        "households poor in neither year of a pair",
    ),
    _of(
        "exit_rate",
        "อัตราพ้นจากความยากจน",
        "Exit rate",
        "ในบรรดาครัวเรือนที่จนปีก่อน มีสัดส่วนเท่าใดที่ปีนี้พ้นเส้น",
        "exited / (exited + stayed_poor)",
    ),
    _of(
        "entry_rate",
        "อัตราตกสู่ความยากจน",
        "Entry rate",
        "ในบรรดาครัวเรือนที่ไม่จนปีก่อน มีสัดส่วนเท่าใดที่ปีนี้ต่ำกว่าเส้น",
        "entered / (entered + stayed_out)",
    ),
    _of(
        "relapse_rate",
        "อัตรากลับไปจนซ้ำ",
        "Relapse rate",
        "ในบรรดาครัวเรือนที่พ้นเส้นในปีนั้น มีสัดส่วนเท่าใดที่กลับไปต่ำกว่าเส้นในปีถัดมา",
        "those poor in one of the next years / those who left and are known in all of them",
    ),
    _of(
        "sustained_exit_rate",
        "อัตราพ้นอย่างยั่งยืน",
        "Sustained exit rate",
        "ในบรรดาครัวเรือนที่พ้นเส้นในปีนั้น มีสัดส่วนเท่าใดที่ไม่กลับไปต่ำกว่าเส้นในปีถัดมา",
        "1 - relapse_rate",
    ),
    _of(
        "ever_poor",
        "สัดส่วนที่เคยจน",
        "Ever poor",
        "ครัวเรือนที่ต่ำกว่าเส้นอย่างน้อยหนึ่งปีเป็นสัดส่วนเท่าใดของที่รู้ครบทุกปี",
        "households poor in a year or more / households known in all years",
    ),
    _of(
        "always_poor",
        "สัดส่วนที่จนทุกปี",
        "Always poor",
        "ครัวเรือนที่ต่ำกว่าเส้นทุกปีเป็นสัดส่วนเท่าใดของที่รู้ครบทุกปี",
        "households poor in all years / households known in all years",
    ),
    _of(
        "chronic_poor",
        "สัดส่วนที่จนเรื้อรัง",
        "Chronic poor",
        "ครัวเรือนที่จนนานถึงเกณฑ์ของจำนวนปีเป็นสัดส่วนเท่าใดของที่รู้ครบทุกปี",
        "households poor in at least the share of years (half) / households known in all years",
        boundary=_CHRONIC,
        source=_FOSTER,
    ),
    _of(
        "transient_poor",
        "สัดส่วนที่จนชั่วคราว",
        "Transient poor",
        "ครัวเรือนที่เคยจนแต่ไม่นานถึงเกณฑ์เรื้อรังเป็นสัดส่วนเท่าใด",
        "ever_poor - chronic_poor",
        boundary=_CHRONIC,
        source=_FOSTER,
    ),
    _of(
        "mean_years_poor",
        "จำนวนปีที่จนโดยเฉลี่ย",
        "Mean years poor",
        "ครัวเรือนที่รู้ครบทุกปีต่ำกว่าเส้นโดยเฉลี่ยกี่ปี",
        "sum of years poor / households known in all years",
        unit="years",
    ),
    _of(
        "spells_per_ever_poor",
        "จำนวนช่วงที่จน",
        "Spells of the ever poor",
        "ครัวเรือนที่เคยจน จนโดยเฉลี่ยกี่ช่วง ช่วงหนึ่งคือปีที่จนติดต่อกัน",
        "unbroken runs of years poor / households ever poor",
        unit="spells",
    ),
    _of(
        "mean_spell_years",
        "ความยาวของช่วงที่จน",
        "Mean length of spells",
        "ช่วงที่จนซึ่งเห็นทั้งปีเริ่มและปีจบยาวโดยเฉลี่ยกี่ปี",
        "years of spells that begin and end inside the years / number of such spells",
        unit="years",
    ),
    _of(
        "duration_adjusted_headcount",
        "ดัชนีความยากจนเรื้อรัง",
        "Duration-adjusted headcount",
        "รวมทั้งจำนวนครัวเรือนที่จนเรื้อรังและความนานที่จน เพิ่มขึ้นเมื่อครัวเรือนเหล่านั้นจนเพิ่มอีกปี",
        "sum of the share of years poor over the chronic / households known in all years",
        unit="index",
        boundary=_CHRONIC,
        source=_FOSTER,
    ),
)
