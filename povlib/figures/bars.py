"""Bars inside text and tables: percent coordinates, so they never stretch."""

from povlib.figures.style import colour

__all__ = ["bar", "bar_parts", "bullet"]

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
    return f'<svg class="bul" aria-hidden=true>{drawn}{marks}</svg>'


def bar_parts(name: str, *, thin: float | None = None, thick: float | None = None) -> str:
    """Give what the bars of one table share, once: the ticks of plan and target.

    Parameters
    ----------
    name : str
        Of the table; the ids come from it.
    thin, thick : float or None
        Ticks of plan and target, 0-1.
    """
    ticks = ""
    if thin is not None:
        ticks += f'<rect x="{_percent(thin)}" width="1" height="11" fill="{colour("secondary")}"/>'
    if thick is not None:
        ticks += f'<rect x="{_percent(thick)}" width="2" height="11" fill="{colour("ink")}"/>'
    return (
        '<svg width="0" height="0" class="defs" aria-hidden=true><defs>'
        f'<g id="bt-{name}">{ticks}</g></defs></svg>'
    )


def bar(share: float | None, *, name: str, fill: str, with_ticks: bool = True) -> str:
    """Give the bar of a table row as SVG; hatched where the share is not shown.

    Parameters
    ----------
    share : float or None
        Length, 0-1.
    name : str
        Of the table, as for `bar_parts`.
    fill : str
        Colour name.
    with_ticks : bool
        True draws the ticks of plan and target.
    """
    own = "<rect width=100% class=hid />"
    if share is not None:
        own = f"<rect width={_percent(share)} fill={colour(fill)} />"
    ticks = f"<use href=#bt-{name} />" if with_ticks else ""
    return f"<svg class=bar aria-hidden=true>{own}{ticks}</svg>"


def _rect(start: float, share: float, height: int, fill: str) -> str:
    left = f' x="{_percent(start)}"' if start else ""
    return f'<rect{left} y=2 width={_percent(share)} height={height} fill="{fill}"/>'


def _percent(share: float) -> str:
    return f"{round(min(max(share, 0), 1) * 100, 1):g}%"
