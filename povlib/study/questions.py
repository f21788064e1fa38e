"""What the next forum should ask: questions by rule, from what the lessons of a year lack.

Each question says why it is asked. Nothing is guessed from the texts but whether a part of a lesson
is there and whether it holds a number.
"""

import re
from collections.abc import Callable, Sequence
from math import floor

from povlib.disclosure import PublicTable
from povlib.study.columns import text_column
from povlib.study.lesson_tables import Shelf, frame_of, tell

__all__ = ["questions_table"]

_NAMES = 4
_LARGE = 0.15
"""A need of a smaller share of the income lacking is not asked about."""

_NUMBER = re.compile(r"[0-9๐-๙]")

Question = tuple[str, str, str]
"""Kind, question, reason."""


def questions_table(
    coverage: PublicTable, lessons: PublicTable, *, needs: PublicTable, shelf: Shelf
) -> PublicTable:
    """Publish the questions for the next forum, the most pressing first.

    Parameters
    ----------
    coverage, lessons, needs : PublicTable
    shelf : Shelf

    Returns
    -------
    PublicTable
        No row where nothing is missing.
    """
    counted = [row for row in _rows(lessons) if row["role"] == "counted"]
    found = [
        *_from_districts(_rows(coverage)),
        *_from_needs(_rows(needs), shelf),
        *_from_lessons(counted),
    ]
    columns = [
        text_column("kind", "ชนิด"),
        text_column("question_th", "คำถาม"),
        text_column("why_th", "เหตุที่ถาม"),
    ]
    rows = [dict(zip(("kind", "question_th", "why_th"), one, strict=True)) for one in found]
    return tell(
        "questions",
        frame_of(rows, columns),
        shelf=shelf,
        title_th="คำถามสำหรับเวทีครั้งหน้า",
        columns=columns,
    )


def _rows(table: PublicTable) -> list[dict]:
    return table.frame.astype(object).where(table.frame.notna(), None).to_dict("records")


def _from_districts(rows: Sequence[dict]) -> list[Question]:
    found: list[Question] = []
    missing = [row["area_th"] for row in rows if row["state"] == "missing"]
    drafts = [row["area_th"] for row in rows if row["state"] == "draft_only"]
    copies = [row["area_th"] for row in rows if row["copies"] and row["state"] != "covered"]
    if missing:
        asked = f"{_named(missing)}: ปีนี้ลองทำอะไรแล้วได้ผลหรือไม่ได้ผล ใครเล่าได้"
        found.append(("missing", asked, f"{len(missing)} อำเภอยังไม่มีทั้งบทเรียนและฉบับร่างของปีนี้"))
    if drafts:
        asked = f"{_named(drafts)}: ฉบับร่างติดอยู่ที่ขั้นใด ใครตรวจทานต่อได้"
        found.append(("draft_only", asked, f"{len(drafts)} อำเภอมีแต่ฉบับร่าง จึงยังไม่นับ"))
    if copies:
        asked = f"{_named(copies)}: ที่ทำจริงต่างจากเรื่องต้นฉบับตรงไหน"
        found.append(("copy", asked, "เรื่องที่ส่งมาเกือบเหมือนเรื่องก่อนหน้า จึงไม่นับเป็นบทเรียนของอำเภอ"))
    return found


def _from_needs(rows: Sequence[dict], shelf: Shelf) -> list[Question]:
    """Ask about the largest need of each kind that no lesson of the province is about."""
    found: list[Question] = []
    for kind, asked in _ASKED.items():
        there = {key for card in shelf.counted for key in _KEYS[kind](card.profile)}
        lacking = [r for r in rows if r["kind"] == kind and r["weight_share"] is not None]
        lacking = [r for r in lacking if r["key"] not in there and r["weight_share"] >= _LARGE]
        if lacking:
            most = max(lacking, key=lambda row: row["weight_share"])
            share = f"ร้อยละ {floor(most['weight_share'] * 1000 + 1e-6) / 10} ของรายได้ที่ยังขาด"
            why = f"{share} และยังไม่มีบทเรียนของจังหวัดเรื่องนี้"
            found.append((f"need_{kind}", asked.format(most["label_th"]), why))
    return found


_KEYS: dict[str, Callable] = {
    "cause": lambda profile: profile.causes,
    "group": lambda profile: profile.groups,
    "occupation": lambda profile: profile.occupations,
}
_ASKED = {
    "cause": "ครัวเรือนที่ติดขัดเรื่อง{}: ใครเคยช่วยให้พ้นได้ และทำอย่างไร",
    "group": "{}: ทำอะไรแล้วได้ผลกับครัวเรือนกลุ่มนี้",
    "occupation": "อาชีพ{}: ใครทำแล้วมีรายได้จริง ลงทุนเท่าไร ขายที่ไหน",
}


def _from_lessons(rows: Sequence[dict]) -> list[Question]:
    found: list[Question] = []
    worked = [row for row in rows if not row["failure_th"]]
    silent = [row["title"] for row in worked if not row["results"]]
    unmeasured = [
        row["title"] for row in worked if row["results"] and not _NUMBER.search(row["results"])
    ]
    failed = [row["title"] for row in rows if row["failure_th"]]
    if silent:
        found.append(("no_results", f"{_titled(silent)}: ได้ผลอย่างไร", "บทเรียนบอกวิธี แต่ไม่บอกผล"))
    if unmeasured:
        asked = f"{_titled(unmeasured)}: ได้ผลกี่ครัวเรือน รายได้เปลี่ยนเท่าไร"
        found.append(("no_numbers", asked, "บทเรียนบอกผลไว้ แต่ไม่มีตัวเลข"))
    if failed:
        asked = f"{_titled(failed)}: พลาดตรงไหน ถ้าทำอีกครั้งจะเปลี่ยนอะไร"
        found.append(("failure", asked, "เรื่องที่ไม่สำเร็จช่วยให้อำเภออื่นไม่พลาดซ้ำ"))
    return found


def _named(names: Sequence[str]) -> str:
    more = f" และอีก {len(names) - _NAMES} อำเภอ" if len(names) > _NAMES else ""
    return " ".join(names[:_NAMES]) + more


def _titled(titles: Sequence[str]) -> str:
    first = f"“{titles[0]}”"
    return f"{first} และอีก {len(titles) - 1} เรื่อง" if len(titles) > 1 else first
