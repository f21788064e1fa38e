"""Public tables of the career handbook that count no household: occupations and their lessons.

Cost and months to income are settings (`params/lessons/occupations.yml`) and no measurement.
"""

from collections.abc import Iterable, Mapping, Sequence

from povlib import areas
from povlib.disclosure import Column, PublicTable
from povlib.knowledge.cards import Card
from povlib.knowledge.showing import PublicLesson
from povlib.params import Occupation
from povlib.study.columns import text_column, year_column
from povlib.study.lesson_tables import Shelf, frame_of, tell

__all__ = [
    "handbook_headline",
    "lessons_by_occupation",
    "occupation_lessons_table",
    "occupations_table",
]

SOON_MONTHS = 3
"""An occupation that brings income after so many months at most counts as soon."""

_CONFIDENCE_TH = {"confirmed": "ยืนยันแล้ว", "unconfirmed": "ตัวอย่าง ยังไม่ยืนยัน"}
_FAILURE_TH = "บทเรียนจากสิ่งที่ไม่สำเร็จ"

ByOccupation = Mapping[str, Sequence[PublicLesson]]
"""Lessons by the key of the occupation they are about."""


def lessons_by_occupation(
    lessons: Iterable[PublicLesson], *, cards: Iterable[Card]
) -> dict[str, list[PublicLesson]]:
    """Give lessons by the occupations they are about, the latest first.

    Parameters
    ----------
    lessons : iterable of PublicLesson
    cards : iterable of Card
        Of these lessons, and maybe of others.

    Returns
    -------
    dict of str to list of PublicLesson
        Without lessons that nearly repeat an earlier one.
    """
    about = {card.lesson_id: card for card in cards if card.copy_of is None}
    found: dict[str, list[PublicLesson]] = {}
    for lesson in sorted(lessons, key=lambda one: (one.date or "", one.lesson_id), reverse=True):
        card = about.get(lesson.lesson_id)
        for key in card.profile.occupations if card else ():
            found.setdefault(key, []).append(lesson)
    return found


def handbook_headline(
    occupations: Sequence[Occupation], *, lessons: ByOccupation, shelf: Shelf
) -> PublicTable:
    """Publish the numbers of the handbook's first page: one row.

    Parameters
    ----------
    occupations : sequence of Occupation
    lessons : mapping
        As `lessons_by_occupation` gives them.
    shelf : Shelf
    """
    told = {one.lesson_id: one for there in lessons.values() for one in there}
    row = {
        "occupations": len(occupations),
        "soon": sum(one.months_to_income <= SOON_MONTHS for one in occupations),
        "with_lessons": sum(bool(lessons.get(one.key)) for one in occupations),
        "lessons": len(told),
        "failures": sum(one.is_failure for one in told.values()),
        "cost_low_baht": min((one.cost_baht for one in occupations), default=None),
        "cost_high_baht": max((one.cost_baht for one in occupations), default=None),
    }
    columns = [
        Column("occupations", "อาชีพในคู่มือ", "อาชีพ", "number"),
        Column("soon", f"อาชีพที่มีรายได้ภายใน {SOON_MONTHS} เดือน", "อาชีพ", "number"),
        Column("with_lessons", "อาชีพที่มีบทเรียน", "อาชีพ", "number"),
        Column("lessons", "บทเรียนที่กล่าวถึงอาชีพ", "เรื่อง", "number"),
        Column("failures", _FAILURE_TH, "เรื่อง", "number"),
        Column("cost_low_baht", "ทุนเริ่มต้นต่ำสุด", "บาท", "number"),
        Column("cost_high_baht", "ทุนเริ่มต้นสูงสุด", "บาท", "number"),
    ]
    return tell(
        "handbook_headline",
        frame_of([row], columns),
        shelf=shelf,
        title_th="ตัวเลขสำคัญของคู่มืออาชีพ",
        columns=columns,
    )


