"""What was done with each lesson: one line a step, appended and never changed.

Names and roles are as the people gave them; nobody checks who they are, and the history says so.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

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
    """

    lesson_id: str
    status: Status
    by: str
    role: str
    recorded_at: str
    text_sha256: str
    note: str = ""
    identity: str = "self-declared"


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
    """
    file = folder / HISTORY
    return _steps(file.read_text(encoding="utf-8")) if file.exists() else ()


def append_steps(folder: Path, steps: Iterable[Step]) -> None:
    """Add steps; they are on the disk when this returns.

    Parameters
    ----------
    folder : pathlib.Path
    steps : iterable of Step
    """
    text = "".join(json.dumps(asdict(step), ensure_ascii=False) + "\n" for step in steps)
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
    # One list is read three times as fast as its lines.
    steps = json.loads(f"[{','.join(line for line in text.splitlines() if line.strip())}]")
    return tuple(Step(**step) for step in steps)
