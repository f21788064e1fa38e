"""Which lessons stand near one another: those of one occupation or theme, and of one place."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from povlib.reports.catalogue.entries import Entry

if TYPE_CHECKING:
    import numpy as np

__all__ = ["near_lessons"]

_OCCUPATION, _THEME, _DISTRICT, _PROVINCE = 3, 2, 2, 1


def near_lessons(entries: Sequence[Entry], *, most: int = 5) -> tuple[tuple[int, ...], ...]:
    """Give for each lesson the numbers of those near it, nearest first.

    Parameters
    ----------
    entries : sequence of Entry
    most : int

    Returns
    -------
    tuple of tuple of int
        Only lessons that share an occupation or a theme: a shared place alone brings none near.
        None that nearly repeats another.
        Equally near ones in the order of the catalogue.
    """
    # Imported here: only making a catalogue needs it.
    import numpy as np

    own = np.array([not entry.is_copy for entry in entries], dtype=np.int64)
    members: dict[str, np.ndarray] = {}
    for number, entry in enumerate(entries):
        for key, _ in (*_subjects(entry), *_places(entry)):
            members.setdefault(key, np.zeros(len(entries), dtype=np.int64))[number] = 1
    return tuple(
        _nearest(_nearness(entry, members) * own, itself=number, most=most)
        for number, entry in enumerate(entries)
    )


def _subjects(entry: Entry) -> Iterator[tuple[str, int]]:
    yield from ((f"occupation {one.key}", _OCCUPATION) for one in entry.occupations)
    yield from ((f"theme {one.key}", _THEME) for one in entry.themes)


def _places(entry: Entry) -> Iterator[tuple[str, int]]:
    if entry.district_th:
        yield f"district {entry.lesson.district_code}", _DISTRICT
    if entry.province_th:
        yield f"province {entry.lesson.province_code}", _PROVINCE


def _nearness(entry: Entry, members: "dict[str, np.ndarray]") -> "np.ndarray | int":
    """Give how near each lesson is; 0 for all where this one has no subject."""
    shared = sum(weight * members[key] for key, weight in _subjects(entry))
    places = sum(weight * members[key] for key, weight in _places(entry))
    return shared + places * (shared > 0)


def _nearest(near: "np.ndarray", *, itself: int, most: int) -> tuple[int, ...]:
    import numpy as np  # as in `near_lessons`

    size = len(near)
    near[itself] = 0
    # Of two that are equally near the earlier one comes first.
    order = near * size + np.arange(size)[::-1]
    top = np.argpartition(order, -min(most, size))[-min(most, size) :]
    best = sorted(top.tolist(), key=lambda number: -int(order[number]))
    return tuple(number for number in best if near[number])
