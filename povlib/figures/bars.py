"""Bars inside text and tables: percent coordinates, so they never stretch."""

from povlib.figures.style import colour

__all__ = ["bar", "bullet", "ticks_style"]

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


def ticks_style(*, thin: float | None = None, thick: float | None = None) -> str:
    """Give the style of a table whose bars have ticks at plan and target; brief.css draws them.

    Parameters
    ----------
    thin, thick : float or None
        Plan and target, 0-1.

    Examples
    --------
    >>> ticks_style(thin=0.5, thick=0.75), ticks_style(thick=0.75)
    ('--p:50%;--g:75%', '--p:75%;--g:75%;--n:0')
    """
    if thick is None and thin is None:
        return "--t:none"
    low, high = (value for value in (thin or thick or 0.0, thick or thin or 0.0))
    one = "" if thin is not None and thick is not None else ";--n:0"
    return f"--p:{_percent(low)};--g:{_percent(high)}{one}"


def bar(share: float | None, *, look: str = "") -> str:
    """Give the bar of a table row; hatched where the share is not shown.

    Parameters
    ----------
    share : float or None
        Length, 0-1.
    look : str
        A status, whose colour it takes; "" for the neutral one.
    """
    if share is None:
        return "<i class=sup></i>"
    return f"<i{f' class=s-{look}' if look else ''} style=--v:{_percent(share)}></i>"


def _rect(start: float, share: float, height: int, fill: str) -> str:
    left = f' x="{_percent(start)}"' if start else ""
    return f'<rect{left} y=2 width={_percent(share)} height={height} fill="{fill}"/>'


def _percent(share: float) -> str:
    return f"{round(min(max(share, 0), 1) * 100, 1):g}%"
