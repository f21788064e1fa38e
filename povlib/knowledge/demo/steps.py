"""Takes made-up lessons through the real steps, each on a day of its own."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from povlib.knowledge.demo.schedule import Entry
from povlib.knowledge.demo.texts import read_common
from povlib.knowledge.ethics import open_questions
from povlib.knowledge.history import Step
from povlib.knowledge.lesson import Credit, Lesson
from povlib.knowledge.workflow import Actor, take_step, tombstone
from povlib.params import LessonEthics

__all__ = ["Made", "take_steps"]

_STEPS: Mapping[str, tuple[str, ...]] = {
    "draft": (),
    "reviewed": ("review",),
    "verified": ("review", "verify"),
    "approved": ("review", "approve"),
    "published": ("review", "approve", "publish"),
    "superseded": ("review", "approve", "publish"),
    "withdrawn": ("review", "approve", "publish", "withdraw"),
}
_WHO = {
    "review": ("ผู้ตรวจ (ข้อมูลสมมติ)", "พัฒนาการอำเภอ"),
    "verify": ("ผู้ตรวจ (ข้อมูลสมมติ)", "พัฒนาการอำเภอ"),
    "approve": ("ผู้อนุมัติ (ข้อมูลสมมติ)", "พัฒนาการจังหวัด"),
    "publish": ("ผู้เผยแพร่ (ข้อมูลสมมติ)", "เจ้าหน้าที่ KM จังหวัด"),
    "supersede": ("ผู้เผยแพร่ (ข้อมูลสมมติ)", "เจ้าหน้าที่ KM จังหวัด"),
    "withdraw": ("ผู้เผยแพร่ (ข้อมูลสมมติ)", "เจ้าหน้าที่ KM จังหวัด"),
}
_CREDITS = ("name", "name", "office", "none", "")


_UNDATED = date(2014, 1, 20)


@dataclass(frozen=True)
class Made:
    """A lesson that went all its steps."""

    entry: Entry
    lesson: Lesson
    steps: tuple[Step, ...]


def take_steps(
    entries: Sequence[Entry], lessons: Mapping[int, Lesson], *, ethics: LessonEthics, seed: int
) -> list[Made]:
    """Take each lesson to where its plan says.

    Parameters
    ----------
    entries : sequence of Entry
    lessons : mapping
        As imported, by number.
    ethics : LessonEthics
        Its questions are answered before the review.
    seed : int
    """
    made: dict[int, Made] = {}
    for entry in entries:
        draw = random.Random(f"{seed}:steps:{entry.number}")
        made[entry.number] = _taken(entry, lessons[entry.number], ethics, draw)
        if entry.replaces is not None:
            older = made[entry.replaces]
            made[entry.replaces] = _superseded(older, by=made[entry.number], ethics=ethics)
    return [made[entry.number] for entry in entries]


def _taken(entry: Entry, lesson: Lesson, ethics: LessonEthics, draw: random.Random) -> Made:
    common = read_common()
    day = entry.day or _UNDATED
    answers = {one.key: common.answers[one.key] for one in open_questions(lesson, ethics=ethics)}
    actions = _STEPS[entry.fate]
    lesson = lesson.model_copy(update={"ethics": answers if actions else {}})
    steps: tuple[Step, ...] = ()
    for action in actions:
        day += timedelta(days=draw.randint(2, 7))
        actor = Actor(*_WHO[action], f"{day.isoformat()}T0{draw.randint(2, 8)}:30:00+00:00")
        note = draw.choice(common.reasons) if action == "withdraw" else ""
        rules = {"actor": actor, "history": steps, "ethics": ethics}
        steps += take_step(lesson, action, note=note, **rules)
        if action == "approve":
            lesson = lesson.model_copy(update={"credit": _credit(day, draw)})
    if entry.fate == "withdrawn":
        lesson = tombstone(lesson)
    status = steps[-1].status if steps else "draft"
    return Made(entry, lesson.model_copy(update={"status": status}), steps)


def _superseded(older: Made, *, by: Made, ethics: LessonEthics) -> Made:
    actor = Actor(*_WHO["supersede"], by.steps[-1].recorded_at)
    rules = {"actor": actor, "history": older.steps, "ethics": ethics}
    steps = older.steps + take_step(older.lesson, "supersede", note=by.lesson.id, **rules)
    return Made(older.entry, older.lesson.model_copy(update={"status": "superseded"}), steps)


def _credit(day: date, draw: random.Random) -> Credit | None:
    """Draw how the owner is named; some were not asked yet."""
    owner_credit = draw.choice(_CREDITS)
    return Credit(owner_credit=owner_credit, consented_on=day.isoformat()) if owner_credit else None
