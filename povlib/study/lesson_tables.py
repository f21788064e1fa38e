"""Public tables of lessons: coverage by district, lessons in short, themes.

Lessons are texts that may be read by everyone; the numbers count lessons and districts, never
households.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from povlib import areas
from povlib.disclosure import Column, PublicTable, publish
from povlib.knowledge.cards import Card
from povlib.knowledge.coverage import COVERAGE_TH, DistrictCoverage
from povlib.knowledge.showing import PublicLesson
from povlib.progress import floor_share
from povlib.study.columns import area_columns, share, text_column
from povlib.thai import sorted_th

__all__ = [
    "PARTS",
    "Shelf",
    "coverage_table",
    "frame_of",
    "headline_table",
    "lessons_table",
    "ours",
    "tell",
    "theme_table",
]

PARTS = (
    *("problem_area", "problems", "background", "objective"),
    *("process", "km_process", "strategy", "narrative"),
    *("cautions", "techniques", "success_factors", "results"),
    *("core_knowledge", "knowledge_assets", "recommendations", "rules"),
)
"""Fields of a lesson in short, each a column of its own under its own heading."""

_ROLES_TH = {
    "counted": "นับปีนี้",
    "copy": "ใกล้เคียงเรื่องอื่น ไม่นับ",
    "other_year": "ปีอื่น",
    "undated": "ไม่มีวันที่",
}
_PUBLIC = ("approved", "published")
_STATUS_TH = {"approved": "อนุมัติแล้ว", "published": "เผยแพร่แล้ว"}
_MOST_LETTERS = 4000
"""A part longer than this is cut after a whole point: a cell of a workbook has its limit."""


@dataclass(frozen=True)
class Shelf:
    """The lessons of one province, as a study of them needs them.

    Attributes
    ----------
    cards : tuple of Card
        Of all provinces.
    province_code : str
    fiscal_year_be : int
    is_demo : bool
    """

    cards: tuple[Card, ...]
    province_code: str
    fiscal_year_be: int
    is_demo: bool

    @property
    def public(self) -> tuple[Card, ...]:
        """Cards of the province that everyone may read, of any year."""
        return tuple(card for card in self.cards if ours(card, self) and card.status in _PUBLIC)

    @property
    def counted(self) -> tuple[Card, ...]:
        """Public cards of the province and year that repeat no other lesson."""
        return tuple(card for card in self.public if self.role(card) == "counted")

    @property
    def nation(self) -> tuple[Card, ...]:
        """Public cards of all provinces and this year that repeat no other lesson."""
        return tuple(c for c in self.cards if c.status in _PUBLIC and self.role(c) == "counted")

    def role(self, card: Card) -> str:
        """Tell how a lesson counts for the fiscal year."""
        if card.fiscal_year_be is None:
            return "undated"
        if card.fiscal_year_be != self.fiscal_year_be:
            return "other_year"
        return "copy" if card.copy_of else "counted"


def ours(card: Card, shelf: Shelf) -> bool:
    """Tell whether a lesson is one of the province's.

    Parameters
    ----------
    card : Card
    shelf : Shelf
    """
    return (card.district_code or card.province_code or "")[:2] == shelf.province_code


def tell(
    name: str,
    frame: pd.DataFrame,
    *,
    shelf: Shelf,
    title_th: str,
    columns: Sequence[Column],
    note_th: str = "",
) -> PublicTable:
    """Publish a table that counts no households.

    Parameters
    ----------
    name : str
    frame : DataFrame
    shelf : Shelf
    title_th : str
    columns : sequence of Column
    note_th : str
    """
    return publish(
        name,
        frame,
        title_th=title_th,
        columns=columns,
        pattern=None,
        source_th="บทเรียนสาธิต ข้อมูลสมมติ" if shelf.is_demo else "โฟลเดอร์บทเรียนของหน่วยงาน",
        is_demo=shelf.is_demo,
        note_th=note_th,
    )


def frame_of(rows: Sequence[dict], columns: Sequence[Column]) -> pd.DataFrame:
    """Give rows as a frame that has its columns, with their types, also where there is no row.

    Parameters
    ----------
    rows : sequence of dict
    columns : sequence of Column
    """
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    numbers = {c.key: "Float64" if c.kind == "share" else "Int64" for c in columns}
    kinds = {c.key: numbers[c.key] for c in columns if c.kind in ("number", "share")}
    return frame.astype(kinds)


def coverage_table(found: Iterable[DistrictCoverage], *, shelf: Shelf) -> PublicTable:
    """Publish which districts have a lesson of their own this fiscal year.

    Parameters
    ----------
    found : iterable of DistrictCoverage
        Of the province's districts.
    shelf : Shelf

    Returns
    -------
    PublicTable
        A row a district, ก-ฮ: those with targets, and those without that have lessons.
    """
    rows = [
        {
            "district_code": one.district_code,
            "area_th": areas.area_name_th(one.district_code),
            "state": one.state,
            "state_th": COVERAGE_TH[one.state],
            "approved": one.approved,
            "drafts": one.drafts,
            "copies": one.copies,
            "undated": one.undated,
        }
        for one in found
        if one.state != "not_due" or one.approved or one.drafts
    ]
    columns = [
        *area_columns("district_code", "area_th"),
        Column("state", "รหัสสถานะ", "", "code"),
        text_column("state_th", "สถานะ"),
        _lessons("approved", "อนุมัติหรือเผยแพร่แล้ว"),
        _lessons("drafts", "ยังเป็นฉบับร่าง"),
        _lessons("copies", "ใกล้เคียงเรื่องอื่น ไม่นับ"),
        _lessons("undated", "ไม่มีวันที่ ไม่นับ"),
    ]
    return tell(
        "coverage",
        frame_of(sorted_th(rows, key=lambda row: row["area_th"]), columns),
        shelf=shelf,
        title_th="บทเรียนของปีนี้รายอำเภอ",
        columns=columns,
        note_th="นับบทเรียนของปีงบประมาณที่อนุมัติหรือเผยแพร่แล้ว "
        "เรื่องที่ใกล้เคียงเรื่องก่อนหน้าเกิน 0.8 ไม่นับ อำเภอที่ไม่มีครัวเรือนเป้าหมายไม่ต้องส่ง",
    )


def headline_table(coverage: PublicTable, *, shelf: Shelf, uses: Mapping[str, int]) -> PublicTable:
    """Publish the numbers of the first page: one row.

    Parameters
    ----------
    coverage : PublicTable
    shelf : Shelf
    uses : mapping of str to int
        `uses` and `used_lessons` of the province in the fiscal year.
    """
    states = coverage.frame["state"].tolist()
    due = sum(state != "not_due" for state in states)
    roles = [shelf.role(card) for card in shelf.public]
    row = {
        "area_code": shelf.province_code,
        "area_th": areas.area_name_th(shelf.province_code),
        "due": due,
        **{state: states.count(state) for state in ("covered", "draft_only", "missing")},
        "lacking": due - states.count("covered"),
        "covered_share": _share(states.count("covered"), whole=due),
        "lessons": roles.count("counted"),
        "failures": sum(card.profile.is_failure for card in shelf.counted),
        "copies": roles.count("copy"),
        "undated": roles.count("undated"),
        "other_years": roles.count("other_year"),
        "nation_lessons": len(shelf.nation),
        **uses,
    }
    columns = _headline_columns()
    return tell(
        "lessons_headline",
        frame_of([row], columns),
        shelf=shelf,
        title_th="ตัวเลขสำคัญของบทเรียน",
        columns=columns,
    )


def lessons_table(
    lessons: Sequence[PublicLesson],
    *,
    shelf: Shelf,
    themes: Mapping[str, str],
    headings: Mapping[str, str],
) -> PublicTable:
    """Publish the province's lessons in short, each part by whole points, one a line.

    Parameters
    ----------
    lessons : sequence of PublicLesson
    shelf : Shelf
    themes : mapping of str to str
        Key to words.
    headings : mapping of str to str
        Thai heading of each field.

    Returns
    -------
    PublicTable
        Those that count for the year first, then by district ก-ฮ.
    """
    cards = {card.lesson_id: card for card in shelf.public}
    order = tuple(_ROLES_TH)
    rows = [_lesson_row(one, cards[one.lesson_id], shelf, themes) for one in lessons]
    rows = sorted_th(sorted(rows, key=lambda r: r["lesson_id"]), key=lambda row: row["area_th"])
    rows.sort(key=lambda row: order.index(row["role"]))
    columns = [
        Column("lesson_id", "รหัสบทเรียน", "", "code"),
        *area_columns("district_code", "area_th"),
        text_column("title", "ชื่อเรื่อง"),
        Column("date", "วันที่", "", "text"),
        Column("role", "รหัสการนับ", "", "code"),
        text_column("role_th", "การนับ"),
        text_column("status_th", "สถานะ"),
        text_column("failure_th", "บทเรียนของสิ่งที่ไม่สำเร็จ"),
        text_column("themes_th", "หัวข้อ"),
        text_column("credit_th", "เจ้าของความรู้"),
        *(text_column(key, headings[key]) for key in PARTS),
    ]
    return tell(
        "lessons",
        frame_of(rows, columns),
        shelf=shelf,
        title_th="บทเรียนโดยย่อ",
        columns=columns,
        note_th="หนึ่งข้อต่อหนึ่งบรรทัด ชื่อและหมายเลขของบุคคลถูกปิด อ่านฉบับเต็มได้ในแฟ้มบทเรียนตามรหัส",
    )


def theme_table(shelf: Shelf, *, themes: Mapping[str, str]) -> PublicTable:
    """Publish how many lessons of the year are about each theme, here and in the nation.

    Parameters
    ----------
    shelf : Shelf
    themes : mapping of str to str
        Key to words, in the order of the settings.

    Returns
    -------
    PublicTable
        Themes of the province first, then those that it has no lesson about, both by number.
    """
    own = [theme for card in shelf.counted for theme in card.profile.themes]
    all_of_them = [theme for card in shelf.nation for theme in card.profile.themes]
    frame = pd.DataFrame(
        {
            "key": list(themes),
            "label_th": list(themes.values()),
            "lessons": [own.count(key) for key in themes],
            "nation_lessons": [all_of_them.count(key) for key in themes],
        }
    )
    frame["lessons_share"] = floor_share(frame["lessons"], whole=_whole(frame, shelf.counted))
    frame["nation_share"] = floor_share(frame["nation_lessons"], whole=_whole(frame, shelf.nation))
    by = ["lessons", "nation_lessons"]
    return tell(
        "themes",
        frame.sort_values(by, ascending=False, kind="stable").reset_index(drop=True),
        shelf=shelf,
        title_th="หัวข้อของบทเรียน",
        columns=[
            Column("key", "รหัสหัวข้อ", "", "code"),
            text_column("label_th", "หัวข้อ"),
            _lessons("lessons", "บทเรียนของจังหวัด"),
            share("lessons_share", "สัดส่วนของจังหวัด", depends=("lessons",)),
            _lessons("nation_lessons", "บทเรียนทั้งประเทศ"),
            share("nation_share", "สัดส่วนทั้งประเทศ", depends=("nation_lessons",)),
        ],
        note_th="บทเรียนหนึ่งเรื่องมีได้หลายหัวข้อ โปรแกรมจัดหัวข้อจากคำในบทเรียน",
    )


def _lessons(key: str, label_th: str) -> Column:
    return Column(key, label_th, "เรื่อง", "number")


def _headline_columns() -> list[Column]:
    return [
        *area_columns("area_code", "area_th"),
        _districts("due", "อำเภอที่มีครัวเรือนเป้าหมาย"),
        _districts("covered", "มีบทเรียนของปีนี้แล้ว"),
        _districts("lacking", "ยังขาดบทเรียน"),
        _districts("draft_only", "ในนี้มีแต่ร่าง"),
        _districts("missing", "ในนี้ไม่มีทั้งบทเรียนและร่าง"),
        share("covered_share", "สัดส่วนอำเภอที่มีบทเรียน", depends=("covered", "due")),
        _lessons("lessons", "บทเรียนของปีนี้"),
        _lessons("failures", "บทเรียนของสิ่งที่ไม่สำเร็จ"),
        _lessons("copies", "ใกล้เคียงเรื่องอื่น ไม่นับ"),
        _lessons("undated", "ไม่มีวันที่ ไม่นับ"),
        _lessons("other_years", "บทเรียนของปีอื่น"),
        _lessons("nation_lessons", "บทเรียนของปีนี้ทั้งประเทศ"),
        Column("uses", "การนำไปใช้ที่บันทึกไว้", "ครั้ง", "number"),
        _lessons("used_lessons", "บทเรียนที่อำเภอในจังหวัดนำไปใช้"),
    ]


def _districts(key: str, label_th: str) -> Column:
    return Column(key, label_th, "อำเภอ", "number")


def _share(part: int, *, whole: int) -> float:
    return float(floor_share(pd.Series([part]), whole=pd.Series([whole])).iloc[0])


def _lesson_row(
    lesson: PublicLesson, card: Card, shelf: Shelf, themes: Mapping[str, str]
) -> dict[str, str]:
    role = shelf.role(card)
    return {
        "lesson_id": lesson.lesson_id,
        "district_code": lesson.district_code or "",
        "area_th": lesson.area_th.removeprefix("อำเภอ"),
        "title": lesson.title,
        "date": lesson.date or "",
        "role": role,
        "role_th": _ROLES_TH[role],
        "status_th": _STATUS_TH[lesson.status],
        "failure_th": "ใช่" if lesson.is_failure else "",
        "themes_th": " ".join(themes.get(key, key) for key in lesson.themes),
        "credit_th": lesson.credit_th,
        **{key: _part(lesson.parts.get(key, ())) for key in PARTS},
    }


def _part(points: Sequence[str]) -> str:
    """Give a field, one point a line."""
    lines, letters = [], 0
    for point in points:
        line = " – ".join(part.strip() for part in point.splitlines() if part.strip())
        letters += len(line)
        if lines and letters > _MOST_LETTERS:
            break
        lines.append(line)
    return "\n".join(lines)


def _whole(frame: pd.DataFrame, cards: Sequence[Card]) -> pd.Series:
    return pd.Series(len(cards), index=frame.index)
