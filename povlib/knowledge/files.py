"""Lessons as files: one Markdown file a lesson, front matter checked, body under fixed headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from povlib.errors import InputError
from povlib.knowledge.lesson import LISTS, PROSE, Lesson

__all__ = [
    "UNPLACED_TH",
    "decoded",
    "lesson_of",
    "lesson_text",
    "parse_body",
    "parse_lesson",
    "read_folder",
    "write_lesson",
    "write_lessons",
]

UNPLACED_TH, _RAW_TH = "ข้อความที่ยังไม่มีช่อง", "ข้อความเดิม"
_FENCE = "~~~~"
# libyaml's reader is eight times as fast; a PyYAML without it reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IN_BODY = (*PROSE, *LISTS, "unplaced", "raw")


def lesson_text(lesson: Lesson, *, headings: Mapping[str, str]) -> str:
    """Give the Markdown of a lesson.

    Parameters
    ----------
    lesson : Lesson
    headings : mapping
        Thai heading of each field, as `params/lessons/labels.yml` names them.

    Returns
    -------
    str
        `parse_lesson` reads it back to an equal lesson. A "<" of the page is escaped, so that no
        reader takes text for markup.
    """
    front = lesson.model_dump(mode="json", exclude={*_IN_BODY}, exclude_none=True)
    pieces = ["---", _yaml(front).rstrip(), "---", "", f"# {_escaped(lesson.title or '')}", ""]
    for key in PROSE:
        if text := getattr(lesson, key):
            pieces += [f"## {headings[key]}", "", _escaped(text), ""]
    for key in LISTS:
        pieces += _list(headings[key], getattr(lesson, key))
    pieces += _list(UNPLACED_TH, lesson.unplaced)
    fence = _fence(lesson.raw)
    return "\n".join([*pieces, f"## {_RAW_TH}", "", f"{fence}text", lesson.raw, fence, ""])


def parse_lesson(text: str, *, headings: Mapping[str, str], where: str) -> Lesson:
    """Read a lesson's Markdown.

    Parameters
    ----------
    text : str
    headings : mapping
        As in `lesson_text`.
    where : str
        Name of the file.

    Raises
    ------
    InputError
        It has no front matter, a key or a value of it is wrong, or a heading is unknown.
    """
    parts = re.split(r"^---\s*$", text, maxsplit=2, flags=re.M)
    if len(parts) != 3 or parts[0].strip():
        raise InputError("แฟ้มบทเรียนต้องขึ้นต้นด้วยส่วนหัวระหว่าง --- สองบรรทัด", where=where)
    try:
        front = yaml.load(parts[1], Loader=_LOADER)
        values = {**front, **_body(parts[2], headings, where)}
        return Lesson.model_validate(values)
    except yaml.YAMLError as error:
        raise InputError("ส่วนหัวของแฟ้มบทเรียนต้องเป็น YAML", where=where) from error
    except (ValidationError, TypeError) as error:
        raise _wrong(error, where) from error


def lesson_of(content: bytes, *, headings: Mapping[str, str], where: str) -> Lesson:
    """Read a lesson's file.

    Parameters
    ----------
    content : bytes
        Markdown in UTF-8.
    headings : mapping
        As in `lesson_text`.
    where : str
        Name of the file.

    Raises
    ------
    InputError
        It is not UTF-8, or as `parse_lesson`.
    """
    return parse_lesson(decoded(content, where=where), headings=headings, where=where)


def decoded(content: bytes, *, where: str) -> str:
    """Give the text of a lesson's file.

    Parameters
    ----------
    content : bytes
    where : str
        Name of the file.

    Raises
    ------
    InputError
        It is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "แฟ้มบทเรียนต้องเป็นข้อความในรหัส UTF-8", where=where, todo="บันทึกแฟ้มใหม่เป็น UTF-8"
        ) from error
    return text.replace("\r\n", "\n")


def parse_body(text: str, *, headings: Mapping[str, str], where: str) -> dict[str, str | list[str]]:
    """Read the fields under the headings of a lesson's Markdown, and not its front matter.

    Parameters
    ----------
    text : str
    headings : mapping
        As in `lesson_text`.
    where : str
        Name of the file.

    Raises
    ------
    InputError
        A heading is unknown.
    """
    return _body(text.partition("\n---\n")[2], headings, where)


