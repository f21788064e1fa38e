"""From a page to its lessons: lines, records, then the value of each field with its evidence."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from povlib.errors import InputError
from povlib.knowledge.items import NARROWEST, Item, cut_width, join_lines, list_items, wrap_width
from povlib.knowledge.labels import LabelTable, is_heading, label_table, split_marker
from povlib.knowledge.lesson import LISTS, Evidence, Lesson
from povlib.knowledge.linekinds import Line, read_lines
from povlib.knowledge.moments import read_moment
from povlib.knowledge.numbers import stated_numbers
from povlib.knowledge.pages import Page, read_page
from povlib.knowledge.people import (
    is_place_name,
    looks_like_office,
    looks_like_person,
    looks_like_position,
    places,
    split_office,
)
from povlib.knowledge.records import Part, Record, cut_records
from povlib.knowledge.redaction import redact_line
from povlib.knowledge.repair import propose_repairs
from povlib.params import LessonLabels, LessonRepairs, read_yaml
from povlib.thai import HIDDEN_TH

__all__ = ["Wording", "read_lessons", "read_wording"]

_ID_LETTERS = 10
_KINDS = ("จังหวัด", "อำเภอ", "สำนักงาน")
_LAST_NAME = re.compile(r"(?:จังหวัด|อ[ำา]เภอ|[จอ]\.)\s?(?P<name>[ก-๎]+)$")
_FIRST_LETTERS = re.compile("[ก-๎]+")
_LEADING, _HANGING = re.compile("[เ-ไ]$"), re.compile("[ะ-ฺ็-๎]")
_NAME_FOLLOWS = re.compile(r"(?:จังหวัด|อ[ำา]เภอ|ต[ำา]บล)$")
# What sites set before a title: the kind of page.
_KIND = re.compile(r"^(?:KM|การจัดการความรู้|องค์ความรู้|บทความ|เรื่อง)\s?[:：]\s*(?=\S)", re.IGNORECASE)
_CONTACT = re.compile(
    rf"\s*[,(|]?\s*(?:เบอร์|หมายเลข)?(?:โทร(?:ศัพท์|สาร)?|มือถือ|อีเมล|e-?mail|tel)\s?[.:]*\s*{re.escape(HIDDEN_TH)}.*",
    re.IGNORECASE,
)
_PLACE = re.compile("(?:จังหวัด|อ[ำา]เภอ|ต[ำา]บล|[(])")
_PLACE_LINE = re.compile(r"(?:อ[ำา]เภอ|จังหวัด)\S+(?: \S+)?$")
# What people write where a form asks for something that they do not have.
_NOTHING = re.compile(r"[-–—.…_]*|ไม่มี(?:ข้อมูล)?|ไม่ระบุ")
_TAG_SIGNS = re.compile(r"\s*[,;|·#]\s*|\s{2,}")


@dataclass(frozen=True)
class Wording:
    """What an office knows of its pages: labels, their lookup table, words to repair."""

    labels: LessonLabels
    table: LabelTable
    repairs: LessonRepairs

    @property
    def headings(self) -> dict[str, str]:
        """Thai heading of each field."""
        return {key: entry.heading_th for key, entry in self.labels.fields.items()}


def read_wording(params_dir: Path) -> Wording:
    """Read the labels and repairs of lessons from a settings folder.

    Parameters
    ----------
    params_dir : pathlib.Path
    """
    labels = read_yaml(params_dir / "lessons" / "labels.yml", LessonLabels)
    repairs = read_yaml(params_dir / "lessons" / "repairs.yml", LessonRepairs)
    return Wording(labels, label_table(labels), repairs)


def read_lessons(path: Path, *, wording: Wording) -> tuple[Lesson, ...]:
    """Give the lessons of a page, in its order.

    Parameters
    ----------
    path : pathlib.Path
        Text, HTML, DOCX or PDF.
    wording : Wording

    Raises
    ------
    InputError
        The file cannot be read, or no label of a lesson stands in it.
    """
    page = read_page(path, is_text=lambda line: is_heading(line, wording.table))
    hidden = tuple(replace(line, text=redact_line(line.text)) for line in page.lines)
    lines = read_lines(hidden, labels=wording.labels, table=wording.table)
    records = [r for r in cut_records(lines, table=wording.table) if _is_lesson(r)]
    if not records:
        raise InputError(
            "แฟ้มต้องมีบทเรียน คือมีหัวข้อเช่น ชื่อความรู้ เจ้าของความรู้ กระบวนการ",
            got="ไม่พบหัวข้อของบทเรียน",
            where=path.name,
            todo="ตรวจว่าเป็นแฟ้มที่ตั้งใจ หรือเติมคำของสำนักงานใน params/lessons/labels.yml",
        )
    found = [_lesson(record, page, lines, wording) for record in records]
    return tuple({lesson.id: lesson for lesson in found}.values())


def _is_lesson(record: Record) -> bool:
    """Tell a record from a stray label: it has a title or an owner, and something to say."""
    keys = {p.key for p in record.parts if any(line.text for line in p.lines)}
    return bool(keys & {"title", "owner"}) and len(keys) > 1


@dataclass
class _Fields:
    """The values found so far, and where they stand."""

    width: int
    cut_at: int
    is_printed: bool
    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    unplaced: list[Item] = field(default_factory=list)

    def items(self, lines: Sequence[Line], *, is_prose: bool = False) -> list[Item]:
        longest = max((len(line.text) for line in lines), default=0)
        # Paragraphs of print may stand in a column that is narrower than the page.
        is_column = is_prose and self.is_printed and longest >= NARROWEST
        width = min(self.width, longest) if is_column else self.width
        return list_items(lines, width=width, cut_at=self.cut_at, is_printed=self.is_printed)

    def put(self, key: str, value: object, numbers: Sequence[int], confidence: float) -> None:
        if value and key not in self.values:
            self.values[key] = value
            self.evidence[key] = Evidence(confidence=confidence, lines=sorted({*numbers}))

    def extend(self, key: str, items: Sequence[Item], confidence: float) -> None:
        kept = self.values.setdefault(key, [])
        new = [item for item in items if item.text not in kept]
        kept += [item.text for item in new]
        if new:
            before = self.evidence.get(key, Evidence(confidence=1.0, lines=[]))
            numbers = {*before.lines, *(n for item in new for n in item.numbers)}
            lowest = min(before.confidence, confidence)
            self.evidence[key] = Evidence(confidence=lowest, lines=sorted(numbers))


def _lesson(record: Record, page: Page, lines: Sequence[Line], wording: Wording) -> Lesson:
    cut_at = cut_width(lines) if page.kind == "text" else 0
    is_printed = page.kind == "pdf"
    fields = _Fields(wrap_width(lines, is_printed=is_printed), cut_at, is_printed)
    # What only looks like a title, an owner or an office gives way to what a label says.
    for part in sorted(record.parts, key=_is_guess):
        _take_part(part, fields)
    fields.unplaced += fields.items(record.loose)
    if record.published:
        numbers = [record.published_line]
        fields.put("date_published", record.published.isoformat(), numbers, 0.9)
    _take_places(record, fields)
    span = _span(record)
    raw = "\n".join(line.raw for line in lines if span[0] <= line.number <= span[1])
    digest = hashlib.sha256("".join(raw.split()).encode()).hexdigest()[:_ID_LETTERS]
    return Lesson(
        id=f"kr-{digest}",
        source_file=page.source_file,
        source_lines=list(span),
        raw=raw,
        unplaced=_told_nowhere(fields),
        evidence=fields.evidence,
        numbers=stated_numbers(fields.values),
        repairs=propose_repairs(fields.values, fields.evidence, words=wording.repairs),
        **fields.values,
    )


def _told_nowhere(fields: _Fields) -> list[str]:
    """Give the text of no field; a site's heading that repeats the title is none."""
    said = ("", fields.values.get("title"))
    return [item.text for item in fields.unplaced if item.text not in said]


