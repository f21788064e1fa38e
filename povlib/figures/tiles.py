"""Figures of 77 equal tiles: how the provinces stand, and where one province lies."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Row, number_of, read_rows, text_of
from povlib.figures.marks import Figure, Line, Mark, Path, Rect, Sign, Text, by_look

__all__ = ["Tile", "national_tiles", "place_on_tiles", "tile_layout"]

_FILLS = {"met": "more_1", "on_track": "more_0", "behind": "behind_pale"}
_WIDE, _HIGH, _GAP = 41.5, 36.5, 1.5


@dataclass(frozen=True)
class Tile:
    """Where a province's tile stands, and its name in one or two lines."""

    column: int
    row: int
    lines: tuple[str, ...]


@cache
def tile_layout() -> dict[str, Tile]:
    """Give the layout of the 77 tiles by province code; Bangkok stands apart."""
    path = files("povlib") / "resources" / "tiles.json"
    tiles = json.loads(path.read_text(encoding="utf-8"))["tiles"]
    return {code: Tile(column, row, tuple(lines)) for code, (column, row, lines) in tiles.items()}


def national_tiles(table: PublicTable) -> Figure:
    """Draw every province as a tile with its name and the sign of its status.

    Parameters
    ----------
    table : PublicTable
        "provinces".

    Returns
    -------
    Figure
        Provinces without targets say so; a province that is not in the table is empty.
    """
    rows = [r for r in read_rows(table) if text_of(r, "level") == "province"]
    states = {text_of(r, "area_code"): _state(r) for r in rows}
    layout = tile_layout()
    marks: list[Mark] = []
    for code, tile in layout.items():
        marks += _tile(tile, states.get(code, ""))
    order = ("behind", "on_track", "met", "no_data", "no_targets")
    seen = [s for s in order if s in states.values()]
    return Figure(
        name="national_tiles",
        title=_title(list(states.values())),
        subtitle="สถานะเทียบแผน ช่องหนึ่งคือหนึ่งจังหวัด วางตามที่ตั้งโดยประมาณ",
        desc=_desc(rows, seen),
        height=max(t.row for t in layout.values()) * (_HIGH + _GAP) + _HIGH + 2,
        marks=tuple(by_look(marks)),
        table=table,
        columns=("area_th", "passed_share", "status"),
        legend=tuple((s, words.STATUS_TH[s]) for s in seen),
    )


def place_on_tiles(table: PublicTable, *, about: About, why: str) -> Figure:
    """Draw where a province lies, for want of its districts' boundaries.

    Parameters
    ----------
    table : PublicTable
        "districts".
    about : About
    why : str
        The sentence that says why there is no map.
    """
    layout, size = tile_layout(), 13.0
    squares = {code: _square(tile, size) for code, tile in layout.items()}
    others = tuple(ring for code, ring in squares.items() if code != about.area_code)
    marks: list[Mark] = [Path(others, "dropped", "")]
    own = layout.get(about.area_code)
    if own is not None:
        x, y = own.column * (size + 1.5) + size, own.row * (size + 1.5) + size / 2
        marks += [
            Path((squares[about.area_code],), "ink", ""),
            Line(x, y, 136, y, "ink", 0.8),
            Text(140, y, about.area_th, "bold"),
            Text(140, y + 14, about.region_th, "small"),
        ]
    return Figure(
        name="district_map",
        title=f"ที่ตั้งของ{about.area_th}",
        subtitle="ช่องหนึ่งคือหนึ่งจังหวัด วางตามที่ตั้งโดยประมาณ",
        desc=f"ช่อง 77 ช่องแทน 77 จังหวัด ช่องสีเข้มคือ{about.area_th} {about.region_th}",
        height=15 * (size + 1.5),
        marks=tuple(marks),
        table=table,
        columns=("area_th", "passed_share", "status"),
        note=why,
    )


def _square(tile: Tile, size: float) -> tuple[tuple[float, float], ...]:
    x, y = tile.column * (size + 1.5), tile.row * (size + 1.5)
    return ((x, y), (x + size, y), (x + size, y + size), (x, y + size))


def _state(row: Row) -> str:
    if number_of(row, "targets") == 0:
        return "no_targets"
    return text_of(row, "status") or ("hidden" if row["status"].state == "hidden" else "")


def _tile(tile: Tile, status: str) -> list[Mark]:
    x, y = tile.column * (_WIDE + _GAP), tile.row * (_HIGH + _GAP)
    fill = _FILLS.get(status, "paper")
    is_plain = fill == "paper"
    look = (fill, "line", "2 2") if is_plain else (fill, "", "")
    style = "axis_ink" if status else "axis"
    two = len(tile.lines) > 1
    marks: list[Mark] = [Rect(x, y, _WIDE, _HIGH, *look, stroke_width=0.7)]
    for n, line in enumerate(tile.lines):
        top = y + (10 if two else 15) + 12.5 * n
        marks.append(Text(x + _WIDE / 2, top, line, style, "middle"))
    said = {"no_targets": "ไม่มีเป้า", "hidden": words.HIDDEN}.get(status)
    if said:
        marks.append(Text(x + _WIDE / 2, y + 33.5, said, "axis", "middle"))
    elif status:
        marks.append(Sign(x + _WIDE / 2, y + 30.5, status, 8.5))
    return marks


def _title(states: list[str]) -> str:
    behind, known = states.count("behind"), sum(s in _FILLS for s in states)
    if not known:
        return "สถานะของแต่ละจังหวัด"
    if not behind:
        return f"ทั้ง {known} จังหวัดที่มีข้อมูลไม่ช้ากว่าแผน"
    return f"{behind} จาก {known} จังหวัดที่มีข้อมูลช้ากว่าแผน"


def _desc(rows: list[Row], seen: list[str]) -> str:
    parts = ["ช่องแทนจังหวัด"]
    labels = {status: words.STATUS_TH[status] for status in seen} | {"hidden": words.HIDDEN}
    for status, label in labels.items():
        names = [text_of(r, "area_th") for r in rows if _state(r) == status]
        parts += [f"{label} {len(names)} จังหวัด: {' '.join(names)}"] if names else []
    return " ".join(parts)
