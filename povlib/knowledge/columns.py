"""Puts flattened tables back: labels in a row over their values, and steps in counted rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from povlib.knowledge.labels import LabelTable
from povlib.knowledge.linekinds import Line
from povlib.knowledge.people import looks_like_office, looks_like_person
from povlib.thai import to_arabic_digits

__all__ = ["gather_counts", "mark_rows", "pair_columns"]

_AT_LEAST = 2
_COUNTED = re.compile(r"\s*(\d{1,2})[.)]?\s*")
_FIGURE = re.compile(r"[\d๐-๙][\d๐-๙,.]*|-")
_HAS_DIGIT = re.compile(r"[\d๐-๙]")
_HEADING_LETTERS = 30
_ROW_LINES = 4
_UNSURE = ("tail", "fuzzy")


def pair_columns(lines: Sequence[Line], *, table: LabelTable) -> list[Line]:
    """Give each label of a flattened table its value, as if both stood on one line.

    Parameters
    ----------
    lines : sequence of Line
    table : LabelTable

    Returns
    -------
    list of Line
        The lines of values that went to a label are blank now.
    """
    done = list(lines)
    at = 0
    while at < len(done):
        run = _empty_heads(done, at, table)
        if len(run) >= _AT_LEAST:
            _pair(done, run)
        at = run[-1] + 1 if run else at + 1
    return done


def mark_rows(lines: Sequence[Line], *, table: LabelTable) -> list[Line]:
    """Tell the rows of a table whose first column counts them from 1, and the row of its headings.

    Parameters
    ----------
    lines : sequence of Line
        Tabs part the cells. A row that begins with a label is a form's, and none of these.
    table : LabelTable
        Its words tell the headings of a table that counts no rows.

    Returns
    -------
    list of Line
        Counted rows have their number in `Line.row`; the line right above them with as many cells
        is of kind "columns". One counted row without headings is no table.
    """
    done = list(lines)
    at = 0
    while at < len(done):
        rows = _counted_rows(done, at)
        has_headings = bool(rows) and _names_columns(done, at)
        if has_headings:
            done[at - 1] = replace(done[at - 1], kind="columns", hit=None)
        if has_headings or len(rows) >= _AT_LEAST:
            for number, place in enumerate(rows, start=1):
                done[place] = replace(done[place], row=number)
        elif not rows and _is_heading_row(done, at, table):
            done[at] = replace(done[at], kind="columns", hit=None)
        at = rows[-1] + 1 if rows else at + 1
    return done


def gather_counts(lines: Sequence[Line], *, table: LabelTable) -> list[Line]:
    """Put numbers that stand alone before their rows, where a table fell apart cell by cell.

    Parameters
    ----------
    lines : sequence of Line
    table : LabelTable
        Its words tell the headings of the columns, which stand above the first number.

    Returns
    -------
    list of Line
        The lines of the numbers are blank now, those of headings of kind "columns". Numbers that do
        not count from 1, a few lines apart, stay: they are those of pages.
    """
    done = list(lines)
    at = 0
    while at < len(done):
        rows = _lone_numbers(done, at)
        if len(rows) < _AT_LEAST:
            at += 1
            continue
        for place in _headings_above(done, at, table):
            done[place] = replace(done[place], kind="columns", hit=None)
        height = rows[1] - rows[0]
        for number, place in enumerate(rows, start=1):
            _gather(done, place, number=number, height=height)
        at = rows[-1] + height
    return done


def _gather(lines: list[Line], place: int, *, number: int, height: int) -> None:
    """Make a row of a lone number and the cells below it, as a table that kept its tabs has it."""
    lines[place] = replace(lines[place], kind="blank", text="")
    first = lines[place + 1]
    text = first.text
    lines[place + 1] = replace(first, text=f"{number} {text}", raw=f"{number}\t{text}", hit=None)
    for at in range(place + 2, min(place + height, len(lines))):
        lines[at] = replace(lines[at], raw=f"\t{lines[at].text}")


def _lone_numbers(lines: Sequence[Line], at: int) -> list[int]:
    """Give the places of the lines 1, 2, 3… from here that hold nothing else."""
    rows: list[int] = []
    for place in range(at, len(lines) - 1):
        found = _COUNTED.fullmatch(to_arabic_digits(lines[place].text))
        is_next = found is not None and int(found[1]) == len(rows) + 1
        if is_next and lines[place + 1].kind == "text" and lines[place].kind == "text":
            rows.append(place)
        elif not rows or place - rows[-1] >= _ROW_LINES:
            break
    return rows


def _headings_above(lines: Sequence[Line], at: int, table: LabelTable) -> list[int]:
    """Give the places of the words right above a table that name its columns, and no field."""
    places: list[int] = []
    for place in range(at - 1, -1, -1):
        text = lines[place].text
        if len(text) > _HEADING_LETTERS or not table.columns.match(text):
            break
        places.append(place)
    while places and _is_labelled(lines, places[-1]):
        places.pop()
    return places if len(places) >= _AT_LEAST else []


def _empty_heads(lines: Sequence[Line], at: int, table: LabelTable) -> list[int]:
    """Give the places of labels without a value that follow each other from here."""
    run: list[int] = []
    while at < len(lines) and (_is_empty_head(lines[at], table) or _is_gap(lines, at, run)):
        if lines[at].hit:
            run.append(at)
        at += 1
    return run


def _is_gap(lines: Sequence[Line], at: int, run: list[int]) -> bool:
    return bool(run) and lines[at].kind == "blank" and run[-1] == at - 1


def _is_empty_head(line: Line, table: LabelTable) -> bool:
    if line.hit is None or line.hit.boundary not in ("end", "strong") or line.hit.value:
        return False
    entry = table.fields[line.hit.key]
    return entry.part == "head" or entry.inline


def _pair(lines: list[Line], run: Sequence[int]) -> None:
    """Hand the values below a run of labels to them, one each; the last takes the rest."""
    places = _values_below(lines, run[-1] + 1)
    if not places:
        return
    targets = _targets(lines, run, places)
    for label, place in zip(targets, places, strict=False):
        value = lines[place]
        hit = replace(lines[label].hit, value=value.text, boundary="strong", confidence=0.8)
        lines[label] = replace(lines[label], hit=hit)
        lines[place] = replace(value, kind="blank", text="", hit=None, day=None)


def _values_below(lines: Sequence[Line], at: int) -> list[int]:
    places: list[int] = []
    for place in range(at, len(lines)):
        line = lines[place]
        if line.hit is not None or line.kind not in ("text", "blank"):
            break
        if line.kind == "blank" and places:
            break
        if line.kind == "text":
            places.append(place)
    return places


def _targets(lines: Sequence[Line], run: Sequence[int], places: Sequence[int]) -> list[int]:
    """Give the label of each value: in order where there are as many, else by how values look."""
    if len(places) >= len(run):
        return list(run)
    keys = {lines[label].hit.key: label for label in run}
    found = []
    for place in places:
        text = lines[place].text
        key = "office" if looks_like_office(text) else "owner"
        fits = looks_like_office(text) or looks_like_person(text)
        found.append(keys.get(key, run[-1]) if fits else run[-1])
    return found


def _counted_rows(lines: Sequence[Line], at: int) -> list[int]:
    """Give the places of the rows 1, 2, 3… from here; further lines of a cell begin with a tab."""
    rows: list[int] = []
    for place in range(at, len(lines)):
        line = lines[place]
        if _row_number(line) == len(rows) + 1:
            rows.append(place)
        elif not rows or (line.text and not line.raw.startswith("\t")):
            break
    return rows


def _row_number(line: Line) -> int | None:
    first, _, rest = to_arabic_digits(line.raw).partition("\t")
    found = _COUNTED.fullmatch(first)
    is_row = found and rest.strip() and line.kind == "text" and line.hit is None
    return int(found[1]) if is_row else None


def _is_heading_row(lines: Sequence[Line], at: int, table: LabelTable) -> bool:
    """Tell the first row of a table whose rows have no number, by its words or by its figures."""
    cells, below = _cells(lines[at]), _cells(lines[at + 1]) if at + 1 < len(lines) else []
    is_first = at == 0 or len(_cells(lines[at - 1])) < _AT_LEAST
    if len(cells) < _AT_LEAST or len(below) != len(cells) or not is_first or _is_form(lines, at):
        return False
    if max(map(len, cells)) > _HEADING_LETTERS:
        return False
    pairs = zip(cells, below, strict=True)
    has_figures = any(_FIGURE.fullmatch(under) for _, under in pairs)
    is_worded = all(table.columns.match(cell) for cell in cells)
    return is_worded or (has_figures and not any(map(_HAS_DIGIT.search, cells)))


def _cells(line: Line) -> list[str]:
    is_row = line.kind == "text" and not line.raw.startswith("\t")
    return [cell.strip() for cell in line.raw.split("\t") if cell.strip()] if is_row else []


def _is_form(lines: Sequence[Line], at: int) -> bool:
    """Tell a row of a form: it begins with a label that is no column's, or the row below does."""
    is_label = _is_labelled(lines, at)
    below = lines[at + 1].hit
    return is_label or (below is not None and below.boundary not in _UNSURE)


def _is_labelled(lines: Sequence[Line], at: int) -> bool:
    hit = lines[at].hit
    if hit is None or hit.boundary in _UNSURE:
        return False
    # A label right under a heading of its own field names a column.
    before = lines[at - 1].hit if at else None
    return before is None or before.key != hit.key


def _names_columns(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the line above a table's first row is the row of its headings."""
    above = lines[at - 1] if at else None
    if above is None or above.kind != "text" or above.raw.startswith("\t"):
        return False
    is_label = _is_labelled(lines, at - 1)
    cells = [cell for cell in above.raw.split("\t") if cell.strip()]
    return not is_label and len(cells) >= max(_AT_LEAST, lines[at].raw.strip().count("\t") + 1)
