"""A folder of lessons with its history: looks a lesson up, takes a step, writes both down."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from povlib.errors import LessonError
from povlib.knowledge.cardfile import forget_cards
from povlib.knowledge.files import lesson_of, write_lesson
from povlib.knowledge.history import append_steps, read_history, standing
from povlib.knowledge.lesson import Lesson, Status
from povlib.knowledge.redaction import hidden_people, redact_line
from povlib.knowledge.search.store import forget_index
from povlib.knowledge.workflow import Actor, take_step, tombstone
from povlib.locking import held
from povlib.params import LessonEthics
from povlib.thai import clean_text

__all__ = ["act", "change", "find_lesson", "statuses", "writing"]


def act(
    folder: Path,
    action: str,
    *,
    lesson_id: str,
    actor: Actor,
    ethics: LessonEthics,
    headings: Mapping[str, str],
    answers: Mapping[str, str] | None = None,
    note: str = "",
    supersedes: str | None = None,
) -> Status:
    """Take a step with a lesson: its file first, then the history, which decides.

    Parameters
    ----------
    folder : pathlib.Path
    action : str
        One of `workflow.ACTIONS`.
    lesson_id : str
    actor : Actor
    ethics : LessonEthics
    headings : mapping
    answers : mapping, optional
        To the questions of ethics, by key; names and numbers of people in them are hidden.
    note : str
        The same holds for it.
    supersedes : str, optional
        The published lesson that this one takes the place of: both steps are taken, or none.

    Returns
    -------
    str
        The lesson's status now.

    Raises
    ------
    LessonError
        There is no such lesson, another process is writing, or a guard refuses.
    """
    with writing(folder):
        lesson = find_lesson(folder, lesson_id=lesson_id, headings=headings)
        told = {key: _without_people(text, lesson) for key, text in (answers or {}).items()}
        lesson = lesson.model_copy(update={"ethics": {**lesson.ethics, **told}})
        history = read_history(folder)
        actor = replace(actor, by=redact_line(actor.by), role=redact_line(actor.role))
        rules = {"actor": actor, "history": history, "ethics": ethics}
        steps = take_step(lesson, action, note=_without_people(note, lesson), **rules)
        left = [tombstone(lesson) if action == "withdraw" else lesson]
        if supersedes:
            left.append(find_lesson(folder, lesson_id=supersedes, headings=headings))
            steps += take_step(left[-1], "supersede", note=lesson_id, **rules)
        now = {step.lesson_id: step.status for step in steps}
        for one in left:
            kept = one.model_copy(update={"status": now[one.id]})
            write_lesson(kept, folder=folder, headings=headings)
        append_steps(folder, steps)
        if action == "withdraw":
            forget_index(folder)
            forget_cards(folder)
    return now[lesson_id]


def change(
    folder: Path,
    *,
    lesson_id: str,
    headings: Mapping[str, str],
    how: Callable[[Lesson], Lesson],
) -> Lesson:
    """Write a lesson anew as a function gives it.

    Parameters
    ----------
    folder : pathlib.Path
    lesson_id : str
    headings : mapping
    how : callable
        Gives the lesson with something set.

    Raises
    ------
    LessonError
        There is no such lesson, or another process is writing.
    """
    with writing(folder):
        lesson = how(find_lesson(folder, lesson_id=lesson_id, headings=headings))
        write_lesson(lesson, folder=folder, headings=headings)
    return lesson


def statuses(lessons: tuple[Lesson, ...], *, folder: Path) -> dict[str, Status]:
    """Give the status of each lesson by its id, as the history decides.

    Parameters
    ----------
    lessons : tuple of Lesson
    folder : pathlib.Path
    """
    history = read_history(folder)
    return {lesson.id: standing(lesson, history) for lesson in lessons}


def _without_people(text: str, lesson: Lesson) -> str:
    """Hide names and numbers of people: answers and reasons outlive the lesson."""
    return hidden_people(clean_text(text), owner=lesson.owner)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold a folder of lessons for writing for the length of a `with` block.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    LessonError
        The folder is not there, or another process is writing.
    """
    if not folder.is_dir():
        raise LessonError(
            "ต้องมีโฟลเดอร์บทเรียน", where=folder.as_posix(), todo="ระบุด้วย --in หรือนำเข้าก่อน"
        )
    busy = LessonError("โฟลเดอร์บทเรียนเขียนได้ครั้งละหนึ่งงาน", where=folder.as_posix(), todo="สั่งใหม่อีกครั้ง")
    with held(folder / ".lock", busy=busy):
        yield


def find_lesson(folder: Path, *, lesson_id: str, headings: Mapping[str, str]) -> Lesson:
    """Read one lesson.

    Parameters
    ----------
    folder : pathlib.Path
    lesson_id : str
    headings : mapping

    Raises
    ------
    LessonError
        There is no such lesson; the message names the nearest.
    """
    path = folder / f"{lesson_id}.md"
    known = [one.stem for one in sorted(folder.glob("*.md"))]
    if lesson_id not in known:
        near = get_close_matches(lesson_id, known, n=3) or known[:3]
        raise LessonError(
            "ต้องมีบทเรียนรหัสนี้",
            got=lesson_id,
            where=folder.as_posix(),
            todo=f"ใช้ {', '.join(near)}" if near else "นำเข้าด้วย povlib lessons import",
        )
    return lesson_of(path.read_bytes(), headings=headings, where=path.name)
