"""Every number in a lesson rests on something: the page, a document, or a computation."""

import re
from collections.abc import Iterator, Mapping

from povlib.knowledge.lesson import LISTS, PROSE, Lesson, NumberEvidence
from povlib.thai import to_arabic_digits

__all__ = ["numbers_of", "stated_numbers", "unfounded_numbers"]

_RUN = re.compile(r"(?<![0-9a-z])[0-9a-f]{12,64}(?![0-9a-z])")
_NUMBER = re.compile(r"(?<![\d.,])\d+(?:,\d{3})*(?:\.\d+)?")


def numbers_of(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give field and number of each number in a lesson's text, once.

    Parameters
    ----------
    values : mapping
        Text or list of texts by field; fields of the head are left out.

    Examples
    --------
    >>> [*numbers_of({"results": ["ออม ๓๑ ทีม 1,240.50 บาท", "31 ทีม"]})]
    [('results', '31'), ('results', '1,240.50')]
    """
    for key in (*PROSE, *LISTS):
        said = values.get(key) or []
        texts = [said] if isinstance(said, str) else said
        found = (n for text in texts for n in _NUMBER.findall(to_arabic_digits(text)))
        for number in dict.fromkeys(found):
            yield key, number


def stated_numbers(values: Mapping[str, object]) -> list[NumberEvidence]:
    """Give an entry for each number of a page: the page states it, and no more is known.

    Parameters
    ----------
    values : mapping
        As in `numbers_of`.
    """
    return [
        NumberEvidence(field=key, number=number, kind="stated")
        for key, number in numbers_of(values)
    ]


def unfounded_numbers(lesson: Lesson) -> list[tuple[str, str]]:
    """Give field and number of each number without evidence.

    Parameters
    ----------
    lesson : Lesson

    Notes
    -----
    A document must be named by its `source`; for a computation that holds the code of the data, as
    it stands at the foot of the report that has the number (`manifest.json` has it too).
    """
    founded = {(one.field, one.number) for one in lesson.numbers if _is_founded(one)}
    return [pair for pair in numbers_of(lesson.model_dump()) if pair not in founded]


def _is_founded(one: NumberEvidence) -> bool:
    if one.kind == "computed":
        return _RUN.search(one.source) is not None
    return one.kind == "stated" or bool(one.source.strip())
