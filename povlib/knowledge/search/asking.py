"""What a query asks for: its words, slips of typing undone, each with what would answer it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from povlib.knowledge.search.index import Index
from povlib.knowledge.search.likeness import Likeness, folded, kin, misspelt
from povlib.knowledge.search.meanings import Meanings, features, parts, singular
from povlib.knowledge.search.words import spans

__all__ = ["Catalogue", "Question", "questions"]

_JOINED = 5
_PART, _KIN, _SAME_SOUND = 0.4, 0.4, 0.95
_KIN_FROM = 5
# Lessons are in Thai: an English word that no group has says little about what is looked for.
_FOREIGN = 0.3
# Of a few lessons a word in one of them would look common.
_FEWEST = 30
# What a cut of the query costs: words the lessons have are best, then slips, then unknown words.
_KNOWN_COSTS, _IDLE_COSTS, _SOUND_COSTS, _CHANGE_COSTS, _UNKNOWN_COSTS = 1.0, 0.5, 1.1, 0.6, 3.0
Answers = dict[int, float]


@dataclass(frozen=True)
class Catalogue:
    """An index with what is needed to ask it: numbers by feature, and words that look alike."""

    index: Index
    numbers: Mapping[str, int]
    likeness: Likeness


@dataclass(frozen=True)
class Question:
    """One word of a query.

    Attributes
    ----------
    word : str
    information : float
        How rare it is among the lessons (idf); most where no lesson has it.
    answers : mapping
        By the number of a feature, how well it answers (0 to 1).
    """

    word: str
    information: float
    answers: Mapping[int, float]


def questions(query: str, *, catalogue: Catalogue, meanings: Meanings) -> tuple[Question, ...]:
    """Give what a query asks for; stop words and signs ask for nothing.

    Parameters
    ----------
    query : str
    catalogue : Catalogue
    meanings : Meanings
    """
    found: dict[str, Question] = {}
    readable = query.encode("utf-8", "replace").decode("utf-8")
    for run in _runs(spans(readable, meanings=meanings)):
        for word, answers in _best_cut(run, catalogue, meanings):
            if answers is not None:
                information = _information(answers, catalogue.index)
                if not answers and word.isascii():
                    information *= _FOREIGN
                found.setdefault(word, Question(word, information, answers))
    return tuple(found.values())


def _runs(words: Sequence[tuple[int, int, str]]) -> Iterator[list[str]]:
    """Give words that follow one another without a space or a sign."""
    run: list[str] = []
    last = 0
    for first, end, word in words:
        if run and (first != last or not any(map(str.isalnum, word))):
            yield run
            run = []
        if any(map(str.isalnum, word)):
            run.append(word)
        last = end
    if run:
        yield run


def _best_cut(
    run: Sequence[str], catalogue: Catalogue, meanings: Meanings
) -> list[tuple[str, Answers | None]]:
    """Give the cut of a run that costs least; words that ask for nothing have None."""
    single = [_Word(word, _answers(word, catalogue, meanings), meanings) for word in run]
    best: list[tuple[float, list[tuple[str, Answers | None]]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        choices = []
        for first in range(max(0, end - _JOINED), end):
            cost, word, answers = _piece(single[first:end], catalogue, meanings)
            before, pieces = best[first]
            choices.append((before + cost, [*pieces, (word, answers)]))
        best.append(min(choices, key=lambda one: one[0]))
    return best[-1][1]


class _Word:
    """A word of the query: what answers it, and whether it is a scrap of a word with a slip."""

    def __init__(self, text: str, answers: Answers | None, meanings: Meanings) -> None:
        self.text, self.answers = text, answers
        is_known = bool(answers) or text in meanings.ordinary or text in meanings.stands_for
        self.is_scrap = not is_known or len(text) == 1


def _piece(
    words: Sequence[_Word], catalogue: Catalogue, meanings: Meanings
) -> tuple[float, str, Answers | None]:
    """Give the cost of taking words as one, and what answers it."""
    joined = "".join(word.text for word in words)
    alone = words[0] if len(words) == 1 else None
    if alone and alone.answers != {}:
        return (_KNOWN_COSTS if alone.answers else _IDLE_COSTS), joined, alone.answers
    fold = folded(joined)
    sounds = catalogue.likeness.by_fold.get(fold) if len(fold) >= _KIN_FROM else None
    if sounds:
        meant = dict.fromkeys(sounds, _SAME_SOUND)
        return _SOUND_COSTS, joined, _with_meanings(meant, catalogue, meanings)
    near = {}
    if any(word.is_scrap for word in words):
        near = misspelt(joined, likeness=catalogue.likeness)
    if near:
        changes = (1 - max(near.values())) * len(fold)
        cost = _SOUND_COSTS + changes * _CHANGE_COSTS
        return cost, joined, _with_meanings(near, catalogue, meanings)
    return (_UNKNOWN_COSTS if alone else math.inf), joined, {}


def _with_meanings(meant: Answers, catalogue: Catalogue, meanings: Meanings) -> Answers:
    """Add what the words stand for that were meant by a slip."""
    found = dict(meant)
    for number, share in meant.items():
        for key in meanings.stands_for.get(catalogue.index.features[number], ()):
            if key in catalogue.numbers:
                found.setdefault(catalogue.numbers[key], share)
    return found


def _answers(word: str, catalogue: Catalogue, meanings: Meanings) -> Answers | None:
    """Give what answers a word: None where it asks for nothing, {} where no lesson has it."""
    asked = features(word, meanings=meanings)
    if not asked:
        return None
    word = meanings.spelling.get(word, word)
    means = meanings.stands_for.get(singular(word, meanings=meanings), ())
    found = {
        catalogue.numbers[one]: 1.0 if one in (word, *means) else _PART
        for one in asked
        if one in catalogue.numbers
    }
    if not found:
        return _by_parts(word, catalogue, meanings)
    if len(word) >= _KIN_FROM and not means:
        for number, share in kin(word, likeness=catalogue.likeness).items():
            found.setdefault(number, _KIN * share)
    return found


def _by_parts(word: str, catalogue: Catalogue, meanings: Meanings) -> Answers:
    """Give what answers a word that no lesson has: the words within it, if lessons have all."""
    within = parts(word, meanings=meanings)
    numbers = [catalogue.numbers.get(part) for part in within]
    if None in numbers:
        return {}
    return {
        catalogue.numbers[one]: _PART
        for part in within
        for one in features(part, meanings=meanings)
        if one in catalogue.numbers
    }


def _information(answers: Mapping[int, float], index: Index) -> float:
    """Give the idf of the commonest feature that answers whole, as bm25s reckons it."""
    best = max(answers.values(), default=0.0)
    counts = [
        int(index.bounds[number + 1] - index.bounds[number])
        for number, share in answers.items()
        if share == best
    ]
    count = max(counts, default=0)
    lessons = max(len(index.cards), _FEWEST)
    return math.log(1 + (lessons - count + 0.5) / (count + 0.5))
