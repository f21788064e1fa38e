"""Where lessons were used: one line a use, appended to `uses.jsonl` and never changed.

A use is a district that worked by a lesson from a day on. No household is named in it.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from povlib.areas import parse_code, resolve_code
from povlib.errors import AreaError, InputError, LessonError
from povlib.knowledge.history import read_history, standing
from povlib.knowledge.shelf import find_lesson, writing
from povlib.knowledge.workflow import STATUS_TH
from povlib.thai import clean_text, fiscal_year_be, redact

__all__ = ["USES", "Use", "append_use", "read_uses", "use_of"]

USES = "uses.jsonl"
_EARLIEST = date(1997, 10, 1)
"""First day of fiscal year 2541: the programme has no household data before."""


@dataclass(frozen=True)
class Use:
    """One use of a lesson.

    Attributes
    ----------
    lesson_id : str
    district_code : str
        Four digits: the district that worked by the lesson.
    fiscal_year_be : int
        Of `used_on`.
    used_on : str
        ISO day from which on it was used.
    plan : str
        What was planned with it, in a few words; names and numbers of persons are hidden.
    """

    lesson_id: str
    district_code: str
    fiscal_year_be: int
    used_on: str
    plan: str = ""


def use_of(
    folder: Path,
    *,
    lesson_id: str,
    district_code: str,
    used_on: date,
    today: date,
    headings: Mapping[str, str],
    plan: str = "",
) -> Use:
    """Give a use after all guards, and write nothing.

    Parameters
    ----------
    folder : pathlib.Path
        Of the lessons.
    lesson_id : str
        Of a lesson that is approved or published.
    district_code : str
        Of a district of today, as typed.
    used_on : datetime.date
    today : datetime.date
        From the door; a use lies not after it.
    headings : mapping
        As in `files.lesson_text`.
    plan : str

    Raises
    ------
    LessonError
        There is no such lesson, or it is not approved.
    AreaError
        There is no such district today.
    InputError
        The day is in the future, or before fiscal year 2541.
    """
    _require_approved(folder, lesson_id, headings)
    code = _district(district_code)
    if not _EARLIEST <= used_on <= today:
        raise InputError(
            "วันที่ใช้บทเรียนต้องไม่อยู่ในอนาคต และไม่ก่อน 1 ต.ค. 2540", got=used_on.isoformat(), where="--on"
        )
    told = redact(clean_text(plan))
    return Use(lesson_id, code, fiscal_year_be(used_on), used_on.isoformat(), told)


def append_use(folder: Path, use: Use) -> bool:
    """Add a use; it is on the disk when this returns.

    Parameters
    ----------
    folder : pathlib.Path
        Of the lessons.
    use : Use
        As `use_of` gives it.

    Returns
    -------
    bool
        False where the same use stands there already: nothing is written then.

    Raises
    ------
    LessonError
        The folder is not there, another process is writing, or a line of the file is damaged.

    Examples
    --------
    >>> import tempfile
    >>> use = Use("kr-1a2b3c4d5e", "2401", 2557, "2014-01-15")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     append_use(Path(folder), use), append_use(Path(folder), use)
    ...     len(read_uses(Path(folder)))
    (True, False)
    1
    """
    with writing(folder):
        if use in read_uses(folder):
            return False
        text = json.dumps(asdict(use), ensure_ascii=False) + "\n"
        with (folder / USES).open("ab+") as file:
            file.truncate(_whole_bytes(folder))
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    return True


def read_uses(folder: Path) -> tuple[Use, ...]:
    """Read all uses, in the order they were written down.

    Parameters
    ----------
    folder : pathlib.Path
        Of the lessons; one without uses gives none. A last line that a power failure cut off counts
        for nothing, and the next use takes its place.

    Raises
    ------
    LessonError
        A line is no use.
    """
    whole = _content(folder)[: _whole_bytes(folder)]
    lines = whole.split(b"\n")
    return tuple(_use(line, number) for number, line in enumerate(lines, 1) if line.strip())


def _require_approved(folder: Path, lesson_id: str, headings: Mapping[str, str]) -> None:
    status = standing(
        find_lesson(folder, lesson_id=lesson_id, headings=headings), read_history(folder)
    )
    if status not in ("approved", "published"):
        raise LessonError(
            "บันทึกการใช้ได้เฉพาะบทเรียนที่อนุมัติหรือเผยแพร่แล้ว",
            got=STATUS_TH[status],
            where=lesson_id,
            todo="อนุมัติด้วย povlib lessons approve ก่อน",
        )


def _district(typed: str) -> str:
    reading = parse_code(typed, "district")
    if reading.value is None:
        raise AreaError(
            "รหัสอำเภอต้องมีสี่หลัก", got=redact(typed), where="--district", todo=reading.reason_th
        )
    found = resolve_code(reading.value)
    if found.basis != "current":
        raise AreaError(
            "ต้องเป็นรหัสของอำเภอปัจจุบัน",
            got=reading.value,
            where="--district",
            todo=", ".join((found.reason_th, *found.successors)),
        )
    return reading.value


def _content(folder: Path) -> bytes:
    file = folder / USES
    return file.read_bytes() if file.exists() else b""


def _whole_bytes(folder: Path) -> int:
    """Count the bytes up to the end of the last whole line."""
    return _content(folder).rfind(b"\n") + 1


def _use(line: bytes, number: int) -> Use:
    try:
        return Use(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise LessonError(
            "แต่ละบรรทัดต้องเป็นการใช้บทเรียนหนึ่งครั้ง",
            where=f"{USES} บรรทัด {number}",
            todo="คืนแฟ้มจากสำเนา หรือลบบรรทัดนั้น",
        ) from error
