"""Work on the next item while the one before it is used: reading, checking and writing overlap."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["ahead"]

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
