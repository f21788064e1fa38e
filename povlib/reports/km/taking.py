"""Takes down briefs of lessons that may not be shown any more."""

import shutil
from collections.abc import Collection
from pathlib import Path

__all__ = ["take_down"]


def take_down(folder: Path, *, lesson_ids: Collection[str], report: str = "") -> tuple[str, ...]:
    """Remove the briefs of lessons, and the copies of them that earlier runs left.

    Parameters
    ----------
    folder : pathlib.Path
        Of a year's reports, or of briefs alone.
    lesson_ids : collection of str
    report : str
        Name of the reports by lesson in it; "" where each brief lies in the folder itself.

    Returns
    -------
    tuple of str
        The ids of those that were there.
    """
    gone = []
    for one in sorted(lesson_ids):
        found = [folder / report / one, *folder.glob(f".previous/*/{report}/{one}")]
        there = [path for path in found if path.is_dir()]
        for path in there:
            shutil.rmtree(path)
        gone += [one] if there else []
    return tuple(gone)
