"""A map's labels stand clear of each other, whatever the shapes: made-up ones of awkward kinds."""

import json
import random
from itertools import combinations

import pytest

from povlib import figures
from povlib.figures.labels import Box, box_of, is_overlap
from povlib.figures.mapclear import Label
from povlib.figures.maplabels import place_labels
from povlib.figures.marks import Figure, Line, Path, Text

from .conftest import district_frame, published
from .states import about_of

NAMES = ("ปัว", "กิ่งฉ่ำ", "เชียงคำ", "ป่าซาง", "พิบูลมังสาหาร", "เฉลิมพระเกียรติ", "ลำทะเมนชัย", "ฏุ้ฎู")
STATES = ("behind", "on_track", "met", "no_data")
Polygon = list[tuple[float, float]]


def square(x: float, y: float, wide: float, high: float) -> Polygon:
    return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]


def cluster(rng: random.Random) -> list[Polygon]:
    """Many tiny shapes in the middle of a few large ones."""
    tiny = [square(4 + n % 6 * 0.3, 4 + n // 6 * 0.3, 0.3, 0.3) for n in range(rng.randint(6, 24))]
    return [*tiny, square(0, 0, 4, 4), square(6, 0, 4, 10), square(0, 6, 6, 4), square(4, 0, 2, 4)]


def islands(rng: random.Random) -> list[Polygon]:
    sizes = ((0.1, 0.1), (0.3, 0.3), (1, 0.6), (2, 2))
    places = rng.sample([(x, y) for x in range(6) for y in range(3)], rng.randint(3, 16))
    return [square(2.4 * x, 2.4 * y, *rng.choice(sizes)) for x, y in places]


def slivers(rng: random.Random) -> list[Polygon]:
    wide = rng.uniform(0.15, 1.2)
    return [square(n * wide, 0, wide, rng.uniform(4, 9)) for n in range(rng.randint(4, 20))]


def stripes(rng: random.Random) -> list[Polygon]:
    """A narrow province: flat shapes over each other."""
    high = rng.uniform(0.2, 0.8)
    return [square(0, n * high, rng.uniform(1, 2), high) for n in range(rng.randint(4, 20))]


def ring(rng: random.Random) -> list[Polygon]:
    """One shape around another, and neighbours."""
    high = rng.uniform(5, 9)
    within = square(1, 1, rng.uniform(1, 7), rng.uniform(1, high - 2))
    return [within, square(0, 0, 9, high), square(9, 0, 0.5, high), square(9.5, 0, 3, high)]


def fifty(rng: random.Random) -> list[Polygon]:
    edges = [sorted(rng.uniform(0, 10) for _ in range(4)) for _ in range(10)]
    rows = [[0, *inner, 10] for inner in edges]
    return [
        square(left, n, right - left, 1)
        for n, row in enumerate(rows)
        for left, right in zip(row, row[1:], strict=False)
    ]


KINDS = (cluster, islands, slivers, stripes, ring, fifty)


def map_of(polygons: list[Polygon], rng: random.Random) -> Figure:
    codes = [f"24{n:02d}" for n in range(1, len(polygons) + 1)]
    features = [
        {"properties": {"code": c}, "geometry": {"type": "Polygon", "coordinates": [shape]}}
        for c, shape in zip(codes, polygons, strict=True)
    ]
    rows = [
        (code, rng.choice(NAMES), 50, 35, 40, rng.randint(5, 45), 4000, rng.choice(STATES))
        for code in codes
    ]
    table = published("districts", district_frame(rows))
    text = json.dumps({"features": features})
    shapes = figures.parse_boundaries(text, province_code="24", source_th="แฟ้มทดสอบ")
    return figures.district_map(table, shapes, about=about_of(""))


def letters_of(text: Text) -> Box:
    """The space of the letters themselves, without marks above and below."""
    whole = box_of(text)
    return Box(whole.left + 0.5, text.y - 8.5, whole.right - 0.5, text.y + 1.5)


def crosses(line: Line, box: Box) -> bool:
    points = [
        (line.x + (line.x2 - line.x) * n / 60, line.y + (line.y2 - line.y) * n / 60)
        for n in range(61)
    ]
    return any(box.left < x < box.right and box.top < y < box.bottom for x, y in points)


def texts_of(figure: Figure) -> list[Text]:
    return [m for m in figure.marks if isinstance(m, Text)]


CASES = [(kind, seed) for kind in KINDS for seed in range(3)]


@pytest.mark.parametrize(("kind", "seed"), CASES, ids=lambda v: getattr(v, "__name__", v))
def test_labels_of_any_shapes_stand_clear(kind, seed):
    rng = random.Random(seed)
    figure = map_of(kind(rng), rng)
    boxes = [(text, letters_of(text)) for text in texts_of(figure)]
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not is_overlap(a, b), (one.content, other.content)
    for line in (m for m in figure.marks if isinstance(m, Line)):
        assert not [text.content for text, box in boxes if crosses(line, box)]
    for text in texts_of(figure):
        box = box_of(text)
        assert box.left >= -1 and box.right <= figure.width + 1, text.content
        assert box.top >= -1 and box.bottom <= figure.height + 1, text.content


@pytest.mark.parametrize(("kind", "seed"), CASES, ids=lambda v: getattr(v, "__name__", v))
def test_every_shape_has_its_name_or_its_number_inside_itself(kind, seed):
    polygons = kind(random.Random(seed))
    rings = {str(n): (tuple((x * 20, y * 20) for x, y in p[:-1]),) for n, p in enumerate(polygons)}
    placed = place_labels([Label(code, "เชียงคำ", "40.0") for code in rings], rings)
    assert {one.label.code for one in placed} == set(rings)
    for one in placed:
        xs, ys = zip(*rings[one.label.code][0], strict=True)
        x, y = (one.x, one.y) if one.how in ("inside", "line") else one.anchor
        assert min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys), one


def test_a_shape_around_another_is_drawn_under_it_and_named_beside_it():
    figure = map_of(ring(random.Random(1)), random.Random(1))
    areas = [m.rings[0] for m in figure.marks if isinstance(m, Path)]
    wide = [max(x for x, _ in shape) - min(x for x, _ in shape) for shape in areas]
    assert wide[0] == max(wide)
    rings = {"out": (((0, 0), (200, 0), (200, 90), (0, 90)),)}
    rings["in"] = (((60, 20), (140, 20), (140, 70), (60, 70)),)
    placed = place_labels([Label(code, "ปัว", "40.0") for code in rings], rings)
    out = next(one for one in placed if one.label.code == "out")
    assert not (60 < out.x < 140 and 20 < out.y < 70)
