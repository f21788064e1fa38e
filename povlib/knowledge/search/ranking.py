"""Which lessons answer a query, and how well."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from povlib.knowledge.search.asking import Question
from povlib.knowledge.search.index import Index

if TYPE_CHECKING:
    import numpy as np

__all__ = ["floor_of", "ranked"]

# Of a whole sentence a lesson holds less than of two words, and still answers it.
_FLOORS = {4: 0.42, 5: 0.36}
_FLOOR_SHORT, _FLOOR_LONG = 0.5, 0.3


def floor_of(words: int) -> float:
    """Give the least share of a query's information that a lesson must hold.

    Parameters
    ----------
    words : int
        That ask for something.

    Examples
    --------
    >>> [floor_of(words) for words in (1, 3, 4, 5, 6, 20)]
    [0.5, 0.5, 0.42, 0.36, 0.3, 0.3]
    """
    return _FLOORS.get(words, _FLOOR_SHORT if words < min(_FLOORS) else _FLOOR_LONG)


def ranked(asked: Sequence[Question], *, index: Index) -> list[tuple[int, float]]:
    """Give the lessons that hold enough of a query's information, best first.

    Parameters
    ----------
    asked : sequence of Question
    index : Index

    Returns
    -------
    list of (int, float)
        A lesson's number and score: its BM25 times the share it holds. Equal scores by number.
    """
    # Imported here: 60 ms, and only a search needs it.
    import numpy as np

    scores = np.zeros(len(index.cards))
    shares = np.zeros(len(index.cards))
    total = sum(question.information for question in asked)
    for question in asked:
        score, held = _answered(question, index)
        scores += score
        shares += held * (question.information / total)
    if not asked:
        return []
    found = np.flatnonzero(shares >= floor_of(len(asked)) - 1e-9)
    values = (scores * shares)[found]
    order = np.argsort(-values, kind="stable")
    return [*zip(found[order].tolist(), values[order].tolist(), strict=True)]


def _answered(question: Question, index: Index) -> tuple["np.ndarray", "np.ndarray"]:
    """Give by lesson what a question adds to the score, and how well it is answered."""
    import numpy as np  # as in `ranked`

    score, held = np.zeros(len(index.cards)), np.zeros(len(index.cards))
    for feature, share in question.answers.items():
        here = slice(index.bounds[feature], index.bounds[feature + 1])
        lessons = index.lessons[here]
        score[lessons] += share * index.weights[here]
        held[lessons] = np.maximum(held[lessons], share)
    return score, held
