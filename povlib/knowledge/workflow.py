"""A lesson's way to the public: draft, reviewed, verified, approved, published, and back out.

Another person reviews; the owner does not approve; each number rests on something; a question of
ethics is answered. What changed after a step is a draft again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from povlib.errors import LessonError
from povlib.knowledge.ethics import open_questions
from povlib.knowledge.history import Step, standing, text_sha256
from povlib.knowledge.lesson import Lesson, Status
from povlib.knowledge.numbers import unfounded_numbers
from povlib.knowledge.redaction import without_title
from povlib.params import LessonEthics

__all__ = ["ACTIONS", "STATUS_TH", "Actor", "take_step", "tombstone"]

ACTIONS = ("review", "verify", "approve", "publish", "supersede", "withdraw")

_FROM: dict[str, tuple[Status, ...]] = {
    "review": ("draft",),
    "verify": ("reviewed",),
    "approve": ("reviewed", "verified"),
    "publish": ("approved",),
    "supersede": ("published",),
    "withdraw": ("draft", "reviewed", "verified", "approved", "published"),
}
_TO: dict[str, Status] = {
    "review": "reviewed",
    "verify": "verified",
    "approve": "approved",
    "publish": "published",
    "supersede": "superseded",
    "withdraw": "withdrawn",
}
STATUS_TH = {
    "draft": "ร่าง",
    "reviewed": "ตรวจแล้ว",
    "verified": "ยืนยันตัวเลขแล้ว",
    "approved": "อนุมัติแล้ว",
    "published": "เผยแพร่แล้ว",
    "superseded": "มีฉบับใหม่แทนแล้ว",
    "withdrawn": "ถอนแล้ว",
}


@dataclass(frozen=True)
class Actor:
    """Who takes a step, as they say themselves, and when (ISO time from the door)."""

    by: str
    role: str
    recorded_at: str


def take_step(
    lesson: Lesson,
    action: str,
    *,
    actor: Actor,
    history: Sequence[Step],
    ethics: LessonEthics,
    note: str = "",
) -> tuple[Step, ...]:
    """Give the steps that an action adds to the history, after all guards.

    Parameters
    ----------
    lesson : Lesson
    action : str
        One of `ACTIONS`.
    actor : Actor
    history : sequence of Step
        Of all lessons.
    ethics : LessonEthics
    note : str
        For a withdrawal: the reason.

    Returns
    -------
    tuple of Step
        One; two where an approval verifies the numbers too.

    Raises
    ------
    LessonError
        The lesson does not stand where the action begins, or a guard refuses.
    """
    now = standing(lesson, history)
    _require_from(lesson, action, now)
    _require_name(lesson, actor)
    if action == "review":
        _require_other(lesson, actor, "ผู้ตรวจต้องไม่ใช่เจ้าของความรู้")
        _require_answers(lesson, ethics)
    if action in ("verify", "approve"):
        _require_evidence(lesson)
    if action == "approve":
        _require_other(lesson, actor, "เจ้าของความรู้อนุมัติบทเรียนของตนเองไม่ได้")
    if action == "withdraw" and not note.strip():
        raise LessonError("การถอนบทเรียนต้องบอกเหตุผล", where=lesson.id, todo="ใส่ --reason")
    also = ("verify",) if action == "approve" and now == "reviewed" else ()
    return tuple(_step(lesson, one, actor, note) for one in (*also, action))


def tombstone(lesson: Lesson) -> Lesson:
    """Give what stays of a withdrawn lesson: that it was there, and nothing of what it said.

    Parameters
    ----------
    lesson : Lesson
    """
    kept = {key: getattr(lesson, key) for key in ("id", "source_file", "source_lines")}
    return Lesson(**kept, status="withdrawn")


def _step(lesson: Lesson, action: str, actor: Actor, note: str) -> Step:
    text = text_sha256(tombstone(lesson) if action == "withdraw" else lesson)
    return Step(lesson.id, _TO[action], actor.by, actor.role, actor.recorded_at, text, note)


def _require_from(lesson: Lesson, action: str, now: Status) -> None:
    if now not in _FROM[action]:
        froms = " หรือ ".join(STATUS_TH[one] for one in _FROM[action])
        raise LessonError(
            f"ขั้น {action} เริ่มได้จากสถานะ {froms}",
            got=STATUS_TH[now],
            where=lesson.id,
            todo="ถ้าข้อความถูกแก้หลังขั้นก่อน สถานะกลับเป็นร่าง ให้เริ่มที่ review",
        )


def _require_name(lesson: Lesson, actor: Actor) -> None:
    if not actor.by.strip() or not actor.role.strip():
        raise LessonError("ต้องบอกชื่อและบทบาทของผู้ทำ", where=lesson.id, todo="ใส่ --by และ --role")


def _require_other(lesson: Lesson, actor: Actor, must: str) -> None:
    if lesson.owner and _folded(actor.by) == _folded(lesson.owner):
        raise LessonError(must, where=lesson.id, todo="ให้คนอื่นทำขั้นนี้")


def _require_answers(lesson: Lesson, ethics: LessonEthics) -> None:
    questions = open_questions(lesson, ethics=ethics)
    if questions:
        raise LessonError(
            "ต้องตอบคำถามเรื่องศักดิ์ศรีของครัวเรือนก่อน: "
            + " / ".join(f"[{one.key}] {one.question_th}" for one in questions),
            where=lesson.id,
            todo="ตอบด้วย --answer คีย์=คำตอบ หรือแก้บทเรียน",
        )


def _require_evidence(lesson: Lesson) -> None:
    missing = unfounded_numbers(lesson)
    if missing:
        raise LessonError(
            "ทุกตัวเลขในบทเรียนต้องมีที่มา (stated, document หรือ computed)",
            got=", ".join(f"{field}: {number}" for field, number in missing),
            where=lesson.id,
            todo="เติมใน numbers: ที่ส่วนหัวของแฟ้มบทเรียน; source: ของ document คือชื่อเอกสาร"
            " ของ computed คือรหัสข้อมูลที่ท้ายรายงาน",
        )


def _folded(name: str) -> str:
    return "".join(without_title(name).split()).lower()
