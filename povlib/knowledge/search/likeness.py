"""Words that look alike: by the 3-grams they share, then by the letters to change.

Tone marks and letters that sound the same do not count, nor whether ำ lost its circle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Likeness", "build_likeness", "folded", "kin", "misspelt"]

_SAME = str.maketrans("ำใศษณญฎฏฑฒฬ", "าไสสนยดตททล", "่้๊๋์็ํฺ. ")
_SHORTEST = 4
_KIN = 0.55
_NEAR = 0.3
_MOST = 8


@dataclass(frozen=True)
class Likeness:
    """Words of an index by the 3-grams they hold: for gram g, `rows` from bounds[g] on.

    Attributes
    ----------
    numbers : numpy.ndarray
        Of the words in the index.
    folds : tuple of str
        The words without what does not count.
    by_fold : dict
        Numbers of the words that have a fold.
    grams : numpy.ndarray
        3-grams as `_codes` gives them, in order.
    bounds, rows : numpy.ndarray
        Of len(grams) + 1, and the rows (of `folds`) that hold a gram.
    sizes : numpy.ndarray
        Grams of each word.
    """

    numbers: "np.ndarray"
    folds: tuple[str, ...]
    by_fold: dict[str, list[int]]
    grams: "np.ndarray"
    bounds: "np.ndarray"
    rows: "np.ndarray"
    sizes: "np.ndarray"


def folded(word: str) -> str:
    """Give a word without what does not count when it is compared.

    Parameters
    ----------
    word : str

    Examples
    --------
    >>> folded("สำนักงาน") == folded("สานักงาน"), folded("ครัวเรื่อน") == folded("ครัวเรือน")
    (True, True)
    """
    return word.translate(_SAME)


def build_likeness(features: Sequence[str]) -> Likeness:
    """Note the 3-grams of an index's words.

    Parameters
    ----------
    features : sequence of str
        Keys ("#...") and words under four letters are left out.
    """
    # Imported here: 60 ms, and only a search needs it.
    import numpy as np

    words = [(number, word) for number, word in enumerate(features) if word[0] != "#"]
    folds = folded("\n".join(word for _, word in words)).split("\n")
    kept = [
        (number, fold)
        for (number, _), fold in zip(words, folds, strict=False)
        if len(fold) >= _SHORTEST
    ]
    by_fold: dict[str, list[int]] = {}
    for number, fold in kept:
        by_fold.setdefault(fold, []).append(number)
    lengths = np.array([len(fold) for _, fold in kept], dtype=np.int64)
    of_row = np.repeat(np.arange(len(kept)), lengths)
    # A word is as long as its 3-grams are many: the last two letters of "^word$" begin none.
    codes = _codes("".join(f"^{fold}$" for _, fold in kept))
    begins = np.arange(len(of_row)) + 2 * of_row
    # Rows rise already: a stable order by gram has them in order within each.
    order = np.argsort(codes[begins], kind="stable")
    all_grams, rows = codes[begins][order], of_row[order]
    is_first = np.append(True, all_grams[1:] != all_grams[:-1])[: len(rows)]
    is_other = is_first | np.append(True, rows[1:] != rows[:-1])[: len(rows)]
    all_grams, rows, is_first = all_grams[is_other], rows[is_other], is_first[is_other]
    return Likeness(
        numbers=np.array([number for number, _ in kept], dtype=np.int64),
        folds=tuple(fold for _, fold in kept),
        by_fold=by_fold,
        grams=all_grams[is_first],
        bounds=np.append(np.flatnonzero(is_first), len(rows)),
        rows=rows,
        sizes=np.bincount(rows, minlength=len(kept)),
    )


def kin(word: str, *, likeness: Likeness) -> dict[int, float]:
    """Give words that share more than half of their 3-grams with a word.

    Parameters
    ----------
    word : str
    likeness : Likeness

    Returns
    -------
    dict
        Dice's coefficient by the number of a word.
    """
    shares = _shares(folded(word), likeness)
    return {int(likeness.numbers[row]): share for row, share in shares if share >= _KIN}


def misspelt(word: str, *, likeness: Likeness) -> dict[int, float]:
    """Give words that a word may have been meant for.

    Parameters
    ----------
    word : str
    likeness : Likeness

    Returns
    -------
    dict
        By the number of a word, the share of letters that are right: one letter may be wrong,
        missing, too many or in its neighbour's place; two from eight letters on.
    """
    fold = folded(word)
    if len(fold) < _SHORTEST:
        return {}
    allowed = 1 if len(fold) < 8 else 2
    found = {}
    for row, share in _shares(fold, likeness):
        other = likeness.folds[row]
        if share < _NEAR or abs(len(other) - len(fold)) > allowed:
            continue
        changes = _changes(fold, other)
        if changes <= allowed:
            found[int(likeness.numbers[row])] = 1 - changes / max(len(fold), len(other))
    return found


def _codes(text: str) -> "np.ndarray":
    """Give a number for the three letters from each letter on (the last two begin none)."""
    import numpy as np  # as in `build_likeness`

    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = np.append(letters.astype(np.int64), [0, 0])
    return (letters[:-2] << 42) | (letters[1:-1] << 21) | letters[2:]


def _shares(fold: str, likeness: Likeness) -> list[tuple[int, float]]:
    """Give the rows that share most grams, best first, with Dice's coefficient."""
    import numpy as np  # as in `build_likeness`

    own = np.unique(_codes(f"^{fold}$")[: len(fold)])
    at = np.searchsorted(likeness.grams, own)
    at = at[at < len(likeness.grams)]
    known = [gram for gram in at if likeness.grams[gram] in own]
    bounds = likeness.bounds
    pieces = [likeness.rows[bounds[gram] : bounds[gram + 1]] for gram in known]
    if not pieces:
        return []
    rows, shared = np.unique(np.concatenate(pieces), return_counts=True)
    dice = 2 * shared / (len(own) + likeness.sizes[rows])
    best = np.argsort(-dice, kind="stable")[:_MOST]
    return [(int(rows[at]), float(dice[at])) for at in best]


def _changes(one: str, other: str) -> int:
    """Count the letters to change, put in, leave out or swap with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, target in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 < j and letter == other[j - 2] and target == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
