"""Reading a report's files as a stranger would: its page by html.parser, its tables by csv."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

HIDDEN_SHORT = "ซ่อน"
STANDING = ("pace", "gap_bins")
Place = tuple[str, int, str]


class Tables:
    """The CSV files of one report."""

    def __init__(self, folder: Path) -> None:
        self._rows = {
            path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
            for path in folder.glob("*.csv")
        }

    def __getitem__(self, name: str) -> list[dict[str, str]]:
        return self._rows[name]

    def names(self) -> list[str]:
        return sorted(self._rows)

    def rows_of(self, name: str) -> list[dict[str, str]]:
        return self._rows.get(name, [])

    def cell(self, name: str, row: int, column: str) -> str:
        return self._rows[name][row][column]

    def visible(self, name: str, column: str) -> set[int]:
        """The rows whose number is shown and can be drawn: not hidden, not missing, not zero."""
        return {
            n
            for n, row in enumerate(self._rows[name])
            if row[column] and not is_hidden(row[column]) and float(row[column])
        }

    def zeros(self, name: str, column: str) -> set[int]:
        return {n for n, row in enumerate(self._rows[name]) if row[column] in ("0", "0.0")}

    def numbers(self) -> Iterator[str]:
        for rows in self._rows.values():
            for row in rows:
                yield from (v for v in row.values() if re.fullmatch(r"-?\d+(\.\d+)?", v))

    def statuses(self) -> Counter:
        rows = [r for r in self._rows.get("provinces", []) if r["level"] == "province"]
        found = Counter(row["status"] for row in rows)
        found["known"] = sum(n for status, n in found.items() if status != "no_targets")
        return found

    def any_hidden(self) -> bool:
        return any(
            is_hidden(v) for rows in self._rows.values() for row in rows for v in row.values()
        )


@dataclass
class Shown:
    """A text on the page that says one cell: a table's cell, a label, a mark without words."""

    row: int = 0
    column: str = ""
    text: str = ""
    value: str | None = None
    is_hidden: bool = False
    place: Place = ("", 0, "")
    length: float = 0.0


@dataclass
class Table:
    name: str
    keys: list[str] = field(default_factory=list)
    cells: list[Shown] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    is_part: bool = False
    bars: list[Shown] = field(default_factory=list)
    sparks: dict[int, list[Shown]] = field(default_factory=dict)


@dataclass
class Drawing:
    name: str
    table: str = ""
    bars: list[Shown] = field(default_factory=list)
    points: list[Shown] = field(default_factory=list)
    signs: list[Shown] = field(default_factory=list)


@dataclass
class Page:
    tables: list[Table] = field(default_factory=list)
    labels: list[Shown] = field(default_factory=list)
    headline: list[Shown] = field(default_factory=list)
    figures: list[Drawing] = field(default_factory=list)
    h1: str = ""
    lede: str = ""
    text: str = ""

    def rows_by_table(self) -> dict[str, list[int]]:
        """The rows that each table shows; a long one may stand in two parts."""
        rows: dict[str, list[int]] = {}
        for table in self.tables:
            shown = rows.get(table.name, [])
            is_rest = table.is_part and not set(shown) & set(table.rows)
            rows[table.name] = [*shown, *table.rows] if is_rest else table.rows
        return rows


def is_hidden(filed: str) -> bool:
    return filed.startswith(HIDDEN_SHORT)


def number_in(text: str, *, column: str) -> float | None:
    """Read a number as the page writes it; a share is a percentage there."""
    plain = text.split()[-1].replace(",", "").replace("−", "-") if text.split() else ""
    try:
        return float(plain) / (100 if column.endswith("_share") else 1)
    except ValueError:
        return None


