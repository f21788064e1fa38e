"""Work on the next item while the one before it is used: reading, checking and writing overlap."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

__all__ = ["ahead", "map_ahead"]

S = TypeVar("S")
T = TypeVar("T")


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Give items as they come, each made on another thread while the one before it is used.

    Parameters
    ----------
    items : iterator
        None of them is None. At most one waits, so memory stays bounded.

    Notes
    -----
    It pays where making an item leaves Python free, as parsing and arithmetic of whole columns do.
    What the iterator raises is raised here.

    Examples
    --------
    >>> list(ahead(iter([1, 2, 3])))
    [1, 2, 3]
    """
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = maker.submit(next, items, None)
            yield item


def map_ahead(make: Callable[[S], T], items: Iterator[S], *, at_once: int = 2) -> Iterator[T]:
    """Give what `make` makes of each item, in order, the next ones made while one is used.

    Parameters
    ----------
    make : callable
        Called on other threads; a call must not need the one before it.
    items : iterator
    at_once : int
        So many are being made or wait at a time, so memory stays bounded.

    Examples
    --------
    >>> list(map_ahead(str, iter([1, 2, 3])))
    ['1', '2', '3']
    """
    with ThreadPoolExecutor(at_once) as makers:
        coming = deque(makers.submit(make, item) for item in islice(items, at_once))
        while coming:
            made = coming.popleft().result()
            coming.extend(makers.submit(make, item) for item in islice(items, 1))
            yield made
