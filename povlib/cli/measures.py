"""`povlib measures`: what each measure is, as the registry defines it."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from povlib.errors import MeasureError

if TYPE_CHECKING:
    from povlib.measures import Measure
    from povlib.measures.definition import Definition

__all__ = ["command"]

_UNITS_TH = {
    "share": "สัดส่วน 0–1",
    "index": "ดัชนี",
    "ratio": "เท่า",
    "baht_person_year": "บาทต่อคนต่อปี",
    "baht_year": "บาทต่อปี",
    "households": "ครัวเรือน",
    "persons": "คน",
    "growth": "ส่วนของค่าเดิม (ติดลบได้)",
    "years": "ปี",
    "spells": "ช่วง",
    "yes_no": "1 ใช่ 0 ไม่ใช่",
    "as_given": "ตามหน่วยของค่าที่วัด",
    "as_given_per_time": "ตามหน่วยของค่าที่วัด ต่อหนึ่งหน่วยเวลา",
}
_FROM_PARTS = "ค่าของทั้งหมดจากส่วนย่อย"


@click.command(name="measures")
@click.argument("keys", nargs=-1)
def command(keys: tuple[str, ...]) -> None:
    """บอกนิยามของตัวชี้วัด KEYS เช่น headcount gini targeting (ไม่ระบุ: ทุกตัวโดยย่อ)."""
    if not keys:
        _list_all()
    for key in keys:
        _tell(key)


def _list_all() -> None:
    # numpy and pandas, which `--help` does not need.
    from povlib.measures import ALIASES, MEASURES
    from povlib.measures.definitions import DEFINITIONS
    from povlib.measures.registry import FUNCTIONS

    for measure in MEASURES.values():
        click.echo(f"{measure.key}\t{measure.name_th}\t{_UNITS_TH[measure.unit]}")
    for name, key in ALIASES.items():
        click.echo(f"{name}\tชื่ออื่นของ {key}")
    for name, text in FUNCTIONS.items():
        click.echo(f"povlib.measures.{name}\t{text}")
        for each in DEFINITIONS.values():
            if each.call == name.partition(".")[2]:
                click.echo(f"{each.key}\t{each.name_th}\t{_UNITS_TH[each.unit]}")


def _tell(key: str) -> None:
    # As above.
    from povlib.measures.definitions import DEFINITIONS, find_definitions
    from povlib.measures.registry import ALIASES, FUNCTIONS, MEASURES, require_measures

    named = key.removeprefix("povlib.measures.")
    function = named.partition(".")[2] if named in FUNCTIONS else named
    is_dotted = named not in ALIASES and "." in named.partition(":")[0]
    bare = () if named in {*MEASURES, *ALIASES} else DEFINITIONS.values()
    defined = [each for each in bare if each.name == named]
    if is_dotted or function in {each.call for each in DEFINITIONS.values()}:
        defined = [*find_definitions(function)]
    for definition in defined:
        _say(definition, {})
    if not defined:
        _require_known(named.partition(":")[0])
        for measure in dict.fromkeys(asked.measure for asked in require_measures(key)):
            _say(measure, _more(measure))


def _more(measure: "Measure") -> dict[str, str]:
    positive = "ใช่" if measure.needs_positive_income else ""
    if positive and measure.takes:
        positive = "ใช่ บางเลขใช้รายได้ 0 ได้ (docs/measures.md หัวข้อ 9)"
    numbers = ", ".join(f"{each:g}" for each in measure.parameters)
    is_ratio = measure.numerator is not None
    return {
        "เลขหลังเครื่องหมาย :": numbers,
        "รายได้ต้องมากกว่า 0": positive,
        _FROM_PARTS: "เฉลี่ยถ่วงน้ำหนักด้วยตัวหาร" if is_ratio else "ต้องคำนวณใหม่จากทุกแถว",
    }


def _require_known(name: str) -> None:
    # As above.
    from povlib.measures.definitions import DEFINITIONS
    from povlib.measures.registry import ALIASES, MEASURES

    defined = (part for each in DEFINITIONS.values() for part in (each.key, each.name, each.call))
    known = [*dict.fromkeys((*MEASURES, *ALIASES, *defined))]
    if name not in known:
        near = get_close_matches(name, known, n=3)
        raise MeasureError(
            "ต้องเป็นชื่อตัวชี้วัดหรือฟังก์ชันที่มีนิยาม",
            got=name,
            todo=f"ใช้ {', '.join(near)}" if near else "ดูทั้งหมดด้วย povlib measures",
        )


def _say(defined: "Measure | Definition", more: dict[str, str]) -> None:
    lines = {
        "ความหมาย": defined.definition_th,
        "หน่วย": _UNITS_TH[defined.unit],
        "สูตร": defined.formula,
        "ตรงเส้นพอดี": defined.boundary,
        **more,
        _FROM_PARTS: "บวกกัน" if defined.is_additive else more.get(_FROM_PARTS, ""),
        "ความคลาดเคลื่อน": defined.influence,
        "ที่มา": defined.source,
    }
    click.echo(f"{defined.key}: {defined.name_th} ({defined.name_en})")
    for label, text in lines.items():
        if text:
            click.echo(f"  {label}: {text}")
