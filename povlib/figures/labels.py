"""Where labels go: the first place that crosses nothing, else the one that crosses least."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from povlib.figures.marks import Datum, Line, Text
from povlib.figures.style import TEXTS, WIDTH, text_width

__all__ = ["Box", "Words", "along", "box_of", "choose", "fit", "is_overlap", "leader", "lines"]

Point = tuple[float, float]
Words = tuple[str, str] | tuple[str, str, Datum]


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float


def box_of(text: Text) -> Box:
    """Give the space a text takes, marks above and below included.

    Parameters
    ----------
    text : Text
    """
    width, size = text_width(text.content, style=text.style), TEXTS[text.style][1]
    left = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
    return Box(left, text.y - size * 0.95, left + width, text.y + size * 0.3)


def lines(
    contents: Sequence[Words],
    *,
    x: float,
    y: float,
    anchor: str = "start",
    step: float = 14,
    plate: bool = True,
) -> tuple[Text, ...]:
    """Set lines of text under each other.

    Parameters
    ----------
    contents : sequence of (str, str) or (str, str, Datum)
        Words, style, and the cell whose number they say.
    x, y : float
        Of the first base line.
    anchor : str
    step : float
        Between base lines; marks above and below need 12.5 at the least.
    plate : bool
    """
    return tuple(
        Text(x, y + n * step, said, style, anchor, plate, bound[0] if bound else None)
        for n, (said, style, *bound) in enumerate(contents)
    )


def along(points: Sequence[Point], *, step: float = 4.0) -> tuple[Point, ...]:
    """Give points along a line, close enough that no label slips between them.

    Parameters
    ----------
    points : sequence of (float, float)
    step : float
    """
    found = list(points[:1])
    for (x, y), (x2, y2) in zip(points, points[1:], strict=False):
        parts = max(int(max(abs(x2 - x), abs(y2 - y)) // step), 1)
        found += [(x + (x2 - x) * n / parts, y + (y2 - y) * n / parts) for n in range(1, parts + 1)]
    return tuple(found)


def choose(
    candidates: Sequence[tuple[Text, ...]],
    *,
    points: Iterable[Point] = (),
    boxes: Iterable[Box] = (),
    bounds: Box = Box(0, 0, WIDTH, 10_000),
) -> tuple[Text, ...]:
    """Give the candidate that crosses least; the first of equals.

    Parameters
    ----------
    candidates : sequence of tuples of Text
        Places for one label of one or more lines, the preferred one first.
    points : iterable of (float, float)
        Of lines to be kept clear.
    boxes : iterable of Box
        Labels placed before.
    bounds : Box
        The label should stay inside.
    """
    points, boxes = list(points), list(boxes)
    return min(candidates, key=lambda label: _cost(label, points, boxes, bounds))


def leader(
    label: Sequence[Text], *, x: float, y: float, reach: float = 10, stroke: str = "secondary"
) -> list[Line]:
    """Give the thin line that ties a label to its point, none where the label stands at it.

    Parameters
    ----------
    label : sequence of Text
    x, y : float
        The point.
    reach : float
        A label nearer than this needs no line.
    stroke : str
    """
    boxes = [box_of(text) for text in label]
    left, right = min(b.left for b in boxes) - 2, max(b.right for b in boxes) + 2
    top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
    near_x, near_y = min(max(x, left), right), min(max(y, top), bottom)
    away = ((x - near_x) ** 2 + (y - near_y) ** 2) ** 0.5
    if away <= reach:
        return []
    stop = (away - 3) / away
    return [
        Line(
            near_x, near_y, near_x + (x - near_x) * stop, near_y + (y - near_y) * stop, stroke, 0.8
        )
    ]


def fit(text: Text, *, width: float) -> Text:
    """Shorten a text with … until it fits.

    Parameters
    ----------
    text : Text
    width : float
        Units.

    Examples
    --------
    >>> fit(Text(0, 0, "อำเภอที่มีชื่อยาวมากเป็นพิเศษ"), width=60).content[-1]
    '…'
    """
    if text_width(text.content, style=text.style) <= width:
        return text
    content = text.content
    while content and text_width(content + "…", style=text.style) > width:
        content = content[:-1]
    return replace(text, content=content + "…")


def is_overlap(one: Box, other: Box) -> bool:
    """Tell whether two texts touch.

    Parameters
    ----------
    one, other : Box
    """
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _cost(label: tuple[Text, ...], points: list[Point], boxes: list[Box], bounds: Box) -> float:
    cost = 0.0
    for box in map(box_of, label):
        cost += sum(_is_inside(point, box) for point in points)
        cost += sum(20 for other in boxes if is_overlap(box, other))
        cost += 30 * _outside(box, bounds)
    return cost


def _is_inside(point: Point, box: Box) -> bool:
    return box.left - 1 <= point[0] <= box.right + 1 and box.top <= point[1] <= box.bottom


def _outside(box: Box, bounds: Box) -> bool:
    return (
        box.left < bounds.left - 0.5
        or box.right > bounds.right + 0.5
        or box.top < bounds.top - 0.5
        or box.bottom > bounds.bottom + 0.5
    )
