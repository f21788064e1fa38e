"""Takes down briefs of lessons that may not be shown any more."""

import shutil
from collections.abc import Collection
from pathlib import Path

__all__ = ["standing", "take_down"]


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
    found = standing(folder, lesson_ids=lesson_ids, report=report)
    for paths in found.values():
        for path in paths:
            shutil.rmtree(path)
    return tuple(found)


def standing(
    folder: Path, *, lesson_ids: Collection[str], report: str = ""
) -> dict[str, tuple[Path, ...]]:
    """Find the briefs of lessons and the copies that earlier runs left.

    Parameters
    ----------
    folder, lesson_ids, report
        As in `take_down`.

    Returns
    -------
    dict of str to tuple of pathlib.Path
        Their folders by lesson, of those that have any.
    """
    found = {
        one: (folder / report / one, *folder.glob(f".previous/*/{report}/{one}"))
        for one in sorted(lesson_ids)
    }
    there = {one: tuple(path for path in paths if path.is_dir()) for one, paths in found.items()}
    return {one: paths for one, paths in there.items() if paths}