def read_page(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Walks a page once; cells and rows may close themselves, as HTML allows."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._table: Table | None = None
        self._figure: Drawing | None = None
        self._cell: Shown | None = None
        self._label: Shown | None = None
        self._row, self._column = -1, 0
        self._is_head = self._is_opening = False
        self._prose = self._keyed = ""
        self._groups: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if self._groups and self._groups[-1] and "data-r" in given:
            given["data-d"] = f"{given['data-r']}:{self._groups[-1]}"
        if tag == "g":
            self._groups.append(given.get("data-k", self._groups[-1] if self._groups else ""))
        start = getattr(self, f"_start_{tag}", None)
        if start is not None:
            start(given)
        elif self._figure is not None and "data-d" in given:
            self._mark(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._cell = self._table = None
        elif tag == "figure":
            self._figure = None
        elif tag == "g":
            self._groups.pop()
        elif tag in ("text", "data"):
            self._label = None
        elif tag in ("h1", "p"):
            self._prose = ""
        elif tag == "dl":
            self._is_opening = False

    def handle_data(self, data: str) -> None:
        said = data.replace("\u00a0", " ")
        self.page.text += said
        for one in (self._cell, self._label):
            if one is not None:
                one.text += said.strip() if one is self._cell else said
                one.is_hidden = one.text.startswith(HIDDEN_SHORT)
        if self._prose:
            setattr(self.page, self._prose, getattr(self.page, self._prose) + said)

    def _start_h1(self, _given: dict[str, str]) -> None:
        self._prose = "h1"

    def _start_p(self, given: dict[str, str]) -> None:
        self._prose = "lede" if given.get("class") == "lede" else ""

    def _start_dl(self, given: dict[str, str]) -> None:
        self._is_opening = given.get("class") == "kpis"

    def _start_figure(self, given: dict[str, str]) -> None:
        self._figure = Drawing(given["id"].removeprefix("fig-"), given["data-t"])
        self.page.figures.append(self._figure)

    def _start_table(self, given: dict[str, str]) -> None:
        is_part = "split" in given.get("class", "").split()
        self._table = Table(given["data-t"], is_part=is_part) if "data-t" in given else None
        if self._table is not None:
            self.page.tables.append(self._table)
        self._row, self._cell = -1, None

    def _start_thead(self, _given: dict[str, str]) -> None:
        self._is_head = True

    def _start_tbody(self, _given: dict[str, str]) -> None:
        self._is_head = False

    def _start_tr(self, given: dict[str, str]) -> None:
        self._column, self._cell = 0, None
        if self._table is not None and not self._is_head:
            self._row = int(given.get("data-r", self._row + 1))
            self._table.rows.append(self._row)

    def _start_th(self, given: dict[str, str]) -> None:
        self._start_td(given)

    def _start_td(self, given: dict[str, str]) -> None:
        self._cell = None
        if self._table is None:
            return
        span = int(given.get("colspan", 1))
        if self._is_head:
            self._table.keys += [given.get("data-k", "")] + [""] * (span - 1)
            return
        key = self._table.keys[self._column]
        self._column += span
        if key:
            self._keyed = key
            self._cell = Shown(self._row, key, value=given.get("data-v"))
            self._table.cells.append(self._cell)

    def _start_data(self, given: dict[str, str]) -> None:
        if "data-d" in given:
            self._label = Shown(value=given["value"], place=self._place(given["data-d"]))
            self.page.labels.append(self._label)
            if self._is_opening:
                self.page.headline.append(self._label)

    def _start_text(self, given: dict[str, str]) -> None:
        if "data-d" in given:
            self._label = Shown(value=given.get("data-v"), place=self._place(given["data-d"]))
            self.page.labels.append(self._label)

    def _start_i(self, given: dict[str, str]) -> None:
        """In a row of a table a bar shows the number of the cell before it."""
        length = re.match(r"--v:([\d.]+)%", given.get("style", ""))
        is_hidden = given.get("class") == "sup"
        if self._table is not None and (length or is_hidden):
            bar = Shown(self._row, self._keyed, is_hidden=is_hidden)
            bar.length = float(length[1]) if length else 100.0
            self._table.bars.append(bar)

    def _start_circle(self, given: dict[str, str]) -> None:
        if "data-d" not in given:
            return
        if self._figure is not None:
            self._mark("circle", given)
        else:
            place = self._place(given["data-d"])
            self._spark().append(Shown(place=place, length=float(given["cy"])))

    def _start_polyline(self, given: dict[str, str]) -> None:
        if "data-d" not in given:
            return
        bound, column = given["data-d"].split(":")
        table, _, rows = bound.rpartition("/")
        points = [float(xy.split(",")[1]) for xy in given["points"].split()]
        found = self._figure.points if self._figure is not None else self._spark()
        for row, y in zip(rows.split(","), points, strict=True):
            if row != "-":
                place = self._place(f"{table}/{row}:{column}")
                found.append(Shown(place=place, length=y))

    def _spark(self) -> list[Shown]:
        return self._table.sparks.setdefault(self._row, [])

    def _mark(self, tag: str, given: dict[str, str]) -> None:
        place = self._place(given["data-d"])
        ribbon = re.match(r"M.*C.* (-?[\d.]+)V(-?[\d.]+)C", given.get("d", ""))
        if tag == "rect":
            side = "height" if self._figure.name in STANDING else "width"
            self._figure.bars.append(Shown(place=place, length=float(given[side])))
        elif ribbon:
            length = float(ribbon[2]) - float(ribbon[1])
            self._figure.bars.append(Shown(place=place, length=length))
        else:
            self._figure.signs.append(Shown(place=place))

    def _place(self, bound: str) -> Place:
        table, _, rest = bound.rpartition("/")
        row, column = rest.split(":")
        return (table or (self._figure.table if self._figure else "")), int(row), column
