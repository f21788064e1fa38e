"""Order of the Thai alphabet, ก to ฮ, by PyThaiNLP's collate.

Importing the package `pythainlp` makes a folder in the user's home and loads 80 modules (0.1 s).
The one file that holds the rule needs none of them and is loaded by itself at first use (1 ms).
"""

from collections.abc import Callable, Iterable
from functools import cache, cmp_to_key
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TypeVar

from povlib.errors import PovError

__all__ = ["sort_key", "sorted_th"]

T = TypeVar("T")


def sorted_th(items: Iterable[T], *, key: Callable[[T], str] = str) -> list[T]:
    """Give the items in the order of the Thai dictionary.

    Parameters
    ----------
    items : iterable
    key : callable, optional
        Gives the Thai text of an item.

    Returns
    -------
    list
        A new list. Items of equal text keep their order.

    Examples
    --------
    >>> sorted_th(["ไก่", "เกิด", "หมู", "กาล"])
    ['กาล', 'เกิด', 'ไก่', 'หมู']
    """
    pairs = [(key(item), item) for item in items]
    # Sorted by character first: texts that collate alike come in one order, however they came.
    rank = {text: n for n, text in enumerate(_collate()(sorted({text for text, _ in pairs})))}
    return [item for _, item in sorted(pairs, key=lambda pair: rank[pair[0]])]


def _compare(one: str, other: str) -> int:
    if one == other:
        return 0
    return -1 if _collate()(sorted([one, other]))[0] == one else 1


sort_key = cmp_to_key(_compare)
"""Key of one text for `sorted` and `max`; for many texts `sorted_th` is faster."""


@cache
def _collate() -> Callable[[Iterable[str]], list[str]]:
    package = find_spec("pythainlp")
    if package is None or package.origin is None:
        raise PovError("pythainlp must be installed", todo="install povlib with its dependencies")
    path = Path(package.origin).parent / "util" / "collate.py"
    spec = spec_from_file_location("povlib.thai._pythainlp_collate", path)
    if spec is None or spec.loader is None:
        raise PovError("pythainlp must hold util/collate.py", todo="install pythainlp 5.2 or newer")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.collate
