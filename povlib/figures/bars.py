"""Bars inside text and tables: percent coordinates, so they never stretch."""

from povlib.figures.style import colour

__all__ = ["bar", "bullet"]

_BACK = "#e2ded6"


def bullet(share: float, *, fill: str, ticks: tuple[float, ...] = ()) -> str:
    """Give a bullet bar as SVG.

    Parameters
    ----------
    share : float
        Length, 0-1; longer is cut.
    fill : str
        Colour name.
    ticks : tuple of float
        Where to compare, 0-1.
    """
    drawn = f"{_rect(0, 1, 5, _BACK)}{_rect(0, share, 5, colour(fill))}"
    marks = "".join(
        f'<rect x="{_percent(min(t, 0.99))}" width="2" height="9" fill="{colour("ink")}"/>'
        for t in ticks
    )
    return f'<svg class="bul" aria-hidden="true">{drawn}{marks}</svg>'


def bar(
    share: float | None,
    *,
    fill: str,
    thin: float | None = None,
    thick: float | None = None,
) -> str:
    """Give the bar of a table row as SVG; hatched where the share is not shown.

    Parameters
    ----------
    share : float or None
        Length, 0-1.
    fill : str
        Colour name.
    thin, thick : float or None
        Ticks of plan and target, 0-1.
    """
    drawn = _rect(0, 1, 7, "#e8e4dd")
    if share is None:
        drawn += '<rect x="0%" y="2" width="100%" height="7" class="hid"/>'
    else:
        drawn += _rect(0, share, 7, colour(fill))
    if thin is not None:
        drawn += f'<rect x="{_percent(thin)}" width="1" height="11" fill="{colour("secondary")}"/>'
    if thick is not None:
        drawn += f'<rect x="{_percent(thick)}" width="2" height="11" fill="{colour("ink")}"/>'
    return f'<svg class="bar" aria-hidden="true">{drawn}</svg>'


def _rect(start: float, share: float, height: int, fill: str) -> str:
    return (
        f'<rect x="{_percent(start)}" y="2" width="{_percent(share)}" height="{height}"'
        f' fill="{fill}"/>'
    )


def _percent(share: float) -> str:
    return f"{round(min(max(share, 0), 1) * 100, 1):g}%"
