"""Names on a map, by rule for any province: inside, else on a leader, else a number and a list."""

from collections.abc import Mapping, Sequence

import numpy as np

from povlib.figures.mapclear import Label, Placed, stand_clear
from povlib.figures.style import WIDTH, text_width

__all__ = ["Label", "Placed", "anchor_of", "place_labels"]

Point = tuple[float, float]
Ring = tuple[Point, ...]

_LINE, _STEPS, _NARROW = 13.0, 22, 150.0


def anchor_of(rings: Sequence[Ring]) -> Point:
    """Give the point of a shape that is furthest from its border.

    Parameters
    ----------
    rings : sequence of rings
    """
    spots, depths = _spots(_largest(rings))
    return _point(spots[int(np.argmax(depths))])


def place_labels(
    labels: Sequence[Label], rings: Mapping[str, Sequence[Ring]]
) -> tuple[Placed, ...]:
    """Place every label.

    Parameters
    ----------
    labels : sequence of Label
    rings : mapping
        Outlines by code, in units.

    Notes
    -----
    What does not fit inside goes above or below, whichever is nearer; beside, where the map is
    narrow; and becomes a number keyed to a list where the margins are full, or where its leader
    would run over another or over a label.
    """
    within = _enclosed({label.code: _largest(rings[label.code]) for label in labels})
    inside = [_inside(label, _largest(rings[label.code]), within[label.code]) for label in labels]
    placed = _placed(inside, rings)
    spots = {
        one.label.code: _best_spots(_largest(rings[one.label.code]), within[one.label.code])
        for one in placed
    }
    return stand_clear(placed, spots=spots, lowest=_bounds(rings)[3])


def _placed(inside: Sequence[Placed], rings: Mapping[str, Sequence[Ring]]) -> Sequence[Placed]:
    placed = [p for p in inside if p.how != "number"]
    others = [p for p in inside if p.how == "number"]
    box = _bounds(rings)
    if box[2] - box[0] <= _NARROW and len(others) > 2:
        return (*placed, *_beside(others, box))
    top, bottom = _above_and_below(others, rings)
    if not _fits(top) or not _fits(bottom):
        return (*placed, *others)
    return (*placed, *_in_margin(top, "top"), *_in_margin(bottom, "bottom"))


def _enclosed(rings: Mapping[str, np.ndarray]) -> dict[str, list[np.ndarray]]:
    """Give for each shape those that lie within it: it has a hole where they are."""
    middles = {}
    for code, ring in rings.items():
        spots, depths = _spots(ring)
        middles[code] = spots[int(np.argmax(depths))]
    points = np.array(list(middles.values()))
    found = {}
    for code, ring in rings.items():
        hit = zip(middles, _contains(ring, points), strict=True)
        found[code] = [
            rings[other]
            for other, is_in in hit
            if is_in and other != code and abs(_area(rings[other])) < abs(_area(ring))
        ]
    return found


