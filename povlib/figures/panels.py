"""A figure of two panels: beside each other on a wide page, under each other elsewhere."""

from dataclasses import replace

from povlib.figures.marks import Figure, Mark, Path, Polyline, Text

__all__ = ["panels", "stacked"]

_BELOW = 6.0


def panels(figure: Figure) -> tuple[Figure, ...]:
    """Give the panels of a figure as figures of their own, to be set beside each other.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    tuple of Figure
        The figure alone where it has one panel.
    """
    if not figure.split:
        return (figure,)
    first = replace(figure, marks=figure.marks[: figure.split], split=0)
    second = replace(
        first,
        name=f"{figure.name}_2",
        desc="ส่วนต่อ",
        marks=figure.marks[figure.split :],
        height=_second_height(figure),
    )
    return first, second


def stacked(figure: Figure) -> Figure:
    """Give a figure with its second panel under the first.

    Parameters
    ----------
    figure : Figure
    """
    if not figure.split:
        return figure
    lower = (_lowered(mark, figure.height) for mark in figure.marks[figure.split :])
    marks = (*figure.marks[: figure.split], *lower)
    height = figure.height + _second_height(figure)
    return replace(figure, marks=marks, height=height, split=0)


def _second_height(figure: Figure) -> float:
    """Give the height the second panel needs: a list of names ends before its map does."""
    rest = figure.marks[figure.split :]
    if not all(isinstance(mark, Text) for mark in rest):
        return figure.height
    return min(figure.height, max(mark.y for mark in rest) + _BELOW)


def _lowered(mark: Mark, dy: float) -> Mark:
    if isinstance(mark, Polyline):
        return replace(mark, points=tuple((x, y + dy) for x, y in mark.points))
    if isinstance(mark, Path):
        rings = tuple(tuple((x, y + dy) for x, y in ring) for ring in mark.rings)
        return replace(mark, rings=rings)
    moved = {"y": mark.y + dy}
    if hasattr(mark, "y2"):
        moved["y2"] = mark.y2 + dy
    return replace(mark, **moved)
