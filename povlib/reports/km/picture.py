"""The share picture of a lesson as PNG, drawn by resvg with our own fonts and no others."""

from importlib.resources import as_file, files

from povlib.figures.km import share_svg
from povlib.knowledge.outline import LessonOutline
from povlib.thai import cut_words

__all__ = ["share_png"]

_FONTS = ("sarabun-400.ttf", "sarabun-700.ttf")


def share_png(lesson: LessonOutline) -> bytes:
    """Give the picture that stands for a lesson where its page is shared.

    Parameters
    ----------
    lesson : LessonOutline

    Returns
    -------
    bytes
        PNG, 1200 by 630; the same lesson gives the same bytes.
    """
    # Imported here: only a lesson's brief draws a picture.
    from resvg_py import svg_to_bytes

    with as_file(files("povlib") / "resources" / "fonts") as folder:
        fonts = [str(folder / name) for name in _FONTS]
        svg = share_svg(lesson, cut=cut_words)
        return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)