def _room(ring: np.ndarray, within: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Give points in a shape that are in none within it, and how far each is from a border."""
    spots, depths = _spots(ring)
    for hole in within:
        free = ~_contains(hole, spots)
        if free.any():
            spots = spots[free]
            depths = np.minimum(depths[free], _depth(hole, spots))
    return spots, depths


def _best_spots(ring: np.ndarray, within: Sequence[np.ndarray]) -> list[Point]:
    """Give points in a shape, the furthest from its border first."""
    spots, depths = _room(ring, within)
    return [_point(spots[n]) for n in np.argsort(-depths, kind="stable")]


def _inside(label: Label, ring: np.ndarray, within: Sequence[np.ndarray]) -> Placed:
    spots, depths = _room(ring, within)
    anchor = _point(spots[int(np.argmax(depths))])
    stacked = max(text_width(label.name), text_width(label.value, style="bold")) + 1
    one = text_width(f"{label.name} ", style="body") + text_width(label.value, style="bold") + 3
    for how, width, height in (("inside", stacked, 27.0), ("line", one, 14.0)):
        fits = _holds(ring, spots, width * 0.88, height * 0.9)
        for hole in within:
            fits &= _depth(hole, spots) > np.hypot(width, height) / 2
        room = np.where(fits, depths, -1.0)
        best = int(np.argmax(room))
        if room[best] >= 0:
            return Placed(label, how, *_point(spots[best]), anchor)
    return Placed(label, "number", *anchor, anchor)


def _bounds(rings: Mapping[str, Sequence[Ring]]) -> tuple[float, float, float, float]:
    points = np.array([p for shape in rings.values() for ring in shape for p in ring])
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _beside(others: list[Placed], box: tuple[float, float, float, float]) -> list[Placed]:
    """Put labels left and right of a narrow map, one line each, from the top down."""
    left, top, right, bottom = box
    room = int((bottom - top) // _LINE) + 1
    ordered = sorted(others, key=lambda p: p.anchor[0])
    half = min(
        max(sum(p.anchor[0] < (left + right) / 2 for p in ordered), len(ordered) - room), room
    )
    placed = []
    for how, side in (("left", ordered[:half]), ("right", ordered[half:])):
        rows = sorted(side, key=lambda p: p.anchor[1])
        places, edge = [], top
        for one in rows:
            places.append(max(one.anchor[1], edge))
            edge = places[-1] + _LINE
        limit = max(bottom, top + _LINE * len(rows))
        for n in range(len(places) - 1, -1, -1):
            places[n] = min(places[n], limit)
            limit = places[n] - _LINE
        x = 0.0 if how == "left" else float(WIDTH)
        placed += [Placed(p.label, how, x, y, p.anchor) for p, y in zip(rows, places, strict=True)]
    return placed


def _above_and_below(
    others: list[Placed], rings: Mapping[str, Sequence[Ring]]
) -> tuple[list[Placed], list[Placed]]:
    """Part labels by the margin that their leader reaches on the shorter way."""
    edges = [np.asarray(ring) for shape in rings.values() for ring in shape]
    top, bottom = [], []
    for one in others:
        high, low = _extent_at(edges, one.anchor[0])
        is_above = one.anchor[1] - high <= low - one.anchor[1]
        (top if is_above else bottom).append(one)
    return _balanced(top, bottom)


def _extent_at(rings: Sequence[np.ndarray], x: float) -> tuple[float, float]:
    """Give the highest and lowest point of all shapes on a vertical line."""
    found: list[float] = []
    for ring in rings:
        after = np.roll(ring, -1, axis=0)
        crossed = (ring[:, 0] > x) != (after[:, 0] > x)
        start, end = ring[crossed], after[crossed]
        slope = (end[:, 1] - start[:, 1]) / (end[:, 0] - start[:, 0])
        found += (start[:, 1] + (x - start[:, 0]) * slope).tolist()
    return (min(found), max(found)) if found else (0.0, 0.0)


def _balanced(top: list[Placed], bottom: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Move labels from a full margin to the other one, those nearest to it first."""
    for full, other, lowest in ((top, bottom, True), (bottom, top, False)):
        while not _fits(full) and full:
            moved = (max if lowest else min)(full, key=lambda p: p.anchor[1])
            if not _fits([*other, moved]):
                break
            full.remove(moved)
            other.append(moved)
    return top, bottom


def _fits(row: Sequence[Placed]) -> bool:
    return sum(_width(p) for p in row) <= WIDTH


def _in_margin(row: Sequence[Placed], how: str) -> list[Placed]:
    """Spread labels along a margin in the order of their shapes, so that leaders do not cross."""
    ordered = sorted(row, key=lambda p: p.anchor[0])
    places, edge = [], 0.0
    for one in ordered:
        x = max(one.anchor[0], edge + _width(one) / 2)
        places.append(x)
        edge = x + _width(one) / 2
    limit = float(WIDTH)
    for n in range(len(places) - 1, -1, -1):
        half = _width(ordered[n]) / 2
        places[n] = min(places[n], limit - half)
        limit = places[n] - half
    return [Placed(p.label, how, x, p.y, p.anchor) for p, x in zip(ordered, places, strict=True)]


def _width(one: Placed) -> float:
    name = text_width(one.label.name)
    return max(name, text_width(one.label.value, style="bold")) + 7


def _largest(rings: Sequence[Ring]) -> np.ndarray:
    return max((np.asarray(ring, dtype=float) for ring in rings), key=lambda r: abs(_area(r)))


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def _spots(ring: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give points inside a ring on a fixed grid, and how far each is from the border."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    steps = (np.arange(_STEPS) + 0.5) / _STEPS
    grid = np.array([(x, y) for y in steps for x in steps]) * (high - low) + low
    inside = grid[_contains(ring, grid)]
    spots = inside if len(inside) else ring.mean(axis=0, keepdims=True)
    return spots, _depth(ring, spots)


def _contains(ring: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y = points[:, :1], points[:, 1:]
    x1, y1 = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    rise = np.where(y2 == y1, 1.0, y2 - y1)
    crosses = ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / rise + x1)
    return crosses.sum(axis=1) % 2 == 1


def _depth(ring: np.ndarray, points: np.ndarray) -> np.ndarray:
    start, step = ring, np.roll(ring, -1, axis=0) - ring
    length = np.maximum((step**2).sum(axis=1), 1e-9)
    away = points[:, None, :] - start[None, :, :]
    along = np.clip((away * step).sum(axis=2) / length, 0, 1)
    return np.sqrt(((away - along[:, :, None] * step) ** 2).sum(axis=2)).min(axis=1)


def _holds(ring: np.ndarray, spots: np.ndarray, width: float, height: float) -> np.ndarray:
    """Tell for each spot whether a box around it lies inside the ring."""
    if np.any(ring.max(axis=0) - ring.min(axis=0) < (width, height)):
        return np.zeros(len(spots), dtype=bool)
    sides = np.array([(x, y) for x in (-0.5, -0.25, 0, 0.25, 0.5) for y in (-0.5, 0, 0.5)])
    points = (spots[:, None, :] + sides[None, :, :] * (width, height)).reshape(-1, 2)
    return _contains(ring, points).reshape(len(spots), len(sides)).all(axis=1)


def _point(spot: np.ndarray) -> Point:
    return float(spot[0]), float(spot[1])
