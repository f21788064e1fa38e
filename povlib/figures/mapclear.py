"""Labels of a map stand clear: no leader over a label or another leader, no number over a number.

What cannot stand clear on a leader becomes a number in its shape; a number moves within its shape,
and where there is no room at all it is left out, which the map's note says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from povlib.figures.labels import Box, is_overlap
from povlib.figures.style import WIDTH, text_width

__all__ = ["Label", "Placed", "stand_clear"]

Point = tuple[float, float]
Segment = tuple[Point, Point]

_TOP_START, _BOTTOM_START = 29.0, 6.0
_NUMBER, _HIGH, _PARTS = 14.0, 11.0, 60
_OUTSIDE = ("top", "bottom", "left", "right")


@dataclass(frozen=True)
class Label:
    """What a shape says: a name, and a value under it."""

    code: str
    name: str
    value: str


@dataclass(frozen=True)
class Placed:
    """Where a label stands.

    Attributes
    ----------
    label : Label
    how : str
        "inside" (name over value), "line" (name and value in one line inside), "top", "bottom",
        "left", "right" (on a leader in that margin), "number" (a number in the shape, the label in
        a list or the page's table), "none" (no room for a number; the note names the place).
    x, y : float
        Middle of the label; for margins above and below `x` only, for those beside `y` only.
    anchor : (float, float)
        The point of the shape it belongs to; of a number the place where it stands.
    """

    label: Label
    how: str
    x: float
    y: float
    anchor: Point


def stand_clear(
    placed: Sequence[Placed], *, spots: Mapping[str, Sequence[Point]], lowest: float
) -> tuple[Placed, ...]:
    """Give the labels with those made numbers that could not stand clear of the others.

    Parameters
    ----------
    placed : sequence of Placed
    spots : mapping
        Points in each shape by code, where a number may stand, the best first.
    lowest : float
        Lower edge of all shapes.
    """
    kept = list(placed)
    while True:
        kept = _numbers_apart(kept, spots)
        faults = [(_faults(one, kept, lowest), n) for n, one in enumerate(kept)]
        most, worst = max(faults, default=(0, 0))
        if not most:
            return tuple(kept)
        one = kept[worst]
        kept[worst] = replace(one, how="number", x=one.anchor[0], y=one.anchor[1])


def _faults(one: Placed, kept: Sequence[Placed], lowest: float) -> int:
    """Count what the leader of a label runs over."""
    if one.how not in _OUTSIDE:
        return 0
    way = _leader(one, lowest)
    others = [other for other in kept if other is not one]
    crossed = sum(
        _do_cross(way, _leader(other, lowest)) for other in others if other.how in _OUTSIDE
    )
    return crossed + sum(_runs_over(way, _box(other, lowest)) for other in others)


def _numbers_apart(kept: Sequence[Placed], spots: Mapping[str, Sequence[Point]]) -> list[Placed]:
    """Move numbers within their shapes until none stands on another or on a name."""
    taken = [_box(one, 0) for one in kept if one.how in ("inside", "line")]
    moved = []
    for one in kept:
        if one.how == "number":
            one = _with_room(one, spots[one.label.code], taken)
        if one.how == "number":
            taken.append(_box(one, 0))
        moved.append(one)
    return moved


def _with_room(one: Placed, spots: Sequence[Point], taken: Sequence[Box]) -> Placed:
    free = (at for at in (one.anchor, *spots) if _is_free(at, taken))
    at = next(free, None)
    if at is None:
        return replace(one, how="none")
    return replace(one, x=at[0], y=at[1], anchor=at)


def _is_free(at: Point, taken: Sequence[Box]) -> bool:
    return not any(is_overlap(_around(at, _NUMBER, _HIGH), box) for box in taken)


def _box(one: Placed, lowest: float) -> Box:
    """Give the space that a label takes, letters without the marks above them."""
    if one.how == "none":
        return Box(-1, -1, -1, -1)
    wide = text_width(one.label.name) if one.how in ("inside", "top", "bottom") else 0.0
    if one.how == "inside":
        return _around((one.x, one.y + 1), wide, 26)
    if one.how == "line":
        said = f"{one.label.name} {one.label.value}"
        return _around((one.x, one.y), text_width(said, style="bold"), _HIGH)
    if one.how == "number":
        return _around(one.anchor, _NUMBER, _HIGH)
    if one.how in ("top", "bottom"):
        y = 16.0 if one.how == "top" else lowest + 22
        return _around((one.x, y), wide, 24)
    wide = text_width(f"{one.label.name} {one.label.value}", style="small")
    middle = wide / 2 if one.how == "left" else WIDTH - wide / 2
    return _around((middle, one.y - 3.5), wide, 9)


def _leader(one: Placed, lowest: float) -> Segment:
    """Give the line from a label outside to its shape, as the map draws it."""
    if one.how == "top":
        return (one.x, _TOP_START), one.anchor
    if one.how == "bottom":
        return (one.x, lowest + _BOTTOM_START), one.anchor
    wide = text_width(f"{one.label.name} {one.label.value}", style="small") + 3
    return (wide if one.how == "left" else WIDTH - wide, one.y - 3.5), one.anchor


def _do_cross(one: Segment, other: Segment) -> bool:
    (a, b), (c, d) = one, other
    return _turn(a, c, d) != _turn(b, c, d) and _turn(a, b, c) != _turn(a, b, d)


def _turn(a: Point, b: Point, c: Point) -> bool:
    return (c[1] - a[1]) * (b[0] - a[0]) > (b[1] - a[1]) * (c[0] - a[0])


def _runs_over(way: Segment, box: Box) -> bool:
    (x, y), (x2, y2) = way
    parts = (n / _PARTS for n in range(_PARTS + 1))
    points = ((x + (x2 - x) * part, y + (y2 - y) * part) for part in parts)
    return any(box.left < px < box.right and box.top < py < box.bottom for px, py in points)


def _around(middle: Point, wide: float, high: float) -> Box:
    x, y = middle
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