def read_folder(folder: Path, *, headings: Mapping[str, str]) -> tuple[Lesson, ...]:
    """Read all lessons of a folder, by page and place on it.

    Parameters
    ----------
    folder : pathlib.Path
    headings : mapping

    Raises
    ------
    InputError
        The folder is not there or holds no lesson, or a file is damaged.
    """
    paths = sorted(folder.glob("*.md"))
    if not paths:
        raise InputError(
            "โฟลเดอร์บทเรียนต้องมีแฟ้มบทเรียน",
            where=folder.as_posix(),
            todo="นำเข้าด้วย povlib lessons import",
        )
    lessons = [lesson_of(path.read_bytes(), headings=headings, where=path.name) for path in paths]
    return tuple(sorted(lessons, key=lambda one: (one.source_file, one.source_lines, one.id)))


def write_lessons(
    lessons: Sequence[Lesson], *, folder: Path, headings: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write lessons to a folder, one file each.

    Parameters
    ----------
    lessons : sequence of Lesson
    folder : pathlib.Path
        Made where it is not there.
    headings : mapping

    Returns
    -------
    tuple of pathlib.Path
        The files that are new; a lesson that stands there already is left as it is.

    Raises
    ------
    InputError
        The folder cannot be written.
    """
    new = [one for one in lessons if not (folder / f"{one.id}.md").exists()]
    return tuple(write_lesson(one, folder=folder, headings=headings) for one in new)


def write_lesson(lesson: Lesson, *, folder: Path, headings: Mapping[str, str]) -> Path:
    """Write one lesson, whole or not at all; its folder is made where it is not there.

    Parameters
    ----------
    lesson : Lesson
    folder : pathlib.Path
    headings : mapping

    Raises
    ------
    InputError
        The folder cannot be written.
    """
    path = folder / f"{lesson.id}.md"
    aside = path.with_suffix(".md.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_text(lesson_text(lesson, headings=headings), encoding="utf-8", newline="\n")
        aside.replace(path)
    except OSError as error:
        raise InputError(
            "ต้องเขียนโฟลเดอร์บทเรียนได้", where=folder.as_posix(), todo="ตรวจสิทธิ์และที่ว่างในดิสก์"
        ) from error
    return path


def _yaml(front: Mapping[str, Any]) -> str:
    return yaml.safe_dump(
        front, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100_000
    )


def _list(heading: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    points = ["- " + _escaped(item).replace("\n", "\n  ") for item in items]
    return [f"## {heading}", "", *points, ""]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("<", "\\<")


def _plain(text: str) -> str:
    # Most lines have none: looking first is ten times as fast.
    return re.sub(r"\\([\\<])", r"\1", text) if "\\" in text else text


def _fence(raw: str) -> str:
    fence = _FENCE
    while fence in raw:
        fence += "~"
    return fence


def _body(text: str, headings: Mapping[str, str], where: str) -> dict[str, str | list[str]]:
    body, raw = _raw_apart(text)
    keys = {headings[key]: key for key in (*PROSE, *LISTS)} | {UNPLACED_TH: "unplaced"}
    values: dict[str, str | list[str]] = {"raw": raw}
    for heading, lines in _sections(body):
        if heading not in keys:
            raise InputError(
                "หัวข้อในแฟ้มบทเรียนต้องเป็นหัวข้อที่รู้จัก",
                got=heading,
                where=where,
                todo=f"ใช้ {', '.join(keys)}",
            )
        key = keys[heading]
        values[key] = "\n".join(map(_plain, lines)) if key in PROSE else _points(lines)
    return values


def _raw_apart(text: str) -> tuple[str, str]:
    found = re.search(rf"^## {_RAW_TH}\n\n(~+)text\n(.*)\n\1$", text, flags=re.M | re.S)
    return (text[: found.start()], found[2]) if found else (text, "")


def _sections(body: str) -> Iterator[tuple[str, list[str]]]:
    for piece in re.split(r"^## ", body, flags=re.M)[1:]:
        heading, _, rest = piece.partition("\n")
        yield heading.strip(), [line for line in rest.split("\n") if line.strip()]


def _points(lines: Sequence[str]) -> list[str]:
    points: list[str] = []
    for line in lines:
        if line.startswith("- "):
            points.append(_plain(line[2:]))
        elif points:
            points[-1] += "\n" + _plain(line.strip())
        else:
            points.append(_plain(line.strip()))
    return points


def _wrong(error: Exception, where: str) -> InputError:
    faults = error.errors() if isinstance(error, ValidationError) else []
    keys = ", ".join(".".join(map(str, fault["loc"])) for fault in faults)
    return InputError("ส่วนหัวของแฟ้มบทเรียนต้องมีคีย์และชนิดค่าตามที่กำหนด", got=keys or None, where=where)
