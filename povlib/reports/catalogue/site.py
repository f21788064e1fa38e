"""The catalogue's folder: whole or not at all, and never over anything but a catalogue."""

from collections.abc import Mapping
from pathlib import Path

from povlib.reports.whole import Kind, write_whole

__all__ = ["write_site"]

_KIND = Kind(mark_name="catalogue.json", said="povlib lessons catalogue", name_th="คลังบทเรียน")


def write_site(pages: Mapping[str, bytes], *, folder: Path) -> None:
    """Put a catalogue in the place of the one before.

    Parameters
    ----------
    pages : mapping
        Content by file name from the folder, with "/".
    folder : pathlib.Path
        It, or the folder above it, need not be there. A page that the new catalogue does not have
        is gone.

    Raises
    ------
    ReportError
        As `write_whole`.
    """
    write_whole(pages, folder=folder, kind=_KIND)
