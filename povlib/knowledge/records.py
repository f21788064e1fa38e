"""Cuts a page into records and each record into parts: a label and the lines that belong to it.

A page may hold several records of different shapes. A record begins at a label that names a title
or an owner once more; a title without a label is looked for above. Nothing is thrown away but the
page's chrome: lines of no label are the record's `loose` lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from povlib.knowledge.columns import gather_counts, mark_rows, pair_columns
from povlib.knowledge.items import is_cut
from povlib.knowledge.labels import LabelTable, fold, split_marker
from povlib.knowledge.linekinds import Line
from povlib.knowledge.people import looks_like_office, looks_like_person
from povlib.knowledge.spotting import Spot, is_banner, is_label
from povlib.thai import clean_text

__all__ = ["Part", "Record", "cut_records"]

_TITLE_LETTERS = 160
_TITLE_LINES = 3
_TITLE_ALONE = 80
_WRAPPED = 60  # letters of a line that may go on in the next


@dataclass
class Part:
    """A label and what belongs to it.

    Attributes
    ----------
    key : str
        Of the field.
    lines : list of Line
        With blank lines between; the first may be the rest of the label's own line.
    label_number : int or None
        Line of the label; None for a title that has none.
    confidence : float
    """

    key: str
    lines: list[Line]
    label_number: int | None
    confidence: float


@dataclass
class Record:
    """One lesson as it stands on a page.

    Attributes
    ----------
    parts : list of Part
    loose : list of Line
        Text of no label.
    published : datetime.date or None
    published_line : int or None
    """

    parts: list[Part] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    published: date | None = None
    published_line: int | None = None

    def has(self, key: str) -> bool:
        """Tell whether a part of this field is there and holds something."""
        return any(p.key == key and any(line.text for line in p.lines) for p in self.parts)

    def has_label(self, key: str) -> bool:
        """Tell whether a label of this field was met, with or without a value."""
        return any(p.key == key and p.label_number is not None for p in self.parts)


def cut_records(lines: Sequence[Line], *, table: LabelTable) -> list[Record]:
    """Give the records of a page in order.

    Parameters
    ----------
    lines : sequence of Line
    table : LabelTable

    Returns
    -------
    list of Record
        Empty where the page has no label of a lesson.
    """
    cutter = _Cutter(table)
    gathered = gather_counts(lines, table=table)
    paired = mark_rows(pair_columns(gathered, table=table), table=table)
    for at, line in enumerate(paired):
        cutter.take(line, Spot.at(paired, at, section=cutter.section, numbers=cutter.numbers))
    cutter.close()
    return cutter.records


class _Cutter:
    """Walks down a page and keeps what is open: a record, a part, and what may become a title."""

    def __init__(self, table: LabelTable):
        self.table = table
        self.records: list[Record] = []
        self.record: Record | None = None
        self.part: Part | None = None
        self.recent: list[Line] = []
        self.waiting: list[Line] = []
        self.aside: list[Line] = []
        self.posted: tuple[date, int] | None = None
        self.heading_number: int | None = None
        self.list_number: int | None = None
        self.is_outside = False

    @property
    def section(self) -> str:
        """Part of a record that is open: "", "head" or "body"."""
        if self.record is None:
            return ""
        return "body" if any(self._is_body(p.key) for p in self.record.parts) else "head"

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """Numbers of the last heading and the last list item."""
        return self.heading_number, self.list_number

    def take(self, line: Line, spot: Spot) -> None:
        """Take the next line."""
        if line.kind == "separator" or (line.kind == "end" and not self._is_own_office(line)):
            self.close()
            self.is_outside = line.kind == "end"
            self.aside += [] if self.records else [one for one in self.waiting if one.text]
            self.waiting = [replace(line, text=line.rest, kind="text")] if line.rest else []
        elif line.kind == "date" or (
            line.day and self.section != "body" and not self._awaits_day()
        ):
            self._take_date(line)
        elif line.kind == "chrome":
            # What stands under the number of a page may be the next record's title.
            self.recent.append(replace(line, text="", kind="blank"))
        elif line.kind == "columns" and self.record is not None:
            self.record.loose.append(line)
        elif line.hit and is_label(line, spot, table=self.table):
            self._take_label(line)
        elif line.hit and is_banner(line, spot, table=self.table):
            self._take_banner(line)
        else:
            self._take_text(line, spot)

    def close(self) -> None:
        """End the open record."""
        if self.record is not None:
            self.records.append(self.record)
        self.record, self.part, self.recent = None, None, []
        self.heading_number = self.list_number = None

    def _is_own_office(self, line: Line) -> bool:
        """Tell an office with its telephone in the head of a page from one at its foot."""
        return self.section != "body" and looks_like_office(line.text)

    def _awaits_day(self) -> bool:
        """Tell whether a label of a date stands right above, without its value."""
        part = self.part
        return part is not None and part.key.startswith("date_") and not part.lines

    def _is_body(self, key: str) -> bool:
        return self.table.fields[key].part != "head" and not self.table.fields[key].inline

    def _take_date(self, line: Line) -> None:
        if self.section == "body":
            self.close()
            self.waiting = []
        if self.record is not None:
            self.record.published, self.record.published_line = line.day, line.number
        else:
            self.posted = (line.day, line.number)

    def _take_label(self, line: Line) -> None:
        hit = line.hit
        entry = self.table.fields[hit.key]
        if hit.key == "tags" and self.record is None and self.records:
            self._tag_last(line)
            return
        if self.record is None or (entry.starts_record and self._is_new(hit.key)):
            self._begin(line)
        key = "note" if self._names_source(line) else entry.holds or hit.key
        value = clean_text(hit.value)
        first = [replace(line, text=value, raw=hit.value)] if value else []
        self.recent = [*first]
        self.part = Part(key, first, line.number, hit.confidence)
        self.record.parts.append(self.part)
        self.heading_number = hit.number if hit.number is not None else self.heading_number
        self.list_number = None
        self.is_outside = False

    def _names_source(self, line: Line) -> bool:
        """Tell "ที่มา : ..." at a page's foot from the heading of how a lesson came about."""
        is_late = self.record.has("process") or self.record.has("narrative")
        word = fold(line.text).removesuffix(fold(line.hit.value))
        return word == fold("ที่มา") and line.hit.value != "" and is_late

    def _take_banner(self, line: Line) -> None:
        """Leave out what kind of page it is; the title may stand behind it on the line."""
        if line.hit.value:
            self.waiting.append(replace(line, text=clean_text(line.hit.value)))

    def _tag_last(self, line: Line) -> None:
        """Give the tags at the foot of a page, under its other chrome, to the lesson above."""
        value = replace(line, text=clean_text(line.hit.value))
        self.records[-1].parts.append(Part("tags", [value], line.number, line.hit.confidence))

    def _is_new(self, key: str) -> bool:
        """Tell whether a title or an owner belongs to a record after the open one."""
        return self.section == "body" or (key == "title" and self.record.has_label("title"))

    def _begin(self, line: Line) -> None:
        above = self._lines_above() if self.record is not None and line.hit.key != "title" else []
        if self.record is not None:
            self.close()
        before, self.waiting = self.waiting, []
        before = before if any(one.text for one in before) else []
        self.record = Record(loose=self.aside)
        self.aside = []
        if self.posted:
            self.record.published, self.record.published_line = self.posted
        if line.hit.key == "title" or not (above or before):
            self.record.loose += [one for one in before if one.text]
            return
        title, others = (above, before) if above else _split_title(before)
        self.record.parts.append(Part("title", title, None, 0.8))
        self._place_loose(others)

    def _lines_above(self) -> list[Line]:
        """Take the title of the next record from the end of the open one."""
        is_closed = self.part is not None and self.part.key == "tags"
        after = {line.number for line in self.record.loose} if is_closed else {}
        lines = [line for line in self.recent if not is_closed or line.number in after]
        title = _trailing_title(lines, is_parted=is_closed)
        if title and self.part is not None:
            kept = {line.number for line in title}
            self.part.lines = [one for one in self.part.lines if one.number not in kept]
            self.record.loose = [one for one in self.record.loose if one.number not in kept]
        return title

    def _place_loose(self, lines: Sequence[Line]) -> None:
        """Give lines without a label to owner and office where they look so."""
        for line in lines:
            key = "office" if looks_like_office(line.text) else "owner"
            fits = key == "office" or looks_like_person(line.text)
            is_title = any(one.text == line.text for one in self.record.parts[0].lines)
            if line.text and fits and not is_title and not self.record.has(key):
                self.record.parts.append(Part(key, [line], None, 0.6))
            elif line.text:
                self.record.loose.append(line)

    def _take_text(self, line: Line, spot: Spot) -> None:
        self.recent.append(line)
        if line.kind == "blank" and self.part is None:
            self.waiting.append(line)
        elif self.part is None:
            if not self.is_outside or spot.is_before_label:
                self.waiting.append(line)
        elif self._is_over(line):
            self.record.loose.append(line)
        else:
            self.part.lines.append(line)
            self.list_number = spot.item_number or self.list_number

    def _is_over(self, line: Line) -> bool:
        """Tell whether the open part was a value of the head that a blank line has ended."""
        lines = self.part.lines
        if self.part.key == "tags" and lines:
            return not lines[-1].text.endswith(",")
        if line.kind == "blank" or self.table.fields[self.part.key].part != "head":
            return False
        if self.part.key in ("position", "position_office") and looks_like_office(line.text):
            return False
        return any(one.text for one in lines) and lines[-1].kind == "blank"


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the runs of lines that no blank line parts."""
    group: list[Line] = []
    for line in lines:
        if line.text:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _split_title(waiting: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the title from other lines that stand above a record."""
    groups = list(_groups(waiting))
    headings = [line for group in groups for line in group if line.is_heading]
    title = [headings[-1]] if headings else groups[-1][:1]
    if not headings and len(groups[-1]) > 1 and not looks_like_person(groups[-1][1].text):
        title = [one for one in groups[-1] if not looks_like_office(one.text)][:_TITLE_LINES]
    kept = {line.number for line in title}
    return title, [line for group in groups for line in group if line.number not in kept]


def _trailing_title(lines: Sequence[Line], *, is_parted: bool) -> list[Line]:
    """Give the title of a next record: a heading, a few short lines apart, or the last line."""
    groups = list(_groups(lines))
    if not groups:
        return []
    group = groups[-1]
    if group[-1].is_heading:
        return [group[-1]]
    is_short = all(len(line.text) <= _TITLE_LETTERS for line in group)
    is_apart = is_parted or len(groups) > 1
    if is_apart and len(group) <= _TITLE_LINES and is_short:
        return group
    return group[-1:] if _stands_alone(group) else []


def _stands_alone(group: Sequence[Line]) -> bool:
    """Tell whether the last of several lines is one by itself, though nothing parts it."""
    *above, last = group
    if not above or len(last.text) > _TITLE_ALONE or split_marker(last.text)[0]:
        return False
    before = above[-1]
    is_wrapped = len(before.text) >= _WRAPPED or is_cut(before.text, last.text)
    return not is_wrapped and last.indent <= before.indent and not last.raw.startswith("\t")