def _span(record: Record) -> tuple[int, int]:
    numbers = [line.number for part in record.parts for line in part.lines if line.text]
    numbers += [p.label_number for p in record.parts if p.label_number]
    numbers += [line.number for line in record.loose]
    return min(numbers), max(numbers)


def _is_guess(part: Part) -> bool:
    return part.label_number is None and part.key in ("title", "owner", "office")


def _take_part(part: Part, fields: _Fields) -> None:
    lines = part.lines
    said = [line for line in lines if line.text]
    if all(_says_nothing(line) for line in said):
        return
    if _is_guess(part) and part.key in fields.values:
        fields.unplaced += fields.items(lines)
    elif part.key in LISTS:
        is_prose = part.key in ("background", "narrative")
        items = _tags(said) if part.key == "tags" else fields.items(lines, is_prose=is_prose)
        fields.extend(part.key, items, part.confidence)
    elif part.key in ("objective", "problem_area"):
        items = fields.items(lines)
        if part.key in fields.values:
            fields.unplaced += items
            return
        numbers = [n for item in items for n in item.numbers]
        fields.put(part.key, "\n".join(i.text for i in items), numbers, part.confidence)
    elif part.key.startswith("date_"):
        _take_date(part.key, said, part, fields)
    elif part.key == "title":
        item = _whole(said)
        text = item.text if part.label_number else _KIND.sub("", _counted(item.text))
        fields.put("title", text, item.numbers, part.confidence)
    elif part.key in ("owner", "position", "office", "position_office"):
        _take_person(part, said, fields)
    elif part.key != "phone":
        fields.unplaced += fields.items(lines)