def occupations_table(
    occupations: Sequence[Occupation], *, lessons: ByOccupation, shelf: Shelf
) -> PublicTable:
    """Publish what each occupation takes: those that bring income soonest first, then the cheapest.

    Parameters
    ----------
    occupations : sequence of Occupation
    lessons : mapping
    shelf : Shelf
    """
    ordered = sorted(occupations, key=lambda one: (one.months_to_income, one.cost_baht, one.key))
    columns = [
        Column("occupation", "รหัสอาชีพ", "", "code"),
        text_column("label_th", "อาชีพ"),
        Column("cost_baht", "ทุนเริ่มต้น", "บาทต่อครัวเรือน", "number"),
        Column("months_to_income", "เริ่มมีรายได้", "เดือน", "number"),
        text_column("skills_th", "ทักษะที่ต้องมี"),
        text_column("market_th", "ตลาด"),
        text_column("confidence_th", "ความแน่ใจของทุนและเวลา"),
        text_column("source_th", "ที่มาของทุนและเวลา"),
        Column("lessons", "บทเรียนที่เผยแพร่แล้ว", "เรื่อง", "number"),
        Column("failures", _FAILURE_TH, "เรื่อง", "number"),
    ]
    return tell(
        "occupations",
        frame_of([_occupation_row(one, lessons.get(one.key, ())) for one in ordered], columns),
        shelf=shelf,
        title_th="อาชีพ ทุนเริ่มต้น และเวลาจนมีรายได้",
        columns=columns,
        note_th="เรียงจากมีรายได้เร็ว แล้วจากทุนน้อย",
    )


def occupation_lessons_table(
    occupations: Sequence[Occupation], *, lessons: ByOccupation, shelf: Shelf
) -> PublicTable:
    """Publish which lessons stand behind each occupation.

    Parameters
    ----------
    occupations : sequence of Occupation
    lessons : mapping
    shelf : Shelf

    Returns
    -------
    PublicTable
        A row an occupation and lesson; a lesson may stand behind several.
    """
    columns = [
        Column("occupation", "รหัสอาชีพ", "", "code"),
        text_column("label_th", "อาชีพ"),
        Column("lesson_id", "รหัสบทเรียน", "", "code"),
        text_column("title", "ชื่อเรื่อง"),
        text_column("area_th", "พื้นที่"),
        text_column("province_th", "จังหวัด"),
        year_column("fiscal_year_be", "ปีงบประมาณ"),
        text_column("failure_th", _FAILURE_TH),
    ]
    rows = [_lesson_row(one, told) for one in occupations for told in lessons.get(one.key, ())]
    return tell(
        "occupation_lessons",
        frame_of(rows, columns),
        shelf=shelf,
        title_th="บทเรียนที่อยู่เบื้องหลังแต่ละอาชีพ",
        columns=columns,
        note_th="บทเรียนที่เผยแพร่แล้วทุกปี เรื่องที่เกือบเหมือนเรื่องก่อนหน้าไม่นับซ้ำ",
    )


def _occupation_row(one: Occupation, lessons: Sequence[PublicLesson]) -> dict[str, object]:
    return {
        "occupation": one.key,
        "label_th": one.label_th,
        "cost_baht": one.cost_baht,
        "months_to_income": one.months_to_income,
        "skills_th": one.skills_th,
        "market_th": one.market_th,
        "confidence_th": _CONFIDENCE_TH[one.confidence],
        "source_th": one.source_th,
        "lessons": len(lessons),
        "failures": sum(lesson.is_failure for lesson in lessons),
    }


def _lesson_row(one: Occupation, lesson: PublicLesson) -> dict[str, object]:
    province = lesson.province_code
    return {
        "occupation": one.key,
        "label_th": one.label_th,
        "lesson_id": lesson.lesson_id,
        "title": lesson.title,
        "area_th": lesson.area_th,
        "province_th": areas.area_label_th(province) if province else "",
        "fiscal_year_be": lesson.fiscal_year_be,
        "failure_th": _FAILURE_TH if lesson.is_failure else "",
    }
