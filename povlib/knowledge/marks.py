"""Tells shelves of made-up lessons from real ones."""

from pathlib import Path

__all__ = ["DEMO_MARK", "is_demo"]

DEMO_MARK = "demo.json"


def is_demo(folder: Path) -> bool:
    """Tell whether the lessons of a folder are made up: then what shows them must say so.

    Parameters
    ----------
    folder : pathlib.Path
        Of the lessons; one that is not there holds nothing made up.

    Examples
    --------
    >>> is_demo(Path("nowhere"))
    False
    """
    return (folder / DEMO_MARK).is_file()