def _says_nothing(line: Line) -> bool:
    return _NOTHING.fullmatch(split_marker(line.text)[2].strip()) is not None


def _counted(title: str) -> str:
    """Give the heading of a record without its number among those of the page."""
    kind, _, rest = split_marker(title)
    return rest if kind == "number" else title


def _whole(lines: Sequence[Line]) -> Item:
    """Give the lines of a title as one text, a number at its beginning kept."""
    text, before = "", lines[0]
    for line in lines:
        text = join_lines(text, line.text, has_gap=before.raw.endswith((" ", "\u00a0")))
        before = line
    return Item(text, [line.number for line in lines])


def _take_date(key: str, said: Sequence[Line], part: Part, fields: _Fields) -> None:
    moment = read_moment(said[0].text)
    if moment:
        fields.put(key, moment, [said[0].number], part.confidence)
        said = said[1:]
    fields.unplaced += fields.items(said)


def _take_person(part: Part, said: Sequence[Line], fields: _Fields) -> None:
    """Give the lines under a name, a position or an office to the field that they look like."""
    key = "position" if part.key == "position_office" else part.key
    said = [replace(line, text=_CONTACT.sub("", line.text)) for line in said]
    for at, line in enumerate(said):
        # Several owners are often counted.
        text, numbers = split_marker(line.text)[2] if key == "owner" else line.text, [line.number]
        if at and _is_broken(said[at - 1].text, text, key, is_printed=fields.is_printed):
            _go_on(key, line, fields, gap="")
            continue
        key, office = _key_of(text, key) if at else key, ""
        if key == "position":
            text, office = split_office(text, has_both=part.key == "position_office")
            fields.put("office", office, numbers, part.confidence)
        if key in fields.values and text and fields.values[key] != text:
            _go_on(key, replace(line, text=text), fields)
        else:
            fields.put(key, text, numbers, part.confidence)
        key = "office" if office else key


def _is_broken(above: str, text: str, key: str, *, is_printed: bool) -> bool:
    """Tell whether a name goes on within a word: a place after its kind, print at its margin."""
    if _is_place_cut(above, text):
        return True
    if key in ("office", "position") and (_LEADING.search(above) or _HANGING.match(text)):
        return True
    return is_printed and key == "office" and not (_PLACE.match(text) or _key_of(text, ""))


def _is_place_cut(above: str, text: str) -> bool:
    """Tell whether the name of a place, or its kind, stands on both sides of a break."""
    if _NAME_FOLLOWS.search(above) and is_place_name(text):
        return True
    name, rest = _LAST_NAME.search(above), _FIRST_LETTERS.match(text)
    if name and rest and is_place_name(name["name"] + rest.group()):
        return True
    cuts = ((kind[:at], kind[at:]) for kind in _KINDS for at in range(2, len(kind)))
    return any(above.endswith(first) and text.startswith(last) for first, last in cuts)


def _key_of(text: str, key: str) -> str:
    if looks_like_office(text):
        return "office"
    if looks_like_position(text):
        return "position"
    return "owner" if looks_like_person(text) else key


def _go_on(key: str, line: Line, fields: _Fields, *, gap: str = " ") -> None:
    """Join a second line of an office's or a position's name; other things are kept aside."""
    is_owner_too = key == "owner" and looks_like_person(line.text)
    if key in ("office", "position") or is_owner_too or not gap:
        gap = "\n" if is_owner_too and gap else gap
        key = "office" if "office" in fields.values and key == "position" and not gap else key
        before = fields.evidence[key]
        fields.values[key] = f"{fields.values[key]}{gap}{line.text}"
        lines = sorted({*before.lines, line.number})
        fields.evidence[key] = Evidence(confidence=before.confidence, lines=lines)
    else:
        fields.unplaced.append(Item(line.text, [line.number]))


def _tags(said: Sequence[Line]) -> list[Item]:
    parts = [(word, line.number) for line in said for word in _TAG_SIGNS.split(line.text)]
    return [Item(word.strip(), [number]) for word, number in parts if word.strip()]


def _take_places(record: Record, fields: _Fields) -> None:
    where = [line.text for p in record.parts if p.key == "place" for line in p.lines]
    said = [fields.values.get(key) for key in ("office", "position", "owner")]
    # Under the name of an office its province often has a line of its own.
    below = [item.text for item in fields.unplaced if _PLACE_LINE.match(item.text)]
    district, province = places([str(text) for text in (*said, *where, *below) if text])
    numbers = [
        n
        for key in ("office", "position", "owner")
        if key in fields.evidence
        for n in fields.evidence[key].lines
    ]
    fields.put("district", district, numbers, 0.9)
    fields.put("province", province, numbers, 0.9)
