"""What was done with each lesson: one line a step, appended and never changed.

Names and roles are as the people gave them; nobody checks who they are, and the history says so.
Each line holds the sum of the line before it: one that was changed, taken out or put in is found.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from povlib.errors import LessonError
from povlib.knowledge.lesson import FIELDS, Lesson, Status

__all__ = [
    "HISTORY",
    "Step",
    "append_steps",
    "read_history",
    "standing",
    "standing_of",
    "text_sha256",
]

HISTORY = "history.jsonl"
_FINAL = ("withdrawn", "superseded")


@dataclass(frozen=True)
class Step:
    """One step of a lesson.

    Attributes
    ----------
    lesson_id : str
    status : str
        What the lesson was after it.
    by, role : str
        As the person gave them.
    recorded_at : str
        ISO time as the door gave it.
    text_sha256 : str
        Of the lesson's text at that moment.
    note : str
    identity : str
        How the name is known.
    previous : str
        Checksum of the line before, set as the step is written down.
    """

    lesson_id: str
    status: Status
    by: str
    role: str
    recorded_at: str
    text_sha256: str
    note: str = ""
    identity: str = "self-declared"
    previous: str = ""


def text_sha256(lesson: Lesson) -> str:
    """Give the checksum of what a reader of the lesson would read.

    Parameters
    ----------
    lesson : Lesson
    """
    said = lesson.model_dump(mode="json", include={*FIELDS, "numbers"})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def read_history(folder: Path) -> tuple[Step, ...]:
    """Read all steps, the oldest first.

    Parameters
    ----------
    folder : pathlib.Path
        Of the lessons.

    Raises
    ------
    LessonError
        A line is damaged, or not the one that was written there.

    Notes
    -----
    Lines that were cut off at the end leave no trace, and who works out all sums anew is not found:
    this tells a slip from a record, it does not replace a copy elsewhere.
    """
    return _steps(_text(folder))


def append_steps(folder: Path, steps: Iterable[Step]) -> None:
    """Add steps; they are on the disk when this returns.

    Parameters
    ----------
    folder : pathlib.Path
    steps : iterable of Step
    """
    before, text = next(reversed(_lines(_text(folder))), ""), ""
    for step in steps:
        before = json.dumps(asdict(replace(step, previous=_sum(before))), ensure_ascii=False)
        text += before + "\n"
    with (folder / HISTORY).open("a", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def standing(lesson: Lesson, history: Iterable[Step]) -> Status:
    """Give a lesson's status: that of its last step, or draft where its text changed since.

    Parameters
    ----------
    lesson : Lesson
    history : iterable of Step
    """
    steps = [step for step in history if step.lesson_id == lesson.id]
    return standing_of(text_sha256(lesson), steps[-1] if steps else None)


def standing_of(sha256: str, last: Step | None) -> Status:
    """Give the status of a lesson with a text's checksum after its last step.

    Parameters
    ----------
    sha256 : str
        As `text_sha256` gives it now.
    last : Step or None
        None where it took no step.
    """
    if last is None:
        return "draft"
    is_same = last.status in _FINAL or last.text_sha256 == sha256
    return last.status if is_same else "draft"


# A report asks several times: the same text is not parsed again.
@lru_cache(maxsize=1)
def _steps(text: str) -> tuple[Step, ...]:
    lines = _lines(text)
    try:
        # One list is read three times as fast as its lines.
        steps = tuple(Step(**step) for step in json.loads(f"[{','.join(lines)}]"))
    except (ValueError, TypeError) as error:
        raise _damaged("อ่านไม่ได้") from error
    changed = _first_changed(lines, steps)
    if changed:
        raise _damaged(f"บรรทัดที่ {changed} หรือบรรทัดก่อนหน้าถูกแก้ ลบ หรือแทรก")
    return steps


def _text(folder: Path) -> str:
    file = folder / HISTORY
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _first_changed(lines: Sequence[str], steps: Sequence[Step]) -> int:
    """Give the number of the first line that does not follow the one before it, 0 for none.

    Lines from before sums were kept have none; behind the first sum every line has one.
    """
    is_summed, before = False, ""
    for number, (line, step) in enumerate(zip(lines, steps, strict=True), start=1):
        is_summed |= step.previous != ""
        if is_summed and step.previous != _sum(before):
            return number
        before = line
    return 0


def _sum(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def _damaged(how: str) -> LessonError:
    return LessonError(
        "ประวัติของบทเรียนต้องเป็นบรรทัดเดิมที่โปรแกรมเขียน",
        got=how,
        where=HISTORY,
        todo="นำแฟ้มจากสำเนาสำรองกลับมา การแก้สถานะให้ทำด้วยคำสั่ง povlib lessons",
    )
